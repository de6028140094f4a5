"""Reads the head of a card statement: its number, its date, and how many pages it has."""

import re
from collections.abc import Sequence
from datetime import date

from services.ocr_extract.domain.card_statement import words as labels
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Pages

_PAGE_OF = re.compile(
    r"\b(?:page|pagina|pag|blz|blad|feuillet)\.? (?P<page>\d{1,3}) ?(?:/|sur|van|of|de) ?(?P<pages>\d{1,3})\b"
)


def issue_day(days_above: Sequence[Found[date]]) -> Found[date] | None:
    """The date of the statement: the one with a label, else the last day above the table (the end of the period)."""
    labelled = [day for day in days_above if labels.DATED.match(day.line.folded.split("\t")[0].lstrip())]
    labelled += [day for day in days_above if any(_labels(part) for part in _before(day).split("\t")[-2:])]
    return labelled[0] if labelled else max(days_above, key=lambda day: day.value, default=None)


def _before(day: Found[date]) -> str:
    return day.line.folded[: day.start].rstrip()


def _labels(part: str) -> bool:
    return bool(labels.DATED.fullmatch(part.strip(" :.")))


def number_of(pages: Pages) -> str | None:
    """The number beside a word for "statement" or "number"."""
    for line in pages.lines:
        if match := labels.NUMBERED.search(line.folded):
            return line.text[match.start("number") : match.end("number")]
    return None


def pages_missing(pages: Pages) -> bool:
    """Whether pages are missing, by the number of pages that is printed on the statement."""
    counts = [int(match["pages"]) for match in _PAGE_OF.finditer(pages.folded)]
    return bool(counts) and max(counts) > len(pages.pages)
