"""The invoice: one model for invoices and credit notes, purchase and sales, in the business terms of EN 16931.

Everything may be absent, because a paper invoice is read as far as possible. ``check`` finds what is missing and
``complete`` fills it where that is honest; nothing is filled in silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from .line import AllowanceCharge, Line, Period
from .party import Address, Identifier, Part, Party
from .scalars import MaybeMoney, MaybeNumber, MaybeText

CREDIT_NOTE_TYPES = frozenset(["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"])
"""UNTDID 1001 codes that EN 16931 treats as credit notes (BR-CL-01)."""


class Provenance(StrEnum):
    """Where a value comes from. A term without an entry was read from the source file as it is."""

    READ = "read"
    LOOKED_UP = "looked_up"
    """From a register (KBO, VIES)."""
    TYPED = "typed"
    """By a user."""
    DERIVED = "derived"
    """Follows from other values on the document."""
    DEFAULTED = "defaulted"
    """A declared default: the document does not state it."""


class References(Part):
    """The other documents that the invoice names."""

    project: MaybeText = None
    """BT-11."""
    contract: MaybeText = None
    """BT-12."""
    purchase_order: MaybeText = None
    """BT-13."""
    sales_order: MaybeText = None
    """BT-14."""
    receiving_advice: MaybeText = None
    """BT-15."""
    despatch_advice: MaybeText = None
    """BT-16."""
    tender: MaybeText = None
    """BT-17."""
    invoiced_object: Identifier | None = None
    """BT-18."""


class Preceding(Part):
    """An earlier invoice, which a credit note corrects (BG-3)."""

    number: MaybeText = None
    """BT-25."""
    issue_date: date | None = None
    """BT-26."""


class Delivery(Part):
    """Where and when the goods were delivered (BG-13)."""

    delivered_on: date | None = None
    """BT-72."""
    location: Identifier | None = None
    """BT-71."""
    address: Address = Address()
    """BG-15."""
    name: MaybeText = None
    """BT-70."""


class Payment(Part):
    """How it is or was paid (BG-16)."""

    means: MaybeText = None
    """BT-81: UNTDID 4461 (10 cash, 30 transfer, 48/54/55 card, 49/59 direct debit, 58 SEPA transfer, 1 not stated)."""
    means_text: MaybeText = None
    """BT-82."""
    reference: MaybeText = None
    """BT-83: what to put on the transfer, such as the Belgian +++ddd/dddd/ddddd+++."""
    iban: MaybeText = None
    """BT-84: the account to pay to, no spaces."""
    account_name: MaybeText = None
    """BT-85."""
    bic: MaybeText = None
    """BT-86."""
    card_number: MaybeText = None
    """BT-87: the last four to six digits only."""
    card_holder: MaybeText = None
    """BT-88."""
    mandate: MaybeText = None
    """BT-89."""
    debited_iban: MaybeText = None
    """BT-91."""


class VatBreakdown(Part):
    """The base and the VAT of one category and rate (BG-23)."""

    base: MaybeMoney = None
    """BT-116."""
    vat: MaybeMoney = None
    """BT-117."""
    category: MaybeText = None
    """BT-118."""
    rate: MaybeNumber = None
    """BT-119, in percent."""
    exemption_reason: MaybeText = None
    """BT-120."""
    exemption_code: MaybeText = None
    """BT-121: a VATEX code."""


class Totals(Part):
    """The totals of the document (BG-22)."""

    lines: MaybeMoney = None
    """BT-106."""
    allowances: MaybeMoney = None
    """BT-107."""
    charges: MaybeMoney = None
    """BT-108."""
    without_vat: MaybeMoney = None
    """BT-109."""
    vat: MaybeMoney = None
    """BT-110."""
    vat_in_vat_currency: MaybeMoney = None
    """BT-111: in the currency of BT-6."""
    with_vat: MaybeMoney = None
    """BT-112."""
    prepaid: MaybeMoney = None
    """BT-113."""
    rounding: MaybeMoney = None
    """BT-114: for instance the five-cent rounding of cash payments."""
    payable: MaybeMoney = None
    """BT-115."""


class Attachment(Part):
    """A file that travels with the invoice, or a pointer to one (BG-24)."""

    id: MaybeText = None
    """BT-122."""
    description: MaybeText = None
    """BT-123."""
    uri: MaybeText = None
    """BT-124: where it can be fetched; never fetched by this library."""
    content: bytes | None = None
    """BT-125: the file itself; absent when it was streamed elsewhere while reading."""
    media_type: MaybeText = None
    """BT-125-1."""
    filename: MaybeText = None
    """BT-125-2."""
    sha256: MaybeText = None
    """Hash of the file, set when it was streamed elsewhere."""
    size: int | None = None
    """Bytes of the file, set when it was streamed elsewhere."""


class Invoice(Part):
    """An invoice or a credit note (BG-0). A credit note has positive amounts and a credit note's type code."""

    number: MaybeText = None
    """BT-1."""
    issue_date: date | None = None
    """BT-2."""
    type_code: str = "380"
    """BT-3: UNTDID 1001; 380 invoice, 381 credit note."""
    currency: MaybeText = None
    """BT-5: ISO 4217."""
    vat_currency: MaybeText = None
    """BT-6: only with a second VAT total."""
    tax_point_date: date | None = None
    """BT-7."""
    tax_point_code: MaybeText = None
    """BT-8."""
    due_date: date | None = None
    """BT-9."""
    buyer_reference: MaybeText = None
    """BT-10."""
    accounting_cost: MaybeText = None
    """BT-19: ledger account of the whole document."""
    payment_terms: MaybeText = None
    """BT-20."""
    note: MaybeText = None
    """BT-22: one note; tags and comments are joined into it by ``notes.join_note``."""
    period: Period = Period()
    """BG-14."""
    references: References = References()
    """BT-11 to BT-18."""
    preceding: tuple[Preceding, ...] = ()
    """BG-3."""
    attachments: tuple[Attachment, ...] = ()
    """BG-24."""
    seller: Party = Party()
    """BG-4."""
    buyer: Party = Party()
    """BG-7."""
    payee: Party | None = None
    """BG-10: only when it is another party than the seller."""
    tax_representative: Party | None = None
    """BG-11."""
    delivery: Delivery = Delivery()
    """BG-13."""
    payments: tuple[Payment, ...] = ()
    """BG-16, one per account."""
    allowances: tuple[AllowanceCharge, ...] = ()
    """BG-20 and BG-21."""
    breakdown: tuple[VatBreakdown, ...] = ()
    """BG-23."""
    totals: Totals = Totals()
    """BG-22."""
    lines: tuple[Line, ...] = ()
    """BG-25."""
    provenance: Mapping[str, Provenance] = {}
    """By term (``BT-1``, ``BG-25``, ...): where its value comes from. Seller and buyer have different terms."""

    @property
    def is_credit_note(self) -> bool:
        """Whether the type is a credit note, which decides the UBL root: *CreditNote* or *Invoice*."""
        return self.type_code in CREDIT_NOTE_TYPES

    @property
    def payment(self) -> Payment | None:
        """The first means of payment, which is the only one on nearly every invoice."""
        return self.payments[0] if self.payments else None

    def with_provenance(self, provenance: Provenance, *terms: str) -> Invoice:
        """The same invoice, with this provenance declared for these terms."""
        return self.model_copy(update={"provenance": {**self.provenance, **dict.fromkeys(terms, provenance)}})

    def says_the_same_as(self, other: Invoice) -> bool:
        """Whether all that a file can hold is equal: everything except the provenance."""
        return self.model_copy(update={"provenance": {}}) == other.model_copy(update={"provenance": {}})
