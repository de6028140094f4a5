"""The arithmetic of an invoice: lines, VAT per rate on the total, payable amount, exact to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from libs.samples.truth import Category, VatRow

CENT = Decimal("0.01")
Rounding = Literal["per_rate", "per_line"]


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """One invoice line. `discount` is a percentage; `detail` is the small print under the description.

    `gross_price` is the unit price with VAT, as shops state it; the net amount is then computed from it.
    """

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    rate: Decimal
    category: Category
    discount: Decimal = Decimal(0)
    code: str = ""
    detail: str = ""
    gross_price: Decimal | None = None

    @property
    def net(self) -> Decimal:
        if self.gross_price is not None:
            return cents(self.gross * 100 / (100 + self.rate))
        return cents(self.quantity * self.unit_price * (100 - self.discount) / 100)

    @property
    def gross(self) -> Decimal:
        if self.gross_price is not None:
            return cents(self.quantity * self.gross_price * (100 - self.discount) / 100)
        return cents(self.net * (100 + self.rate) / 100)

    @property
    def unit_price_with_vat(self) -> Decimal:
        return self.gross_price or cents(self.unit_price * (100 + self.rate) / 100)


@dataclass(frozen=True)
class Totals:
    """The totals of an invoice. `discount_amount` is deducted from the lines before VAT, spread over the rates."""

    lines_total: Decimal
    discount_amount: Decimal
    rows: tuple[VatRow, ...]
    total_without_vat: Decimal
    total_vat: Decimal
    total_with_vat: Decimal
    prepaid: Decimal
    payable: Decimal
    rounding: Decimal = Decimal(0)

    @property
    def to_five_cents(self) -> "Totals":
        """Returns the totals with the payable amount rounded to five cents, as for cash payments in Belgium."""
        rounded = (self.payable * 20).quantize(Decimal(1), ROUND_HALF_UP) / 20
        return replace(self, payable=rounded, rounding=rounded - self.payable)


def add_up(
    lines: Iterable[Line],
    *,
    discount_percent: Decimal = Decimal(0),
    rounding: Rounding = "per_rate",
) -> Totals:
    """Returns the totals of an invoice. `per_line` rounds VAT on every line first, as many older programs do.

    Lines priced with VAT are added up per rate, and the VAT is computed from the sum.
    """
    lines = tuple(lines)
    if any(line.gross_price is not None for line in lines):
        return _add_up_gross(lines)
    bases: dict[tuple[Category, Decimal], Decimal] = {}
    per_line: dict[tuple[Category, Decimal], Decimal] = {}
    lines_total = Decimal(0)
    for line in lines:
        key = (line.category, line.rate)
        bases[key] = bases.get(key, Decimal(0)) + line.net
        per_line[key] = per_line.get(key, Decimal(0)) + cents(line.net * line.rate / 100)
        lines_total += line.net

    discount_amount = Decimal(0)
    rows: list[VatRow] = []
    for key, base in sorted(bases.items(), key=lambda item: -item[0][1]):
        category, rate = key
        off = cents(base * discount_percent / 100)
        discount_amount += off
        taxed = base - off
        amount = per_line[key] if rounding == "per_line" and not off else cents(taxed * rate / 100)
        rows.append(VatRow(category=category, rate=rate, base=taxed, amount=amount))

    total_without_vat = sum((row.base for row in rows), Decimal(0))
    total_vat = sum((row.amount for row in rows), Decimal(0))
    total_with_vat = total_without_vat + total_vat
    return Totals(
        lines_total=lines_total,
        discount_amount=discount_amount,
        rows=tuple(rows),
        total_without_vat=total_without_vat,
        total_vat=total_vat,
        total_with_vat=total_with_vat,
        prepaid=Decimal(0),
        payable=total_with_vat,
    )


def _add_up_gross(lines: tuple[Line, ...]) -> Totals:
    sums: dict[tuple[Category, Decimal], Decimal] = {}
    for line in lines:
        key = (line.category, line.rate)
        sums[key] = sums.get(key, Decimal(0)) + line.gross
    rows = []
    for (category, rate), gross in sorted(sums.items(), key=lambda item: -item[0][1]):
        base = cents(gross * 100 / (100 + rate))
        rows.append(VatRow(category=category, rate=rate, base=base, amount=gross - base))
    total_without_vat = sum((row.base for row in rows), Decimal(0))
    total_vat = sum((row.amount for row in rows), Decimal(0))
    return Totals(
        lines_total=total_without_vat,
        discount_amount=Decimal(0),
        rows=tuple(rows),
        total_without_vat=total_without_vat,
        total_vat=total_vat,
        total_with_vat=total_without_vat + total_vat,
        prepaid=Decimal(0),
        payable=total_without_vat + total_vat,
    )
