"""Steps about the VAT breakdown: from the lines, from the totals, or completed part by part."""

from __future__ import annotations

from decimal import Decimal

from ..checks.vat_families import FIXED_REASON, WITH_RATES
from ..invoice import Invoice, Provenance, Totals, VatBreakdown
from ..scalars import ZERO, cents
from .facts import Facts
from .grouping import CENTS, apart, key_of, sums_by_key
from .lines import ZERO_RATED

_NEAR = Decimal("0.02")
_HUNDRED = Decimal(100)


def breakdown_from_lines(invoice: Invoice, _facts: Facts) -> Invoice:
    """The breakdown from the amounts and rates of the lines: the bases are their sums and the VAT follows.

    Not when they contradict the printed totals, which are read more reliably than lines.
    """
    if invoice.breakdown or not invoice.lines:
        return invoice
    if any(line.net is None or line.vat_category is None for line in invoice.lines):
        return invoice
    if any(item.vat_category is None for item in invoice.allowances):
        return invoice
    rates = {line.vat_category: line.vat_rate for line in invoice.lines}
    parts = []
    for (category, rate), base in sums_by_key(invoice).items():
        said = rate if rate is not None else rates.get(category)
        vat = cents(base * (said or ZERO) / _HUNDRED)
        parts.append(VatBreakdown(category=category, rate=said, base=base, vat=vat))
    if _contradict(parts, invoice.totals):
        return invoice
    return invoice.model_copy(update={"breakdown": tuple(parts)}).with_provenance(Provenance.DERIVED, "BG-23")


def _contradict(parts: list[VatBreakdown], totals: Totals) -> bool:
    base = sum((part.base or ZERO for part in parts), ZERO)
    vat = sum((part.vat or ZERO for part in parts), ZERO)
    said = ((totals.without_vat, base), (totals.vat, vat), (totals.with_vat, base + vat))
    return any(printed is not None and apart(printed, summed) > CENTS for printed, summed in said)


def breakdown_from_totals(invoice: Invoice, facts: Facts) -> Invoice:
    """The rate that the totals without and with VAT show, when exactly one rate in use fits within two cents."""
    totals = invoice.totals
    without, vat, total = totals.without_vat, totals.vat, totals.with_vat
    if total is None and totals.prepaid is None and totals.rounding is None:
        total = totals.payable
    if vat is None and without is not None and total is not None:
        vat = total - without
    if without is None and vat is not None and total is not None:
        without = total - vat
    if invoice.breakdown or without is None or vat is None or not without:
        return invoice
    fitting = [rate for rate in facts.rates if apart(cents(without * rate / _HUNDRED), vat) <= _NEAR]
    if len(fitting) != 1:
        return invoice
    rate = fitting[0]
    part = VatBreakdown(base=without, vat=vat if rate else ZERO, category="S" if rate else "Z", rate=rate)
    provenance = Provenance.DERIVED if rate else Provenance.DEFAULTED
    return invoice.model_copy(update={"breakdown": (part,)}).with_provenance(provenance, "BG-23")


def breakdown_of_a_receipt(invoice: Invoice, facts: Facts) -> Invoice:
    """A receipt with only a total: no VAT can be deducted, so it is exempt, or outside VAT without a VAT number."""
    total = invoice.totals.with_vat if invoice.totals.with_vat is not None else invoice.totals.payable
    said = (invoice.totals.without_vat, invoice.totals.vat)
    if not facts.is_receipt or invoice.breakdown or total is None or any(amount is not None for amount in said):
        return invoice
    exempt = invoice.seller.vat_id is not None or invoice.seller.tax_registration is not None
    part = VatBreakdown(
        base=total,
        vat=ZERO,
        category="E" if exempt else "O",
        rate=Decimal(0) if exempt else None,
        exemption_reason=facts.word("receipt"),
    )
    return invoice.model_copy(update={"breakdown": (part,)}).with_provenance(Provenance.DEFAULTED, "BG-23")


def complete_breakdown(invoice: Invoice, facts: Facts) -> Invoice:
    """Complete each part of the breakdown from its other values, and from the rates that lines state."""
    single = invoice.totals if len(invoice.breakdown) == 1 else None
    rates = frozenset(facts.rates) | {line.vat_rate for line in invoice.lines if line.vat_rate is not None}
    parts = tuple(
        _complete(
            part,
            rates,
            single.without_vat if single is not None else None,
            single.vat if single is not None else None,
        )
        for part in invoice.breakdown
    )
    if parts == invoice.breakdown:
        return invoice
    return invoice.model_copy(update={"breakdown": parts}).with_provenance(Provenance.DERIVED, "BG-23")


def breakdown_of_lines_without_amount(invoice: Invoice, _facts: Facts) -> Invoice:
    """A part of zero for a rate that only lines adding up to nothing have: BIS 3 wants every rate in the breakdown."""
    stated = {key_of(part.category, part.rate) for part in invoice.breakdown}
    lacking = [key for key, base in sums_by_key(invoice).items() if key[0] in WITH_RATES and not base]
    extra = tuple(
        VatBreakdown(base=ZERO, vat=ZERO, category=category, rate=rate)
        for category, rate in lacking
        if invoice.breakdown and rate is not None and (category, rate) not in stated
    )
    if not extra:
        return invoice
    update = {"breakdown": (*invoice.breakdown, *extra)}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BG-23")


def _category_without_vat(part: VatBreakdown) -> str:
    """The category of a part without VAT: decided by the legal reason, or the zero rate without one."""
    if part.exemption_code is None and part.exemption_reason is None:
        return "Z"
    category, _rule = FIXED_REASON.get((part.exemption_code or "").upper(), ("E", ""))
    return category


def _complete(part: VatBreakdown, rates: frozenset[Decimal], base: Decimal | None, vat: Decimal | None) -> VatBreakdown:
    rate, category = part.rate, part.category
    base = part.base if part.base is not None else base
    vat = part.vat if part.vat is not None else vat
    if category in ZERO_RATED and rate is None:
        rate = Decimal(0)
    if rate is None and category in {None, "S"} and base and vat is not None:
        fitting = [known for known in rates if apart(cents(base * known / _HUNDRED), vat) <= _NEAR]
        rate = fitting[0] if len(fitting) == 1 else None
    if category is None and rate is not None:
        category = "S" if rate > 0 else _category_without_vat(part)
    if vat is None and base is not None and (rate is not None or category == "O"):
        vat = cents(base * (rate or ZERO) / _HUNDRED)
    return VatBreakdown.model_validate({**dict(part), "rate": rate, "category": category, "base": base, "vat": vat})
