"""Marks: the decisions of users about a document or a transaction, which the platform never overrules."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.fields import PaymentState


class NoDocument(StrEnum):
    """Why a transaction has no document. All reasons but `other` are remembered for the counterparty."""

    BANK_COSTS = "bank_costs"
    INTEREST = "interest"
    CASH = "cash"
    TAX = "tax"
    SALARY = "salary"
    OWN_ACCOUNT = "own_account"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DocumentMarks:
    """The decisions of users about a document.

    `payment` is how it was paid outside the bank; card and direct debit park the task until the statement.
    `provisional` keeps an incomplete booking on the list, labelled; `done` closes the task about payment for good.
    `divided` and `one_document` are the decision, made at `answered_at`, about a photo of several documents; a divided
    photo is only kept.
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
    def handled_by_user(self) -> bool:
        """Whether a user dealt with the payment, so that the document may be released."""
        return bool(self.payment or self.remind_on or self.paused_until or self.done)


@dataclass(frozen=True, slots=True)
class TransactionMarks:
    """The decisions of users about a transaction: `private` is personal spending, booked on the owner's account."""

    private: bool = False
    no_document: NoDocument | None = None
    remind_on: date | None = None
    paused_until: date | None = None
    provisional: bool = False
    done: bool = False

    @property
    def settled(self) -> bool:
        """Whether it needs no task any more."""
        return self.private or self.done or self.no_document is not None
