"""Topic `task`, keyed by client: what a user must decide or do."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.events.booking import Evidence
from contracts.fields import EventPart
from contracts.registry import Event, Topic, event
from contracts.values import Amount, Code, Params

TASK = Topic("task", key="client_id")


class TaskReason(StrEnum):
    """Why there is a task. `kind_unsure` asks whether something other than an invoice may simply be kept.

    `several_documents` asks whether an image of several documents is to be divided, `amount_differs` whether a small
    difference between a document and its payment (a discount, a rounding) is right.
    """

    DOCUMENT_MISSING = "document_missing"
    PAYMENT_MISSING = "payment_missing"
    AMBIGUOUS_LINK = "ambiguous_link"
    PARTIAL_PAYMENT = "partial_payment"
    AMOUNT_DIFFERS = "amount_differs"
    UNREADABLE = "unreadable"
    FIELDS_MISSING = "fields_missing"
    KIND_UNSURE = "kind_unsure"
    SEVERAL_DOCUMENTS = "several_documents"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    CONSENT_EXPIRING = "consent_expiring"
    STATEMENT_HELP = "statement_help"
    DELIVERY_FAILED = "delivery_failed"
    DELIVERY_UNCONFIRMED = "delivery_unconfirmed"
    PASSWORD_NEEDED = "password_needed"  # noqa: S105


class Relation(StrEnum):
    """What a suggested payment is of its document: the whole, less, more, in another currency, or several together."""

    WHOLE = "whole"
    DISCOUNT = "discount"
    ROUNDING = "rounding"
    PART = "part"
    TOO_MUCH = "too_much"
    OTHER_PAYEE = "other_payee"
    FOREIGN_CURRENCY = "foreign_currency"
    TOGETHER = "together"
    NETTED = "netted"


class Suggestion(EventPart):
    """An answer that one click accepts, with its reasons; the best comes first.

    `document_ids` are all documents of a combination (`together`, `netted`: less credit notes). `difference` is what
    the payment leaves open of the document, negative when it pays more.
    """

    document_id: UUID | None = None
    transaction_id: UUID | None = None
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=50)] = ()
    relation: Relation | None = None
    difference: Amount | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=200)] = ()


@event("task.opened", version=1, topic=TASK)
class TaskOpenedV1(Event):
    """A user must do something, about a document, a transaction or a consent."""

    client_id: UUID
    task_id: UUID
    reason: TaskReason
    document_id: UUID | None = None
    transaction_id: UUID | None = None
    subject_id: UUID | None = None
    params: Params = {}
    suggestions: Annotated[tuple[Suggestion, ...], Field(max_length=100)] = ()
    opened_at: AwareDatetime


@event("task.closed", version=1, topic=TASK)
class TaskClosedV1(Event):
    """The task is closed: `action` is what was done (`link`, `cash`, `done`, ...), or `resolved` by itself."""

    client_id: UUID
    task_id: UUID
    reason: TaskReason
    document_id: UUID | None = None
    transaction_id: UUID | None = None
    action: Code
    closed_by: UUID | None = None
    closed_at: AwareDatetime


TaskOpened = TaskOpenedV1
TaskClosed = TaskClosedV1
