"""VAT: the categories, what each of them needs, and the breakdown compared with the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..code_lists import codes
from ..invoice import Invoice
from ..scalars import ZERO
from . import vat_parties, vat_parts
from .finding import Findings
from .vat_families import RULE_FAMILY, WITH_RATES


@dataclass(frozen=True, slots=True)
class Taxed:
    """An amount that VAT is due on: a line, or an allowance or charge of the document."""

    term: str
    """Of its category: BT-151 line, BT-95 allowance, BT-102 charge."""
    index: int
    category: str | None
    rate: Decimal | None
    amount: Decimal


_CATEGORY_MISSING = {"BT-151": "BR-CO-04", "BT-95": "BR-32", "BT-102": "BR-37"}
_RATE_RULE = {"BT-151": "05", "BT-95": "06", "BT-102": "07"}
_WITHOUT_O = {"BT-151": "BR-O-12", "BT-95": "BR-O-13", "BT-102": "BR-O-14"}

Key = tuple[str, Decimal | None]


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-CO-17, BR-CL-17, BR-CL-22 and the families BR-S to BR-AG."""
    sums: dict[Key, Decimal] = {}
    used: set[tuple[str, str]] = set()
    for taxed in _amounts(invoice):
        category = taxed.category
        if category is None:
            findings.add(_CATEGORY_MISSING[taxed.term], taxed.term, taxed.index)
        elif category in RULE_FAMILY:
            _rate(taxed, category, findings)
            key = _key(category, taxed.rate)
            sums[key] = sums.get(key, ZERO) + taxed.amount
            used.add((category, taxed.term))
        elif category not in codes("vat_categories"):
            findings.add("BR-CL-18", taxed.term, taxed.index, value=category)
    vat_parts.check(invoice, findings)
    _compare(invoice, sums, findings)
    _outside_scope_alone(invoice, used, findings)
    vat_parties.check(invoice, used, findings)


def _key(category: str, rate: Decimal | None) -> Key:
    return (category, rate if category in WITH_RATES else None)


def _amounts(invoice: Invoice) -> Iterator[Taxed]:
    """All amounts that VAT is due on: lines, and charges less allowances of the document."""
    for index, line in enumerate(invoice.lines, 1):
        yield Taxed("BT-151", index, line.vat_category, line.vat_rate, line.net or ZERO)
    for index, item in enumerate(invoice.allowances, 1):
        amount = item.amount or ZERO
        term, signed = ("BT-102", amount) if item.is_charge else ("BT-95", -amount)
        yield Taxed(term, index, item.vat_category, item.vat_rate, signed)


def _rate(taxed: Taxed, category: str, findings: Findings) -> None:
    rate = taxed.rate
    if vat_parts.fits(category, rate):
        return
    family, value = RULE_FAMILY[category], "-" if rate is None else rate
    number = _RATE_RULE[taxed.term]
    findings.add("BR-VAT-05", taxed.term, taxed.index, family=family, number=number, category=category, value=value)


def _compare(invoice: Invoice, sums: dict[Key, Decimal], findings: Findings) -> None:
    """BR-x-01 and BR-x-08: every category of the lines is in the breakdown, with the sum of its amounts."""
    seen = Counter[Key]()
    for index, part in enumerate(invoice.breakdown, 1):
        category = part.category
        if category is None:
            continue
        key = _key(category, part.rate)
        seen[key] += 1
        if part.base is None or category not in RULE_FAMILY or not invoice.lines:
            continue
        expected = sums.get(key)
        if not vat_parts.is_sum(category, part.base, expected):
            family = RULE_FAMILY[category]
            findings.add("BR-VAT-08", "BT-116", index, family=family, value=part.base, expected=expected or ZERO)
    categories = {category for category, _ in seen}
    for key in sums:
        if key[0] not in categories:
            findings.add("BR-VAT-01", "BT-118", family=RULE_FAMILY[key[0]], category=_spell(key))
        elif key not in seen:
            findings.add("SR-VAT-PART", "BT-118", category=_spell(key))
    for key, times in seen.items():
        if times > 1:
            findings.add("SR-VAT-TWICE", "BT-118", category=_spell(key))


def _outside_scope_alone(invoice: Invoice, used: set[tuple[str, str]], findings: Findings) -> None:
    """BR-O-11 to BR-O-14: "outside the scope of VAT" in the breakdown allows no other category anywhere."""
    parts = {part.category for part in invoice.breakdown if part.category is not None}
    if "O" not in parts:
        return
    if len(parts) > 1:
        findings.add("BR-O-11", "BT-118")
    for term in sorted({term for category, term in used if category != "O"}):
        findings.add(_WITHOUT_O[term], term)


def _spell(key: Key) -> str:
    return key[0] if key[1] is None else f"{key[0]} {key[1]} %"
