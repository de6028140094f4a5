"""The fields of a document, each with its origin and its confidence.

A field that could not be read is absent; nothing is invented. The same shape is used from reading to release, so that a
user's correction (`origin` user) replaces a read value of the same type.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from contracts.values import (
    Amount,
    Bic,
    Code,
    CountryCode,
    CreditorReference,
    Currency,
    Iban,
    Name,
    Number,
    StructuredCommunication,
    Text,
    VatNumber,
)

Value = TypeVar("Value")


class EventPart(BaseModel):
    """A part of an event: immutable, and tolerant of unknown fields."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    def changed(self, changes: Mapping[str, object]) -> Self:
        """A copy with these fields changed, validated like a new part.

        `model_copy` validates nothing: a `Read` of any value could then stand where a `Read[str]` belongs, and pydantic
        would print the value on standard error when the part is serialised.
        """
        return self.model_validate({name: getattr(self, name) for name in self.model_fields_set} | dict(changes))


class Origin(StrEnum):
    """Where a value comes from, from the most reliable source to a default."""

    EMBEDDED = "embedded"
    TEXT = "text"
    OCR = "ocr"
    REGISTER = "register"
    CLIENT = "client"
    USER = "user"
    DEFAULT = "default"


class DocumentKind(StrEnum):
    """What a document is. The three routes to the accountant are purchase, sales and misc."""

    PURCHASE_INVOICE = "purchase_invoice"
    PURCHASE_CREDIT_NOTE = "purchase_credit_note"
    SALES_INVOICE = "sales_invoice"
    SALES_CREDIT_NOTE = "sales_credit_note"
    RECEIPT = "receipt"
    CARD_STATEMENT = "card_statement"
    CONTRACT = "contract"
    OTHER = "other"

    @classmethod
    def invoice(cls, *, sale: bool, credit_note: bool) -> "DocumentKind":
        """The kind of an invoice or credit note, by its issuer."""
        if sale:
            return cls.SALES_CREDIT_NOTE if credit_note else cls.SALES_INVOICE
        return cls.PURCHASE_CREDIT_NOTE if credit_note else cls.PURCHASE_INVOICE

    @property
    def is_sale(self) -> bool:
        """Whether the client issued it."""
        return self in (DocumentKind.SALES_INVOICE, DocumentKind.SALES_CREDIT_NOTE)

    @property
    def is_credit_note(self) -> bool:
        """Whether it reverses an invoice."""
        return self in (DocumentKind.PURCHASE_CREDIT_NOTE, DocumentKind.SALES_CREDIT_NOTE)

    @property
    def is_invoice(self) -> bool:
        """Whether it is an invoice or a credit note, of a purchase or a sale, as EN 16931 describes them."""
        return self.is_sale or self in (DocumentKind.PURCHASE_INVOICE, DocumentKind.PURCHASE_CREDIT_NOTE)

    @property
    def is_payable(self) -> bool:
        """Whether it is paid; contracts and other documents are only kept."""
        return self not in (DocumentKind.CONTRACT, DocumentKind.OTHER)


class Route(StrEnum):
    """The three routes to the accountant."""

    PURCHASE = "purchase"
    SALES = "sales"
    MISC = "misc"


class PaymentState(StrEnum):
    """How a document states that it is (or was) paid, or how a user marked it."""

    UNKNOWN = "unknown"
    BANK = "bank"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    CASH = "cash"
    PRIVATE = "private"


class VatCategory(StrEnum):
    """EN 16931 VAT category codes (UNCL 5305 subset)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUTSIDE_SCOPE = "O"


class Box(EventPart):
    """A rectangle on a page, in points from the top left corner (PDF user space turned upright)."""

    x0: float
    y0: float
    x1: float
    y1: float


class Read(EventPart, Generic[Value]):
    """One value with its confidence (0 to 1), its origin and its position on the page (1-based).

    `sure` means that a check digit or the arithmetic of the document proves it.
    """

    value: Value
    confidence: Annotated[float, Field(ge=0, le=1)]
    origin: Origin
    sure: bool = False
    page: int | None = None
    box: Box | None = None


def value_of(read: Read[Value] | None) -> Value | None:
    """The value alone, or None when it was not read."""
    return None if read is None else read.value


class DocumentRegion(EventPart):
    """Where one of several documents is on a page (1-based) of the PDF that is shown."""

    page: int
    box: Box


class PartyFields(EventPart):
    """Seller or buyer as the document shows it. `company_number` is the legal registration (KBO, SIREN, KvK)."""

    name: Read[Name] | None = None
    vat_number: Read[VatNumber] | None = None
    company_number: Read[Name] | None = None
    street: Read[Name] | None = None
    postcode: Read[Name] | None = None
    city: Read[Name] | None = None
    country: Read[CountryCode] | None = None
    email: Read[Name] | None = None
    endpoint_scheme: Code | None = None
    endpoint: Name | None = None


class VatRow(EventPart):
    """Base and VAT of one category and rate (EN 16931 BG-23)."""

    category: VatCategory
    rate: Number
    base: Amount
    vat: Amount
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    origin: Origin = Origin.TEXT
    exemption_reason: Text | None = None
    exemption_code: Code | None = None


class LineFields(EventPart):
    """One line of the document (EN 16931 BG-25); `ledger_account` is BT-133.

    `origin` is `user` where a person changed what the line says; a chosen ledger account changes nothing of that.
    """

    name: Text
    description: Text | None = None
    quantity: Number = Decimal(1)
    unit: Code = "C62"
    unit_price: Number
    net: Amount
    category: VatCategory
    rate: Number
    ledger_account: Name | None = None
    origin: Origin = Origin.TEXT


class AllowanceFields(EventPart):
    """A discount on the whole document (BG-20) or, with `is_charge`, a cost added to it (BG-21), both without VAT.

    `amount` is BT-92 / BT-99 without a sign: an allowance is subtracted from the lines, a charge is added to them.
    `percentage` (BT-94 / BT-101) and `base`, the amount it applies to (BT-93 / BT-100), come together. Category and
    rate (BT-95, BT-96 / BT-102, BT-103) are absent only where the document does not state them. A discount over several
    rates has one of these for each rate. A discount for early payment is not included: it lowers no invoice until it is
    taken.
    """

    is_charge: bool = False
    amount: Amount
    reason: Text | None = None
    reason_code: Code | None = None
    percentage: Number | None = None
    base: Amount | None = None
    category: VatCategory | None = None
    rate: Number | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    origin: Origin = Origin.TEXT


class DocumentFields(EventPart):
    """The fields of an invoice, credit note or receipt, with their terms in EN 16931.

    number BT-1, issue_date BT-2, due_date BT-9, currency BT-5, seller BG-4, buyer BG-7, iban BT-84, bic BT-86,
    structured_communication / creditor_reference / payment_text BT-83, total_without_vat BT-109, total_vat BT-110,
    total_with_vat BT-112, prepaid BT-113, rounding BT-114, payable BT-115, original_number BT-25, buyer_reference
    BT-10, order_reference BT-13. The lines, minus allowances (BG-20) and plus charges (BG-21), are total_without_vat.
    """

    number: Read[Name] | None = None
    issue_date: Read[date] | None = None
    due_date: Read[date] | None = None
    delivery_date: Read[date] | None = None
    currency: Read[Currency] | None = None
    seller: PartyFields = PartyFields()
    buyer: PartyFields = PartyFields()
    iban: Read[Iban] | None = None
    bic: Read[Bic] | None = None
    structured_communication: Read[StructuredCommunication] | None = None
    creditor_reference: Read[CreditorReference] | None = None
    payment_text: Read[Text] | None = None
    total_without_vat: Read[Amount] | None = None
    total_vat: Read[Amount] | None = None
    total_with_vat: Read[Amount] | None = None
    prepaid: Read[Amount] | None = None
    rounding: Read[Amount] | None = None
    payable: Read[Amount] | None = None
    vat: Annotated[tuple[VatRow, ...], Field(max_length=100)] = ()
    lines: Annotated[tuple[LineFields, ...], Field(max_length=5_000)] = ()
    allowances: Annotated[tuple[AllowanceFields, ...], Field(max_length=500)] = ()
    payment_state: Read[PaymentState] | None = None
    original_number: Read[Name] | None = None
    original_date: Read[date] | None = None
    buyer_reference: Read[Name] | None = None
    order_reference: Read[Name] | None = None
    note: Read[Text] | None = None
