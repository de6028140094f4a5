"""Rows as objects of their mapped classes, so that mypy knows their columns; no session, no identity map."""

from functools import cache
from typing import Any, cast

from sqlalchemy.engine import Row
from sqlalchemy.orm import DeclarativeBase, class_mapper
from sqlalchemy.sql.selectable import FromClause, TypedReturnsRows


@cache
def _attributes(table: object) -> tuple[str, ...]:
    """The attributes of a mapped class in the order in which `select` takes its columns."""
    return tuple(class_mapper(cast("type[Any]", table)).columns.keys())


def mapped_class(statement: TypedReturnsRows[Any]) -> type[object] | None:
    """The mapped class that a statement selects or returns whole, or None."""
    described: Any = statement
    first = described._returning[0] if statement.is_dml else described._raw_columns[0]
    mapper = first._annotations.get("parententity") if isinstance(first, FromClause) else None
    found: type[object] | None = None if mapper is None else mapper.class_
    return found


def from_row(table: type[object], row: Row[Any]) -> Any:
    """A mapped object without a session: its columns can be read, but not changed."""
    found = object.__new__(table)
    found.__dict__.update(zip(_attributes(cast("Any", table)), row, strict=True))
    return found


def given_columns(row: DeclarativeBase) -> dict[str, Any]:
    """The columns that a new object was given; the database fills the others."""
    given = vars(row)
    return {name: given[name] for name in _attributes(type(row)) if name in given}
