"""A bank statement and its transactions, as every source delivers them once its file or answer has been read.

Amounts are signed from the account holder's side: incoming money is positive. Amounts are in cents; a third decimal
appears only in currencies that have one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a statement.

    `number` is the IBAN without blanks, or the foreign number as printed when it is not an IBAN; `iban` is then None.
    """

    number: str
    currency: str
    iban: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """The counterparty. `account` is as printed, without blanks; `iban` is set only if its check digits are right.

    An old Belgian account number (12 digits) gets its IBAN.
    """

    name: str = ""
    account: str = ""
    iban: str | None = None
    bic: str = ""
    currency: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """The eight digits with which Belgian banks classify a transaction: type, family, operation, category."""

    type: str
    family: str
    operation: str
    category: str

    def __str__(self) -> str:
        return self.type + self.family + self.operation + self.category


class StructuredKind(StrEnum):
    """The kind of a structured communication; everything that we do not decode is `raw`."""

    OGM = "ogm"
    CREDITOR_REFERENCE = "creditor_reference"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Structured:
    """A communication with a fixed format.

    `type` is the number of the format in the standard (`101`). `value` is, by kind: the twelve digits of an OGM, an ISO
    11649 reference, the masked card number, the mandate reference, or the content as printed. A reference with wrong
    check digits is `raw`, so that nothing is matched on it.
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
    """What the bank adds to a transaction, as text or code (CODA records 3). `type` is empty for free text."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class StatementTransaction:
    """One booked transaction, or one detail of a transaction that covers several.

    `value_date` is None when the bank does not know it. `communication` is free text; what has a fixed format is in
    `structured`, `card`, `mandate` and `creditor_id`. `details` break a total down; they never count on their own,
    because the amount of their parent already includes them (see `transactions.py`).
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
    details: tuple["StatementTransaction", ...] = ()

    @property
    def number(self) -> str:
        """The transaction's own number on its statement, as the bank prints it: `0003.0001`."""
        return f"{self.sequence:04d}.{self.detail:04d}"

    def with_details(self) -> Iterator["StatementTransaction"]:
        """This transaction, then its details, then their details: the order of the statement."""
        yield self
        for detail in self.details:
            yield from detail.with_details()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account, its balances already checked against its transactions.

    `number` is the number of the (paper) statement, `coda_number` that of the coded one. The first may stay the same
    for several days at banks that print weekly. Both start again every year. `messages` is the bank's free text.
    """

    account: Account
    old_balance: Decimal
    new_balance: Decimal
    new_balance_date: date
    old_balance_date: date | None = None
    transactions: tuple[StatementTransaction, ...] = ()
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
        """The year of its numbers."""
        return self.new_balance_date.year
