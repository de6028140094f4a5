"""When an invoice is due, and how the document states it: a date, terms in words, or both."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Terms = Literal["date", "date_and_terms", "days_only", "end_of_month_only", "month_plus_only", "none"]

PRINTS_A_DATE: frozenset[Terms] = frozenset(("date", "date_and_terms"))


def due(terms: Terms, issued: date, days: int, words: dict[str, str]) -> tuple[date | None, str | None]:
    """Returns the due date and the text of the terms; either may be None.

    `30 days end of month` adds the days first and then goes to the end of that month; `end of month + 30 days` starts
    from the end of the month of issue.
    """
    if terms == "none":
        return None, None
    plain = issued + timedelta(days=days)
    if terms == "end_of_month_only":
        return month_end(plain), words["terms_end_of_month"].format(days=days)
    if terms == "month_plus_only":
        return month_end(issued) + timedelta(days=days), words["terms_month_plus"].format(days=days)
    return plain, None if terms == "date" else words["terms"].format(days=days)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
