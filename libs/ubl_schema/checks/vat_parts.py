"""Each part of the VAT breakdown (BG-23) by itself: what it has to state, and base times rate."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from ..code_lists import codes
from ..invoice import Invoice, VatBreakdown
from ..scalars import ZERO, cents
from .finding import Findings
from .vat_families import FIXED_REASON, NEEDS_REASON, RULE_FAMILY, WITH_RATES

ONE = Decimal(1)
_HALF = Decimal("0.5")


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-45 to BR-48, BR-CO-17, BR-CL-17, BR-CL-22, BR-x-09 and BR-x-10."""
    for index, part in enumerate(invoice.breakdown, 1):
        _presence(part, index, findings)
        if part.category is None:
            continue
        if part.category not in codes("vat_categories"):
            findings.add("BR-CL-17", "BT-118", index, value=part.category)
            continue
        _arithmetic(part, part.category, index, findings)
        _reason(part, part.category, index, findings)
        if part.rate is not None and not fits(part.category, part.rate):
            findings.add("SR-VAT-RATE", "BT-119", index, category=part.category, value=part.rate)


def fits(category: str, rate: Decimal | None) -> bool:
    """Whether a line of that category may have that rate (BR-x-05 to BR-x-07)."""
    if category == "O":
        return rate is None
    if rate is None or category not in RULE_FAMILY:
        return category not in RULE_FAMILY
    if category == "S":
        return rate > 0
    return rate >= 0 if category in WITH_RATES else rate == 0


def is_sum(category: str, base: Decimal, summed: Decimal | None) -> bool:
    """Whether the base is the sum of the amounts of its category (BR-x-08): within one unit for categories with rates,
    exactly for all others."""
    if category == "S" and summed is None:
        return False
    apart = abs((summed or ZERO) - base)
    return apart < ONE if category in WITH_RATES else apart == 0


def _presence(part: VatBreakdown, index: int, findings: Findings) -> None:
    if part.base is None:
        findings.add("BR-45", "BT-116", index)
    if part.vat is None:
        findings.add("BR-46", "BT-117", index)
    if part.category is None:
        findings.add("BR-47", "BT-118", index)
    elif part.rate is None and part.category != "O":
        findings.add("BR-48", "BT-119", index)


def _arithmetic(part: VatBreakdown, category: str, index: int, findings: Findings) -> None:
    if part.base is None or part.vat is None:
        return
    rate = part.rate or ZERO
    expected = cents(abs(part.base) * rate / 100)
    wrong = abs(abs(part.vat) - expected) >= ONE if _rounded(rate) else _rounded(part.vat) != 0
    if wrong:
        signed = expected.copy_sign(part.base)
        findings.add("BR-CO-17", "BT-117", index, value=part.vat, expected=signed)
    elif part.vat and category in RULE_FAMILY and category not in WITH_RATES:
        family = RULE_FAMILY[category]
        findings.add("BR-VAT-09", "BT-117", index, family=family, category=category, value=part.vat)


def _rounded(value: Decimal) -> Decimal:
    """To whole numbers, halves up, as XPath does it."""
    return (value + _HALF).to_integral_value(ROUND_FLOOR)


def _reason(part: VatBreakdown, category: str, index: int, findings: Findings) -> None:
    family = RULE_FAMILY.get(category, category)
    stated = part.exemption_reason is not None or part.exemption_code is not None
    if category in NEEDS_REASON and not stated:
        findings.add("BR-VAT-10", "BT-120", index, family=family, category=category)
    if category in RULE_FAMILY and category not in NEEDS_REASON and stated:
        findings.add("BR-VAT-10-NOT", "BT-120", index, family=family, category=category)
    code = part.exemption_code
    if code is None:
        return
    if code.upper() not in codes("vat_exemption_codes"):
        findings.add("BR-CL-22", "BT-121", index, value=code)
    elif code.upper() in FIXED_REASON:
        wanted, rule = FIXED_REASON[code.upper()]
        if category != wanted:
            findings.add(rule, "BT-121", index, value=code, category=category)
