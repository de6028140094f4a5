"""What every invoice must say (EN 16931, chapter on mandatory information)."""

from __future__ import annotations

from ..invoice import Invoice
from .finding import Findings


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-02 to BR-16 and BR-53, and what Peppol adds."""
    if invoice.number is None:
        findings.add("BR-02", "BT-1")
    if invoice.issue_date is None:
        findings.add("BR-03", "BT-2")
    if invoice.currency is None:
        findings.add("BR-05", "BT-5")
    if not invoice.lines:
        findings.add("BR-16", "BG-25")
    if not invoice.breakdown:
        findings.add("BR-CO-18", "BG-23")
    totals = invoice.totals
    if totals.lines is None:
        findings.add("BR-12", "BT-106")
    if totals.without_vat is None:
        findings.add("BR-13", "BT-109")
    if totals.with_vat is None:
        findings.add("BR-14", "BT-112")
    if totals.payable is None:
        findings.add("BR-15", "BT-115")
    if totals.vat is None and invoice.breakdown:
        findings.add("SR-VAT-TOTAL", "BT-110")
    references = invoice.references
    if invoice.buyer_reference is None and references.purchase_order is None:
        findings.add("PEPPOL-EN16931-R003", "BT-10")
    if references.sales_order is not None and references.purchase_order is None:
        findings.add("SR-ORDER", "BT-13")
    for index, earlier in enumerate(invoice.preceding, 1):
        if earlier.number is None:
            findings.add("BR-55", "BT-25", index)
    _vat_currency(invoice, findings)


def _vat_currency(invoice: Invoice, findings: Findings) -> None:
    """BR-53: a VAT total in the VAT currency, which the ordinary VAT total is when both currencies are the same."""
    totals = invoice.totals
    if invoice.vat_currency is None:
        if totals.vat_in_vat_currency is not None:
            findings.add("PEPPOL-EN16931-R054", "BT-111")
        return
    stated = totals.vat if invoice.vat_currency == invoice.currency else None
    if stated is None and totals.vat_in_vat_currency is None:
        findings.add("BR-53", "BT-111")
