"""Payment terms: `30 jours fin de mois`, `binnen 14 dagen`, `zahlbar innerhalb 30 Tagen`, `comptant`."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from services.ocr_extract.domain.fields.dates import dates_in
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Line, Pages
from services.ocr_extract.domain.wording import terms as wording

LONGEST = 120
"""Days; a larger number is no payment term."""
_MARK = re.compile(r",(?!\d)|(?<!\d),|;|\. |\t")
"""Between clauses; the comma in `2,0%` is none."""
ALONE = 8
"""Characters besides the term in a cell that holds nothing else."""


def due_by_terms(pages: Pages, issued: date) -> Found[date] | None:
    """The due date that follows from the printed terms; None when there are none or they disagree."""
    found = [term for line in pages.lines for term in _terms_of(line, issued)]
    if len({term.value for term in found}) != 1:
        return None
    return found[0]


def _terms_of(line: Line, issued: date) -> list[Found[date]]:
    found = []
    for match in wording.MONTH_PLUS.finditer(line.folded):
        days = timedelta(days=int(match["days"] or match["after"]))
        return [Found(end_of_month(issued) + days, line, match.start(), match.end())]
    for match in wording.TERM.finditer(line.folded):
        around = line.folded[max(0, match.start() - 60) : match.end() + 25]
        clause = _clause(line.folded, match.start(), match.end())
        alone = len(line.folded[: match.start()].rpartition("\t")[2].strip()) + len(line.folded[match.end() :]) <= ALONE
        if (
            not (alone or match["end"] or wording.PAYMENT.search(around))
            or wording.OTHER_TERM.search(clause)
            or int(match["days"]) > LONGEST
        ):
            continue
        if printed := _printed_after(line, match.end()):
            found.append(printed)
            continue
        due = issued + timedelta(days=int(match["days"]))
        found.append(Found(end_of_month(due) if match["end"] else due, line, match.start(), match.end()))
    if not found:
        month = wording.END_OF_MONTH.search(line.folded)
        at_once = wording.AT_ONCE.search(line.folded)
        if month:
            found.append(Found(end_of_month(issued), line, month.start(), month.end()))
        elif at_once:
            found.append(Found(issued, line, at_once.start(), at_once.end()))
    return found


def _printed_after(line: Line, end: int) -> Found[date] | None:
    """The date that the clause states itself: `innerhalb 30 Tagen netto bis 04.07.2026`."""
    until = wording.UNTIL.match(line.folded, end)
    return next((day for day in dates_in(line) if until and day.start == until.end()), None)


def collected_on(lines: Sequence[Line], issued: date) -> Found[date] | None:
    """The day on which the seller takes the money, as a sentence about the direct debit says; None when several are."""
    found = [
        day
        for line in lines
        if wording.COLLECTED.search(line.folded)
        for day in dates_in(line)
        if wording.ON.search(line.folded[: day.start]) and day.value >= issued
    ]
    return found[0] if len({day.value for day in found}) == 1 else None


def _clause(text: str, start: int, end: int) -> str:
    """The part of the sentence between commas and stops: a discount within 8 days is not the term of 30 days."""
    marks = [match.end() for match in _MARK.finditer(text)]
    left = max((mark for mark in marks if mark <= start), default=0)
    return text[left : min((mark for mark in marks if mark > end), default=len(text))]


def end_of_month(day: date) -> date:
    """The last day of the month: `fin de mois` counts from the date after the days, as in commercial practice."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
