"""What is listed, page by page: keyset paging, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, any_, cast, func, literal, or_, select, tuple_

from contracts.day import BELGIAN_TIME
from libs.service_kit import Transaction
from services.reconcile.domain.search import Search, pattern
from services.reconcile.tables import BookingMember, Document, History, Movement, Task

Position = tuple[Any, UUID]


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; what is not given does not narrow."""

    search: Search | None = None
    states: Sequence[str] = ()
    kinds: Sequence[str] = ()
    payments: Sequence[str] = ()
    holds: Sequence[str] = ()
    sent: bool | None = None
    since: date | None = None
    until: date | None = None
    amount: Decimal | None = None
    tag: str | None = None
    account: str | None = None
    linked: bool | None = None
    about: dict[str, UUID] = field(default_factory=dict)


def _found(searched: Any, amount: Any, search: Search) -> ColumnElement[bool]:
    """Text anywhere in what is searched, a number without its spaces, or the amount whatever its sign."""
    readings = [searched.like(pattern(search.text), escape="\\")]
    if search.compact:
        readings.append(searched.like(pattern(search.compact), escape="\\"))
    if search.amount is not None:
        readings.append(func.abs(amount) == abs(search.amount))
    return or_(*readings)


async def documents(
    tx: Transaction, client_id: UUID, wanted: Filter, after: Position | None, limit: int
) -> Sequence[Document]:
    """Documents, the last received first. Deleted ones only when asked for."""
    found = [Document.client_id == client_id, Document.received_at.is_not(None)]
    found.append(Document.state.in_(wanted.states) if wanted.states else Document.state != "deleted")
    if wanted.search:
        found.append(_found(Document.searched, Document.total, wanted.search))
    for column, values in (
        (Document.kind, wanted.kinds),
        (Document.payment, wanted.payments),
        (Document.hold, wanted.holds),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.sent is not None:
        resting = ("delivered", "archived", "deleted")
        found.append(Document.state == "delivered" if wanted.sent else Document.state.not_in(resting))
    day = func.coalesce(Document.issued, cast(func.timezone(BELGIAN_TIME.key, Document.received_at), Date))
    found += [day >= wanted.since] if wanted.since else []
    found += [day <= wanted.until] if wanted.until else []
    found += [func.abs(Document.total) == abs(wanted.amount)] if wanted.amount is not None else []
    found += [literal(wanted.tag) == any_(Document.tags)] if wanted.tag else []
    if after:
        found.append(tuple_(Document.received_at, Document.document_id) < tuple_(*after))
    return await tx.all(
        select(Document)
        .where(and_(*found))
        .order_by(Document.received_at.desc(), Document.document_id.desc())
        .limit(limit)
    )


async def movements(
    tx: Transaction, client_id: UUID, wanted: Filter, after: Position | None, limit: int
) -> Sequence[Movement]:
    """Movements, the last booked first."""
    found: list[ColumnElement[bool]] = [Movement.client_id == client_id]
    if wanted.search:
        found.append(_found(Movement.searched, Movement.amount, wanted.search))
    found += [Movement.kind.in_(wanted.kinds)] if wanted.kinds else []
    found += [Movement.account == wanted.account] if wanted.account else []
    found += [Movement.booking_date >= wanted.since] if wanted.since else []
    found += [Movement.booking_date <= wanted.until] if wanted.until else []
    found += [func.abs(Movement.amount) == abs(wanted.amount)] if wanted.amount is not None else []
    found += [literal(wanted.tag) == any_(Movement.tags)] if wanted.tag else []
    if wanted.linked is not None:
        found.append(Movement.transaction_id.in_(_together(client_id)) == wanted.linked)
    if after:
        found.append(tuple_(Movement.booking_date, Movement.transaction_id) < tuple_(*after))
    return await tx.all(
        select(Movement)
        .where(and_(*found))
        .order_by(Movement.booking_date.desc(), Movement.transaction_id.desc())
        .limit(limit)
    )


async def bookings(
    tx: Transaction, client_id: UUID, together: bool | None, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """Bookings by their id; `together`: those that hold more than one thing, or only single ones."""
    listed = select(BookingMember.booking_id).where(BookingMember.client_id == client_id)
    if after:
        listed = listed.where(BookingMember.booking_id > after)
    listed = listed.group_by(BookingMember.booking_id).order_by(BookingMember.booking_id).limit(limit)
    if together is not None:
        listed = listed.having((func.count() > 1) == together)
    return await tx.all(listed)


async def tasks(
    tx: Transaction, client_id: UUID, status: str, wanted: Filter, after: Position | None, limit: int
) -> Sequence[Task]:
    """Tasks, the last opened first; `kinds` are reasons."""
    found = [Task.client_id == client_id, Task.status == status]
    found += [Task.reason.in_(wanted.kinds)] if wanted.kinds else []
    found += [getattr(Task, name) == value for name, value in wanted.about.items()]
    if after:
        found.append(tuple_(Task.opened_at, Task.task_id) < tuple_(*after))
    return await tx.all(
        select(Task).where(and_(*found)).order_by(Task.opened_at.desc(), Task.task_id.desc()).limit(limit)
    )


async def history(
    tx: Transaction, client_id: UUID, wanted: Filter, after: Position | None, limit: int
) -> Sequence[History]:
    """The timeline of a client or of one thing, the newest line first."""
    found = [History.client_id == client_id]
    found += [getattr(History, name) == value for name, value in wanted.about.items()]
    found += [History.what.in_(wanted.kinds)] if wanted.kinds else []
    if after:
        found.append(tuple_(History.at, History.history_id) < tuple_(*after))
    return await tx.all(
        select(History).where(and_(*found)).order_by(History.at.desc(), History.history_id.desc()).limit(limit)
    )


def _together(client_id: UUID) -> Any:
    """Things that share their booking with a document."""
    with_documents = select(BookingMember.booking_id).where(
        BookingMember.client_id == client_id, BookingMember.is_document
    )
    return select(BookingMember.item_id).where(
        BookingMember.client_id == client_id, BookingMember.booking_id.in_(with_documents)
    )
