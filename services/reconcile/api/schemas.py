"""Documents, transactions, bookings and tasks as the API shows them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from contracts.events.booking import Evidence
from contracts.events.delivery import Receipt
from contracts.events.document_state import DocumentState
from contracts.events.task import Relation, TaskReason
from contracts.fields import DocumentFields, DocumentKind, DocumentRegion, PaymentState
from contracts.values import Amount
from libs.reasons import ReasonView
from services.reconcile.domain.actions import Action
from services.reconcile.domain.task_params import (
    TaskParams,
)


class DocumentView(BaseModel):
    """A document in a list. `hold`: why it is not released; `waits_until`: when it will be, by itself.

    `part_of` is the photo that it was cut out of.
    """

    document_id: UUID
    state: DocumentState
    kind: DocumentKind | None
    counterparty: str | None
    counterparty_number: str | None
    number: str | None
    issue_date: date | None
    due_date: date | None
    total: Amount | None
    currency: str | None
    payment: PaymentState
    filename: str
    media_type: str
    pages: int | None
    channel: str
    received_at: datetime
    tags: list[str]
    note: str | None
    part_of: UUID | None
    part_number: int | None
    hold: str | None
    waits_until: datetime | None
    released_at: datetime | None
    delivered_at: datetime | None


class TransactionView(BaseModel):
    """A transaction in a list; a negative amount is money paid."""

    transaction_id: UUID
    account: str
    amount: Amount
    currency: str
    booking_date: date
    kind: str
    needs_document: bool
    counterparty: str | None
    iban: str | None
    communication: str | None
    structured_communication: str | None
    tags: list[str]
    note: str | None
    marks: dict[str, Any]


class LinkView(BaseModel):
    """Two items that belong together, why, and the user who linked them (none: the matcher)."""

    one_id: UUID
    other_id: UUID
    ground: str | None
    evidence: tuple[Evidence, ...]
    by_user: bool
    linked_by: UUID | None
    linked_at: datetime


class BookingView(BaseModel):
    """Documents and transactions that belong together. `open` is what the documents ask less what was paid."""

    booking_id: UUID
    documents: list[DocumentView]
    transactions: list[TransactionView]
    links: list[LinkView]
    documents_total: Amount
    transactions_total: Amount
    open: Amount
    complete: bool


class SuggestionView(BaseModel):
    """The other side of a possible link, with the reasons, and in words what the payment is of the document.

    `documents` are all that are paid together; `difference` is what stays open, negative when more was paid.
    """

    document: DocumentView | None = None
    transaction: TransactionView | None = None
    documents: list[DocumentView] = []
    relation: Relation | None = None
    difference: Amount | None = None
    text: str = ""
    evidence: tuple[Evidence, ...] = ()


class TaskView(BaseModel):
    """A question to users: in words, with suggestions and actions; `delivery_id` where it is about a delivery."""

    task_id: UUID
    reason: TaskReason
    text: str
    status: str
    comes_back_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    closed_by: UUID | None
    action: str | None
    params: TaskParams
    document: DocumentView | None
    transaction: TransactionView | None
    suggestions: list[SuggestionView]
    actions: list[Action]
    delivery_id: UUID | None = None


class HistoryView(BaseModel):
    """A line of the history; without `user_id` the platform itself acted."""

    at: datetime
    what: str
    text: str
    user_id: UUID | None
    document_id: UUID | None
    transaction_id: UUID | None
    details: dict[str, Any]


class ReleaseView(BaseModel):
    """One released revision."""

    release_id: UUID
    revision: int
    sequence: int
    cause: str
    released_at: datetime
    released_by: UUID | None


class DocumentDetail(DocumentView):
    """A document with all its fields (each with origin, confidence and place), links, tasks and releases.

    For a photo of several documents, `regions` are where they lie, `parts` the documents cut out of it, and
    `division_failure` is why it could not be divided.
    """

    fields: DocumentFields
    read_kind: DocumentKind | None
    kind_confidence: float
    language: str | None
    warnings: list[ReasonView]
    unreadable: ReasonView | None
    corrected: list[str]
    booking: BookingView
    tasks: list[TaskView]
    duplicates: list[UUID]
    regions: list[DocumentRegion]
    parts: list[UUID]
    division_failure: ReasonView | None
    releases: list[ReleaseView]
    receipt: Receipt | None
    failure: ReasonView | None
