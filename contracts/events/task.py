"""Topic `task`, keyed by client: what a person must decide or do."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events.booking import Evidence
from contracts.fields import EventPart
from contracts.registry import Event, Topic, event

TASK = Topic("task", key="client_id")


class TaskReason(StrEnum):
    """Why there is a task. `kind_unsure` asks whether something that is no invoice may simply be kept.

    `several_documents` asks whether a picture of several papers is to be divided.
    """

    DOCUMENT_MISSING = "document_missing"
    PAYMENT_MISSING = "payment_missing"
    AMBIGUOUS_LINK = "ambiguous_link"
    PARTIAL_PAYMENT = "partial_payment"
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


class Suggestion(EventPart):
    """A way out that one click accepts, with its reasons, best first."""

    document_id: UUID | None = None
    transaction_id: UUID | None = None
    evidence: tuple[Evidence, ...] = ()


@event("task.opened", version=1, topic=TASK)
class TaskOpenedV1(Event):
    """Something waits for a person: about a document, a transaction, or a consent."""

    client_id: UUID
    task_id: UUID
    reason: TaskReason
    document_id: UUID | None = None
    transaction_id: UUID | None = None
    subject_id: UUID | None = None
    params: dict[str, str] = {}
    suggestions: tuple[Suggestion, ...] = ()
    opened_at: AwareDatetime


@event("task.closed", version=1, topic=TASK)
class TaskClosedV1(Event):
    """The task is gone: `action` is what was done (`link`, `cash`, `done`, ...) or `resolved` when by itself."""

    client_id: UUID
    task_id: UUID
    reason: TaskReason
    document_id: UUID | None = None
    transaction_id: UUID | None = None
    action: str
    closed_by: UUID | None = None
    closed_at: AwareDatetime


TaskOpened = TaskOpenedV1
TaskClosed = TaskClosedV1
