"""Amounts per VAT category and rate."""

from __future__ import annotations

from decimal import Decimal

from ..checks.vat_families import WITH_RATES
from ..invoice import Invoice
from ..scalars import ZERO

Key = tuple[str, Decimal | None]

CENTS = Decimal("0.05")
"""Differences up to this are rounding; a larger one is another amount."""


def key_of(category: str | None, rate: Decimal | None) -> Key:
    """The category and, for normal rates, the rate: all other categories have one part each."""
    return (category or "", rate if category in WITH_RATES else None)


def sums_by_key(invoice: Invoice) -> dict[Key, Decimal]:
    """The sums of lines, charges and allowances per category and rate."""
    sums: dict[Key, Decimal] = {}
    for line in invoice.lines:
        key = key_of(line.vat_category, line.vat_rate)
        sums[key] = sums.get(key, ZERO) + (line.net or ZERO)
    for item in invoice.allowances:
        key = key_of(item.vat_category, item.vat_rate)
        amount = item.amount or ZERO
        sums[key] = sums.get(key, ZERO) + (amount if item.is_charge else -amount)
    return sums


def apart(one: Decimal, other: Decimal) -> Decimal:
    """The absolute difference of two amounts."""
    return abs(one - other)
