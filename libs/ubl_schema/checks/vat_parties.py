"""What the VAT categories require of the parties (BR-x-02 to BR-x-04) and of the delivery."""

from __future__ import annotations

from ..invoice import Invoice
from .finding import Findings
from .vat_families import RULE_FAMILY

_PARTY_RULE = {"BT-151": "02", "BT-95": "03", "BT-102": "04"}
"""By what has the category: lines, allowances or charges of the document."""
_ONLY_VAT_NUMBERS = frozenset({"K", "G"})
"""Categories for which a local tax number of the seller is not enough."""


def check(invoice: Invoice, used: set[tuple[str, str]], findings: Findings) -> None:
    """The numbers of seller and buyer. ``used`` holds each category with the term of the amounts that have it."""
    for category, term in sorted(used):
        number, family = _PARTY_RULE[term], RULE_FAMILY[category]
        if category == "O":
            if _any_vat_number(invoice):
                findings.add("BR-O-02", "BT-31", family="O", number=number)
        elif not _seller_is_known(invoice, only_vat=category in _ONLY_VAT_NUMBERS):
            findings.add("BR-VAT-02", "BT-31", family=family, number=number, category=category)
        elif category == "AE" and invoice.buyer.vat_id is None and invoice.buyer.legal_id is None:
            findings.add("BR-AE-02", "BT-48", family="AE", number=number)
        elif category == "K" and invoice.buyer.vat_id is None:
            findings.add("BR-IC-02", "BT-48", family="IC", number=number)
    if any(part.category == "K" for part in invoice.breakdown):
        _intra_community(invoice, findings)


def _agent_vat(invoice: Invoice) -> bool:
    agent = invoice.tax_representative
    return agent is not None and agent.vat_id is not None


def _any_vat_number(invoice: Invoice) -> bool:
    return invoice.seller.vat_id is not None or invoice.buyer.vat_id is not None or _agent_vat(invoice)


def _seller_is_known(invoice: Invoice, *, only_vat: bool) -> bool:
    if invoice.seller.vat_id is not None or _agent_vat(invoice):
        return True
    return not only_vat and invoice.seller.tax_registration is not None


def _intra_community(invoice: Invoice, findings: Findings) -> None:
    period = invoice.period
    dated = period.start or period.end or invoice.tax_point_code
    if invoice.delivery.delivered_on is None and not dated:
        findings.add("BR-IC-11", "BT-72")
    if invoice.delivery.address.country is None:
        findings.add("BR-IC-12", "BT-80")
