"""Lists page by page: keyset paging, with a cursor that says where the next page begins.

A route asks its query for one row more than a page holds (`limit + 1`); whether it comes tells if there is a next page.

A cursor is good for the list that gave it, of the client that it was given for, and for nothing else: its check sum
covers both. It gives no rights, so it needs no secret: who makes one up gets a page of a list that they may read.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Generic, TypeVar, overload
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode

Item = TypeVar("Item")
Row = TypeVar("Row")
First = TypeVar("First")
Second = TypeVar("Second")

LONGEST_PAGE: Final = 200
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE)]
"""How many items a page holds."""


class CursorText:
    """Marks a parameter that `position_of` reads, whatever it contains."""


Cursor = Annotated[str | None, CursorText(), Query(description="The field `next` of the page before")]
"""Where a page begins; absent for the first one."""

_CHECK = 12
_LONGEST = 4_000
_LARGEST_SEQUENCE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list, and whose: of a client, of a firm, or of the whole platform."""

    name: str
    owner: UUID | None = None

    def check_sum(self, position: bytes) -> str:
        """A few characters that only this list puts under this position."""
        whole = b"\n".join((self.name.encode(), str(self.owner or "").encode(), position))
        return _written(hashlib.sha256(whole).digest())[:_CHECK]


class Page(BaseModel, Generic[Item]):
    """Part of a list; `next` is the cursor of the next page, absent on the last."""

    items: list[Item]
    next: str | None = None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """The name of a page in the OpenAPI document: `ClientViewPage`."""
        return f"{getattr(params[0], '__name__', 'Item')}Page"

    @classmethod
    def of(
        cls,
        listed: Listed,
        rows: Sequence[Row],
        limit: int,
        view: Callable[[Row], Item | None],
        position: Callable[[Row], tuple[object, ...]],
    ) -> "Page[Item]":
        """The page of at most `limit` rows, without those that have no view (any more).

        `position` gives what the rows are sorted by, for the next cursor.
        """
        shown = rows[:limit]
        cursor = cursor_of(listed, *position(shown[-1])) if len(rows) > limit else None
        return Page[Item](items=[item for row in shown if (item := view(row)) is not None], next=cursor)


def cursor_of(listed: Listed, *position: object) -> str:
    """An opaque cursor for the last row of a page."""
    written = json.dumps([str(part) for part in position]).encode()
    return f"{_written(written)}.{listed.check_sum(written)}"


@overload
def position_of(listed: Listed, cursor: str | None, first: Callable[[str], First]) -> tuple[First] | None: ...
@overload
def position_of(
    listed: Listed, cursor: str | None, first: Callable[[str], First], second: Callable[[str], Second]
) -> tuple[First, Second] | None: ...
def position_of(
    listed: Listed,
    cursor: str | None,
    first: Callable[[str], object],
    second: Callable[[str], object] | None = None,
) -> tuple[object, ...] | None:
    """The position inside a cursor, each part read by its reader; None for the first page.

    Raises Refusal `cursor_invalid` for a cursor that is not one of this list.
    """
    if cursor is None:
        return None
    readers = [first] if second is None else [first, second]
    try:
        parts = json.loads(_checked(listed, cursor))
        return tuple(read(_text(part)) for read, part in zip(readers, parts, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Refusal(KitCode.CURSOR_INVALID) from error


def instant(text: str) -> datetime:
    """An instant in a cursor. Raises ValueError without a time zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return found.astimezone(UTC)


def day(text: str) -> date:
    """A day in a cursor. Raises ValueError."""
    return date.fromisoformat(text)


def sequence(text: str) -> int:
    """A number that a database gave to a row, as large as a bigint. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _LARGEST_SEQUENCE):
        raise ValueError("not the number of a row")
    return int(text)


def _checked(listed: Listed, cursor: str) -> bytes:
    """The position as JSON. Raises ValueError when the check sum is of another list, or of another position."""
    written, _, check_sum = cursor.partition(".")
    if len(cursor) > _LONGEST or not cursor.isascii():
        raise ValueError("no cursor is like that")
    position = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
    if check_sum != listed.check_sum(position) or _written(position) != written:
        raise ValueError("a cursor of another list")
    return position


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _text(part: object) -> str:
    if not isinstance(part, str) or "\x00" in part:
        raise TypeError("a cursor holds texts, as a database takes them")
    part.encode()  # a lone surrogate is refused here, by a ValueError, and not by the database
    return part
