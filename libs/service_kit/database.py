"""PostgreSQL transactions, which hold the guarantees: tenant, lock, inbox, state and outbox commit together.

Services write SQLAlchemy Core statements over typed tables. The kit's own statements go to asyncpg directly, in as few
round trips as possible (BEGIN, tenant, lock and inbox row are one).
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar, TypeVarTuple
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Date, DateTime, LargeBinary, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.engine import Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql import Executable
from sqlalchemy.sql.selectable import TypedReturnsRows

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.service_kit.errors import AlreadyHandled
from libs.service_kit.rows import Mapped, by_given_columns, from_row, given_columns, mapped_class

Item = TypeVar("Item")
Items = TypeVarTuple("Items")

ALL_TENANTS: Final = "*"
"""The tenant setting of the platform's own jobs, which see every client. Without a tenant no row is visible."""

COLUMN_TYPES: Final[dict[Any, Any]] = {
    str: Text(),
    UUID: Uuid(),
    datetime: DateTime(timezone=True),
    date: Date(),
    Decimal: Numeric(17, 2),
    bytes: LargeBinary(),
    dict[str, Any]: JSONB(),
    list[Any]: JSONB(),
    list[str]: ARRAY(Text()),
    list[UUID]: ARRAY(Uuid()),
}

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

CONNECTION_LOST: Final = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server died while a connection was being opened
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncio.TimeoutError,
)


def is_outage(error: BaseException) -> bool:
    """Whether the database (and not this message) has failed: then everything waits, and nothing is given up."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        cause = error.orig.__cause__ if error.orig is not None else None
        return isinstance(cause, CONNECTION_LOST)
    return isinstance(error, CONNECTION_LOST)


def is_unstorable(error: BaseException) -> bool:
    """Whether PostgreSQL refused a value, not a statement: a NUL in a text, a number or an instant out of range."""
    cause = error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig is not None else error
    return isinstance(cause, asyncpg.DataError)


def lock_number(*parts: object) -> int:
    """A stable 64-bit number for PostgreSQL's advisory locks."""
    digest = hashlib.blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class Transaction:
    """One transaction: the service's statements, and the events that are published when it commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.published: list[Event] = []
        self.woken: list[Callable[..., Any]] = []

    async def all(self, statement: TypedReturnsRows[Item]) -> Sequence[Item]:
        """One item per row: mapped objects (read-only) or values of one column."""
        table = mapped_class(statement)
        result = await self._connection.execute(statement)
        if table is None:
            return result.scalars().all()
        return [from_row(table, row) for row in result]

    async def one(self, statement: TypedReturnsRows[Item]) -> Item | None:
        """The one mapped object or value, or None. Raises MultipleResultsFound for two rows."""
        table = mapped_class(statement)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        found: Item = row[0] if table is None else from_row(table, row)
        return found

    async def value(self, statement: Executable) -> Any:
        """The first column of the first row, or None; for the same statements as `fetch`."""
        return (await self._connection.execute(statement)).scalar()

    async def tuples(self, statement: TypedReturnsRows[*Items]) -> Sequence[tuple[*Items]]:
        """All rows of some columns, as tuples."""
        rows: Iterable[Any] = await self._connection.execute(statement)
        return [tuple(row) for row in rows]

    async def add(self, row: DeclarativeBase, *, unless_there: bool = False) -> bool:
        """Insert a mapped object; returns whether it is new. `unless_there` allows a row with its key to exist."""
        statement = insert(type(row)).values(given_columns(row))
        return await self.execute(statement.on_conflict_do_nothing() if unless_there else statement) == 1

    async def add_all(self, rows: Sequence[Mapped], *, unless_there: bool = False) -> list[Mapped]:
        """Insert mapped objects of one class, however many; returns the new ones, in no order.

        What an object was not given is filled by the database. `unless_there` allows rows with their keys to exist.
        """
        new: list[Mapped] = []
        for given in by_given_columns(rows):
            statement = insert(table := type(rows[0]))
            if unless_there:
                statement = statement.on_conflict_do_nothing()
            result = await self._connection.execute(statement.returning(table), given)
            new += [from_row(table, row) for row in result]
        return new

    async def replace(self, row: DeclarativeBase) -> None:
        """Insert a mapped object, or replace the whole row with its key: what it was not given is reset too."""
        statement = insert(type(row)).values(given_columns(row))
        columns = list(row.__table__.columns)
        key = [column.name for column in columns if column.primary_key]
        others = {column.name: statement.excluded[column.name] for column in columns if not column.primary_key}
        await self.execute(statement.on_conflict_do_update(index_elements=key, set_=others))

    async def execute(self, statement: Executable, values: Mapping[str, Any] | None = None) -> int:
        """Run a statement, prepared ones with these values; returns how many rows it touched."""
        return (await self._connection.execute(statement, values)).rowcount

    async def fetch(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows of a statement over tables without a class: the kit's own, and those that tests read."""
        return (await self._connection.execute(statement)).all()

    def publish(self, *events: Event | Iterable[Event]) -> None:
        """Publish these events when, and only when, this transaction commits."""
        for item in events:
            self.published.extend([item] if isinstance(item, Event) else item)

    def wake(self, job: Callable[..., Any]) -> None:
        """Run a background job soon after the commit instead of at its next interval."""
        self.woken.append(job)


class Database:
    """The service's schema, accessed with the service's own role."""

    def __init__(self, url: str, schema: str, *, pool: int = 10) -> None:
        self.schema, self.url = schema, url
        self.outbox_filled = asyncio.Event()
        self.relay_is_here = False
        self.engine: AsyncEngine = create_async_engine(
            url.replace("postgresql://", "postgresql+asyncpg://"),
            isolation_level="AUTOCOMMIT",
            pool_size=pool,
            max_overflow=pool,
            pool_timeout=30,
            pool_reset_on_return=None,  # no connection returns with an open transaction
            connect_args={"timeout": 10, "server_settings": {"application_name": f"serein-{schema}"}},
        )

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()

    @asynccontextmanager
    async def begin(
        self,
        tenant: UUID | str | None,
        *,
        read_only: bool = False,
        inbox: UUID | None = None,
        wrap: Callable[[Event], Envelope] | None = None,
    ) -> AsyncIterator[Transaction]:
        """One transaction for one tenant. Raises AlreadyHandled when `inbox` is an event that was handled before."""
        connection, raw = await self._opened(self._opening(tenant, read_only=read_only, inbox=inbox), inbox)
        finished = False
        try:
            tx = Transaction(connection)
            yield tx
            if tx.published:
                if wrap is None:
                    raise TypeError("a reading transaction publishes nothing")
                await self._fill_outbox(raw, [wrap(event) for event in tx.published], tx.published)
            await raw.execute("COMMIT")
            finished = True
        finally:
            if finished:
                await connection.close()
            else:
                await asyncio.shield(self._roll_back(connection, raw))
        if tx.published:
            self.outbox_filled.set()

    def _opening(self, tenant: UUID | str | None, *, read_only: bool, inbox: UUID | None) -> str:
        """BEGIN, tenant, lock and inbox row as one round trip. All values are UUIDs or numbers of ours."""
        if tenant is not None and tenant != ALL_TENANTS:
            tenant = UUID(str(tenant))
        setting = f"set_config('serein.client', '{tenant or ''}', true)"
        if read_only:
            return f"BEGIN READ ONLY; SELECT {setting}"
        lock = "" if tenant in (None, ALL_TENANTS) else f", pg_advisory_xact_lock({lock_number(self.schema, tenant)})"
        opening = f"BEGIN; SELECT {setting}{lock}"
        if inbox is not None:
            opening += f"; INSERT INTO {self.schema}.inbox (event_id) VALUES ('{inbox}') ON CONFLICT DO NOTHING"  # noqa: S608
        return opening

    async def _opened(self, opening: str, inbox: UUID | None) -> tuple[AsyncConnection, Any]:
        """A connection with the transaction begun; connections that died in the pool are replaced."""
        attempts = 3
        while True:
            connection = await self.engine.connect()
            raw: Any = None
            try:
                raw = (await connection.get_raw_connection()).driver_connection
                status = await raw.execute(opening)
            except CONNECTION_LOST:
                await connection.invalidate()
                await connection.close()
                await self.engine.dispose()
                attempts -= 1
                if not attempts:
                    raise
                continue
            except BaseException:
                await asyncio.shield(self._roll_back(connection, raw))
                raise
            if inbox is not None and status == "INSERT 0 0":
                await self._roll_back(connection, raw)
                raise AlreadyHandled(str(inbox))
            return connection, raw

    async def _roll_back(self, connection: AsyncConnection, raw: Any) -> None:
        """Roll back and return the connection to the pool; one that cannot roll back is closed."""
        try:
            if raw is not None:
                await raw.execute("ROLLBACK")
        except (*CONNECTION_LOST, asyncpg.PostgresError):
            await connection.invalidate()
        await connection.close()

    async def _fill_outbox(self, raw: Any, envelopes: list[Envelope], events: list[Event]) -> None:
        """Insert this transaction's outbox rows in one statement; NOTIFY wakes the relay of another process."""
        notify = "" if self.relay_is_here else f", pg_notify('{self.schema}_outbox', '')"
        await raw.fetch(
            f"WITH filled AS (INSERT INTO {self.schema}.outbox"  # noqa: S608
            " (id, client_id, aggregatetype, aggregateid, type, payload)"
            " SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])"
            f" RETURNING 1) SELECT count(*){notify} FROM filled",
            [e.id for e in envelopes],
            [e.client for e in envelopes],
            [e.topic.name for e in events],
            [e.key for e in events],
            [e.type for e in envelopes],
            [e.encode().decode() for e in envelopes],
        )

    async def handled(self, event_ids: Sequence[UUID]) -> set[UUID]:
        """Which of these events were handled or are dead letters, asked once per batch before any handler."""
        async with self.begin(ALL_TENANTS, read_only=True) as tx:
            raw: Any = (await tx._connection.get_raw_connection()).driver_connection
            rows = await raw.fetch(
                f"SELECT event_id FROM {self.schema}.inbox WHERE event_id = ANY($1) UNION ALL"  # noqa: S608
                f" SELECT event_id FROM {self.schema}.dead_letter"
                " WHERE event_id = ANY($1) AND state IN ('dead', 'replay')",
                list(event_ids),
            )
        return {row["event_id"] for row in rows}

    async def ping(self) -> None:
        """Raises an error when the database does not answer."""
        async with self.begin(None, read_only=True):
            pass
