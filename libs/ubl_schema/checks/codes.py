"""Codes of the document itself: its type, its currencies, its references."""

from __future__ import annotations

from ..code_lists import codes
from ..invoice import CREDIT_NOTE_TYPES, Invoice
from ..notes import has_wrong_subject
from .finding import Findings


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-CL-01 to BR-CL-08 and the narrower type list of Peppol."""
    kind = invoice.type_code
    if kind in CREDIT_NOTE_TYPES:
        if kind not in codes("peppol_credit_note_types"):
            findings.add("PEPPOL-EN16931-P0101", "BT-3", value=kind)
    elif kind not in codes("invoice_types"):
        findings.add("BR-CL-01", "BT-3", value=kind)
    elif kind not in codes("peppol_invoice_types"):
        findings.add("PEPPOL-EN16931-P0100", "BT-3", value=kind)
    currencies = codes("currencies")
    if invoice.currency is not None and invoice.currency not in currencies:
        findings.add("BR-CL-04", "BT-5", value=invoice.currency)
    if invoice.vat_currency is not None:
        if invoice.vat_currency not in currencies:
            findings.add("BR-CL-05", "BT-6", value=invoice.vat_currency)
        if invoice.vat_currency == invoice.currency:
            findings.add("PEPPOL-EN16931-R005", "BT-6", value=invoice.vat_currency)
    if invoice.tax_point_code is not None and invoice.tax_point_code not in codes("tax_point_codes"):
        findings.add("BR-CL-06", "BT-8", value=invoice.tax_point_code)
    thing = invoice.references.invoiced_object
    if thing is not None and thing.scheme is not None and thing.scheme not in codes("object_schemes"):
        findings.add("BR-CL-07", "BT-18", value=thing.scheme)
    if invoice.note is not None and has_wrong_subject(invoice.note):
        findings.add("BR-CL-08", "BT-22")
    place = invoice.delivery.location
    if place is not None and place.scheme is not None and place.scheme not in codes("identifier_schemes"):
        findings.add("BR-CL-26", "BT-71", value=place.scheme)
