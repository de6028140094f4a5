"""Steps about signs: a credit note has positive amounts, however they are printed."""

from __future__ import annotations

from ..credit import as_credit_note, is_negative, turned
from ..invoice import Invoice, Provenance
from .facts import Facts


def negative_invoice_is_a_credit_note(invoice: Invoice, _facts: Facts) -> Invoice:
    """Make a credit note of an invoice with a negative total."""
    return as_credit_note(invoice) if is_negative(invoice) else invoice


def credit_note_amounts_are_positive(invoice: Invoice, _facts: Facts) -> Invoice:
    """Make the amounts of a credit note positive: many print them with a minus sign."""
    total = invoice.totals.with_vat if invoice.totals.with_vat is not None else invoice.totals.payable
    if not invoice.is_credit_note or total is None or total >= 0:
        return invoice
    return turned(invoice).with_provenance(Provenance.DERIVED, "BG-22", "BG-23", "BG-25")
