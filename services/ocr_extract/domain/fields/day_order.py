"""Whether a paper writes the day or the month first: one decision for all its dates.

`07/10/2026` alone says nothing. A date of the same paper with a number over twelve does, and so does where it is from.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Pages

_NUMERIC = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?[-/.] ?(?:\d{4}|\d{2})$")
_AMERICAN = re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\bU\.?S\.?A\b|\bUnited States\b")
_DOLLARS = re.compile(r"(?:us)?\$ ?\d|\busd\b")
_EUROPEAN = re.compile(r"€|\beur\b|\bgbp\b|£|\bchf\b")
MOST_MONTHS = 12


@dataclass(frozen=True)
class Ordered:
    """The dates in the order that the paper writes. `open`: nothing on the paper decides between day and month."""

    dates: tuple[Found[date], ...]
    open: bool = False


def in_one_order(pages: Pages, dates: Sequence[Found[date]]) -> Ordered:
    """The dates, read with the month first where a date of the paper, or an American sender, shows that order."""
    numeric = [(found, match) for found in dates if (match := _NUMERIC.match(found.text)) is not None]
    days_first = sum(int(match[1]) > MOST_MONTHS >= int(match[3]) for _, match in numeric)
    months_first = sum(int(match[3]) > MOST_MONTHS >= int(match[1]) for _, match in numeric)
    american = _is_american(pages)
    if days_first or not (months_first or american):
        return Ordered(tuple(dates), open=bool(days_first and months_first))
    swapped = {found.place: _month_first(found, int(match[1]), int(match[3])) for found, match in numeric}
    undecided = not months_first and any(int(match[1]) != int(match[3]) for _, match in numeric)
    return Ordered(tuple(swapped.get(found.place, found) for found in dates), open=undecided)


def _month_first(found: Found[date], month: int, day: int) -> Found[date]:
    if not (month <= MOST_MONTHS and day <= MOST_MONTHS):
        return found
    return replace(found, value=date(found.value.year, month, day))


def _is_american(pages: Pages) -> bool:
    """Whether dollars and no European money stand on it, or an American address with dollars."""
    if not _DOLLARS.search(pages.folded) or _EUROPEAN.search(pages.folded):
        return False
    return any(_AMERICAN.search(line.text) for line in pages.lines)
