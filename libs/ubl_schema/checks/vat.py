"""VAT: the categories, what each of them needs, and the breakdown compared with the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..code_lists import codes
from ..invoice import Invoice, VatBreakdown
from ..scalars import ZERO, cents
from .finding import Findings

RULE_FAMILY = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O", "L": "AF", "M": "AG"}
"""By category: the letters in the numbers of its rules."""
WITH_RATES = frozenset({"S", "L", "M"})
"""Categories whose breakdown has one part per rate."""
NEEDS_REASON = frozenset({"E", "AE", "K", "G", "O"})
FIXED_REASON = {"VATEX-EU-AE": "AE", "VATEX-EU-IC": "K", "VATEX-EU-G": "G", "VATEX-EU-O": "O"}
"""Exemption codes that belong to one category only."""
ONE = Decimal(1)


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-CO-17, BR-CL-17, BR-CL-22 and the families BR-S to BR-AG."""
    used = Counter[tuple[str, Decimal | None]]()
    sums: dict[tuple[str, Decimal | None], Decimal] = {}
    for term, index, category, rate, amount in _amounts(invoice):
        if category is None:
            findings.add("BR-CO-04" if term == "BT-151" else "BR-32", term, index)
            continue
        if category not in RULE_FAMILY and category != "B":
            findings.add("BR-CL-18", term, index, value=category)
            continue
        _rate(category, rate, term, index, findings)
        key = (category, rate if category in WITH_RATES else None)
        used[key] += 1
        sums[key] = sums.get(key, ZERO) + amount
    _breakdown(invoice, sums, findings)
    categories = {category for category, _ in used} | {part.category for part in invoice.breakdown if part.category}
    _parties(invoice, categories, findings)
    if "O" in categories and len(categories) > 1:
        findings.add("BR-O-11", "BT-118")
    if any(part.category == "K" for part in invoice.breakdown):
        _intra_community(invoice, findings)


def _amounts(invoice: Invoice) -> Iterator[tuple[str, int, str | None, Decimal | None, Decimal]]:
    """All amounts that VAT is due on: lines, and charges less allowances of the document."""
    for index, line in enumerate(invoice.lines, 1):
        yield "BT-151", index, line.vat_category, line.vat_rate, line.net or ZERO
    for index, item in enumerate(invoice.allowances, 1):
        amount = item.amount or ZERO
        yield "BT-95", index, item.vat_category, item.vat_rate, amount if item.is_charge else -amount


def _rate(category: str, rate: Decimal | None, term: str, index: int, findings: Findings) -> None:
    family = RULE_FAMILY.get(category)
    if family is None:
        return
    if category == "O":
        wrong = rate is not None
    elif category == "S":
        wrong = rate is None or rate <= 0
    elif category in WITH_RATES:
        wrong = rate is None or rate < 0
    else:
        wrong = rate is None or rate != 0
    if wrong:
        findings.add("BR-VAT-05", term, index, family=family, category=category, value="-" if rate is None else rate)


def _breakdown(invoice: Invoice, sums: dict[tuple[str, Decimal | None], Decimal], findings: Findings) -> None:
    seen = Counter[tuple[str, Decimal | None]]()
    for index, part in enumerate(invoice.breakdown, 1):
        _one_part(part, index, findings)
        category = part.category
        if category is None:
            continue
        key = (category, part.rate if category in WITH_RATES else None)
        seen[key] += 1
        if part.base is None or category not in RULE_FAMILY or not invoice.lines:
            continue
        expected = sums.get(key)
        apart = None if expected is None else abs(expected - part.base)
        if expected is None or apart is None or (apart >= ONE if category in WITH_RATES else apart != 0):
            family = RULE_FAMILY[category]
            findings.add("BR-VAT-08", "BT-116", index, family=family, value=part.base, expected=expected or ZERO)
    for key in sums:
        if key not in seen:
            findings.add("BR-VAT-01", "BT-118", family=RULE_FAMILY.get(key[0], key[0]), category=_spell(key))
    for key, times in seen.items():
        if times > 1:
            findings.add("SR-VAT-TWICE", "BT-118", category=_spell(key))


def _spell(key: tuple[str, Decimal | None]) -> str:
    return key[0] if key[1] is None else f"{key[0]} {key[1]} %"


def _one_part(part: VatBreakdown, index: int, findings: Findings) -> None:
    category = part.category
    if part.base is None:
        findings.add("BR-45", "BT-116", index)
    if part.vat is None:
        findings.add("BR-46", "BT-117", index)
    if category is None:
        findings.add("BR-47", "BT-118", index)
        return
    if category not in codes("vat_categories"):
        findings.add("BR-CL-17", "BT-118", index, value=category)
        return
    if part.rate is None and category != "O":
        findings.add("BR-48", "BT-119", index)
    if part.base is not None and part.vat is not None:
        rate = part.rate or ZERO
        expected = cents(part.base * rate / 100)
        if (abs(part.vat - expected) >= ONE) if rate else bool(part.vat):
            findings.add("BR-CO-17", "BT-117", index, value=part.vat, expected=expected)
    _reason(part, index, findings)
    _rate(category, part.rate, "BT-119", index, findings)


def _reason(part: VatBreakdown, index: int, findings: Findings) -> None:
    category = part.category or ""
    family = RULE_FAMILY.get(category, category)
    stated = part.exemption_reason is not None or part.exemption_code is not None
    if category in NEEDS_REASON and not stated:
        findings.add("BR-VAT-10", "BT-120", index, family=family, category=category)
    if category not in NEEDS_REASON and stated:
        findings.add("BR-VAT-10-NOT", "BT-120", index, family=family, category=category)
    code = part.exemption_code
    if code is not None:
        if code.upper() not in codes("vat_exemption_codes"):
            findings.add("BR-CL-22", "BT-121", index, value=code)
        elif FIXED_REASON.get(code.upper(), category) != category:
            findings.add("PEPPOL-EN16931-P0104", "BT-121", index, value=code, category=category)


def _parties(invoice: Invoice, categories: set[str], findings: Findings) -> None:
    seller, buyer, agent = invoice.seller, invoice.buyer, invoice.tax_representative
    agent_vat = agent is not None and agent.vat_id is not None
    seller_vat = seller.vat_id is not None or agent_vat
    seller_tax = seller_vat or seller.tax_registration is not None
    for category in sorted(categories & set(RULE_FAMILY)):
        family = RULE_FAMILY[category]
        if category == "O":
            if seller.vat_id is not None or buyer.vat_id is not None or agent_vat:
                findings.add("BR-O-02", "BT-31")
            continue
        if not (seller_vat if category in {"K", "G"} else seller_tax):
            findings.add("BR-VAT-02", "BT-31", family=family, category=category)
        if category == "AE" and buyer.vat_id is None and buyer.legal_id is None:
            findings.add("BR-AE-02", "BT-48")
        if category == "K" and buyer.vat_id is None:
            findings.add("BR-IC-02", "BT-48")


def _intra_community(invoice: Invoice, findings: Findings) -> None:
    period = invoice.period
    dated = period.start or period.end or invoice.tax_point_code
    if invoice.delivery.delivered_on is None and not dated:
        findings.add("BR-IC-11", "BT-72")
    if invoice.delivery.address.country is None:
        findings.add("BR-IC-12", "BT-80")
