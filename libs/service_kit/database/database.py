"""Transactions of one tenant: lock, inbox, state and outbox commit together, or not at all.

The kit's own statements take as few round trips as possible: BEGIN, tenant, lock and the look into the inbox are one.
"""

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg

from contracts.registry import Event
from libs.service_kit.database.client_locks import ClientLocks
from libs.service_kit.database.connections import Connections, connect
from libs.service_kit.database.limits import Limits
from libs.service_kit.database.outages import ClientBusy, Contended, DatabaseAway, PoolerNotExpected, outages
from libs.service_kit.database.pools import Pools
from libs.service_kit.database.roles import jobs_url as jobs_url_of
from libs.service_kit.database.transaction import Transaction
from libs.service_kit.errors import AlreadyHandled
from libs.service_kit.fault_points import FaultPoint, no_fault
from libs.service_kit.outgoing import Outgoing
from libs.service_kit.telemetry import LOCK_REFUSED, TRANSACTIONS

ALL_TENANTS: Final = "*"
"""The tenant setting of work across all clients, for the jobs' role alone. Without a tenant no row is visible."""

_FIRST_TRY, _LONGEST_TRY, _LOCK_TIMEOUT = 20, 1000, 10_000
"""Milliseconds in which a lock that another process holds is waited for with a connection in hand."""

_FILL = """
WITH filled AS (
    INSERT INTO {schema}.outbox (id, client_id, aggregatetype, aggregateid, type, payload)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) RETURNING seq),
unsent AS (INSERT INTO {schema}.unsent (seq) SELECT seq FROM filled)
SELECT CASE WHEN $7 THEN pg_notify('{schema}_outbox', '') END"""
"""Outbox rows of a transaction. NOTIFY wakes the relay of another process."""

Wrap = Callable[[Event], Outgoing]


def lock_number(*parts: object) -> int:
    """A stable 64-bit number for PostgreSQL's advisory locks."""
    digest = hashlib.blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True)
class Look:
    """Events that are looked up before they are handled; one that is replayed is a dead letter, and handled again."""

    event_ids: Sequence[UUID]
    replayed: bool = False


class Database:
    """The service's schema, accessed with the service's two roles."""

    def __init__(
        self,
        url: str,
        schema: str,
        *,
        pool: int = 16,
        jobs_url: str | None = None,
        jobs_pool: int = 4,
        limits: Limits = Limits(),  # noqa: B008
    ) -> None:
        self.schema, self.url, self.name, self.limits = schema, url, f"serein-{schema}", limits
        self.outbox_filled = asyncio.Event()
        self.relay_is_here = False
        self.connections = Pools(
            Connections(url, self.name, limits, size=pool),
            Connections(jobs_url or jobs_url_of(url), self.name, limits, size=jobs_pool),
        )
        self.locks = ClientLocks()
        self._ends = {
            command: TRANSACTIONS.labels(schema.replace("_", "-"), command) for command in ("COMMIT", "ROLLBACK")
        }
        self._fill = _FILL.format(schema=schema)
        self.fault_point: FaultPoint = no_fault

    async def open(self) -> None:
        """Make ready; nothing is connected before it is needed."""
        await self.connections.open()

    async def close(self) -> None:
        """Close all connections."""
        await self.connections.close()

    async def check(self) -> None:
        """Raises PoolerNotExpected when what a connection asks of the server does not reach it; DatabaseAway."""
        wanted = self.limits.server_settings(self.name).get("statement_timeout")
        if wanted is None:
            return
        async with self.begin(None, read_only=True) as tx:
            with outages(tx.connection):
                query = "SELECT setting FROM pg_settings WHERE name = 'statement_timeout'"
                found = await tx.connection.fetchval(query)
        if found != wanted:
            raise PoolerNotExpected(f"statement_timeout is {found} ms instead of {wanted}")

    async def connect(self) -> asyncpg.Connection:
        """A connection of its own, for work that listens. Raises DatabaseAway."""
        return await connect(self.url, self.name, self.limits)

    @asynccontextmanager
    async def begin(
        self, tenant: UUID | str | None, *, read_only: bool = False, wrap: Wrap | None = None
    ) -> AsyncIterator[Transaction]:
        """One transaction for one tenant. Raises DatabaseAway, DatabaseBusy, Contended."""
        begun = await self.start(tenant, read_only=read_only)
        try:
            yield begun.tx
            await begun.commit(wrap=wrap)
        except BaseException:
            await asyncio.shield(begun.roll_back())
            raise

    async def start(
        self,
        tenant: UUID | str | None,
        *,
        read_only: bool = False,
        look_for: Look | None = None,
        lock_seconds: float | None = None,
    ) -> "Begun":
        """Begin a transaction: tenant set, the client's lock taken, `look_for` looked up in the inbox.

        Raises DatabaseAway, DatabaseBusy, and ClientBusy when the lock takes longer than `lock_seconds`.
        """
        client = None if tenant in (None, ALL_TENANTS) else UUID(str(tenant))
        locked = client if not read_only else None
        lock_seconds = self.limits.lock if lock_seconds is None else lock_seconds
        if locked is not None:
            await self.locks.acquire(locked, lock_seconds)
        try:
            connection, known = await self._opened(tenant, client, look_for, lock_seconds, read_only=read_only)
        except BaseException:
            self.unlock(locked)
            raise
        return Begun(self, connection, locked, known)

    def unlock(self, client: UUID | None) -> None:
        """Give a client's lock back to the next work of this process."""
        if client is not None:
            self.locks.release(client)

    async def _opened(
        self,
        tenant: UUID | str | None,
        client: UUID | None,
        look_for: Look | None,
        lock_seconds: float,
        *,
        read_only: bool,
    ) -> tuple[Any, set[UUID]]:
        """A connection with the transaction begun; one that died in the pool is replaced."""
        deadline = asyncio.get_running_loop().time() + lock_seconds
        wait, attempts = _FIRST_TRY, 3
        while True:
            connection = await self.connections.take(client, all_tenants=tenant == ALL_TENANTS)
            opening = self._opening(tenant, client, look_for, read_only=read_only, wait=wait)
            try:
                with outages(connection):
                    status = await connection.execute(opening, timeout=self.limits.connect)
                    known = await self._known(connection, look_for) if look_for and status != "SELECT 0" else set()
            except DatabaseAway:
                await asyncio.shield(self.connections.discard(connection))
                attempts -= 1
                if not attempts:
                    raise
            except Contended as error:
                await asyncio.shield(self.end(connection, "ROLLBACK"))
                LOCK_REFUSED.labels(self.schema).inc()
                if asyncio.get_running_loop().time() > deadline:
                    raise ClientBusy("another process holds the lock of this client") from error
                await asyncio.sleep(random.uniform(0.005, 0.05))
                wait = min(wait * 2, _LONGEST_TRY)
            except BaseException:
                await asyncio.shield(self.end(connection, "ROLLBACK"))
                raise
            else:
                return connection, known

    def _opening(
        self, tenant: UUID | str | None, client: UUID | None, look_for: Look | None, *, read_only: bool, wait: int
    ) -> str:
        """BEGIN, tenant, lock and the look into the inbox as one round trip. All values are UUIDs or our numbers."""
        setting = f"set_config('serein.client', '{client or tenant or ''}', true){self.limits.in_transaction()}"
        if read_only:  # a plan for the average client would read the whole of a large one
            return f"BEGIN READ ONLY; SELECT {setting}, set_config('plan_cache_mode', 'force_custom_plan', true)"
        if client is not None:
            lock = lock_number(self.schema, client)
            setting += f", set_config('lock_timeout', '{wait}', true), pg_advisory_xact_lock({lock})"
            setting += f", set_config('lock_timeout', '{_LOCK_TIMEOUT}', true)"
        opening = f"BEGIN; SELECT {setting}"
        if look_for:
            opening += f"; {self._look(look_for)}"
        return opening

    def _look(self, look_for: Look) -> str:
        """Which events were handled or, unless one is replayed, are dead letters. All values are UUIDs."""
        ids = ",".join(f"'{event_id}'" for event_id in look_for.event_ids)
        query = f"SELECT event_id FROM {self.schema}.inbox WHERE event_id IN ({ids})"  # noqa: S608
        if look_for.replayed:
            return query
        return (
            f"{query} UNION ALL SELECT event_id FROM {self.schema}.dead_letter"  # noqa: S608
            f" WHERE event_id IN ({ids}) AND state IN ('dead', 'replay')"
        )

    async def _known(self, connection: Any, look_for: Look) -> set[UUID]:
        return {row["event_id"] for row in await connection.fetch(self._look(look_for))}

    async def known_in(self, tx: Transaction, look_for: Look) -> set[UUID]:
        """Which of these events need no handler, asked in a transaction that does more."""
        with outages(tx.connection):
            return await self._known(tx.connection, look_for)

    async def end(self, connection: Any, command: str, *, before: str = "") -> None:
        """COMMIT or ROLLBACK, and return the connection; one that cannot is closed. Raises what COMMIT raises.

        `before` goes in the same round trip. It holds no data of a client, since the server logs what fails.
        """
        try:
            with outages(connection):
                patience = None if command == "COMMIT" else self.limits.connect
                status = await connection.execute(before + command, timeout=patience)
            self._ends[command].inc()
            if status != command:
                raise RuntimeError(f"the transaction could only end with {status}: an error in it was caught")
        except DatabaseAway:
            await self.connections.discard(connection)
            if command == "COMMIT":
                raise
        except (asyncpg.PostgresError, Contended):  # the connection itself is well
            await self.end(connection, "ROLLBACK")
            raise
        except BaseException:
            await self.connections.discard(connection)
            raise
        else:
            await self.connections.give_back(connection)

    async def fill_outbox(self, connection: Any, events: Sequence[Outgoing]) -> None:
        """Insert the events that a transaction publishes."""
        with outages(connection):
            await connection.execute(
                self._fill,
                [event.envelope.id for event in events],
                [event.envelope.client for event in events],
                [event.topic for event in events],
                [event.key for event in events],
                [event.envelope.type for event in events],
                [event.payload for event in events],
                not self.relay_is_here,
            )

    async def commit(self, connection: Any, handled: Sequence[UUID]) -> None:
        """Insert inbox rows and commit. Raises AlreadyHandled when one of these events was handled meanwhile."""
        rows = ",".join(f"('{event_id}')" for event_id in handled)
        before = f"INSERT INTO {self.schema}.inbox (event_id) VALUES {rows}; " if rows else ""  # noqa: S608 - UUIDs
        try:
            await self.end(connection, "COMMIT", before=before)
        except asyncpg.UniqueViolationError as error:
            if error.table_name != "inbox":
                raise
            raise AlreadyHandled("an event of this transaction was handled meanwhile") from error

    async def ping(self) -> None:
        """Raises an error when the database does not answer, or takes no writes."""
        async with self.begin(None) as tx:
            with outages(tx.connection):
                await tx.connection.execute(f"UPDATE {self.schema}.lease SET until = until WHERE false")  # noqa: S608


class Begun:
    """A transaction that was begun. Committed or rolled back exactly once."""

    def __init__(self, database: Database, connection: Any, locked: UUID | None, known: set[UUID]) -> None:
        self.tx = Transaction(connection)
        self.known = known
        self._database, self._connection, self._locked = database, connection, locked
        self._ended = False

    async def commit(
        self,
        *,
        handled: Sequence[UUID] = (),
        events: Sequence[Outgoing] = (),
        wrap: Wrap | None = None,
    ) -> None:
        """Commit with the events that were handled and those to publish; when that fails, roll back is still due."""
        await self.tx.flush()
        if self.tx.published:
            if wrap is None:
                raise TypeError("a transaction that only reads publishes nothing")
            events = [*events, *map(wrap, self.tx.published)]
        if events:
            await self._database.fill_outbox(self._connection, events)
        if handled or events:
            self._database.fault_point("before_commit")
        self._ended = True
        try:
            await self._database.commit(self._connection, handled)
        finally:
            self._database.unlock(self._locked)
        if handled or events:
            self._database.fault_point("after_commit")
        if events:
            self._database.outbox_filled.set()

    async def roll_back(self) -> None:
        """Undo everything, unless it has ended already."""
        if self._ended:
            return
        self._ended = True
        try:
            await self._database.end(self._connection, "ROLLBACK")
        finally:
            self._database.unlock(self._locked)
