"""Discounts and costs on the whole document: what is printed between the sum of the lines and the total without VAT.

Words alone prove nothing: `Remise` may be the sum of discounts that the lines already have, and a discount for early
payment is not deducted. What counts is that the lines less discounts plus costs make the total, and so for each rate.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labelled import ROLES
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.placing import fit_of
from services.ocr_extract.domain.layout.page import Cell, Pages
from services.ocr_extract.domain.wording.allowances import ALLOWANCE, CHARGE, EARLY_PAYMENT
from services.ocr_extract.domain.wording.roles import Role

MOST, TOGETHER = 6, 3
"""How many candidates are tried, and how many one document may have: with more, some combination always adds up."""
BESIDE = 0.35
"""The least fit of an amount under the words or to their right."""
BEFORE_WORDS = 16
"""Characters before the words in their cell: `Total`, `Bedrag`, `Moins :`; more is a sentence."""
LONGEST_CELL = 60
_MARKS = " .:;,-–+=(€"
_CURRENCY = re.compile(r"\b(?:EUR|euros?)$", re.IGNORECASE)
_PERCENT = re.compile(r"[(\[]? ?[-+]? ?(?P<size>\d{1,2}(?:[.,]\d{1,3})?) ?% ?[)\]]?")


@dataclass(frozen=True)
class Printed:
    """A discount or, where `is_charge`, a cost, with the percentages beside it: of discount, or of VAT."""

    is_charge: bool
    amount: Found[Decimal]
    reason: str
    percents: tuple[Decimal, ...]
    lines: frozenset[int]

    @property
    def value(self) -> Decimal:
        """Never negative: a minus before a discount states the same as the word."""
        return abs(self.amount.value)

    @property
    def off(self) -> Decimal:
        """By how much it lowers the total."""
        return -self.value if self.is_charge else self.value


def find_printed(
    pages: Pages, labels: Sequence[Label], amounts: Sequence[Found[Decimal]], headers: frozenset[int]
) -> tuple[Printed, ...]:
    """Every amount with words of a discount or cost beside it, the likeliest first; one printed twice comes once.

    `headers` are the headings of the table: a column of discounts belongs to its lines.
    """
    found: dict[tuple[bool, Decimal], tuple[float, Printed]] = {}
    money = [label for label in labels if label.role in ROLES]
    for line in pages.lines:
        for cell in line.cells if line.index not in headers else ():
            for fit, printed in _of_cell(cell, money, amounts):
                key = (printed.is_charge, printed.value)
                best = max(found.get(key, (0.0, printed)), (fit, printed), key=lambda pair: pair[0])
                known = found[key][1].lines if key in found else frozenset()
                found[key] = (best[0], replace(best[1], lines=printed.lines | known))
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    return tuple(printed for _, printed in ranked[:MOST])


def together(printed: Sequence[Printed]) -> Iterator[tuple[tuple[Printed, ...], ...]]:
    """The combinations that a document may have: each alone, then any two, then any three."""
    for count in range(1, TOGETHER + 1):
        yield tuple(combinations(printed, count))


def _of_cell(cell: Cell, money: Sequence[Label], amounts: Sequence[Found[Decimal]]) -> Iterator[tuple[float, Printed]]:
    named = _named(cell, money)
    if named is None:
        return
    label, is_charge, said = named
    others = [other for other in money if not _belongs(other, label, cell)]
    for amount in amounts:
        if amount.page != cell.line.page or not amount.value:
            continue
        fit = fit_of(label, amount, others, amounts)
        if fit >= BESIDE and not any(fit_of(other, amount, others, amounts) > fit for other in _near(others, amount)):
            lines = frozenset({cell.line.index, amount.line.index})
            yield fit, Printed(is_charge, amount, _reason(said, amount), _percents(said, amount), lines)


def _named(cell: Cell, money: Sequence[Label]) -> tuple[Label, bool, Cell] | None:
    """The words for a discount or cost in this cell, unless they are part of a sentence or are about payment.

    Headings that stand close share a cell: each has what lies between the others.
    """
    others = [label for label in money if label.line is cell.line and cell.start <= label.start < cell.end]
    for pattern, is_charge in ((ALLOWANCE, False), (CHARGE, True)):
        match = pattern.search(cell.folded)
        if match:
            start, end = cell.start + match.start(), cell.start + match.end()
            left = max((label.end for label in others if label.end <= start), default=cell.start)
            crowd = [label.start for label in others if label.start >= end and label.role is not Role.VAT]
            said = Cell(cell.line, left, min(crowd, default=cell.end))
            if (
                start - left <= BEFORE_WORDS
                and len(said.text) <= LONGEST_CELL
                and not EARLY_PAYMENT.search(said.folded)
            ):
                return Label(Role.OTHER_AMOUNT, 1.0, cell.line, start, end, 1.0), is_charge, said
    return None


def _belongs(other: Label, label: Label, cell: Cell) -> bool:
    """Whether the other label is the same words, or the VAT on them: `Transport (btw 21 %)`."""
    if other.line.index != cell.line.index:
        return False
    same = other.start < label.end and label.start < other.end
    return same or (other.role is Role.VAT and cell.start <= other.start < cell.end)


def _near(labels: Sequence[Label], amount: Found[Decimal]) -> Iterator[Label]:
    """Labels on the line of an amount, or a little above it."""
    return (
        label
        for label in labels
        if label.page == amount.page and 0 <= amount.line.index - label.line.index <= 3 and label.role in ROLES
    )


def _percents(cell: Cell, amount: Found[Decimal]) -> tuple[Decimal, ...]:
    """The percentages in the cell of the words, and between them and an amount on the same line."""
    end = max(cell.end, amount.start) if amount.line is cell.line else cell.end
    text = cell.line.folded[cell.start : end]
    return tuple(Decimal(match["size"].replace(",", ".")) for match in _PERCENT.finditer(text))


def _reason(cell: Cell, amount: Found[Decimal]) -> str:
    """The words as printed, without the figures in their cell."""
    inside = amount.line is cell.line and cell.start < amount.start < cell.end
    text = _PERCENT.sub(" ", cell.line.text[cell.start : amount.start if inside else cell.end])
    return _CURRENCY.sub("", " ".join(text.split()).strip(_MARKS)).strip(_MARKS)[:100]
