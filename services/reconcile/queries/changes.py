"""Everything that a reconciliation round writes, in one statement."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase

from libs.service_kit import Transaction
from libs.service_kit.database import Statement
from libs.service_kit.database.rows import columns_of
from services.reconcile.tables import (
    BankTransaction,
    BookingMember,
    Document,
    Duplicate,
    History,
    Link,
    Release,
    Task,
)

Written = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows to be written, by the name of what is done with them (`_WRITES`)."""


def _source(table: type[DeclarativeBase], name: str) -> str:
    return f"jsonb_populate_recordset(NULL::{table.__table__}, CAST(:{name} AS jsonb)) x"


def _upsert(table: type[DeclarativeBase], name: str, *, replace: bool = True) -> str:
    """Insert rows; one with its key is replaced, or stays."""
    columns, key = columns_of(table), [column.name for column in table.__table__.primary_key]
    others = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    names = ", ".join(columns)
    found = f"INSERT INTO {table.__table__} ({names}) SELECT {names} FROM {_source(table, name)} ON CONFLICT"  # noqa: S608
    return f"{found} ({', '.join(key)}) DO UPDATE SET {others}" if replace else f"{found} DO NOTHING"


def _delete(table: type[DeclarativeBase], name: str, condition: str = "true") -> str:
    key = [column.name for column in table.__table__.primary_key]
    same = " AND ".join(f"y.{column} = x.{column}" for column in key)
    return f"DELETE FROM {table.__table__} y USING {_source(table, name)} WHERE {same} AND {condition}"  # noqa: S608


_WRITES: Final = {
    "documents": _upsert(Document, "documents"),
    "transactions": _upsert(BankTransaction, "transactions"),
    "members": _upsert(BookingMember, "members"),
    "links": _upsert(Link, "links"),
    "links_removed": _delete(Link, "links_removed"),
    "pairs": _upsert(Duplicate, "pairs", replace=False),
    "pairs_removed": _delete(Duplicate, "pairs_removed", "y.decision IS NULL"),
    "tasks": _upsert(Task, "tasks"),
    "releases": "INSERT INTO reconcile.release ({0}) SELECT {0} FROM {1}".format(  # noqa: S608
        ", ".join(columns_of(Release)), _source(Release, "releases")
    ),
    "released": (
        "UPDATE reconcile.client_settings y SET released = x.released"
        " FROM jsonb_to_recordset(CAST(:released AS jsonb)) AS x(client_id uuid, released int)"
        " WHERE y.client_id = x.client_id"
    ),
    "history": _upsert(History, "history", replace=False),
}


@cache
def _statement(names: tuple[str, ...]) -> Statement[Any]:
    """One statement for all that is to be done; each table has one part in which rows are written, so none is twice."""
    parts = ",\n".join(f"{name} AS ({_WRITES[name]})" for name in names)
    return Statement(text(f"WITH {parts} SELECT 1"))


async def write(tx: Transaction, written: Written) -> None:
    """Write these rows; without any nothing is sent."""
    given = {name: json.dumps(rows, default=str) for name, rows in written.items() if rows}
    if given:
        await tx.execute(_statement(tuple(sorted(given))), given)


def as_rows(rows: Sequence[DeclarativeBase]) -> list[dict[str, Any]]:
    """All columns of mapped objects."""
    return [{name: getattr(row, name) for name in columns_of(type(row))} for row in rows]


def member(client_id: UUID, item_id: UUID, booking_id: UUID, *, is_document: bool) -> dict[str, Any]:
    """A row that puts an item into a booking."""
    return {"client_id": client_id, "item_id": item_id, "booking_id": booking_id, "is_document": is_document}
