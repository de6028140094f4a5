"""Rows as objects of their mapped classes, so that mypy knows their columns; no session, no identity map."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy.orm import DeclarativeBase, class_mapper
from sqlalchemy.sql.selectable import FromClause, TypedReturnsRows

Mapped = TypeVar("Mapped", bound=DeclarativeBase)


@cache
def columns_of(table: object) -> tuple[str, ...]:
    """The attributes of a mapped class in the order in which `select` takes its columns."""
    return tuple(class_mapper(cast("type[Any]", table)).columns.keys())


def mapped_class(statement: TypedReturnsRows[Any]) -> type[object] | None:
    """The mapped class that a statement selects or returns whole; None for one column.

    Raises TypeError for several columns without a class, of which `Transaction.all` would give the first one only.
    """
    described: Any = statement
    what = described._returning if statement.is_dml else described._raw_columns
    mapper = what[0]._annotations.get("parententity") if isinstance(what[0], FromClause) else None
    if mapper is not None and len(what) == 1:
        found: type[object] = mapper.class_
        return found
    if len(what) > 1 or len(described.exported_columns) > 1:
        raise TypeError("all() and one() take one mapped class or one column; tuples() takes several")
    return None


def from_row(table: type[object], row: Sequence[Any]) -> Any:
    """A mapped object without a session: its columns can be read, but not changed."""
    found = object.__new__(table)
    found.__dict__.update(zip(columns_of(cast("Any", table)), row, strict=True))
    return found


def changed(row: Mapped, **values: Any) -> Mapped:
    """A copy of a mapped object with other values in some columns; like the objects of a query it has no session."""
    known = {name: getattr(row, name) for name in columns_of(type(row))}
    if unknown := values.keys() - known.keys():
        raise TypeError(f"{type(row).__name__} has no column {', '.join(sorted(unknown))}")
    copy: Mapped = object.__new__(type(row))
    copy.__dict__.update(known | values)
    return copy


def given_columns(row: DeclarativeBase) -> dict[str, Any]:
    """The columns that a new object was given; the database fills the others."""
    given = vars(row)
    return {name: given[name] for name in columns_of(type(row)) if name in given}


def by_given_columns(rows: Iterable[Mapped]) -> list[list[dict[str, Any]]]:
    """The given columns of new objects, in groups that were given the same ones.

    An insert of several rows takes its columns from the first: what only another one was given would be lost.
    """
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        given = given_columns(row)
        groups.setdefault(tuple(given), []).append(given)
    return list(groups.values())
