"""Lists page by page: keyset paging, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, tuple_

from contracts.events.document_state import DocumentState
from libs.service_kit import Transaction
from services.reconcile.domain.search import Search
from services.reconcile.queries import look_ups
from services.reconcile.tables import BankTransaction, Booking, BookingMember, Document, History, Task

Position = tuple[Any, UUID]
RESTING = (DocumentState.DELIVERED, DocumentState.ARCHIVED, DocumentState.DELETED)
UNSENT = tuple(state.value for state in DocumentState if state not in RESTING)
"""The states of documents that have not reached the accountant, and are meant to."""


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

    @property
    def is_period(self) -> bool:
        """Whether it narrows to days."""
        return self.since is not None or self.until is not None


async def documents(
    tx: Transaction, client_id: UUID, wanted: Filter, after: Position | None, limit: int
) -> Sequence[Document]:
    """Documents, the last received first; in a period, the latest day first. Deleted ones only when asked for.

    A list of a period begins where the period ends: sorted by receipt, everything received since would be read.
    """
    found = [Document.client_id == client_id, Document.received_at.is_not(None)]
    found.append(Document.state.in_(wanted.states) if wanted.states else Document.state != "deleted")
    if wanted.search:
        found.append(await look_ups.documents_found(tx, client_id, wanted.search))
    for column, values in (
        (Document.kind, wanted.kinds),
        (Document.payment, wanted.payments),
        (Document.hold, wanted.holds),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.sent is not None:
        found.append(Document.state == "delivered" if wanted.sent else Document.state.in_(UNSENT))
    found += [Document.day >= wanted.since] if wanted.since else []
    found += [Document.day <= wanted.until] if wanted.until else []
    found += [await look_ups.documents_amounting_to(tx, wanted.amount)] if wanted.amount is not None else []
    found += [await look_ups.documents_tagged(tx, wanted.tag)] if wanted.tag else []
    order = Document.day if wanted.is_period else Document.received_at
    if after:
        found.append(tuple_(order, Document.document_id) < tuple_(*after))
    return await tx.all(
        select(Document).where(and_(*found)).order_by(order.desc(), Document.document_id.desc()).limit(limit)
    )


async def transactions(
    tx: Transaction, client_id: UUID, wanted: Filter, after: Position | None, limit: int
) -> Sequence[BankTransaction]:
    """Transactions, the last booked first."""
    found: list[ColumnElement[bool]] = [BankTransaction.client_id == client_id]
    if wanted.search:
        found.append(await look_ups.transactions_found(tx, client_id, wanted.search))
    found += [BankTransaction.kind.in_(wanted.kinds)] if wanted.kinds else []
    found += [BankTransaction.account == wanted.account] if wanted.account else []
    found += [BankTransaction.booking_date >= wanted.since] if wanted.since else []
    found += [BankTransaction.booking_date <= wanted.until] if wanted.until else []
    found += [look_ups.transactions_amounting_to(wanted.amount)] if wanted.amount is not None else []
    found += [await look_ups.transactions_tagged(tx, wanted.tag)] if wanted.tag else []
    if wanted.linked is not None:
        found.append(BankTransaction.transaction_id.in_(_linked(client_id, linked=wanted.linked)))
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
    listed = select(Booking.booking_id).where(Booking.client_id == client_id)
    if after:
        listed = listed.where(Booking.booking_id > after)
    if linked is not None:
        listed = listed.where(Booking.shared == linked)
    return await tx.all(listed.order_by(Booking.booking_id).limit(limit))


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


def _linked(client_id: UUID, *, linked: bool) -> Any:
    """The transactions that share their booking with a document, or those that do not."""
    return (
        select(BookingMember.item_id)
        .join(Booking, and_(Booking.client_id == client_id, Booking.booking_id == BookingMember.booking_id))
        .where(BookingMember.client_id == client_id, ~BookingMember.is_document, Booking.with_document == linked)
    )
