"""Lists page by page: keyset paging, with a cursor that says where the next page begins.

A route asks its query for one row more than a page holds (`limit + 1`); whether it comes tells if there is a next page.
"""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar, overload

from fastapi import Query
from pydantic import BaseModel

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode

Item = TypeVar("Item")
Row = TypeVar("Row")
First = TypeVar("First")
Second = TypeVar("Second")

Limit = Annotated[int, Query(ge=1, le=200)]
"""How many items a page holds."""


class Page(BaseModel, Generic[Item]):
    """Part of a list; `next` is the cursor of the next page, absent on the last."""

    items: list[Item]
    next: str | None = None

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        limit: int,
        view: Callable[[Row], Item | None],
        position: Callable[[Row], tuple[object, ...]],
    ) -> "Page[Item]":
        """The page of at most `limit` rows, without those that have no view (any more).

        `position` gives what the rows are sorted by, for the next cursor.
        """
        shown = rows[:limit]
        cursor = cursor_of(*position(shown[-1])) if len(rows) > limit else None
        return Page[Item](items=[item for row in shown if (item := view(row)) is not None], next=cursor)


def cursor_of(*position: object) -> str:
    """An opaque cursor for the last row of a page."""
    return base64.urlsafe_b64encode(json.dumps([str(part) for part in position]).encode()).decode().rstrip("=")


@overload
def position_of(cursor: str | None, first: Callable[[str], First]) -> tuple[First] | None: ...
@overload
def position_of(
    cursor: str | None, first: Callable[[str], First], second: Callable[[str], Second]
) -> tuple[First, Second] | None: ...
def position_of(
    cursor: str | None, first: Callable[[str], object], second: Callable[[str], object] | None = None
) -> tuple[object, ...] | None:
    """The position inside a cursor, each part read by its reader; None for the first page.

    Raises Refusal `bad_cursor` for a cursor that is not one of this list.
    """
    if cursor is None:
        return None
    readers = [first] if second is None else [first, second]
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(read(_text(part)) for read, part in zip(readers, parts, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Refusal(KitCode.BAD_CURSOR) from error


def instant(text: str) -> datetime:
    """An instant in a cursor. Raises ValueError without a time zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return found.astimezone(UTC)


def _text(part: object) -> str:
    if not isinstance(part, str) or "\x00" in part:
        raise TypeError("a cursor holds texts, as a database takes them")
    part.encode()  # a lone surrogate is refused here, by a ValueError, and not by the database
    return part
