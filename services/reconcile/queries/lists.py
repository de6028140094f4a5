"""Lists page by page: keyset paging, newest first."""

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
from services.reconcile.tables import BankTransaction, BookingMember, Document, History, Task

Position = tuple[Any, UUID]


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; a field left empty does not narrow it."""

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
    """Matches the text anywhere, a number without its spaces, or the amount of either sign."""
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


async def transactions(
    tx: Transaction, client_id: UUID, wanted: Filter, after: Position | None, limit: int
) -> Sequence[BankTransaction]:
    """Transactions, the last booked first."""
    found: list[ColumnElement[bool]] = [BankTransaction.client_id == client_id]
    if wanted.search:
        found.append(_found(BankTransaction.searched, BankTransaction.amount, wanted.search))
    found += [BankTransaction.kind.in_(wanted.kinds)] if wanted.kinds else []
    found += [BankTransaction.account == wanted.account] if wanted.account else []
    found += [BankTransaction.booking_date >= wanted.since] if wanted.since else []
    found += [BankTransaction.booking_date <= wanted.until] if wanted.until else []
    found += [func.abs(BankTransaction.amount) == abs(wanted.amount)] if wanted.amount is not None else []
    found += [literal(wanted.tag) == any_(BankTransaction.tags)] if wanted.tag else []
    if wanted.linked is not None:
        found.append(BankTransaction.transaction_id.in_(_items_with_documents(client_id)) == wanted.linked)
    if after:
        found.append(tuple_(BankTransaction.booking_date, BankTransaction.transaction_id) < tuple_(*after))
    return await tx.all(
        select(BankTransaction)
        .where(and_(*found))
        .order_by(BankTransaction.booking_date.desc(), BankTransaction.transaction_id.desc())
        .limit(limit)
    )


async def bookings(
    tx: Transaction, client_id: UUID, after: UUID | None, limit: int, *, linked: bool | None
) -> Sequence[UUID]:
    """Bookings by id; `linked` true: with more than one item, false: with a single one."""
    listed = select(BookingMember.booking_id).where(BookingMember.client_id == client_id)
    if after:
        listed = listed.where(BookingMember.booking_id > after)
    listed = listed.group_by(BookingMember.booking_id).order_by(BookingMember.booking_id).limit(limit)
    if linked is not None:
        listed = listed.having((func.count() > 1) == linked)
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
    """The history of a client or of one item, the newest line first."""
    found = [History.client_id == client_id]
    found += [getattr(History, name) == value for name, value in wanted.about.items()]
    found += [History.what.in_(wanted.kinds)] if wanted.kinds else []
    if after:
        found.append(tuple_(History.at, History.history_id) < tuple_(*after))
    return await tx.all(
        select(History).where(and_(*found)).order_by(History.at.desc(), History.history_id.desc()).limit(limit)
    )


def _items_with_documents(client_id: UUID) -> Any:
    """Items that share their booking with a document."""
    with_documents = select(BookingMember.booking_id).where(
        BookingMember.client_id == client_id, BookingMember.is_document
    )
    return select(BookingMember.item_id).where(
        BookingMember.client_id == client_id, BookingMember.booking_id.in_(with_documents)
    )
