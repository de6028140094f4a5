"""The number and the date in the title itself: `Handelsrechnung (380) Nr. 471102 vom 05.03.2018`.

A title says what the paper is, so the number beside it is the paper's own, whatever other numbers have a label.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from services.ocr_extract.domain.fields.dates import dates_in
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.layout.page import Line, Pages
from services.ocr_extract.domain.wording.roles import Role
from services.ocr_extract.domain.wording.titles import NUMBERED_TITLE

OTHER_NUMBERS = (Role.ORIGINAL_NUMBER, Role.ORDER_REFERENCE, Role.BUYER_REFERENCE, Role.OTHER_NUMBER)
HIGHEST_PART = 0.5
"""A title is above this share of its page."""
_NUMBER = re.compile(r"(?=\S*\d)[A-Za-z0-9#]+(?:[/_.\-]+[A-Za-z0-9]+)*(?![\w@])")
_DATED = re.compile(r"[ \t,]*(?:vom|von|du|van|of|dated|d\.?d\.?|date|datum|am|le|op|on)?[ \t.:,]*")


@dataclass(frozen=True)
class TitleLine:
    """The number of a title, whole, and the date after it when it has one."""

    number: Found[str]
    day: Found[date] | None


def title_line(pages: Pages, labels: Sequence[Label] = ()) -> TitleLine | None:
    """The first title of the first page that has its number on its line, with a code of its kind or with its date.

    `labels` tell the number of another document apart: `Betreft factuur nr. 12 van 3 mei`.
    """
    if not pages.pages:
        return None
    page = pages.pages[0]
    others = [label for label in labels if label.role in OTHER_NUMBERS and label.says == 1]
    upper = [line for line in page.lines if line.box.y0 < HIGHEST_PART * page.height]
    found = (_numbered(line, below, others) for line, below in pairwise([*upper, None]) if line)
    return next((title for title in found if title), None)


def _numbered(line: Line, below: Line | None, others: Sequence[Label]) -> TitleLine | None:
    for match in NUMBERED_TITLE.finditer(line.folded):
        number = _NUMBER.match(line.text, match.end())
        if number is None or any(
            other.line is line and other.start < match.end() and match.start() < other.end for other in others
        ):
            continue
        day = _date_after(line, number.end()) or _date_below(line, number.end(), below)
        if (match["code"] or day) and not _is_date(line, number.start()):
            return TitleLine(Found(number[0], line, number.start(), number.end()), day)
    return None


def _date_after(line: Line, end: int) -> Found[date] | None:
    after = _DATED.match(line.folded, end)
    start = after.end() if after else end
    return next((day for day in dates_in(line) if day.start == start), None)


def _date_below(line: Line, end: int, below: Line | None) -> Found[date] | None:
    """The date at the start of the next line, when the title breaks off at `vom`."""
    breaks_off = _DATED.fullmatch(line.folded, end) and line.folded[end:].strip(" ,.:")
    return next((day for day in dates_in(below) if day.start == 0), None) if below and breaks_off else None


def _is_date(line: Line, start: int) -> bool:
    return any(day.start <= start < day.end for day in dates_in(line))
