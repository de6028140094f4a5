"""Dates and periods."""

from __future__ import annotations

from ..invoice import Invoice
from ..line import Period
from .finding import Findings


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-29, BR-30, BR-CO-03, the line periods within the invoice period, and a due date before the invoice."""
    whole = invoice.period
    if _backwards(whole):
        findings.add("BR-29", "BT-74", start=whole.start, end=whole.end)
    if invoice.tax_point_date is not None and invoice.tax_point_code is not None:
        findings.add("BR-CO-03", "BT-7")
    if invoice.due_date is not None and invoice.issue_date is not None and invoice.due_date < invoice.issue_date:
        findings.add("SR-DUE-DATE", "BT-9", due=invoice.due_date, issued=invoice.issue_date)
    for index, line in enumerate(invoice.lines, 1):
        period = line.period
        if period.start is None and period.end is None:
            continue
        if _backwards(period):
            findings.add("BR-30", "BT-135", index, start=period.start, end=period.end)
        if period.start is not None and whole.start is not None and period.start < whole.start:
            findings.add("PEPPOL-EN16931-R110", "BT-134", index)
        if period.end is not None and whole.end is not None and period.end > whole.end:
            findings.add("PEPPOL-EN16931-R111", "BT-135", index)


def _backwards(period: Period) -> bool:
    return period.start is not None and period.end is not None and period.end < period.start
