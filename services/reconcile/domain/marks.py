"""What people said about a document or a movement: the decisions that the machine keeps and never overrules."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.fields import PaymentState


class NoDocument(StrEnum):
    """Why a movement has no document and never will. All but `other` are learnt for the counterparty."""

    BANK_COSTS = "bank_costs"
    INTEREST = "interest"
    CASH = "cash"
    TAX = "tax"
    SALARY = "salary"
    OWN_ACCOUNT = "own_account"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DocumentMarks:
    """A person's word on a document.

    `payment` is how it was paid outside the bank; card and direct debit park the question until the statement.
    `provisional` keeps an incomplete booking on the list, labelled; `done` closes the question of payment for good.
    `divided` and `one_document` answer, at `answered_at`, what a picture of several papers is; a divided one is only
    kept.
    """

    payment: PaymentState | None = None
    marked_at: datetime | None = None
    remind_on: date | None = None
    paused_until: date | None = None
    provisional: bool = False
    done: bool = False
    kept_only: bool = False
    divided: bool = False
    one_document: bool = False
    answered_at: datetime | None = None
    released_by_hand_at: datetime | None = None
    released_by: UUID | None = None
    deleted_at: datetime | None = None

    @property
    def acted_upon(self) -> bool:
        """Whether a person dealt with the payment, which sets the document free."""
        return bool(self.payment or self.remind_on or self.paused_until or self.done)


@dataclass(frozen=True, slots=True)
class TransactionMarks:
    """A person's word on a movement: `private` is personal spending, to be booked on the owner's account."""

    private: bool = False
    no_document: NoDocument | None = None
    remind_on: date | None = None
    paused_until: date | None = None
    provisional: bool = False
    done: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing more is asked about it."""
        return self.private or self.done or self.no_document is not None
