"""The facts of one document or transaction at one moment; state, tasks and release follow from them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.events.task import Suggestion
from contracts.fields import DocumentFields, DocumentKind, PaymentState, value_of
from contracts.reason import Reason

from .division import DivisionFailure
from .kinds import KIND_BAR
from .marks import DocumentMarks, TransactionMarks
from .relations import Difference


@dataclass(frozen=True)
class BookingView:
    """The booking of a document or transaction.

    `unpaid_cents` is what the documents still ask, `unexplained_cents` the money that no document explains; at most
    one of them is not zero. `accepted`: a user declared the rest irrelevant (a discount, a rounding). `paid_by` is how
    the transactions were made: by transfer, by card, by direct debit. `came_back`: it has no document, and its
    transactions add up to nothing, as a payment and its return do. `is_combination`: the matcher put several documents
    together, and will ask itself again when another one comes in.
    """

    documents: tuple[UUID, ...] = ()
    transactions: tuple[UUID, ...] = ()
    by_user: bool = False
    accepted: bool = False
    paid_by: PaymentState = PaymentState.BANK
    unpaid_cents: int = 0
    unexplained_cents: int = 0
    came_back: bool = False
    is_combination: bool = False


@dataclass(frozen=True)
class Question:
    """What the matcher could not decide: its best candidates, whether they tie, how much one differs."""

    suggestions: tuple[Suggestion, ...] = ()
    tie: bool = False
    difference: Difference | None = None


@dataclass(frozen=True)
class ReleaseProgress:
    """How far the current release got: facts, which may arrive in any order."""

    revision: int = 0
    released_at: datetime | None = None
    rendered_at: datetime | None = None
    refused: tuple[Reason, ...] = ()
    delivered_at: datetime | None = None
    failure: Reason | None = None
    unconfirmed: bool = False
    delivery_id: UUID | None = None

    @property
    def on_its_way(self) -> bool:
        """Whether it is released, and neither refused by the rules nor given back."""
        return self.released_at is not None and not self.refused


@dataclass(frozen=True)
class DocumentFacts:
    """One document: as received, as read (with corrections), as linked, as marked, as sent.

    `regions` is how many documents a photo shows, 0 when it is one document. `parts` is how many of them are documents
    by now, `division_failure` why it could not be divided.
    """

    document_id: UUID
    received_at: datetime | None
    kind: DocumentKind | None = None
    kind_confidence: float = 0.0
    fields: DocumentFields = field(default_factory=DocumentFields)
    reading_at: datetime | None = None
    read_at: datetime | None = None
    unreadable: Reason | None = None
    regions: int = 0
    parts: int = 0
    division_failure: DivisionFailure | None = None
    booking: BookingView = field(default_factory=BookingView)
    question: Question = field(default_factory=Question)
    duplicates: tuple[UUID, ...] = ()
    marks: DocumentMarks = field(default_factory=DocumentMarks)
    progress: ReleaseProgress = field(default_factory=ReleaseProgress)
    eligible_at: datetime | None = None

    @property
    def kind_sure(self) -> bool:
        """Whether no task about its kind is needed: read for certain, or confirmed by a user.

        A user who links it to a transaction or releases it has looked at it.
        """
        unusual = self.kind is None or not self.kind.is_payable
        looked_at = self.booking.by_user and bool(self.booking.transactions)
        vouched_for = looked_at or self.marks.released_by_hand_at is not None
        return vouched_for or (not unusual and self.kind_confidence >= KIND_BAR)

    @property
    def linked(self) -> bool:
        """Whether it is in a booking with a transaction, and nothing of it unpaid (or the rest accepted)."""
        return bool(self.booking.transactions) and (self.booking.unpaid_cents == 0 or self.booking.accepted)

    @property
    def is_open(self) -> bool:
        """Whether a transaction may still pay it, or pays it only in a combination: then it is a candidate."""
        resting = self.marks.deleted_at or self.marks.kept_only or self.marks.done or self.regions
        is_free = not self.linked or self.booking.is_combination
        return self.received_at is not None and self.read_at is not None and not resting and is_free

    @property
    def payment(self) -> PaymentState:
        """How it was paid: as a user stated, else as the bank reported, else as the document says."""
        if self.marks.payment:
            return self.marks.payment
        if self.booking.transactions:
            return self.booking.paid_by
        return value_of(self.fields.payment_state) or PaymentState.UNKNOWN


@dataclass(frozen=True)
class TransactionFacts:
    """One transaction: as booked, as linked, as marked. `learnt`: a user stated that ones like it need no document."""

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
        """Whether it came back, or is in a booking with a document and all explained (or the rest accepted)."""
        explained = bool(self.booking.documents) and (self.booking.unexplained_cents == 0 or self.booking.accepted)
        return explained or self.booking.came_back

    @property
    def is_open(self) -> bool:
        """Whether it may still get a document, or has its documents only in a combination: then it is a candidate."""
        return (not self.linked or self.booking.is_combination) and not self.marks.settled
