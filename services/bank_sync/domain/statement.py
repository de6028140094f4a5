"""A bank statement and its movements, as every source delivers them once its file or answer has been read.

Amounts are signed from the account holder's side: money that comes in is positive. An amount keeps the cents it was
given; a third decimal appears only in currencies that have one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Account:
    """The account a statement is about.

    `number` is the IBAN without blanks, or the foreign number as printed when the bank has no IBAN for it; `iban` is
    None in that case.
    """

    number: str
    currency: str
    iban: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands on the other side. `account` is as printed, without blanks; `iban` only if its check digits are right.

    A Belgian account number of before IBAN (12 digits) gets its IBAN.
    """

    name: str = ""
    account: str = ""
    iban: str | None = None
    bic: str = ""
    currency: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """The eight digits by which Belgian banks say what a movement is: type, family, operation, category."""

    type: str
    family: str
    operation: str
    category: str

    def __str__(self) -> str:
        return self.type + self.family + self.operation + self.category


class StructuredKind(StrEnum):
    """What a structured communication turned out to be; everything we do not decode is `raw`."""

    OGM = "ogm"
    CREDITOR_REFERENCE = "creditor_reference"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Structured:
    """A communication with a fixed shape.

    `type` is the number the standard gives the shape (`101`). `value` is, by kind: the twelve digits of an OGM, an
    ISO 11649 reference, the masked card number, the mandate reference, or the content as printed. A reference whose
    check digits are wrong is `raw`: nobody may match on it.
    """

    type: str
    kind: StructuredKind
    value: str


@dataclass(frozen=True, slots=True)
class CardUse:
    """A payment or withdrawal by card at a terminal. The card number is masked as soon as it is read."""

    number: str
    merchant: str = ""
    place: str = ""
    used_on: date | None = None
    used_at: time | None = None
    original_amount: Decimal | None = None
    original_currency: str = ""


@dataclass(frozen=True, slots=True)
class Information:
    """What the bank adds to a movement in its own words or codes (CODA records 3). `type` is empty for free text."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One booked movement, or one detail of a movement that covers several.

    `value_date` is None when the bank says it does not know it. `communication` is free text; what has a fixed shape
    is in `structured`, `card`, `mandate` and `creditor_id`. `details` break a total down; they never count on their
    own, because their parent already carries the money (see `transactions.py`).
    """

    sequence: int
    detail: int
    amount: Decimal
    booking_date: date
    value_date: date | None = None
    code: TransactionCode | None = None
    communication: str = ""
    structured: Structured | None = None
    counterparty: Party = Party()
    bank_reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    creditor_id: str = ""
    card: CardUse | None = None
    category_purpose: str = ""
    purpose: str = ""
    return_type: str = ""
    return_reason: str = ""
    information: tuple[Information, ...] = ()
    details: tuple["Movement", ...] = ()

    @property
    def number(self) -> str:
        """The movement's own number on its statement, as the bank prints it: `0003.0001`."""
        return f"{self.sequence:04d}.{self.detail:04d}"

    def with_details(self) -> Iterator["Movement"]:
        """This movement, then its details, then theirs: the order of the statement."""
        yield self
        for detail in self.details:
            yield from detail.with_details()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account, its balances checked against its movements by whoever read it.

    `number` is the number of the (paper) statement, `coda_number` that of the coded one: the first may stay the same
    for several days at banks that print weekly. Both start again every year. `messages` is the bank's free text.
    """

    account: Account
    old_balance: Decimal
    new_balance: Decimal
    new_balance_date: date
    old_balance_date: date | None = None
    movements: tuple[Movement, ...] = ()
    number: str = ""
    coda_number: str = ""
    bic: str = ""
    holder: str = ""
    description: str = ""
    addressee: str = ""
    company_number: str = ""
    file_reference: str = ""
    reference: str = ""
    related_reference: str = ""
    created_on: date | None = None
    duplicate: bool = False
    messages: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year its numbers belong to."""
        return self.new_balance_date.year
