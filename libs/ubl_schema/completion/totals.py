"""Steps about the totals: they follow from the breakdown, and a difference of cents is rounding."""

from __future__ import annotations

from decimal import Decimal

from ..invoice import Invoice, Provenance, Totals
from ..scalars import ZERO
from .facts import Facts
from .grouping import CENTS, apart


def _sums(invoice: Invoice) -> tuple[Decimal, Decimal] | None:
    """Base and VAT of the whole breakdown; None when it is incomplete."""
    base = vat = ZERO
    for part in invoice.breakdown:
        if part.base is None or part.vat is None:
            return None
        base += part.base
        vat += part.vat
    return (base, vat) if invoice.breakdown else None


def _with(invoice: Invoice, provenance: Provenance, terms: dict[str, str], **values: Decimal | None) -> Invoice:
    totals = Totals.model_validate({**dict(invoice.totals), **values})
    changed = [terms[name] for name in values if getattr(totals, name) != getattr(invoice.totals, name)]
    if not changed:
        return invoice
    return invoice.model_copy(update={"totals": totals}).with_provenance(provenance, *changed)


_TERMS = {
    "lines": "BT-106",
    "allowances": "BT-107",
    "charges": "BT-108",
    "without_vat": "BT-109",
    "vat": "BT-110",
    "with_vat": "BT-112",
    "rounding": "BT-114",
    "payable": "BT-115",
}


def totals_from_breakdown(invoice: Invoice, _facts: Facts) -> Invoice:
    """The sums of the breakdown for totals that were not read."""
    sums = _sums(invoice)
    if sums is None:
        return invoice
    base, vat = sums
    totals = invoice.totals
    values: dict[str, Decimal | None] = {}
    if totals.without_vat is None:
        values["without_vat"] = base
    if totals.vat is None:
        values["vat"] = vat
    if totals.with_vat is None:
        values["with_vat"] = base + vat
    return _with(invoice, Provenance.DERIVED, _TERMS, **values)


def line_and_allowance_totals(invoice: Invoice, _facts: Facts) -> Invoice:
    """The sums of the lines, of the allowances and of the charges."""
    if not invoice.lines or any(line.net is None for line in invoice.lines):
        return invoice
    allowances = sum((item.amount or ZERO for item in invoice.allowances if not item.is_charge), ZERO)
    charges = sum((item.amount or ZERO for item in invoice.allowances if item.is_charge), ZERO)
    values: dict[str, Decimal | None] = {}
    if invoice.totals.lines is None:
        values["lines"] = sum((line.net or ZERO for line in invoice.lines), ZERO)
    if apart(allowances, invoice.totals.allowances or ZERO):
        values["allowances"] = allowances or None
    if apart(charges, invoice.totals.charges or ZERO):
        values["charges"] = charges or None
    return _with(invoice, Provenance.DERIVED, _TERMS, **values)


def cents_between_totals_and_breakdown(invoice: Invoice, _facts: Facts) -> Invoice:
    """When printed totals differ a few cents from the sums: the sums, while the amount to pay stays as printed.

    The difference goes into the rounding of the amount to pay (BT-114).
    """
    sums = _sums(invoice)
    totals = invoice.totals
    if sums is None or totals.without_vat is None or totals.vat is None or totals.with_vat is None:
        return invoice
    base, vat = sums
    printed = ((totals.without_vat, base), (totals.vat, vat), (totals.with_vat, base + vat))
    if all(stated == summed for stated, summed in printed) or any(apart(*pair) > CENTS for pair in printed):
        return invoice
    payable = totals.payable
    if payable is None:
        payable = totals.with_vat - (totals.prepaid or ZERO) + (totals.rounding or ZERO)
    rounding = payable - (base + vat) + (totals.prepaid or ZERO)
    lines = totals.lines
    if lines is not None and apart(lines, _summed_lines(invoice)) <= CENTS:
        lines = _summed_lines(invoice)
    return _with(
        invoice,
        Provenance.DERIVED,
        _TERMS,
        lines=lines,
        without_vat=base,
        vat=vat,
        with_vat=base + vat,
        rounding=rounding or None,
        payable=payable,
    )


def _summed_lines(invoice: Invoice) -> Decimal:
    return sum((line.net or ZERO for line in invoice.lines), ZERO)


def amount_to_pay(invoice: Invoice, _facts: Facts) -> Invoice:
    """The amount to pay: total with VAT less what was prepaid. A few cents of difference are cash rounding."""
    totals = invoice.totals
    if totals.with_vat is None:
        return invoice
    exact = totals.with_vat - (totals.prepaid or ZERO)
    if totals.payable is None:
        return _with(invoice, Provenance.DERIVED, _TERMS, payable=exact + (totals.rounding or ZERO))
    difference = totals.payable - exact
    if totals.rounding is None and difference and abs(difference) <= CENTS:
        return _with(invoice, Provenance.DERIVED, _TERMS, rounding=difference)
    return invoice
