"""The expected values of a sample: what a reader of the document must find, and how each value is printed.

They are written beside the file as JSON. Amounts of a credit note are positive here, whatever sign is printed; `kind`
states the direction of the money. `shown` has the printed characters per field: a field that is not in `shown` cannot
be read from this layout (such as a due date that only follows from the terms).
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "purchase_invoice",
    "purchase_credit_note",
    "sales_invoice",
    "sales_credit_note",
    "receipt",
    "card_statement",
    "contract",
    "other",
]
Language = Literal["fr", "nl", "en", "de"]
Payment = Literal["unknown", "bank", "card", "direct_debit", "cash"]
Category = Literal["S", "Z", "E", "AE", "K", "G", "O"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class AddressTruth(_Frozen):
    street: str
    postcode: str
    city: str
    country: str


class PartyTruth(_Frozen):
    """Seller or buyer; bank details only when the document prints them."""

    name: str
    vat: str | None = None
    company_number: str | None = None
    iban: str | None = None
    bic: str | None = None
    address: AddressTruth | None = None


class VatRow(_Frozen):
    """One row of the VAT breakdown: EN 16931 category, percentage, taxable base and tax."""

    category: Category
    rate: Decimal
    base: Decimal
    amount: Decimal


class LineTruth(_Frozen):
    description: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    rate: Decimal
    category: Category


class CardLineTruth(_Frozen):
    """One line of a card statement; `amount` is the amount owed, negative for a refund."""

    card: str
    day: date
    booked: date
    merchant: str
    amount: Decimal
    kind: Literal["purchase", "refund", "fee", "load"] = "purchase"
    foreign_currency: str | None = None
    foreign_amount: Decimal | None = None


class CardStatementTruth(_Frozen):
    """The content of a card statement: `brought` plus the lines is `total`, which is debited on `debit_day`."""

    scheme: Literal["Mastercard", "Visa", "prepaid"]
    cards: tuple[str, ...]
    lines: tuple[CardLineTruth, ...]
    brought: Decimal
    total: Decimal
    debit_day: date | None = None


class Truth(_Frozen):
    """Every value that a perfect reader returns for one document."""

    kind: Kind
    language: Language
    client_vat: str | None = None
    layout: str | None = None
    pages: int = 1
    seller: PartyTruth | None = None
    buyer: PartyTruth | None = None
    number: str | None = None
    original_number: str | None = None
    issue_date: date | None = None
    due_date: date | None = None
    currency: str | None = None
    total_without_vat: Decimal | None = None
    total_vat: Decimal | None = None
    total_with_vat: Decimal | None = None
    prepaid: Decimal | None = None
    payable: Decimal | None = None
    vat_rows: tuple[VatRow, ...] = ()
    lines: tuple[LineTruth, ...] = ()
    structured_communication: str | None = None
    payment: Payment = "unknown"
    mandate: str | None = None
    card_statement: CardStatementTruth | None = None
    shown: dict[str, str] = {}


@dataclass(frozen=True)
class Sample:
    """A file as a user uploads it, with its expected values."""

    name: str
    filename: str
    media_type: str
    content: bytes
    truth: Truth

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def truth_json(self) -> str:
        return self.truth.model_dump_json(indent=2) + "\n"


def duplicate(sample: Sample, filename: str | None = None) -> Sample:
    """Returns a sample with the same bytes under another file name: a duplicate."""
    return Sample(
        name=f"{sample.name}-again",
        filename=filename or f"copy of {sample.filename}",
        media_type=sample.media_type,
        content=sample.content,
        truth=sample.truth,
    )
