"""Finds printed VAT rates, and rows of a VAT breakdown that the arithmetic confirms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from contracts.fields import Box, VatCategory
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Line, Pages

RATES = {
    "BE": ("21", "12", "6", "0"),
    "FR": ("20", "10", "5.5", "2.1", "0"),
    "NL": ("21", "9", "0"),
    "DE": ("19", "7", "0"),
    "LU": ("17", "14", "8", "3", "0"),
}
"""The rates in force in the most frequent countries; an older or foreign rate counts when it is printed with a %."""
KNOWN = tuple(sorted({Decimal(rate) for rates in RATES.values() for rate in rates}, reverse=True))
HIGHEST = Decimal(27)

CENT = Decimal("0.01")
ROUNDING = Decimal("0.02")
"""How far base times rate may be from the printed VAT: one cent a side for rounding per line."""

DEPTH = 50.0
"""Points under a rate in which its base and VAT are looked for."""

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?) ?%")
_BARE_RATE = re.compile(r"(?<![\d.,%])(\d{1,2}(?:[.,]\d{1,2})?)(?![\d.,]*\d| ?%)")
_RATE_COLUMN = re.compile(r"(?:t\.?v\.?a|btw|vat|mwst|ust|taux|tarief|rate|satz|tax)\b|%")
_INCLUDED = re.compile(
    r"\b(?:dont|waarvan|davon|darin|enthalten\w*|inbegrepen|of which|incl\w*|inkl\w*|einschl\w*|compris\w*)\b"
)
EXEMPT_WORDS = re.compile(
    r"exempt|exoner|vrijgesteld|vrijstelling|steuerfrei|autoliquid|verlegd|medecontr|cocontract|reverse charge|"
    r"intracom|innergemein|intra-?comm|steuerschuldner|niet onderworpen|non soumis|hors champ|franchise|marg(?:in|e)|"
    r"differenzbesteuer|taux zero|nultarief|zero.?rated|nullsatz|nullsteuersatz|nulltarif"
)


@dataclass(frozen=True)
class RateRow:
    """Base and VAT of one rate. `weight` is 1 when rate, base and VAT stand on one line, less when some is inferred."""

    rate: Decimal
    base: Decimal
    vat: Decimal
    weight: float
    line: Line | None


@dataclass(frozen=True)
class Rated:
    """A VAT rate of the document with its category and base, for the lines to agree with."""

    rate: Decimal
    category: VatCategory
    base: Decimal

    @property
    def key(self) -> tuple[VatCategory, Decimal]:
        return self.category, self.rate


def find_percents(line: Line) -> list[tuple[Decimal, int, int]]:
    """The percentages of a line that can be VAT rates, with their places."""
    found = []
    for match in _PERCENT.finditer(line.folded):
        rate = _plain(match[1])
        if rate <= HIGHEST:
            found.append((rate, match.start(), match.end()))
    return found


def _plain(printed: str) -> Decimal:
    """`21,00` and `21` are one rate, written `21`."""
    rate = Decimal(printed.replace(",", "."))
    return rate.quantize(Decimal(1)) if rate == rate.to_integral_value() else rate.normalize()


def printed_rates(pages: Pages) -> frozenset[Decimal]:
    """Every printed percentage that is a known VAT rate."""
    return frozenset(rate for line in pages.lines for rate, _, _ in find_percents(line) if rate in KNOWN)


def times(base: Decimal, rate: Decimal) -> Decimal:
    """VAT on a base, to the cent."""
    return (base * rate / 100).quantize(CENT, ROUND_HALF_UP)


def fits(base: Decimal, rate: Decimal, vat: Decimal, slack: Decimal = ROUNDING) -> bool:
    """Whether this is the VAT on this base, within rounding."""
    return abs(times(base, rate) - vat) <= slack


def find_rows(pages: Pages, amounts: Sequence[Found[Decimal]]) -> tuple[RateRow, ...]:
    """Every row that could belong to a VAT breakdown; the totals decide which of them do."""
    by_line: dict[int, list[Found[Decimal]]] = {}
    for amount in amounts:
        by_line.setdefault(amount.line.index, []).append(amount)
    values = sorted({amount.value for amount in amounts if amount.value})
    rows: list[RateRow] = []
    column = False
    for line in pages.lines:
        on_line = by_line.get(line.index, [])
        if not on_line:
            column = bool(_RATE_COLUMN.search(line.folded)) or (column and not line.folded.strip())
            continue
        rows += _rows_of_line(line, on_line, values, column=column)
    rows += _rows_under_rates(pages, amounts)
    return tuple(dict.fromkeys(rows))


def _rows_of_line(
    line: Line, amounts: Sequence[Found[Decimal]], values: Sequence[Decimal], *, column: bool
) -> Iterator[RateRow]:
    percents = [rate for rate, _, _ in find_percents(line)]
    printed = percents or (_bare_rates(line, amounts) if column or _RATE_COLUMN.search(line.folded) else [])
    sizes = list(dict.fromkeys(amount.value for amount in amounts))
    found = False
    for rate in dict.fromkeys(printed):
        for row in _with_rate(rate, line, sizes):
            found = True
            yield row
    if not found:
        yield from _without_rate(line, sizes)
        for rate in dict.fromkeys(percents):
            yield from _base_elsewhere(rate, line, sizes, values)
            yield from _within_total(rate, line, sizes, values)
    if not percents and EXEMPT_WORDS.search(line.folded):
        yield from (RateRow(Decimal(0), size, Decimal(0), 0.8, line) for size in sizes if size)


def _may_be_row(base: Decimal, vat: Decimal) -> bool:
    """Whether base and VAT have the same sign and the base is the larger."""
    return vat != 0 and base * vat > 0 and abs(base) > abs(vat)


def _rows_under_rates(pages: Pages, amounts: Sequence[Found[Decimal]]) -> Iterator[RateRow]:
    """Rows of a transposed breakdown: the rates on one line, their bases and VAT below them."""
    filled = {amount.line.index for amount in amounts}
    for line in pages.lines:
        percents = find_percents(line)
        if line.index in filled and len(percents) < 2:
            continue
        for rate, start, end in percents:
            place = line.box_between(start, end)
            under = [amount for amount in amounts if amount.page == line.page and _is_under(amount.box, place)]
            for base, vat in permutations(dict.fromkeys(amount.value for amount in under), 2):
                if (not rate and not vat and base) or (_may_be_row(base, vat) and fits(base, rate, vat, CENT)):
                    yield RateRow(rate, base, vat, 0.95, line)


def _is_under(box: Box, rate: Box) -> bool:
    return 0 < box.y1 - rate.y1 < DEPTH and (abs(box.x1 - rate.x1) < 8 or abs(box.x0 + box.x1 - rate.x0 - rate.x1) < 10)


def _bare_rates(line: Line, amounts: Sequence[Found[Decimal]]) -> list[Decimal]:
    """Rates in a column of their own, without a percent sign: `21` or `21,00`."""
    rates = []
    for match in _BARE_RATE.finditer(line.folded):
        rate = _plain(match[1])
        inside = any(a.start < match.end() and match.start() < a.end and a.text != match[1] for a in amounts)
        if rate in KNOWN and not inside:
            rates.append(rate)
    return rates


def _with_rate(rate: Decimal, line: Line, sizes: Sequence[Decimal]) -> Iterator[RateRow]:
    if rate == 0:
        yield from (RateRow(rate, size, Decimal(0), 0.9, line) for size in sizes if size)
        return
    for base, vat in permutations(sizes, 2):
        if not _may_be_row(base, vat):
            continue
        if fits(base, rate, vat):
            yield RateRow(rate, base, vat, 1.0 if fits(base, rate, vat, CENT) else 0.9, line)
        elif abs(times(base - vat, rate) - vat) <= CENT and base - vat not in sizes:
            yield RateRow(rate, base - vat, vat, 0.7, line)


def _without_rate(line: Line, sizes: Sequence[Decimal]) -> Iterator[RateRow]:
    """Rows of a line with base, VAT and their sum but no printed rate, where a known rate explains them."""
    for base, vat in permutations(sizes, 2):
        if _may_be_row(base, vat) and base + vat in sizes:
            for rate in KNOWN:
                if rate and fits(base, rate, vat, CENT):
                    yield RateRow(rate, base, vat, 0.8, line)


def _within_total(rate: Decimal, line: Line, sizes: Sequence[Decimal], values: Sequence[Decimal]) -> Iterator[RateRow]:
    """Rows such as `dont TVA 21 % 4,20` under a total of 24,20: the base is printed nowhere."""
    if not rate or not _INCLUDED.search(line.folded):
        return
    for vat in sizes:
        for base in (total - vat for total in values if total != vat):
            if base not in values and _may_be_row(base, vat) and fits(base, rate, vat, CENT):
                yield RateRow(rate, base, vat, 0.6, line)


def _base_elsewhere(
    rate: Decimal, line: Line, sizes: Sequence[Decimal], values: Iterable[Decimal]
) -> Iterator[RateRow]:
    """Rows such as `BTW 21 %: 124,61`, whose base is printed somewhere else."""
    for vat in sizes:
        for base in values:
            if rate and _may_be_row(base, vat) and fits(base, rate, vat, CENT):
                yield RateRow(rate, base, vat, 0.6, line)
