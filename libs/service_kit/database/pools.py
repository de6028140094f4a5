"""The connections of a service's two roles."""

import asyncio
from typing import Any
from uuid import UUID

from libs.service_kit.database.connections import Connections


class Pools:
    """Hands out connections of the one role or the other, and takes each back where it belongs."""

    def __init__(self, clients: Connections, jobs: Connections) -> None:
        self._clients, self._jobs = clients, jobs
        self._taken_by_jobs: set[int] = set()

    @property
    def in_use(self) -> int:
        """How many connections are in use."""
        return self._clients.in_use + self._jobs.in_use

    @property
    def waiting(self) -> int:
        """How much work waits for a connection."""
        return self._clients.waiting + self._jobs.waiting

    async def open(self) -> None:
        """Make the pools ready; connects to nothing yet."""
        await self._clients.open()
        await self._jobs.open()

    async def close(self) -> None:
        """Close all connections; those in use are cut."""
        await asyncio.gather(self._clients.close(), self._jobs.close())

    async def take(self, client: UUID | None, *, all_tenants: bool) -> Any:
        """A connection. Raises DatabaseBusy when none is free in time, DatabaseAway without server."""
        if not all_tenants:
            return await self._clients.take(client)
        connection = await self._jobs.take(None)
        self._taken_by_jobs.add(id(connection))
        return connection

    async def give_back(self, connection: Any) -> None:
        """Return a connection whose transaction has ended."""
        await self._home_of(connection).give_back(connection)

    async def discard(self, connection: Any) -> None:
        """Close a connection that cannot be used again."""
        await self._home_of(connection).discard(connection)

    def _home_of(self, connection: Any) -> Connections:
        if id(connection) not in self._taken_by_jobs:
            return self._clients
        self._taken_by_jobs.discard(id(connection))
        return self._jobs
