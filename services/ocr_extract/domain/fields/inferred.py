"""VAT rows that are not printed as rows: from the rates of the lines, or from the VAT amounts alone."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from services.ocr_extract.domain.evidence import totals as weights
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.line_table import Column
from services.ocr_extract.domain.fields.rates import CENT, KNOWN, RateRow, find_percents, fits, times
from services.ocr_extract.domain.layout.page import Pages

MOST_LINES = 14
"""With more lines several splits give the same sums."""


def rows_of(column: Column, amounts: Sequence[Found[Decimal]], targets: Sequence[Decimal]) -> Iterator[RateRow]:
    """The VAT rows that a column of net amounts makes: its sum per rate, with the VAT as printed or as computed.

    `targets` are printed totals without VAT: when one is a little less than the column, the difference is a discount
    on the whole, which every rate bears by its share.
    """
    bases: dict[Decimal, Decimal] = {}
    for amount, entry in zip(column.amounts, column.lines, strict=True):
        if entry.rate is None:
            return
        bases[entry.rate] = bases.get(entry.rate, Decimal(0)) + amount.value
    if not bases or not column.total:
        return
    printed = {amount.value for amount in amounts}
    if len(bases) > 1:
        yield from _rows(bases, printed, weights.ROWS_OF_RATES)
    for target in targets:
        share = target / column.total
        if weights.LEAST_SHARE < share < 1:
            scaled = {rate: (base * share).quantize(CENT) for rate, base in bases.items()}
            if sum(scaled.values()) == target:
                yield from _rows(scaled, printed, weights.ROWS_OF_REDUCED_RATES)


def _rows(bases: dict[Decimal, Decimal], printed: set[Decimal], weight: float) -> Iterator[RateRow]:
    for rate, base in bases.items():
        if not base:
            continue
        if not rate:
            yield RateRow(rate, base, Decimal(0), weight, None)
            continue
        near = [vat for vat in printed if fits(base, rate, vat)]
        for vat in near:
            yield RateRow(rate, base, vat, weight, None)
        if not near:
            yield RateRow(rate, base, times(base, rate), weight - weights.VAT_NOT_PRINTED, None)


def vat_by_rate(pages: Pages, amounts: Sequence[Found[Decimal]], inside: frozenset[int]) -> dict[Decimal, Decimal]:
    """`TVA 21 %: 7,44` and `TVA 6 %: 94,56` outside the table: the VAT of each rate, where the base is not printed."""
    found: dict[Decimal, set[Decimal]] = {}
    for line in pages.lines:
        percents = {rate for rate, _, _ in find_percents(line) if rate in KNOWN and rate}
        values = {amount.value for amount in amounts if amount.line.index == line.index}
        if line.index not in inside and len(percents) == 1 and len(values) == 1:
            found.setdefault(percents.pop(), set()).update(values)
    return {rate: values.pop() for rate, values in found.items() if len(values) == 1}


def explains(vats: dict[Decimal, Decimal], excl: Decimal, vat: Decimal) -> bool:
    """Whether these amounts of VAT add up to the total VAT, and their bases to the total, within rounding."""
    if not vats or sum(vats.values()) != vat:
        return False
    bases = sum((amount * 100 / rate for rate, amount in vats.items()), Decimal(0))
    slack = sum((weights.SLACK_OF_VAT / rate for rate in vats), Decimal(0))
    return abs(bases - excl) <= slack


def rows_by_partition(column: Column, vats: dict[Decimal, Decimal]) -> Iterator[RateRow]:
    """Rows for two rates when no line prints its rate: the only split of the lines that fits both amounts of VAT."""
    if len(vats) != 2 or not 2 <= len(column.amounts) <= MOST_LINES:
        return
    (first, first_vat), (second, second_vat) = vats.items()
    values = [amount.value for amount in column.amounts]
    splits = set()
    for size in range(1, len(values)):
        for part in combinations(values, size):
            base = sum(part, Decimal(0))
            rest = column.total - base
            if times(base, first) == first_vat and times(rest, second) == second_vat:
                splits.add((base, rest))
    if len(splits) == 1:
        base, rest = splits.pop()
        yield RateRow(first, base, first_vat, weights.ROWS_OF_PARTITION, None)
        yield RateRow(second, rest, second_vat, weights.ROWS_OF_PARTITION, None)
