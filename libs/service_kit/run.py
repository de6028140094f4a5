"""A run: events of one client, handled in order in one transaction, with one look into the inbox and one COMMIT.

The events that were handled are written into the inbox at the close, never before: a commit in the middle of a run
must not mark an event that no handler has seen. Whatever is raised rolls the run back, and its events are handled again
one by one, so that only the one at fault is set aside.

While a handler waits for something outside, the run holds neither the client's lock nor a connection: what is handled
until then is committed.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from libs.service_kit.database import ALL_TENANTS, Contended, Database, DatabaseAway, Transaction
from libs.service_kit.database.database import Begun, Look, Wrap
from libs.service_kit.errors import AlreadyHandled
from libs.service_kit.outgoing import Outgoing

IDLE_SECONDS = 0.02
"""How long a handler may work outside the transaction before the run is committed without it."""
LOCK_SECONDS = 1.0
"""How long a run waits for its client's lock before its line goes to the back, and its worker to another client."""


class BrokenRun(Exception):
    """A handler caught an error of its transaction: the transaction cannot be committed."""


class NotInRun(Exception):
    """This event must be handled alone."""


class Run:
    """One run. `begin` for each event, then `close` or `roll_back`."""

    def __init__(
        self,
        database: Database,
        client: UUID | None,
        event_ids: Sequence[UUID],
        wake: Callable[[str], None],
        *,
        outside: bool = False,
        replayed: bool = False,
    ) -> None:
        """`outside`: its one handler works long outside the transaction, which is committed as soon as it is left."""
        self._database, self._client, self._wake = database, client, wake
        self._outside, self._replayed = outside, replayed
        self._waiting = list(event_ids)
        self._begun: Begun | None = None
        self._mutex = asyncio.Lock()
        self._owner: asyncio.Task[Any] | None = None
        self._handled: list[UUID] = []
        self._events: list[Outgoing] = []
        self._current: UUID | None = None
        self._current_written = False
        self._failure: BaseException | None = None
        self._idle_since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._early_commit: asyncio.Task[None] | None = None
        self.parts = 0
        self.finished = 0

    @property
    def is_alone(self) -> bool:
        """Whether the run is of one event."""
        return len(self._waiting) == 1

    @property
    def is_open(self) -> bool:
        """Whether it holds the client's lock and a connection."""
        return self._begun is not None

    async def open(self) -> set[UUID]:
        """Begin the transaction; returns the events that were handled before. Raises DatabaseAway."""
        async with self._alone():
            begun = await self._open()
        if self._timer is None:
            self._watch()
        return set(begun.known)

    def begin(self, event_id: UUID) -> None:
        """The next event is handled now."""
        self._current, self._current_written = event_id, False
        self._idle_since = _now()

    def end(self) -> None:
        """Its handler has returned."""
        if self._current is not None:
            self._handled.append(self._current)
        self._current = None

    async def close(self) -> None:
        """Commit what was handled. Raises BrokenRun, and what the database refuses."""
        async with self._mutex:
            self._stop_watching()
            await self._commit()

    async def roll_back(self) -> None:
        """Undo what was not committed."""
        async with self._mutex:
            self._stop_watching()
            await self._undo()

    @asynccontextmanager
    async def transaction(self, wrap: Wrap, *, all_tenants: bool) -> AsyncIterator[Transaction]:
        """The run's transaction for the handler of the current event. Raises AlreadyHandled, NotInRun."""
        async with self._alone():
            self._refuse_broken()
            if self._current is None or self._current_written:
                raise RuntimeError("a handler has one transaction: the inbox has one row for its event")
            begun = await self._open(ALL_TENANTS if all_tenants else self._client)
            if self._current in begun.known:
                raise AlreadyHandled(str(self._current))
            try:
                yield begun.tx
                self._events += map(wrap, begun.tx.published)
                begun.tx.published.clear()
                self._current_written = True
            except BaseException as error:
                self._failure = error
                raise
            if self._outside:
                await self._commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A look that sees what the events before have written; on a connection of its own while none is held."""
        if self._begun is not None and self._owner is asyncio.current_task():
            yield self._begun.tx
            return
        async with self._alone():
            self._refuse_broken()
            if self._begun is not None:
                try:
                    yield self._begun.tx
                except BaseException as error:
                    await self._leave_look(error)
                    raise
                return
        async with self._database.begin(self._client, read_only=True) as tx:
            yield tx

    async def _leave_look(self, error: BaseException) -> None:
        """A look that failed spoils the transaction; it is begun again while the run has written nothing."""
        if self._handled or self._current_written:
            self._failure = error
        else:
            await self._undo()

    async def pause(self) -> None:
        """Commit what is handled, so that lock and connection are free."""
        if self._owner is asyncio.current_task():
            raise RuntimeError("a separate transaction cannot begin inside the event's own")
        async with self._mutex:
            await self._commit()

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Nobody else uses or commits the transaction meanwhile; may be nested."""
        if self._owner is asyncio.current_task():
            yield
            return
        async with self._mutex:
            self._owner = asyncio.current_task()
            try:
                yield
            finally:
                self._owner = None
                self._idle_since = _now()

    async def _open(self, tenant: UUID | str | None = None) -> Begun:
        tenant = tenant if tenant is not None else self._client
        if tenant == ALL_TENANTS and self._client != ALL_TENANTS:
            if not self.is_alone:
                raise NotInRun
            if self._begun is not None:
                await self._begun.roll_back()
                self._begun = None
        if self._begun is None:
            look_for = Look(self._waiting[self.finished :], replayed=self._replayed)
            self._begun = await self._database.start(tenant, look_for=look_for, lock_seconds=LOCK_SECONDS)
            self.parts += 1
        return self._begun

    async def _commit(self) -> None:
        """Commit this part; the current event belongs to it once its transaction is written."""
        self._refuse_broken()
        if self._begun is None:
            self.finished += len(self._handled)
            self._handled.clear()
            return
        if self._current is not None and self._current_written:
            self._handled.append(self._current)
            self._current = None
        begun = self._begun
        new = dict.fromkeys(event_id for event_id in self._handled if event_id not in begun.known)
        await begun.commit(handled=list(new), events=self._events)
        self._begun = None
        self.finished += len(self._handled)
        self._handled.clear()
        self._events.clear()
        for job in begun.tx.woken:
            self._wake(job.__name__)

    def _refuse_broken(self) -> None:
        """Raise when an error has spoilt the transaction, whether or not the handler caught it."""
        if isinstance(self._failure, DatabaseAway | Contended):
            raise self._failure
        if self._failure is not None:
            raise BrokenRun("an error of the transaction was caught by the handler") from self._failure

    async def _undo(self) -> None:
        begun, self._begun = self._begun, None
        self._handled.clear()
        self._events.clear()
        if begun is not None:
            await begun.roll_back()

    def _watch(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._look)

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._early_commit is not None:  # it waits for the lock that we hold
            self._early_commit.cancel()

    def _look(self) -> None:
        """Commit without the current handler when it has not been inside the transaction for a while."""
        self._watch()
        if self._begun is None or self._mutex.locked() or _now() - self._idle_since < IDLE_SECONDS:
            return
        self._early_commit = asyncio.create_task(self._let_go())

    async def _let_go(self) -> None:
        async with self._mutex:
            if not self._handled and not self._current_written:
                await self._undo()  # nothing to commit: what has become of the connection does not matter
                return
            try:
                await self._commit()
            except Exception as error:  # noqa: BLE001 - raised where the handler or the run next needs the transaction
                self._failure = self._failure or error
                await self._undo()


def _now() -> float:
    return asyncio.get_running_loop().time()
