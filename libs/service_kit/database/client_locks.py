"""One writer per client: waited for in this process first, so that no waiting work holds a connection."""

import asyncio
from uuid import UUID

from libs.service_kit.database.outages import ClientBusy


class ClientLocks:
    """A lock per client for the work of one process; first come, first served."""

    def __init__(self) -> None:
        self._locks: dict[UUID, asyncio.Lock] = {}
        self._users: dict[UUID, int] = {}

    async def acquire(self, client: UUID, seconds: float) -> None:
        """Take the lock. Raises ClientBusy when that takes longer."""
        lock = self._locks.setdefault(client, asyncio.Lock())
        self._users[client] = self._users.get(client, 0) + 1
        try:
            if self._users[client] == 1:
                await lock.acquire()  # does not wait
                return
            async with asyncio.timeout(seconds):
                await lock.acquire()
        except BaseException as error:
            self._leave(client)
            if isinstance(error, TimeoutError):
                raise ClientBusy(f"other work of this client took longer than {seconds:.0f} s") from error
            raise

    def release(self, client: UUID) -> None:
        """Give the lock back."""
        self._locks[client].release()
        self._leave(client)

    def waiting(self) -> int:
        """How much work waits for a client's lock."""
        return sum(users - 1 for users in self._users.values())

    def _leave(self, client: UUID) -> None:
        self._users[client] -= 1
        if not self._users[client]:
            del self._users[client], self._locks[client]
