"""Finds receipts side by side on a white background by the empty gutters between their words.

A receipt has a gutter of its own between goods and prices, so a gutter divides documents only when both sides are
documents on their own.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf

from contracts.fields import DocumentFields
from services.ocr_extract.domain.layout.page import Word

GUTTER = 0.025
"""The least width of a gutter, as a share of the page's width."""
FEWEST_WORDS = 12
MOST_GUTTERS = 8

Column = tuple[Word, ...]


def columns_of(words: Sequence[Word], width: float, is_document: Callable[[Column], bool]) -> tuple[Column, ...]:
    """The words of each column that is a document, from left to right; one column when they are one document."""
    strips: list[Column] = []
    left = 0.0
    for right in (*sorted(_gutters(words, GUTTER * width)), inf):
        strips.append(tuple(word for word in words if left <= (word.x0 + word.x1) / 2 < right))
        left = right
    return _divided(strips, is_document) or (tuple(words),)


def _divided(strips: Sequence[Column], is_document: Callable[[Column], bool]) -> tuple[Column, ...]:
    """The fewest strips from the left that are a document, then the rest in the same way; one column if that fails."""
    for count in range(1, len(strips)):
        first, rest = _together(strips[:count]), _together(strips[count:])
        if min(len(first), len(rest)) < FEWEST_WORDS or not is_document(first):
            continue
        following = _divided(strips[count:], is_document) or ((rest,) if is_document(rest) else ())
        if following:
            return (first, *following)
    return ()


def _together(strips: Sequence[Column]) -> Column:
    return tuple(word for strip in strips for word in strip)


def _gutters(words: Sequence[Word], least: float) -> list[float]:
    ends: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: word.x0):
        if ends and word.x0 <= ends[-1][1]:
            ends[-1] = (ends[-1][0], max(ends[-1][1], word.x1))
        else:
            ends.append((word.x0, word.x1))
    gaps = [(right[0] - left[1], (left[1] + right[0]) / 2) for left, right in pairwise(ends)]
    return [middle for gap, middle in sorted(gaps, reverse=True)[:MOST_GUTTERS] if gap >= least]


def stands_alone(fields: DocumentFields) -> bool:
    """Whether fields can be a document on their own: an amount to pay, and a date or a name."""
    amount = fields.payable or fields.total_with_vat
    return amount is not None and (fields.issue_date is not None or fields.seller.name is not None)


def is_whole(fields: DocumentFields) -> bool:
    """Whether fields are a whole document: amount, date and name. Otherwise it is only a column of one."""
    return stands_alone(fields) and fields.issue_date is not None and fields.seller.name is not None


def contradict(one: DocumentFields, other: DocumentFields) -> bool:
    """Whether two parts are different purchases: other sellers, other amounts, or other days when one has no amount.

    The same amount twice is a purchase with its card slip, whatever the dates.
    """
    sellers = [fields.seller.vat_number for fields in (one, other)]
    if sellers[0] and sellers[1] and sellers[0].value != sellers[1].value:
        return True
    amounts = [fields.payable or fields.total_with_vat for fields in (one, other)]
    if amounts[0] and amounts[1]:
        return bool(amounts[0].value != amounts[1].value)
    days = [fields.issue_date for fields in (one, other)]
    return bool(days[0] and days[1] and days[0].value != days[1].value)


def are_different(one: DocumentFields, other: DocumentFields) -> bool:
    """Whether two parts are different documents; with the same amount one is the payment or card slip of the other."""
    for path in ("payable", "total_with_vat", "issue_date", "number"):
        first, second = getattr(one, path), getattr(other, path)
        if first is not None and second is not None and first.value != second.value:
            return True
    return False
