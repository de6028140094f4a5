"""What Peppol asks of the document as a whole: its header, references, parties and VAT totals."""

from __future__ import annotations

import re

from ...parse import Node
from ..finding import Findings
from .tree import at, children, every, has, number, text

_CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_PROFILE = re.compile(r"urn:fdc:peppol\.eu:2017:poacc:billing:([0-9]{2}):1\.0")
_SELLER, _BUYER = "cac:AccountingSupplierParty", "cac:AccountingCustomerParty"


def check(root: Node, findings: Findings) -> None:
    """R001 to R020, R053 to R055, R061 and R080."""
    _header(root, findings)
    _references(root, findings)
    _parties(root, findings)
    _vat_totals(root, findings)
    for index, means in enumerate(children(root, "cac:PaymentMeans"), 1):
        code = next(iter(children(means, "cbc:PaymentMeansCode")), None)
        if code is not None and text(code) in ("49", "59") and not has(means, "cac:PaymentMandate", "cbc:ID"):
            findings.add("PEPPOL-EN16931-R061", "BT-89", index)


def profile_of(root: Node) -> str | None:
    """The number of the business process, such as ``01``."""
    found = _PROFILE.search(root.text_at("cbc:ProfileID") or "")
    return found[1] if found else None


def country_of(root: Node, side: str) -> str:
    """The country in the address of a party."""
    found = at(root, side, "cac:Party", "cac:PostalAddress", "cac:Country", "cbc:IdentificationCode")
    return text(found[0]).upper() if found else ""


def vat_prefix_of(root: Node, side: str) -> str:
    """The country in the VAT number of a party; Greece writes EL."""
    for scheme in at(root, side, "cac:Party", "cac:PartyTaxScheme"):
        if scheme.text_at("cac:TaxScheme", "cbc:ID") == "VAT":
            prefix = (scheme.text_at("cbc:CompanyID") or "")[:2].upper()
            return "GR" if prefix == "EL" else prefix
    return ""


def both_german(root: Node) -> bool:
    """Whether buyer and seller are German organisations."""
    return country_of(root, _SELLER) == country_of(root, _BUYER) == "DE"


def _header(root: Node, findings: Findings) -> None:
    if not has(root, "cbc:ProfileID"):
        findings.add("PEPPOL-EN16931-R001", "BT-23")
    if profile_of(root) is None:
        findings.add("PEPPOL-EN16931-R007", "BT-23", value=root.text_at("cbc:ProfileID") or "-")
    if len(children(root, "cbc:Note")) > 1 and not both_german(root):
        findings.add("PEPPOL-EN16931-R002", "BT-22")
    customization = root.text_at("cbc:CustomizationID") or ""
    if not customization.startswith(_CUSTOMIZATION):
        findings.add("PEPPOL-EN16931-R004", "BT-24", value=customization or "-")
    empty = [node for node in every(root) if _is_empty(node)]
    if empty:
        findings.add("PEPPOL-EN16931-R008", "BG-0", value=", ".join(sorted({node.tag for node in empty})[:5]))


def _is_empty(node: Node) -> bool:
    return not node.children and not node.text.strip() and not (node.file is not None and node.file.size)


def _references(root: Node, findings: Findings) -> None:
    if not has(root, "cbc:BuyerReference") and not has(root, "cac:OrderReference", "cbc:ID"):
        findings.add("PEPPOL-EN16931-R003", "BT-10")
    if root.tag == "cn:CreditNote":
        codes = at(root, "cac:AdditionalDocumentReference", "cbc:DocumentTypeCode")
        if sum(code.text == "50" for code in codes) > 1:
            findings.add("PEPPOL-EN16931-R080", "BT-11")


def _parties(root: Node, findings: Findings) -> None:
    for side, rule, term in ((_BUYER, "R010", "BT-49"), (_SELLER, "R020", "BT-34")):
        for party in at(root, side, "cac:Party"):
            if not has(party, "cbc:EndpointID"):
                findings.add(f"PEPPOL-EN16931-{rule}", term)


def _vat_totals(root: Node, findings: Findings) -> None:
    totals = children(root, "cac:TaxTotal")
    with_parts = [total for total in totals if has(total, "cac:TaxSubtotal")]
    vat_currency, currency = root.text_at("cbc:TaxCurrencyCode"), root.text_at("cbc:DocumentCurrencyCode")
    if len(with_parts) != 1:
        findings.add("PEPPOL-EN16931-R053", "BG-23")
    if len(totals) - len(with_parts) != (0 if vat_currency is None else 1):
        findings.add("PEPPOL-EN16931-R054", "BT-111")
    if vat_currency is None:
        return
    if vat_currency == currency:
        findings.add("PEPPOL-EN16931-R005", "BT-6", value=vat_currency)
    signs: list[set[int]] = []
    for wanted in (vat_currency, currency):
        amounts = at(root, "cac:TaxTotal", "cbc:TaxAmount")
        values = [number(each) for each in amounts if each.attributes.get("currencyID") == wanted]
        signs.append({(value > 0) - (value < 0) for value in values if value is not None})
    if not any(all(found & allowed for found in signs) for allowed in ({-1, 0}, {0, 1})):
        findings.add("PEPPOL-EN16931-R055", "BT-111")
