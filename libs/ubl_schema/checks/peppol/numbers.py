"""The forms of numbers of registers (PEPPOL-COMMON-R040 to R050), and the currencies of amounts (R051)."""

from __future__ import annotations

from ...identifiers import ENDPOINT_RULES, is_endpoint
from ...parse import Node
from ..finding import Findings
from .tree import every, text

_AMOUNTS = frozenset({
    "cbc:Amount", "cbc:BaseAmount", "cbc:PriceAmount", "cbc:TaxableAmount", "cbc:LineExtensionAmount",
    "cbc:TaxExclusiveAmount", "cbc:TaxInclusiveAmount", "cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount",
    "cbc:PrepaidAmount", "cbc:PayableRoundingAmount", "cbc:PayableAmount",
})  # fmt: skip

_SWEDISH = "0007"
"""Its check digit is a doubt and no error: the examples of CEN and of OpenPeppol break it themselves."""


def check(root: Node, findings: Findings) -> None:
    """Every number with a scheme, and every amount with its currency."""
    currency, others = root.text_at("cbc:DocumentCurrencyCode"), set[str]()
    for node in every(root):
        for child in node.children or ():
            if child.tag in ("cbc:EndpointID", "cbc:CompanyID") or _is_identifier(node, child):
                _form(child, findings)
            elif _in_document_currency(node, child) and child.attributes.get("currencyID") != currency:
                others.add(child.attributes.get("currencyID", "-"))
    for other in sorted(others):
        findings.add("PEPPOL-EN16931-R051", "BT-5", value=other, currency=currency or "-")


def _is_identifier(parent: Node, node: Node) -> bool:
    return parent.tag == "cac:PartyIdentification" and node.tag == "cbc:ID"


def _form(node: Node, findings: Findings) -> None:
    scheme = node.attributes.get("schemeID", "")
    rule, written = ENDPOINT_RULES.get(scheme), text(node)
    if scheme == _SWEDISH and len(written) == 10 and written.isdecimal():
        return
    if rule is not None and not is_endpoint(scheme, written):
        findings.add("PEPPOL-COMMON-FORM", "BT-34", name=rule, value=written, scheme=scheme)


def _in_document_currency(parent: Node, node: Node) -> bool:
    """All amounts but the VAT total in the VAT currency, which has no parts."""
    if node.tag in _AMOUNTS:
        return True
    if node.tag != "cbc:TaxAmount":
        return False
    return parent.tag == "cac:TaxSubtotal" or any(child.tag == "cac:TaxSubtotal" for child in parent.children or ())
