"""Steps about documents without VAT, and what their category needs."""

from __future__ import annotations

from ..invoice import Invoice, Provenance, VatBreakdown
from .facts import Facts

_CODES = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G"}


def _categories(invoice: Invoice) -> set[str]:
    return {part.category for part in invoice.breakdown if part.category is not None}


def tax_registration_from_company_number(invoice: Invoice, _facts: Facts) -> Invoice:
    """When VAT was charged but no VAT number was read: the company number, which identifies the taxpayer (BT-32)."""
    seller = invoice.seller
    agent = invoice.tax_representative
    if seller.vat_id is not None or seller.tax_registration is not None or seller.legal_id is None:
        return invoice
    if (agent is not None and agent.vat_id is not None) or not _categories(invoice) & {"S", "Z", "E", "AE"}:
        return invoice
    registered = seller.model_copy(update={"tax_registration": seller.legal_id.value})
    return invoice.model_copy(update={"seller": registered}).with_provenance(Provenance.DERIVED, "BT-32")


def outside_scope_without_seller_vat_number(invoice: Invoice, facts: Facts) -> Invoice:
    """When no VAT was charged and the seller has no number at all: outside the scope of VAT.

    Peppol forbids the buyer's VAT number on such a document; the company number and the address stay.
    """
    seller = invoice.seller
    agent = invoice.tax_representative
    known = seller.vat_id or seller.tax_registration or (agent is not None and agent.vat_id)
    if _categories(invoice) <= {"Z", "E"} and invoice.breakdown and not known:
        parts = (_outside(part, facts) for part in _merged(invoice.breakdown))
        lines = tuple(line.model_copy(update={"vat_category": "O", "vat_rate": None}) for line in invoice.lines)
        items = tuple(item.model_copy(update={"vat_category": "O", "vat_rate": None}) for item in invoice.allowances)
        update = {"breakdown": tuple(parts), "lines": lines, "allowances": items}
        invoice = invoice.model_copy(update=update).with_provenance(Provenance.DEFAULTED, "BT-118", "BT-151")
    if _categories(invoice) == {"O"} and seller.vat_id is None and invoice.buyer.vat_id is not None:
        buyer = invoice.buyer.model_copy(update={"vat_id": None})
        invoice = invoice.model_copy(update={"buyer": buyer}).with_provenance(Provenance.DERIVED, "BT-48")
    return invoice


def _merged(parts: tuple[VatBreakdown, ...]) -> tuple[VatBreakdown, ...]:
    first, *others = parts
    base, vat = first.base, first.vat
    for other in others:
        base = None if base is None or other.base is None else base + other.base
        vat = None if vat is None or other.vat is None else vat + other.vat
    return (first.model_copy(update={"base": base, "vat": vat}),)


def _outside(part: VatBreakdown, facts: Facts) -> VatBreakdown:
    reason = part.exemption_reason or facts.word("outside")
    code = "VATEX-EU-O"
    return part.model_copy(update={"category": "O", "rate": None, "exemption_reason": reason, "exemption_code": code})


def exemption_reason(invoice: Invoice, facts: Facts) -> Invoice:
    """The legal code of reverse charge, intra-Community supply and export; "exempt" gets only the word."""
    parts = tuple(_with_reason(part, facts) for part in invoice.breakdown)
    if parts == invoice.breakdown:
        return invoice
    return invoice.model_copy(update={"breakdown": parts}).with_provenance(Provenance.DERIVED, "BT-120", "BT-121")


def _with_reason(part: VatBreakdown, facts: Facts) -> VatBreakdown:
    if part.exemption_reason is not None or part.exemption_code is not None:
        return part
    if part.category in _CODES:
        return part.model_copy(update={"exemption_code": _CODES[part.category]})
    if part.category == "E":
        return part.model_copy(update={"exemption_reason": facts.word("exempt")})
    if part.category == "O":
        return part.model_copy(update={"exemption_code": "VATEX-EU-O", "exemption_reason": facts.word("outside")})
    return part


def delivery_of_an_intra_community_supply(invoice: Invoice, _facts: Facts) -> Invoice:
    """The invoice date as the day of delivery and the buyer's country as its place, both declared."""
    if "K" not in _categories(invoice):
        return invoice
    delivery = invoice.delivery
    dated = delivery.delivered_on or invoice.period.start or invoice.period.end or invoice.tax_point_code
    if not dated and invoice.issue_date is not None:
        delivery = delivery.model_copy(update={"delivered_on": invoice.issue_date})
        invoice = invoice.with_provenance(Provenance.DEFAULTED, "BT-72")
    if delivery.address.country is None and invoice.buyer.address.country is not None:
        address = delivery.address.model_copy(update={"country": invoice.buyer.address.country})
        delivery = delivery.model_copy(update={"address": address})
        invoice = invoice.with_provenance(Provenance.DERIVED, "BT-80")
    return invoice if delivery == invoice.delivery else invoice.model_copy(update={"delivery": delivery})
