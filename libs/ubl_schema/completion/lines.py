"""Steps about the lines: complete them, or make them from the breakdown when there are none."""

from __future__ import annotations

from decimal import Decimal

from ..invoice import Invoice, Provenance, VatBreakdown
from ..line import AllowanceCharge, Line
from ..scalars import ZERO
from .facts import Facts
from .grouping import CENTS, Key, apart, key_of, sums_by_key

ZERO_RATED = frozenset({"Z", "E", "AE", "K", "G"})


def complete_lines(invoice: Invoice, facts: Facts) -> Invoice:
    """Give each line what it needs: a number, quantity and unit, a price that is not negative, an amount and a name."""
    done = tuple(_complete(line, index, facts) for index, line in enumerate(invoice.lines, 1))
    if done == invoice.lines:
        return invoice
    return invoice.model_copy(update={"lines": done}).with_provenance(Provenance.DERIVED, "BG-25")


def _complete(line: Line, index: int, facts: Facts) -> Line:
    quantity = line.quantity if line.quantity is not None else Decimal(1)
    unit = line.unit or "C62"
    base = line.base_quantity or Decimal(1)
    extra = sum(((item.amount or ZERO) * (1 if item.is_charge else -1) for item in line.allowances), ZERO)
    net, price = line.net, line.price
    if net is None and price is not None:
        net = (quantity * price / base + extra).quantize(ZERO, rounding="ROUND_HALF_UP")
    if price is not None and price < 0:
        price, quantity = -price, -quantity
    update: dict[str, object] = {}
    if net is not None and (price is None or not _fits(quantity, price, base, extra, net)):
        gross = net - extra
        quantity, price, base = Decimal(-1 if gross < 0 else 1), abs(gross), Decimal(1)
        update |= {"base_quantity": None, "base_unit": None, "gross_price": None, "price_discount": None}
    elif line.gross_price is not None and line.price_discount is None and price is not None:
        update["price_discount"] = line.gross_price - price
    update |= {
        "id": line.id or str(index),
        "quantity": quantity,
        "unit": unit,
        "net": net,
        "price": price,
        "name": line.name or line.description or f"{facts.word('summary')} {index}",
    }
    return Line.model_validate({**dict(line), **update})


def _fits(quantity: Decimal, price: Decimal, base: Decimal, extra: Decimal, net: Decimal) -> bool:
    return abs(quantity * price / base + extra - net) <= Decimal("0.02")


def category_from_rate(invoice: Invoice, _facts: Facts) -> Invoice:
    """The category of the breakdown for this rate; else a rate above zero is normal, and zero is the zero rate."""
    lines = tuple(_categorised(line, invoice.breakdown) for line in invoice.lines)
    if lines == invoice.lines:
        return invoice
    return invoice.model_copy(update={"lines": lines}).with_provenance(Provenance.DEFAULTED, "BT-151")


def _categorised(line: Line, breakdown: tuple[VatBreakdown, ...]) -> Line:
    category, rate = line.vat_category, line.vat_rate
    if category is None and rate is not None:
        stated = {part.category for part in breakdown if part.rate == rate and part.category is not None}
        category = stated.pop() if len(stated) == 1 else "S" if rate > 0 else "Z"
    if category in ZERO_RATED and rate is None:
        rate = Decimal(0)
    if (category, rate) == (line.vat_category, line.vat_rate):
        return line
    return line.model_copy(update={"vat_category": category, "vat_rate": rate})


def category_from_single_breakdown(invoice: Invoice, _facts: Facts) -> Invoice:
    """When the whole document has one rate, every line has it."""
    if len(invoice.breakdown) != 1 or all(line.vat_category is not None for line in invoice.lines):
        return invoice
    part = invoice.breakdown[0]
    lines = tuple(
        line
        if line.vat_category is not None
        else line.model_copy(update={"vat_category": part.category, "vat_rate": part.rate})
        for line in invoice.lines
    )
    return invoice.model_copy(update={"lines": lines}).with_provenance(Provenance.DERIVED, "BT-151", "BT-152")


def lines_that_do_not_add_up_are_summarised(invoice: Invoice, facts: Facts) -> Invoice:
    """Replace lines whose sums differ from the printed bases by one line per rate: they were misread.

    Lines with a ledger account are kept, because the accounts would be lost: such a document is refused.
    """
    if not invoice.lines or not invoice.breakdown or any(line.accounting_cost for line in invoice.lines):
        return invoice
    if all(part.base is not None for part in invoice.breakdown) and not _hopeless(invoice):
        return invoice
    return _summarised(invoice, facts)


def _hopeless(invoice: Invoice) -> bool:
    if any(line.net is None or line.vat_category is None for line in invoice.lines):
        return True
    if any(item.amount is None or item.vat_category is None for item in invoice.allowances):
        return True
    sums = sums_by_key(invoice)
    bases = {key_of(part.category, part.rate): part.base or ZERO for part in invoice.breakdown}
    return sums.keys() != bases.keys() or any(apart(sums[key], bases[key]) > CENTS for key in bases)


def lines_from_breakdown(invoice: Invoice, facts: Facts) -> Invoice:
    """When there are no lines: one for each rate, with quantity one and the base as its price."""
    if invoice.lines or not invoice.breakdown:
        return invoice
    return _summarised(invoice, facts)


def _summarised(invoice: Invoice, facts: Facts) -> Invoice:
    lines = tuple(
        _summary_line(part, index, facts)
        for index, part in enumerate(invoice.breakdown, 1)
        if part.base is not None and part.category is not None
    )
    if len(lines) != len(invoice.breakdown):
        return invoice
    update = {"lines": lines, "allowances": (), "totals": _without_allowances(invoice)}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BG-25")


def _without_allowances(invoice: Invoice) -> object:
    return invoice.totals.model_copy(update={"lines": None, "allowances": None, "charges": None})


def _summary_line(part: VatBreakdown, index: int, facts: Facts) -> Line:
    base = part.base or ZERO
    rate = "" if part.rate is None or part.category == "O" else f" {part.rate:f} %"
    return Line(
        id=str(index),
        quantity=Decimal(-1 if base < 0 else 1),
        unit="C62",
        net=base,
        price=abs(base),
        name=f"{facts.word('summary')}{rate}",
        vat_category=part.category,
        vat_rate=part.rate,
    )


def cents_between_lines_and_breakdown(invoice: Invoice, facts: Facts) -> Invoice:
    """When rounded lines differ a few cents from the printed base: an allowance or a charge for the difference."""
    if not invoice.lines or _hopeless(invoice):
        return invoice
    sums = sums_by_key(invoice)
    extra = []
    for part in invoice.breakdown:
        key: Key = key_of(part.category, part.rate)
        difference = (part.base or ZERO) - sums[key]
        if difference:
            extra.append(
                AllowanceCharge(
                    is_charge=difference > 0,
                    amount=abs(difference),
                    reason=facts.word("rounding"),
                    vat_category=part.category,
                    vat_rate=part.rate,
                )
            )
    if not extra:
        return invoice
    update = {"allowances": (*invoice.allowances, *extra)}
    return invoice.model_copy(update=update).with_provenance(Provenance.DERIVED, "BG-20", "BG-21")
