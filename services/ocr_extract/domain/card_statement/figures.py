"""Finds amounts, days and card numbers in a row of a card statement, in any column."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.fields import Box, Origin
from services.ocr_extract.domain.card_statement.words import CARD_WORD
from services.ocr_extract.domain.fields.amounts import as_decimal
from services.ocr_extract.domain.fields.dates import dates_in
from services.ocr_extract.domain.layout.page import Line
from services.ocr_extract.domain.wording.months import MONTHS

_MONEY = r"(?:€|eur(?:os?)?)"
_NUMBER = (
    r"(?:\d{1,3}(?:[. ']\d{3})+,\d{2}"  # 1.234,56  1 234,56
    r"|\d{1,3}(?:[, ']\d{3})+\.\d{2}"  # 1,234.56
    r"|\d+[.,]\d{2})"
)
NUMBER = re.compile(_NUMBER)
"""An amount with two decimals, with any usual separator of thousands."""
_EURO = rf"{_MONEY}(?!\w)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?:{_MONEY}[ \t]?)?(?P<before>[-+(±][ \t]?)?(?:{_MONEY}[ \t]?)?(?P<number>{_NUMBER})"
    rf"(?![\d%]|[.,/:]\d)(?:[ \t]?{_EURO})?"
    rf"(?P<after>[ \t]?(?:[-+)](?!\w)|(?:cr|db|dr|dt|d|c)(?![\w'.])))?(?:[ \t]?{_EURO})?"
)
_SHORT_DATE = re.compile(r"(?<![\w.,/-])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?![\w]|[.,/-]\d)")
_NAMED_DATE = re.compile(
    rf"(?<![\w.,])(?P<d>\d{{1,2}})[ .-]{{1,2}}(?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])"
)
_CARD = re.compile(r"(?<![\w*])(?:[\dx*•#]{4}[ \t-]{0,2}){3}[\dx*]{0,2}\d{2,4}(?!\w|[ -]?\d)")
_WORN_CARD = re.compile(r"(?<![\w*])(\d{4}) ?(\d\d)[x*]{1,2} ?[x*]{0,5} ?(\d{4})(?!\w)")
"""A masked card number with missing X: an engine loses letters in a row of equal ones, but hardly any digits."""
_SPECKS = str.maketrans(dict.fromkeys(".,·:;'`´^~", " "))
_SHORT_CARD = re.compile(r"(?<![\w*])(?:[x*•]{2,}+[ -]?)+\d{4}(?!\w|[ -]?\d)")


@dataclass(frozen=True)
class Printed:
    """An amount as printed. `owed` is 1 (debit) or -1 (credit) when a letter or a column states it, else None.

    `sign` is the printed sign; `±` is a mark in an image that may be a minus or dirt.
    """

    value: Decimal
    owed: int | None
    start: int
    end: int
    box: Box
    sign: str = ""


@dataclass(frozen=True)
class Day:
    """A printed day, possibly without a year, which then follows from the date of the statement."""

    day: int
    month: int
    year: int | None
    start: int
    end: int
    box: Box

    def near(self, anchor: date) -> date | None:
        """The date; without a year, the last such day that is not later than `anchor`, give or take a few days."""
        years = [self.year] if self.year else [anchor.year + 1, anchor.year, anchor.year - 1]
        for year in years:
            try:
                found = date(year, self.month, self.day)
            except ValueError:
                continue
            if self.year or (found - anchor).days <= 7:
                return found
        return None


def is_scanned(line: Line) -> bool:
    """Whether this row was read by OCR."""
    return any(word.origin is Origin.OCR for word in line.words)


def amounts_of(line: Line) -> tuple[Printed, ...]:
    """The amounts of a row with their signs, printed before, after, as brackets, or as the letters C(R) and D(B)."""
    found = []
    for match in _AMOUNT.finditer(line.folded):
        value = as_decimal(match["number"])
        before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
        owed = None
        if before in ("-", "(") or after in ("-", ")"):
            value = -value
        elif after.startswith("c"):
            value, owed = -value, -1
        elif after.startswith("d"):
            owed = 1
        start, end = match.start("number"), match.end("number")
        box = line.box_between(start, end)
        found.append(Printed(value, owed, match.start(), match.end(), box, before or after.strip("cdbrt ")))
    return tuple(found)


def days_in(line: Line) -> list[Day]:
    """What can be a day, from left to right."""
    found: list[Day] = []
    for full in dates_in(line):
        value = full.value
        found.append(Day(value.day, value.month, value.year, full.start, full.end, full.box))
    for pattern in (_SHORT_DATE, _NAMED_DATE):
        for match in pattern.finditer(line.folded):
            month = MONTHS.get(match["m"]) or int(match["m"])
            inside = any(day.start < match.end() and match.start() < day.end for day in found)
            if not inside and 1 <= month <= 12 and 1 <= int(match["d"]) <= 31:
                box = line.box_between(match.start(), match.end())
                found.append(Day(int(match["d"]), month, None, match.start(), match.end(), box))
    return sorted(found, key=lambda day: day.box.x0)


def cards_in(line: Line) -> list[str]:
    """The masked card numbers of a line; sixteen plain digits count only beside the word card, and are masked here."""
    found = []
    folded = line.folded.translate(_SPECKS) if is_scanned(line) else line.folded
    for match in _CARD.finditer(folded):
        printed = " ".join(folded[match.start() : match.end()].upper().split())
        masks = sum(character in "X*•#" for character in printed)
        if masks >= 4:
            found.append(printed)
        elif masks == 0 and CARD_WORD.search(line.folded):
            digits = re.sub(r"\D", "", printed)
            found.append(f"{digits[:4]} {digits[4:6]}XX XXXX {digits[12:]}")
    if not found and is_scanned(line):
        found = ["{} {}XX XXXX {}".format(*match.groups()) for match in _WORN_CARD.finditer(folded)]
    if not found:
        found = [line.text[m.start() : m.end()].upper() for m in _SHORT_CARD.finditer(folded)]
    return found
