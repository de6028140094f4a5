"""What a sample says: the values a reader of the paper must find, and how each is printed.

The truth is written beside the file as JSON. Amounts of a credit note are positive here, whatever sign the paper
shows; `kind` says which way the money goes. `shown` holds, per field, the characters as they stand on the paper: a
field that is not in `shown` cannot be read from this layout (a due date that only follows from the terms).
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
    """One side of the document; bank details only where the paper prints them."""

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
    """One line of a card statement; `amount` is what the account owes for it, negative for what comes back."""

    card: str
    day: date
    booked: date
    merchant: str
    amount: Decimal
    kind: Literal["purchase", "refund", "fee", "load"] = "purchase"
    foreign_currency: str | None = None
    foreign_amount: Decimal | None = None


class CardStatementTruth(_Frozen):
    """A card statement ties out: `brought` and the lines make `total`, which is debited on `debit_day`."""

    scheme: Literal["Mastercard", "Visa", "prepaid"]
    cards: tuple[str, ...]
    lines: tuple[CardLineTruth, ...]
    brought: Decimal
    total: Decimal
    debit_day: date | None = None


class Truth(_Frozen):
    """Everything a perfect reader would say about one document."""

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
    """A file as a user would hand it in, with its truth beside it."""

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
    """The same bytes handed in once more, under another file name: a physical duplicate."""
    return Sample(
        name=f"{sample.name}-again",
        filename=filename or f"copy of {sample.filename}",
        media_type=sample.media_type,
        content=sample.content,
        truth=sample.truth,
    )
