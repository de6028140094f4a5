"""Rows of the tables as values of the domain, the columns that some queries return, and marks as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from contracts.events.bank import TransactionBooked, TransactionKind
from contracts.fields import DocumentFields, DocumentKind, PaymentState
from contracts.reason import Reason
from services.reconcile.domain.division import DivisionFailure
from services.reconcile.domain.facts import BookingView, DocumentFacts, Question, ReleaseProgress, TransactionFacts
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys, keys_of_transaction
from services.reconcile.domain.marks import DocumentMarks, TransactionMarks
from services.reconcile.domain.numbers import number_forms
from services.reconcile.tables import BankTransaction, Document

_DOCUMENT_MARKS = TypeAdapter(DocumentMarks)
_TRANSACTION_MARKS = TypeAdapter(TransactionMarks)
_PAID_BY = {
    TransactionKind.CARD: PaymentState.CARD,
    TransactionKind.DIRECT_DEBIT: PaymentState.DIRECT_DEBIT,
    TransactionKind.CASH: PaymentState.CASH,
}


class DocumentCandidate(NamedTuple):
    """The columns of a document that the matcher looks at: a client may have thousands of one amount."""

    document_id: UUID
    kind: str | None
    kind_confidence: float
    cents: int | None
    currency: str | None
    issued: date | None
    due: date | None
    ogm: str | None
    creditor_reference: str | None
    iban: str | None
    company: str | None
    name: str
    number: str | None
    marks: dict[str, Any]
    ambiguous: bool
    is_combined: bool


class TransactionCandidate(NamedTuple):
    """The columns of a transaction that the matcher looks at."""

    transaction_id: UUID
    booking_date: date
    booked: dict[str, Any]
    cents: int
    marks: dict[str, Any]
    ambiguous: bool
    is_combined: bool


class Member(NamedTuple):
    """A document or transaction in a booking, with its amount in cents; `deleted` and `..._done` are JSON texts."""

    booking_id: UUID
    item_id: UUID
    is_document: bool
    document_cents: int | None
    transaction_cents: int | None
    transaction_kind: str | None
    deleted: str | None
    document_done: str | None
    transaction_done: str | None


class Partner(NamedTuple):
    """A document that may be the same invoice as another: its state, and when it was deleted."""

    document_id: UUID
    state: str
    deleted: str | None


class Part(NamedTuple):
    """A document that a photo shows: cut out of it, or known before."""

    document_id: UUID
    state: str


@dataclass(frozen=True)
class ReceivedFile:
    """The file of a document that has come in."""

    sha256: str
    media_type: str
    filename: str
    channel: str
    received_at: datetime


def received_file(row: Document) -> ReceivedFile:
    """The file that came in. Raises ValueError while none has: the reading may arrive before the receipt."""
    if not (row.sha256 and row.media_type and row.filename is not None and row.channel and row.received_at):
        raise ValueError(f"document {row.document_id} has not come in")
    return ReceivedFile(row.sha256, row.media_type, row.filename, row.channel, row.received_at)


def division_failure(row: Document) -> DivisionFailure | None:
    """Why the last decision about a photo could not be carried out."""
    return DivisionFailure.model_validate(row.division_failure) if row.division_failure else None


def document_marks(row: Document | DocumentCandidate) -> DocumentMarks:
    """The decisions of users about a document."""
    return _DOCUMENT_MARKS.validate_python(row.marks)


def transaction_marks(row: BankTransaction | TransactionCandidate) -> TransactionMarks:
    """The decisions of users about a transaction."""
    return _TRANSACTION_MARKS.validate_python(row.marks)


def as_json(marks: DocumentMarks | TransactionMarks) -> dict[str, Any]:
    """Marks as the JSON that is stored; defaults are left out."""
    adapter: TypeAdapter[Any] = _DOCUMENT_MARKS if isinstance(marks, DocumentMarks) else _TRANSACTION_MARKS
    kept: dict[str, Any] = adapter.dump_python(marks, mode="json", exclude_defaults=True)
    return kept


def document_keys(row: Document | DocumentCandidate) -> DocumentKeys:
    """A document as the matcher sees it. Raises ValueError while its kind is not known."""
    if row.kind is None:
        raise ValueError(f"document {row.document_id} has not been read")
    return DocumentKeys(
        document_id=row.document_id,
        kind=DocumentKind(row.kind),
        cents=row.cents,
        currency=row.currency,
        issued=row.issued,
        due=row.due,
        ogm=row.ogm,
        creditor_reference=row.creditor_reference,
        iban=row.iban,
        company=row.company,
        name=row.name,
        number=row.number,
        numbers=number_forms(row.number),
    )


def transaction_keys(row: BankTransaction | TransactionCandidate) -> TransactionKeys:
    """A transaction as the matcher sees it."""
    return keys_of_transaction(TransactionBooked.model_validate(row.booked))


def progress(row: Document) -> ReleaseProgress:
    """How far the current release of a document got."""
    return ReleaseProgress(
        revision=row.revision,
        released_at=row.released_at,
        rendered_at=row.rendered_at,
        refused=tuple(Reason.model_validate(reason) for reason in row.refused),
        delivered_at=row.delivered_at,
        failure=Reason.model_validate(row.failure) if row.failure else None,
        unconfirmed=row.unconfirmed,
        delivery_id=row.delivery_id,
    )


def document_facts(
    row: Document,
    booking: BookingView,
    duplicates: Iterable[UUID] = (),
    question: Question | None = None,
    parts: int = 0,
) -> DocumentFacts:
    """All that is known of a document."""
    return DocumentFacts(
        document_id=row.document_id,
        received_at=row.received_at,
        kind=DocumentKind(row.kind) if row.kind else None,
        kind_confidence=row.kind_confidence,
        fields=DocumentFields.model_validate(row.fields),
        reading_at=row.reading_at,
        read_at=row.read_at,
        unreadable=Reason.model_validate(row.unreadable) if row.unreadable else None,
        regions=len(row.regions),
        parts=parts,
        division_failure=division_failure(row),
        booking=booking,
        question=question or Question(),
        duplicates=tuple(sorted(duplicates)),
        marks=document_marks(row),
        progress=progress(row),
        eligible_at=row.eligible_at,
    )


def transaction_facts(row: BankTransaction, booking: BookingView, question: Question | None = None) -> TransactionFacts:
    """All that is known of a transaction."""
    return TransactionFacts(
        transaction_id=row.transaction_id,
        cents=row.cents,
        booked=row.booking_date,
        kind=TransactionKind(row.kind),
        needs_document=row.needs_document,
        learnt=row.learnt,
        booking=booking,
        question=question or Question(),
        marks=transaction_marks(row),
    )


def booking_view(members: Sequence[Member], *, by_user: bool, is_combination: bool = False) -> BookingView:
    """A booking, computed from its members. Nothing is open beside a contract, which has no amount to compare.

    A deleted document stays a member, in case it is restored, but does not count.
    """
    documents = [m for m in members if m.is_document and m.deleted is None]
    transactions = [m for m in members if not m.is_document]
    kinds = [TransactionKind(m.transaction_kind) for m in transactions if m.transaction_kind]
    billed = sum(m.document_cents or 0 for m in documents)
    countable = documents and transactions and all(m.document_cents is not None for m in documents)
    rest = billed - sum(m.transaction_cents or 0 for m in transactions) if countable else 0
    unpaid = rest if rest * billed > 0 else 0
    alone = not any(m.is_document for m in members) and len(transactions) > 1
    return BookingView(
        documents=tuple(m.item_id for m in documents),
        transactions=tuple(m.item_id for m in transactions),
        by_user=by_user,
        accepted=any(m.document_done == "true" or m.transaction_done == "true" for m in members),
        paid_by=_PAID_BY.get(kinds[0], PaymentState.BANK) if kinds else PaymentState.BANK,
        unpaid_cents=unpaid,
        unexplained_cents=0 if unpaid else -rest,
        is_combination=is_combination,
        came_back=alone and sum(m.transaction_cents or 0 for m in transactions) == 0,
    )
