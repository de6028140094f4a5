"""All that is known of one document or movement at one moment; state, tasks and release follow from it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.events.task import Suggestion
from contracts.fields import DocumentFields, DocumentKind, PaymentState, Reason, value_of

from .kinds import KIND_BAR
from .marks import DocumentMarks, TransactionMarks


@dataclass(frozen=True)
class BookingView:
    """What a document or movement shares its booking with.

    `unpaid_cents` is what the documents still ask, `unexplained_cents` what of the money no document accounts for; at
    most one of them is not zero. `accepted`: a person said that the rest does not matter (a discount, a rounding).
    `paid_by` is how the movements were made: by transfer, by card, by direct debit.
    """

    documents: tuple[UUID, ...] = ()
    transactions: tuple[UUID, ...] = ()
    by_person: bool = False
    accepted: bool = False
    paid_by: PaymentState = PaymentState.BANK
    unpaid_cents: int = 0
    unexplained_cents: int = 0


@dataclass(frozen=True)
class Question:
    """What the matcher could not decide: its best candidates, whether they tie, whether the first pays only a part."""

    suggestions: tuple[Suggestion, ...] = ()
    tie: bool = False
    partial_cents: int | None = None


@dataclass(frozen=True)
class Journey:
    """How far the current release got. Facts only; several may have arrived in any order."""

    revision: int = 0
    released_at: datetime | None = None
    rendered_at: datetime | None = None
    refused: tuple[Reason, ...] = ()
    delivered_at: datetime | None = None
    failure: Reason | None = None
    unconfirmed: bool = False

    @property
    def on_its_way(self) -> bool:
        """Released, and neither refused by the rules nor given back."""
        return self.released_at is not None and not self.refused


@dataclass(frozen=True)
class DocumentFacts:
    """One document: as received, as read (with corrections), as linked, as marked, as sent.

    `regions` is how many documents a picture shows when it shows several; until it is read as one it is none. `parts`
    is how many of them are documents of their own by now, `division_failure` why it could not be divided.
    """

    document_id: UUID
    received_at: datetime | None
    kind: DocumentKind | None = None
    kind_confidence: float = 0.0
    fields: DocumentFields = field(default_factory=DocumentFields)
    read_at: datetime | None = None
    unreadable: Reason | None = None
    regions: int = 0
    parts: int = 0
    division_failure: Reason | None = None
    booking: BookingView = field(default_factory=BookingView)
    question: Question = field(default_factory=Question)
    duplicates: tuple[UUID, ...] = ()
    marks: DocumentMarks = field(default_factory=DocumentMarks)
    journey: Journey = field(default_factory=Journey)
    freed_at: datetime | None = None

    @property
    def kind_sure(self) -> bool:
        """Whether it may go on as what it is without asking: read for certain, or vouched for by a person.

        Who links it to a movement or sends it by hand has looked at it.
        """
        unusual = self.kind is None or not self.kind.is_payable
        looked_at = self.booking.by_person and bool(self.booking.transactions)
        vouched_for = looked_at or self.marks.released_by_hand_at is not None
        return vouched_for or (not unusual and self.kind_confidence >= KIND_BAR)

    @property
    def linked(self) -> bool:
        """In one booking with at least one movement, and nothing of it unpaid (or the rest accepted)."""
        return bool(self.booking.transactions) and (self.booking.unpaid_cents == 0 or self.booking.accepted)

    @property
    def is_open(self) -> bool:
        """Whether a movement may still pay it: then it is offered as a candidate."""
        resting = self.marks.deleted_at or self.marks.kept_only or self.marks.done or self.regions
        return self.received_at is not None and self.read_at is not None and not resting and not self.linked

    @property
    def payment(self) -> PaymentState:
        """A person's word first, then the bank's, then the document's own."""
        if self.marks.payment:
            return self.marks.payment
        if self.booking.transactions:
            return self.booking.paid_by
        return value_of(self.fields.payment_state) or PaymentState.UNKNOWN


@dataclass(frozen=True)
class TransactionFacts:
    """One movement: as booked, as linked, as marked. `learnt` says that a person settled one like it before."""

    transaction_id: UUID
    cents: int
    booked: date
    kind: TransactionKind
    needs_document: bool = True
    learnt: bool = False
    booking: BookingView = field(default_factory=BookingView)
    question: Question = field(default_factory=Question)
    marks: TransactionMarks = field(default_factory=TransactionMarks)

    @property
    def linked(self) -> bool:
        """In one booking with at least one document, and all of it explained (or the rest accepted)."""
        return bool(self.booking.documents) and (self.booking.unexplained_cents == 0 or self.booking.accepted)

    @property
    def is_open(self) -> bool:
        """Whether it may still get a document: then it is offered as a candidate."""
        return not self.linked and not self.marks.settled
