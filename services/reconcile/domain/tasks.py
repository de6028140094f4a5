"""The tasks that a document or a transaction needs now. A task exists exactly as long as its cause.

At most one task about payment per item: an ambiguous link, else a partial payment, else what is missing. A task that a
user parked opens again on its day; what the client's settings exclude gets no task.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from contracts.day import belgian_day, belgian_instant
from contracts.events.bank import TransactionKind
from contracts.events.client import ClientConfigured, Mode
from contracts.events.task import Relation, Suggestion, TaskReason
from contracts.fields import PaymentState
from contracts.reason import Reason
from libs.reasons.reading import ReadingReason

from .division import division_deadline
from .facts import DocumentFacts, Question, TransactionFacts
from .marks import DocumentMarks, TransactionMarks
from .required import missing_fields, nothing_to_pay
from .task_params import (
    AmountDiffers,
    Cause,
    MissingFields,
    OpenAmount,
    OtherDocument,
    SeveralDocuments,
    TaskParams,
    UnsureKind,
)

TASKS = UUID("3f0d4f0b-86a5-5d6c-8f0e-7a3f2f6f9c02")
STATEMENT_DAYS = 45
"""Days to wait for a card statement: it closes monthly and arrives some days later."""

SMALL = (Relation.DISCOUNT, Relation.ROUNDING, Relation.TOO_MUCH)

NEVER_ASKED = frozenset(
    {
        TransactionKind.BANK_COSTS,
        TransactionKind.INTEREST,
        TransactionKind.CASH,
        TransactionKind.TAX,
        TransactionKind.SALARY,
        TransactionKind.OWN_ACCOUNT,
    }
)


@dataclass(frozen=True)
class NeededTask:
    """A task that should exist; parked when it has an `until`, the instant at which it opens again."""

    reason: TaskReason
    subject_id: UUID
    params: TaskParams
    suggestions: tuple[Suggestion, ...] = ()
    until: datetime | None = None

    @property
    def task_id(self) -> UUID:
        """The same id for the same question about the same item, however often it is asked."""
        return uuid5(TASKS, f"{self.reason}:{self.subject_id}")


def of_document(facts: DocumentFacts, client: ClientConfigured, now: datetime) -> tuple[NeededTask, ...]:
    """The tasks of one document."""
    if facts.received_at is None or facts.marks.deleted_at is not None:
        return ()
    if facts.regions and (facts.marks.divided or facts.marks.one_document):
        return _answered(facts)
    if facts.marks.kept_only:
        return ()
    if facts.unreadable is not None and facts.read_at is None:
        return (_unreadable(facts, facts.unreadable),)
    if facts.read_at is None:
        return ()
    if facts.regions:
        return _several(facts)
    wanted = [*_delivery(facts), *_duplicates(facts), *_kind(facts)]
    if not any(w.reason is TaskReason.KIND_UNSURE for w in wanted):
        wanted += [*_fields(facts), *_payment(facts, client, now)]
    return tuple(wanted)


def of_transaction(facts: TransactionFacts, client: ClientConfigured, now: datetime) -> tuple[NeededTask, ...]:
    """The task of one transaction, if it needs one."""
    if not _followed(facts, client) or facts.linked or facts.marks.settled:
        return ()
    until = _parked(facts.marks, now)
    if facts.question.tie:
        reason = TaskReason.AMBIGUOUS_LINK
    elif facts.booking.documents or _asks_about(facts.question, Relation.PART):
        reason = TaskReason.PARTIAL_PAYMENT
    elif _asks_about(facts.question, *SMALL):
        reason = TaskReason.AMOUNT_DIFFERS
    elif facts.kind is TransactionKind.CARD_SETTLEMENT:
        reason = TaskReason.STATEMENT_HELP
    else:
        reason = TaskReason.DOCUMENT_MISSING
    params = _amounts(reason, facts.booking.unexplained_cents, facts)
    return (NeededTask(reason, facts.transaction_id, params, facts.question.suggestions, until),)


def _followed(facts: TransactionFacts, client: ClientConfigured) -> bool:
    follow = client.follow_up
    if client.mode is not Mode.FULL or not facts.needs_document or facts.learnt or facts.kind in NEVER_ASKED:
        return False
    if follow.from_date is not None and facts.booked < follow.from_date:
        return False
    return not (follow.expenses_only and facts.cents > 0)


def _unreadable(facts: DocumentFacts, cause: Reason) -> NeededTask:
    reason = TaskReason.PASSWORD_NEEDED if cause.code == ReadingReason.PASSWORD else TaskReason.UNREADABLE
    return NeededTask(reason, facts.document_id, Cause(reason=cause))


def _several(facts: DocumentFacts) -> tuple[NeededTask, ...]:
    """The only task of a photo of several documents until a user's decision about it has been carried out."""
    params = SeveralDocuments(count=facts.regions, failure=facts.division_failure)
    return (NeededTask(TaskReason.SEVERAL_DOCUMENTS, facts.document_id, params),)


def _answered(facts: DocumentFacts) -> tuple[NeededTask, ...]:
    """The parked task of a photo while a user's decision about it is carried out."""
    until = division_deadline(facts.marks, facts.regions, facts.parts)
    params = SeveralDocuments(count=facts.regions)
    return () if until is None else (NeededTask(TaskReason.SEVERAL_DOCUMENTS, facts.document_id, params, until=until),)


def _delivery(facts: DocumentFacts) -> list[NeededTask]:
    progress = facts.progress
    if progress.failure is None or progress.delivered_at is not None:
        return []
    reason = TaskReason.DELIVERY_UNCONFIRMED if progress.unconfirmed else TaskReason.DELIVERY_FAILED
    return [NeededTask(reason, facts.document_id, Cause(reason=progress.failure, delivery_id=progress.delivery_id))]


def _duplicates(facts: DocumentFacts) -> list[NeededTask]:
    if not facts.duplicates:
        return []
    others = tuple(Suggestion(document_id=other) for other in facts.duplicates)
    return [
        NeededTask(TaskReason.POSSIBLE_DUPLICATE, facts.document_id, OtherDocument(other=facts.duplicates[0]), others)
    ]


def _kind(facts: DocumentFacts) -> list[NeededTask]:
    if facts.kind_sure or facts.progress.on_its_way:
        return []
    return [NeededTask(TaskReason.KIND_UNSURE, facts.document_id, UnsureKind(kind=facts.kind))]


def _fields(facts: DocumentFacts) -> list[NeededTask]:
    if facts.progress.on_its_way or facts.kind is None:
        return []
    refused = facts.progress.refused
    fields = (*missing_fields(facts.kind, facts.fields), *(reason.field for reason in refused if reason.field))
    if not fields and not refused:
        return []
    params = MissingFields(fields=tuple(dict.fromkeys(fields)), refused=refused)
    return [NeededTask(TaskReason.FIELDS_MISSING, facts.document_id, params)]


def _payment(facts: DocumentFacts, client: ClientConfigured, now: datetime) -> list[NeededTask]:
    if client.mode is not Mode.FULL or not client.follow_up.documents_without_transaction:
        return []
    if (facts.kind and not facts.kind.is_payable) or facts.linked or _paid_for_good(facts.marks) or facts.duplicates:
        return []
    if facts.kind and nothing_to_pay(facts.kind, facts.fields):
        return []
    if facts.question.tie:
        reason = TaskReason.AMBIGUOUS_LINK
    elif facts.booking.transactions or _asks_about(facts.question, Relation.PART):
        reason = TaskReason.PARTIAL_PAYMENT
    elif _asks_about(facts.question, *SMALL):
        reason = TaskReason.AMOUNT_DIFFERS
    elif "total_with_vat" in missing_fields(facts.kind, facts.fields) if facts.kind else False:
        return []
    else:
        reason = TaskReason.PAYMENT_MISSING
    params = _amounts(reason, facts.booking.unpaid_cents, facts)
    until = _parked(facts.marks, now) or _awaited_statement(facts, now)
    return [NeededTask(reason, facts.document_id, params, facts.question.suggestions, until)]


def _paid_for_good(marks: DocumentMarks) -> bool:
    return marks.done or marks.payment in (PaymentState.CASH, PaymentState.PRIVATE)


def _asks_about(question: Question, *relations: Relation) -> bool:
    return question.difference is not None and question.difference.relation in relations


def _amounts(reason: TaskReason, open_cents: int, facts: DocumentFacts | TransactionFacts) -> TaskParams:
    """What a task about payment says beside its question: the difference, or what is open."""
    found, marks = facts.question.difference, facts.marks
    if reason is TaskReason.AMOUNT_DIFFERS and found is not None:
        return AmountDiffers(relation=found.relation, difference=found.amount, percent=found.percent)
    if reason is TaskReason.PARTIAL_PAYMENT and found is not None and not open_cents:
        open_cents = found.cents
    if not open_cents:
        return OpenAmount()
    return OpenAmount(open=Decimal(abs(open_cents)) / 100, provisional=marks.provisional)


def _parked(marks: DocumentMarks | TransactionMarks, now: datetime) -> datetime | None:
    day = marks.remind_on or marks.paused_until
    return _ahead(day, now) if day else None


def _awaited_statement(facts: DocumentFacts, now: datetime) -> datetime | None:
    """The instant until which a statement may still come, for a document paid by card or direct debit."""
    if facts.payment not in (PaymentState.CARD, PaymentState.DIRECT_DEBIT) or facts.booking.transactions:
        return None
    since = facts.marks.marked_at or facts.received_at
    return _ahead(belgian_day(since) + timedelta(days=STATEMENT_DAYS), now) if since else None


def _ahead(day: date, now: datetime) -> datetime | None:
    """The start of that day in Belgium, or None when it has begun."""
    start = belgian_instant(day)
    return start if start > now else None
