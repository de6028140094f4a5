"""Pairs labels and values by their layout, even when another value is nearer.

Captions: `FA-0142` with a small `Facture n°` under it, as forms do.
In order: `Date / Échéance` beside `03.05.2026 / 02.06.2026`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

from contracts.fields import Box
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.layout.page import CELL_GAP

Value = TypeVar("Value")
Piece = TypeVar("Piece", Label, Found[Any])

CLOSE = 1.2
"""A caption stands within this share of its value's height under it."""
CLEARLY, HARDLY = 1.0, -3.0
"""By how many points it must be closer to the value above than to the one below; less beside another caption."""
OTHER_LETTERS = 3
"""A cell with this many letters besides a value or label has another meaning."""


def paired(labels: Sequence[Label], values: Sequence[Found[Value]]) -> dict[tuple[int, int], Found[Value]]:
    """The labels, by line and start, each with its value."""
    return _in_order(labels, values) | _captions(labels, values)


def _in_order(labels: Sequence[Label], values: Sequence[Found[Value]]) -> dict[tuple[int, int], Found[Value]]:
    """Pairs several labels in one cell with as many values in the next, in order."""
    found: dict[tuple[int, int], Found[Value]] = {}
    for line in {label.line.index: label.line for label in labels}.values():
        for left, right in pairwise(line.cells):
            heads = {one.start: one for one in labels if one.line is line and left.start <= one.start < left.end}
            beside = [one for one in values if one.line is line and right.start <= one.start < right.end]
            if len(heads) == len(beside) > 1:
                pairs = zip(sorted(heads), sorted(beside, key=lambda one: one.start), strict=True)
                found |= {(line.index, start): value for start, value in pairs}
    return found


def _captions(labels: Sequence[Label], values: Sequence[Found[Value]]) -> dict[tuple[int, int], Found[Value]]:
    """Pairs labels with the value above them."""
    pairs = [(label, above) for label in labels if (above := _value_above(label, labels, values)) is not None]
    rows = {label.line.index for label, above in pairs if _closer(label, above, values) >= CLEARLY}
    return {
        (label.line.index, label.start): above
        for label, above in pairs
        if _closer(label, above, values) >= (HARDLY if label.line.index in rows else CLEARLY)
    }


def _value_above(label: Label, labels: Sequence[Label], values: Sequence[Found[Value]]) -> Found[Value] | None:
    """The value that this label could be the caption of: label and value fill their cells."""
    if not _may_be_caption(label, labels, values):
        return None
    found = [
        value
        for value in values
        if value.page == label.page
        and value.line.index < label.line.index
        and _touches(value.box, label.box)
        and _in_column(value.box, label.cell_box)
        and not _says_more(value, values)
    ]
    return min(found, key=lambda value: _gap(value.box, label.box), default=None)


def _touches(value: Box, label: Box) -> bool:
    height = value.y1 - value.y0
    return -0.35 * height <= _gap(value, label) <= CLOSE * height


def _may_be_caption(label: Label, labels: Sequence[Label], values: Sequence[Found[Value]]) -> bool:
    announces = label.line.folded[label.end : label.end + 2].strip().startswith(":")
    return not announces and not _says_more(label, labels) and not _answered(label, values)


def _closer(label: Label, above: Found[Value], values: Sequence[Found[Value]]) -> float:
    """By how many points the label is closer to the value above than to the next one below."""
    below = [
        _gap(label.box, value.box)
        for value in values
        if value.page == label.page and value.line.index > label.line.index and _overlap(value.box, label.cell_box)
    ]
    return min(below, default=float("inf")) - _gap(above.box, label.box)


def _answered(label: Label, values: Sequence[Found[Value]]) -> bool:
    """Whether there is a value in the cell to the right of the label."""
    text = label.line.folded
    cell = text.find(CELL_GAP, label.end)
    after = text.find(CELL_GAP, cell + 1) if cell >= 0 else -1
    last = after if after >= 0 else len(text)
    return any(value.line.index == label.line.index and label.end <= value.start < last for value in values)


def _says_more(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether its cell holds more than it and others of its type, because close columns may become one cell."""
    text = piece.line.folded
    left = text.rfind(CELL_GAP, 0, piece.start) + 1
    end = text.find(CELL_GAP, piece.end)
    right = end if end >= 0 else len(text)
    known = [(one.start, one.end) for one in others if one.line.index == piece.line.index]
    rest = (letter for at, letter in enumerate(text[left:right], left) if not any(a <= at < b for a, b in known))
    return sum(map(str.isalpha, rest)) >= OTHER_LETTERS


def _gap(above: Box, below: Box) -> float:
    return below.y0 - above.y1


def _in_column(value: Box, label: Box) -> bool:
    """Whether the two share an edge or their middle."""
    apart = (abs(value.x0 - label.x0), abs(value.x1 - label.x1), abs(value.x0 + value.x1 - label.x0 - label.x1) / 2)
    return min(apart) < 4 and _overlap(value, label)


def _overlap(value: Box, label: Box) -> bool:
    return min(value.x1, label.x1) > max(value.x0, label.x0)
