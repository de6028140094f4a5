"""Finds values with an unknown label: by a known stem in it, by a repetition of the value, or by its place."""

from collections.abc import Sequence
from typing import TypeVar

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.layout.page import Cell, Pages
from services.ocr_extract.domain.wording.number_labels import STEM
from services.ocr_extract.domain.wording.roles import Role

Value = TypeVar("Value")

UPPER = 0.6
"""The particulars of a document are above this share of its first page."""
LONGEST_LABEL, MOST_WORDS = 36, 5
"""Letters and words; more of them are a sentence."""
FEWEST_FIGURES = 3
NEAR = 2
"""Lines between two entries of one list of particulars."""


def number_without_label(
    pages: Pages, tokens: Sequence[Found[str]], labels: Sequence[Label], claimed: Sequence[Found[str]]
) -> Found[str] | None:
    """The only number under an unknown label with a known stem, else the one that is repeated elsewhere."""
    free = [
        (token, heading)
        for token in tokens
        if is_particular(token, pages)
        and sum(map(str.isdigit, token.value)) >= FEWEST_FIGURES
        and not any(token.overlaps(one) for one in claimed)
        and (heading := strange_label(token, labels)) is not None
    ]
    dated = [label.line.index for label in labels if label.role is Role.ISSUE_DATE and label.strength > 0.5]
    said = [token.value for token in tokens]
    named = {token.value: token for token, heading in free if STEM.search(heading)}
    again = {
        token.value: token
        for token, _ in free
        if said.count(token.value) > 1 and any(abs(token.line.index - line) <= NEAR for line in dated)
    }
    for found in (named, again):
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def is_particular(value: Found[Value], pages: Pages) -> bool:
    """Whether the value is where number and dates are printed: on the first page, and not in its footer."""
    first = pages.pages[0]
    return value.page == first.number and value.box.y0 < UPPER * first.height


def strange_label(value: Found[Value], labels: Sequence[Label]) -> str | None:
    """The few words before a value in its cell, else in the cell left of it, when they are no known label."""
    own = next(cell for cell in value.line.cells if cell.start <= value.start < cell.end)
    before = value.line.folded[own.start : value.start]
    if any(map(str.isalpha, before)):
        return _strange(own.line.index, own.start, value.start, before, labels)
    if any(map(str.isalpha, value.line.folded[value.end : own.end])):
        return None
    left = [cell for cell in own.line.cells if cell.end < own.start]
    return _strange_cell(left[-1], labels) if left else None


def _strange_cell(cell: Cell, labels: Sequence[Label]) -> str | None:
    return _strange(cell.line.index, cell.start, cell.end, cell.folded, labels)


def _strange(line: int, start: int, end: int, text: str, labels: Sequence[Label]) -> str | None:
    words = text.strip(" :.#-")
    known = any(label.line.index == line and label.start < end and start < label.end for label in labels)
    short = len(words) <= LONGEST_LABEL and len(words.split()) <= MOST_WORDS
    return words if short and not known and not any(map(str.isdigit, words)) else None
