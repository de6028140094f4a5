"""The arithmetic of the totals (BR-CO-10 to BR-CO-16), exact to the cent, as in the official rules."""

from __future__ import annotations

from decimal import Decimal

from ..invoice import Invoice
from ..scalars import ZERO
from .finding import Findings


def check(invoice: Invoice, findings: Findings) -> None:
    """Sums of lines, allowances, charges and VAT; totals with and without VAT; the amount to pay."""
    totals = invoice.totals
    _decimals(invoice, findings)
    lines = sum((line.net for line in invoice.lines if line.net is not None), ZERO)
    if totals.lines is not None and invoice.lines and lines != totals.lines:
        findings.add("BR-CO-10", "BT-106", value=totals.lines, expected=lines)
    allowances, charges = _document_level(invoice)
    if (totals.allowances or ZERO) != allowances:
        findings.add("BR-CO-11", "BT-107", value=totals.allowances or ZERO, expected=allowances)
    if (totals.charges or ZERO) != charges:
        findings.add("BR-CO-12", "BT-108", value=totals.charges or ZERO, expected=charges)
    if totals.without_vat is not None and totals.lines is not None:
        expected = totals.lines - (totals.allowances or ZERO) + (totals.charges or ZERO)
        if expected != totals.without_vat:
            findings.add("BR-CO-13", "BT-109", value=totals.without_vat, expected=expected)
    if totals.vat is not None and invoice.breakdown:
        expected = sum((part.vat for part in invoice.breakdown if part.vat is not None), ZERO)
        if expected != totals.vat:
            findings.add("BR-CO-14", "BT-110", value=totals.vat, expected=expected)
    if totals.with_vat is not None and totals.without_vat is not None:
        expected = totals.without_vat + (totals.vat or ZERO)
        if expected != totals.with_vat:
            findings.add("BR-CO-15", "BT-112", value=totals.with_vat, expected=expected)
    if totals.payable is not None and totals.with_vat is not None:
        expected = totals.with_vat - (totals.prepaid or ZERO) + (totals.rounding or ZERO)
        if expected != totals.payable:
            findings.add("BR-CO-16", "BT-115", value=totals.payable, expected=expected)
    other = totals.vat_in_vat_currency
    if totals.vat is not None and other is not None and (totals.vat < 0) != (other < 0):
        findings.add("PEPPOL-EN16931-R055", "BT-111")
    if invoice.is_credit_note and totals.with_vat is not None and totals.with_vat < 0:
        findings.add("SR-NEGATIVE-CREDIT", "BT-112", value=totals.with_vat)


def _document_level(invoice: Invoice) -> tuple[Decimal, Decimal]:
    allowances = charges = ZERO
    for item in invoice.allowances:
        if item.amount is None:
            continue
        if item.is_charge:
            charges += item.amount
        else:
            allowances += item.amount
    return allowances, charges


_TOTALS = (
    ("lines", "BT-106"),
    ("allowances", "BT-107"),
    ("charges", "BT-108"),
    ("without_vat", "BT-109"),
    ("vat", "BT-110"),
    ("vat_in_vat_currency", "BT-111"),
    ("with_vat", "BT-112"),
    ("prepaid", "BT-113"),
    ("rounding", "BT-114"),
    ("payable", "BT-115"),
)


_DECIMALS = {
    "BT-92": "01", "BT-93": "02", "BT-99": "05", "BT-100": "06", "BT-106": "09", "BT-107": "10", "BT-108": "11",
    "BT-109": "12", "BT-110": "13", "BT-112": "14", "BT-111": "15", "BT-113": "16", "BT-114": "17", "BT-115": "18",
    "BT-116": "19", "BT-117": "20", "BT-131": "23", "BT-136": "24", "BT-137": "25", "BT-141": "27", "BT-142": "28",
}  # fmt: skip
"""By amount: the number of its rule in the family BR-DEC."""


def _decimals(invoice: Invoice, findings: Findings) -> None:
    totals = invoice.totals
    for name, term in _TOTALS:
        _two_decimals(getattr(totals, name), term, None, findings)
    for index, part in enumerate(invoice.breakdown, 1):
        _two_decimals(part.base, "BT-116", index, findings)
        _two_decimals(part.vat, "BT-117", index, findings)
    for index, item in enumerate(invoice.allowances, 1):
        _two_decimals(item.amount, "BT-99" if item.is_charge else "BT-92", index, findings)
        _two_decimals(item.base, "BT-100" if item.is_charge else "BT-93", index, findings)
    for index, line in enumerate(invoice.lines, 1):
        _two_decimals(line.net, "BT-131", index, findings)
        for item in line.allowances:
            _two_decimals(item.amount, "BT-141" if item.is_charge else "BT-136", index, findings)
            _two_decimals(item.base, "BT-142" if item.is_charge else "BT-137", index, findings)


def _two_decimals(amount: Decimal | None, term: str, index: int | None, findings: Findings) -> None:
    if amount is not None and amount.as_tuple().exponent < -2:  # type: ignore[operator]  # amounts are finite
        findings.add("BR-DEC", term, index, name=f"BR-DEC-{_DECIMALS[term]}", value=amount)
