"""The code lists and forms of Peppol (CL001 to CL008, F001) and the codes of its business process (P0100 to P0112)."""

from __future__ import annotations

from datetime import date

from ...code_lists import codes
from ...embedded_file import ALLOWED_MEDIA_TYPES
from ...parse import Node
from ..finding import Findings
from ..vat_families import FIXED_REASON
from .document import both_german, profile_of
from .tree import every, text

_DATES = frozenset(
    {"cbc:IssueDate", "cbc:DueDate", "cbc:TaxPointDate", "cbc:StartDate", "cbc:EndDate", "cbc:ActualDeliveryDate"}
)
_AMOUNT = "Amount"
_BILLING = "01"
_NOT_FOR_PEPPOL = frozenset({"0219", "0220"})
"""Schemes of electronic addresses of EN 16931 that the network does not take, besides those of letters."""
_ONLY_GERMAN = frozenset({"326", "384"})


def check(root: Node, findings: Findings) -> None:
    """Every code and date of the file."""
    for node in every(root):
        _code(node, root, findings)
        for child in node.children or ():
            _in_its_parent(node, child, findings)


def _code(node: Node, root: Node, findings: Findings) -> None:
    tag, written = node.tag, text(node)
    billing = profile_of(root) == _BILLING
    if tag == "cbc:InvoiceTypeCode":
        if billing and written not in codes("peppol_invoice_types") | _ONLY_GERMAN:
            findings.add("PEPPOL-EN16931-P0100", "BT-3", value=written)
        if written in _ONLY_GERMAN and not both_german(root):
            findings.add("PEPPOL-EN16931-P0112", "BT-3", value=written)
    elif tag == "cbc:CreditNoteTypeCode" and billing and written not in codes("peppol_credit_note_types"):
        findings.add("PEPPOL-EN16931-P0101", "BT-3", value=written)
    elif tag in _DATES and not _is_date(node.text):
        findings.add("PEPPOL-EN16931-F001", "BT-2", value=written or "-")
    elif tag == "cbc:EmbeddedDocumentBinaryObject":
        media_type = node.attributes.get("mimeCode")
        if media_type is not None and media_type not in ALLOWED_MEDIA_TYPES:
            findings.add("BR-CL-24", "BT-125", name="PEPPOL-EN16931-CL001", value=media_type)
    elif tag == "cbc:EndpointID":
        scheme = node.attributes.get("schemeID")
        if scheme is not None and not _is_scheme(scheme):
            findings.add("PEPPOL-EN16931-CL008", "BT-34", value=scheme)
    elif tag == "cac:TaxCategory":
        _reason(node, findings)


def _in_its_parent(parent: Node, node: Node, findings: Findings) -> None:
    written = text(node)
    if parent.tag == "cac:AllowanceCharge" and node.tag == "cbc:AllowanceChargeReasonCode":
        is_charge = parent.text_at("cbc:ChargeIndicator") == "true"
        if written not in codes("charge_reasons" if is_charge else "allowance_reasons"):
            rule, name = ("BR-CL-20", "CL003") if is_charge else ("BR-CL-19", "CL002")
            findings.add(rule, "BT-98", name=f"PEPPOL-EN16931-{name}", value=written)
    elif parent.tag == "cac:InvoicePeriod" and node.tag == "cbc:DescriptionCode":
        if written not in codes("tax_point_codes"):
            findings.add("BR-CL-06", "BT-8", name="PEPPOL-EN16931-CL006", value=written)
    elif node.tag.startswith("cbc:") and node.tag.endswith(_AMOUNT):
        currency = node.attributes.get("currencyID", "-")
        if currency not in codes("currencies"):
            findings.add("BR-CL-04", "BT-5", name="PEPPOL-EN16931-CL007", value=currency)


def _reason(node: Node, findings: Findings) -> None:
    code = (node.text_at("cbc:TaxExemptionReasonCode") or "").upper()
    if code not in FIXED_REASON:
        return
    wanted, rule = FIXED_REASON[code]
    category = node.text_at("cbc:ID") or "-"
    if category != wanted:
        findings.add(rule, "BT-121", value=code, category=category)


def _is_scheme(scheme: str) -> bool:
    return scheme.isdecimal() and scheme in codes("endpoint_schemes") and scheme not in _NOT_FOR_PEPPOL


def _is_date(written: str) -> bool:
    try:
        return len(written) == 10 and date.fromisoformat(written) is not None
    except ValueError:
        return False
