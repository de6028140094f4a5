"""The VAT rows of an e-invoice. A rate or an amount that is not stated is derived or left out, and never zero."""

from decimal import Decimal

from contracts.fields import Origin, VatCategory, VatRow
from libs.ubl_schema import Facts
from libs.ubl_schema.completion.amounts import complete_breakdown
from libs.ubl_schema.model import Invoice, VatBreakdown
from services.ocr_extract.files.einvoice.checks import AMOUNT, NUMBER, Checks


def completed_breakdown(invoice: Invoice) -> tuple[VatBreakdown, ...]:
    """The VAT breakdown (BG-23) with the rates and amounts that its other values show."""
    return complete_breakdown(invoice, Facts()).breakdown


def rows_of(invoice: Invoice, checks: Checks) -> tuple[VatRow, ...]:
    """The VAT rows. A part whose rate or VAT cannot be derived is left out with a warning."""
    parts = zip(invoice.breakdown, completed_breakdown(invoice), strict=True)
    rows = (_row(stated, part, checks) for stated, part in parts)
    return tuple(row for row in rows if row is not None)


def _row(stated: VatBreakdown, part: VatBreakdown, checks: Checks) -> VatRow | None:
    base = checks.kept(AMOUNT, part.base, "BT-116")
    category = checks.category(stated.category, "BT-118")
    vat = checks.stated(AMOUNT, part.vat, "BT-117")
    rate = Decimal(0) if category is VatCategory.OUTSIDE_SCOPE else checks.stated(NUMBER, part.rate, "BT-119")
    if base is None or vat is None or category is None or rate is None:
        return None
    return VatRow(
        category=category,
        rate=rate,
        base=base,
        vat=vat,
        origin=Origin.EMBEDDED,
        exemption_reason=part.exemption_reason,
        exemption_code=part.exemption_code,
    )


def rate_of_category(breakdown: tuple[VatBreakdown, ...], category: VatCategory) -> Decimal | None:
    """The rate of a line that states only its category: that of the breakdown, where there is just one."""
    if category is VatCategory.OUTSIDE_SCOPE:
        return Decimal(0)
    rates = {part.rate for part in breakdown if part.category == category.value}
    return rates.pop() if len(rates) == 1 else None
