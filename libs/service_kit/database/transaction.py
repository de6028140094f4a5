"""One transaction of a service: its statements with typed rows, and the events that are published when it commits."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, TypeVarTuple

import asyncpg
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import MultipleResultsFound
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql import Executable
from sqlalchemy.sql.selectable import TypedReturnsRows

from contracts.registry import Event
from libs.service_kit.database.outages import outages
from libs.service_kit.database.rows import Mapped, by_given_columns, from_row, given_columns, mapped_class
from libs.service_kit.database.statements import Prepared, Statement, prepare

Item = TypeVar("Item")
Shape = TypeVar("Shape")
Items = TypeVarTuple("Items")
Select = TypedReturnsRows[Item] | Statement[Item]


class Transaction:
    """The service's statements in one transaction, and what happens when it commits."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.published: list[Event] = []
        self.woken: list[Callable[..., Any]] = []
        self._put: dict[Statement[Any], list[list[Any]]] = {}

    async def all(self, statement: Select[Item], **values: Any) -> Sequence[Item]:
        """One item per row: mapped objects (read-only) or values of one column."""
        prepared, table = _typed(statement, values)
        rows = await self._rows(prepared)
        if table is None:
            return [prepared.values(row)[0] for row in rows]
        return [from_row(table, prepared.values(row)) for row in rows]

    async def one(self, statement: Select[Item], **values: Any) -> Item | None:
        """The one mapped object or value, or None. Raises MultipleResultsFound for two rows."""
        found = await self.all(statement, **values)
        if len(found) > 1:
            raise MultipleResultsFound("two rows where one was expected")
        return found[0] if found else None

    async def tuples(self, statement: TypedReturnsRows[*Items], **values: Any) -> Sequence[tuple[*Items]]:
        """All rows of some columns, as tuples."""
        prepared = _prepared(statement, values)
        return [tuple(prepared.values(row)) for row in await self._rows(prepared)]

    async def value(self, statement: Executable) -> Any:
        """The first column of the first row, or None; for the same statements as `fetch`."""
        rows = await self.fetch(statement)
        return rows[0][0] if rows else None

    async def answer(self, statement: Statement[Any], shape: type[Shape], **values: Any) -> Shape:
        """The one row of a statement, as the class that names and types its columns. Raises ValueError for others."""
        (row,) = await self._rows(statement.prepared(values))
        return shape(**row)

    async def fetch(self, statement: Executable) -> Sequence[Any]:
        """All rows of a statement of the kit whose columns no mapped class describes."""
        return await self._rows(prepare(statement))

    async def execute(self, statement: Executable | Statement[Any], values: Mapping[str, Any] | None = None) -> int:
        """Run a statement; returns how many rows it changed."""
        prepared = _prepared(statement, values or {})
        await self.flush()
        with outages(self.connection):
            status = await self.connection.execute(prepared.sql, *prepared.arguments)
        return int(status.rpartition(" ")[2]) if status[-1].isdigit() else 0

    def put(self, statement: Statement[Any], **values: Any) -> None:
        """Write a row when nobody needs to know how many rows changed: sent with others of its kind, in one trip.

        They are sent before the next statement that reads or counts, or at the close. Statements of different texts are
        sent in the order in which each was first put: a table should have one.
        """
        self._put.setdefault(statement, []).append(statement.arguments(values))

    async def flush(self) -> None:
        """Send the rows that were put."""
        if self._put:
            put, self._put = self._put, {}
            with outages(self.connection):
                for statement, rows in put.items():
                    await self.connection.executemany(statement.sql, rows)

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
            for some in _chunks(given):
                statement = insert(table := type(rows[0])).values(some)
                if unless_there:
                    statement = statement.on_conflict_do_nothing()
                new += await self.all(statement.returning(table))
        return new

    async def replace(self, row: DeclarativeBase, *, newest_by: str | None = None) -> None:
        """Insert a mapped object, or replace the whole row with its key: what it was not given is reset too.

        `newest_by` is a column that counts: a row with a larger number stays as it is.
        """
        statement = insert(type(row)).values(given_columns(row))
        columns = list(row.__table__.columns)
        key = [column.name for column in columns if column.primary_key]
        others = {column.name: statement.excluded[column.name] for column in columns if not column.primary_key}
        newer = None if newest_by is None else row.__table__.c[newest_by] <= statement.excluded[newest_by]
        await self.execute(statement.on_conflict_do_update(index_elements=key, set_=others, where=newer))

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo what is done inside when it breaks a constraint, which is raised; the transaction goes on."""
        await self.flush()
        await self._say("SAVEPOINT inside")
        try:
            yield
        except asyncpg.IntegrityConstraintViolationError:
            await self._say("ROLLBACK TO SAVEPOINT inside")
            raise
        await self._say("RELEASE SAVEPOINT inside")

    async def _say(self, command: str) -> None:
        with outages(self.connection):
            await self.connection.execute(command)

    def publish(self, *events: Event | Iterable[Event]) -> None:
        """Publish these events when, and only when, this transaction commits."""
        for item in events:
            self.published.extend([item] if isinstance(item, Event) else item)

    def wake(self, job: Callable[..., Any]) -> None:
        """Run a background job soon after the commit instead of at its next interval."""
        self.woken.append(job)

    async def _rows(self, prepared: Prepared) -> list[Any]:
        await self.flush()
        with outages(self.connection):
            rows: list[Any] = await self.connection.fetch(prepared.sql, *prepared.arguments)
        return rows


_PARAMETERS = 30_000
"""PostgreSQL takes 32,767 parameters in a statement."""


def _chunks(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    size = max(1, _PARAMETERS // max(1, len(rows[0])))
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _prepared(statement: Any, values: Mapping[str, Any]) -> Prepared:
    return statement.prepared(values) if isinstance(statement, Statement) else prepare(statement, values)


def _typed(statement: Any, values: Mapping[str, Any]) -> tuple[Prepared, type[object] | None]:
    if isinstance(statement, Statement):
        return statement.prepared(values), statement.table
    table = mapped_class(statement)
    return prepare(statement, values), table
