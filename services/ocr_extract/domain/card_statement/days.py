"""The days of a card statement's lines. No sum proves a day, so days read by OCR are compared with each other."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from services.ocr_extract.domain.card_statement.figures import Day, is_scanned
from services.ocr_extract.domain.card_statement.rows import Row

LATEST_BOOKING = timedelta(days=45)
"""A line is booked at most this long after its day; further apart, a digit of one of the two was misread."""
LONGEST_PERIOD = timedelta(days=120)
"""The lines of a statement are hardly older than this; in an image, an older one has a misread month or year."""
_ONE_FIGURE = re.compile(r"\d(?!\d)")
CLEAR = 0.9
"""Below this confidence the engine itself is doubtful about a digit."""

Days = tuple[date, date | None]


def days_of_lines(lines: Sequence[Row], anchor: date | None) -> list[Days] | None:
    """The day and booking day of each line; None when one is unknown. A fee without a day has the day above it."""
    found: list[Days] = []
    for row in lines:
        booked = _dated(row.booked, anchor)
        day = _dated(row.day, anchor) or booked or (found[-1][0] if found else anchor)
        unclear = (row.day is not None and _dated(row.day, anchor) is None) or (
            row.booked is not None and booked is None
        )
        if day is None or unclear or row.day_unread:
            return None
        found.append((day, booked))
    return None if _misread(lines, found, anchor) else found


def _misread(lines: Sequence[Row], days: Sequence[Days], anchor: date | None) -> bool:
    """Whether OCR misread a day: it is after its booking, outside the period, lacks a digit, or breaks the order."""
    printed = [row.line.folded[row.day.start : row.day.end] for row in lines if row.day and is_scanned(row.line)]
    if any(day.startswith("0") for day in printed) and any(_ONE_FIGURE.match(day) for day in printed):
        return True
    last = anchor or max((day for day, _ in days), default=None)
    for row, (day, booked) in zip(lines, days, strict=True):
        if not is_scanned(row.line):
            continue
        if booked is not None and not timedelta(0) <= booked - day <= LATEST_BOOKING:
            return True
        if last is not None and abs(last - day) > LONGEST_PERIOD:
            return True
    return any(
        before.card == after.card and day > following and (_doubted(before) or _doubted(after))
        for (before, (day, _)), (after, (following, _)) in pairwise(zip(lines, days, strict=True))
    )


def _doubted(row: Row) -> bool:
    if row.day is None:
        return False
    words = row.line.words_between(row.day.start, row.day.end)
    return is_scanned(row.line) and min((word.confidence for word in words), default=1.0) < CLEAR


def _dated(day: Day | None, anchor: date | None) -> date | None:
    if day is None:
        return None
    if day.year is None and anchor is None:
        return None
    return day.near(anchor or date(day.year or 1, 1, 1))
