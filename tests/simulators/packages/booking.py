"""What a package shows its user after an import: a booking to confirm, or a document that nobody has read yet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Direction = Literal["purchase", "sales"]


@dataclass(frozen=True)
class Counterparty:
    """The supplier or customer; a package looks it up by VAT number, and by name when there is none."""

    vat_number: str | None
    name: str | None


@dataclass(frozen=True)
class VatAmount:
    """Base and VAT of one category and rate; `belgian_code` where a Belgian dialect names it."""

    category: str
    rate: Decimal
    base: Decimal
    vat: Decimal
    belgian_code: str | None = None


@dataclass(frozen=True)
class LineAccount:
    """The ledger account that the file asks for, with the amount of that line."""

    account: str | None
    net: Decimal


@dataclass(frozen=True)
class Reading:
    """What a file says, in the words of a bookkeeper; it does not know which of the two parties is the client."""

    number: str
    issue_date: date
    due_date: date | None
    currency: str
    is_credit_note: bool
    seller: Counterparty
    buyer: Counterparty
    seller_numbers: frozenset[str]
    buyer_numbers: frozenset[str]
    vat: tuple[VatAmount, ...]
    without_vat: Decimal
    with_vat: Decimal
    payable: Decimal
    iban: str | None
    payment_reference: str | None
    lines: tuple[LineAccount, ...]
    attachment: bytes | None


@dataclass(frozen=True)
class Booking:
    """The proposal: everything that the package fills in, for its user to confirm."""

    direction: Direction
    is_credit_note: bool
    counterparty: Counterparty
    number: str
    issue_date: date
    due_date: date | None
    currency: str
    vat: tuple[VatAmount, ...]
    without_vat: Decimal
    with_vat: Decimal
    payable: Decimal
    iban: str | None
    payment_reference: str | None
    accounts: tuple[LineAccount, ...]
    attachment: bytes | None


@dataclass(frozen=True)
class Unread:
    """A document without data: it waits for a person, or for the package's own recognition."""

    filename: str
