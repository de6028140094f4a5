"""Dates as they are printed in four languages: `13/11/2017`, `2.3.24`, `2024-03-12`, `1er mars 2024`."""

import re
from collections.abc import Iterator
from datetime import date

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Line, Pages, once
from services.ocr_extract.domain.wording.months import MONTHS

_YEAR = r"(?P<y>(?:19|20)\d{2})"
_SHORT_YEAR = r"(?P<y>(?:19|20)\d{2}|\d{2})"
_MONTH = r"(?P<m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
_PATTERNS = (
    re.compile(rf"(?<![\w./-]){_YEAR}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d]|[./-]\d)"),
    re.compile(
        rf"(?<![\d./-])(?<!\d,)(?P<d>\d{{1,2}})(?P<s> ?[-/.] ?)(?P<m>\d{{1,2}})(?P=s){_SHORT_YEAR}(?![\d]|[./-]\d)"
    ),
    re.compile(
        rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:er|ste|de|e|st|nd|rd|th|\.)?[ .\-/]{{0,2}}"
        rf"{_MONTH}\.?,?[ .\-/]{{0,2}}{_SHORT_YEAR}(?!\d)"
    ),
    re.compile(rf"(?<![a-z]){_MONTH}\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)? ?,? {_YEAR}(?!\d)"),
    re.compile(
        rf"(?:(?<=date[\t ])|(?<=date: )|(?<=datum[\t ])|(?<=datum: )){_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"
    ),
)


def find_dates(pages: Pages) -> tuple[Found[date], ...]:
    """Every date in reading order."""
    return tuple(found for line in pages.lines for found in dates_in(line))


@once
def dates_in(line: Line) -> Iterator[Found[date]]:
    """The dates of one line from left to right, each place once."""
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(line.folded):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            value = _date(match["y"], match["m"], match["d"])
            if value is not None:
                taken.append(match.span())
                yield Found(value, line, match.start(), match.end())


def _date(year: str, month: str, day: str) -> date | None:
    """The date with the day before the month; the other order is tried only when that is no valid date."""
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    number = MONTHS.get(month) or int(month)
    for month_number, day_number in ((number, int(day)), (int(day), number)):
        if full_year >= 1990 and 1 <= month_number <= 12 and 1 <= day_number <= 31:
            try:
                return date(full_year, month_number, day_number)
            except ValueError:
                continue
    return None
