"""Scores how well a value fits a label by its place: to the right on the same line, or below it in the same column."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.fields import Box
from services.ocr_extract.domain.evidence.placing import (
    ANSWERED,
    ANSWERED_BESIDE,
    BEFORE_LABEL,
    BEHIND_OTHER_LABEL,
    BEHIND_OTHER_VALUE,
    BELOW,
    BY_DISTANCE,
    BY_DROP,
    FAR_ON_SLOPE,
    FAR_RIGHT,
    FEW_BETWEEN,
    FILLS,
    GAIN,
    IN_COLUMN,
    IN_OTHER_WORDS,
    LABEL_BETWEEN,
    LEAST_HEIGHT,
    LINES_BELOW,
    MOST_OF_IT,
    MOST_WORDS_BETWEEN,
    ON_SLOPE,
    OTHER_WORDS,
    OVERLAP,
    OVERLAP_SEEN,
    OVERLAPPING,
    PAIRED,
    PAIRED_STRENGTH,
    SAME_EDGE,
    SLACK,
    SLOPING,
    TOUCHING,
    VALUE_BETWEEN,
    WEAK_LABEL_ABOVE,
    WORDS_BETWEEN,
)
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.pairing import paired
from services.ocr_extract.domain.layout.page import CELL_GAP
from services.ocr_extract.domain.wording.roles import Role

Value = TypeVar("Value")


@dataclass(frozen=True)
class Placed(Generic[Value]):
    """A value with the label that explains it best and how convincing that is (0 to 1)."""

    value: Found[Value]
    label: Label | None
    score: float

    @property
    def role(self) -> Role | None:
        return self.label.role if self.label else None


def place(values: Sequence[Found[Value]], labels: Sequence[Label]) -> tuple[Placed[Value], ...]:
    """Give every value the label that fits best; a value without any label has score 0.

    Of labels that fit equally the last on the line is taken, because it is the nearest.
    """
    answers = paired(labels, values)
    fits = [_fits(value, labels, values, answers) for value in values]
    chosen = _one_each(fits, [_best(fit, labels) for fit in fits])
    return tuple(
        Placed(value, None if at is None else labels[at], 0.0 if at is None else fit[at])
        for value, fit, at in zip(values, fits, chosen, strict=True)
    )


def _best(fit: Mapping[int, float], labels: Sequence[Label]) -> int | None:
    return max(fit, key=lambda at: (fit[at], labels[at].start), default=None)


def _fits(
    value: Found[Value],
    labels: Sequence[Label],
    values: Sequence[Found[Value]],
    answers: Mapping[tuple[int, int], Found[Value]],
) -> dict[int, float]:
    """How well each label fits this value, by the label's position; those that do not fit at all are left out."""
    found = {}
    for at, label in enumerate(labels):
        answer = answers.get((label.line.index, label.start))
        if label.page != value.page:
            continue
        if answer is value:
            fit = PAIRED * min(1.0, label.strength + PAIRED_STRENGTH)
        elif label.box.y0 <= value.box.y1 + SLACK:
            fit = label.strength * fit_of(label, value, labels, values) * (ANSWERED if answer else 1.0)
        else:
            fit = 0.0
        fit = max(fit, label.strength * _fit_on_sloping_line(label, value))
        if fit > 0:
            found[at] = fit
    return found


def _fit_on_sloping_line(label: Label, value: Found[Value]) -> float:
    """The fit on a sloping line of a photo, where the value right of a label may be one line higher or lower."""
    if not value.is_seen or label.line is value.line or value.box.x0 < label.box.x1:
        return 0.0
    apart = abs(value.box.y0 + value.box.y1 - label.box.y0 - label.box.y1) / 2
    near = apart < SLOPING * (label.box.y1 - label.box.y0) and value.box.x0 - label.box.x1 < FAR_ON_SLOPE * FAR_RIGHT
    return ON_SLOPE if near and label.strength >= FILLS else 0.0


def _one_each(fits: Sequence[Mapping[int, float]], chosen: Sequence[int | None]) -> list[int | None]:
    """Gives each label one value: of two values with the same best label, one may get another label instead."""
    settled = list(chosen)
    for _ in fits:
        gain, at, other = max(_moves(fits, settled), default=(0.0, 0, 0))
        if gain <= GAIN:
            break
        settled[at] = other
    return settled


def _moves(fits: Sequence[Mapping[int, float]], settled: Sequence[int | None]) -> Iterator[tuple[float, int, int]]:
    """The gain of all labels together when a value gives up the label that another value needs."""
    held: dict[int, list[float]] = {}
    for fit, label in zip(fits, settled, strict=True):
        if label is not None:
            held.setdefault(label, []).append(fit[label])
    for at, (fit, now) in enumerate(zip(fits, settled, strict=True)):
        if now is None or len(held[now]) < 2:
            continue
        rivals = sorted(held[now])
        rivals.remove(fit[now])
        for other, score in fit.items():
            if other != now:
                there = max(held.get(other, [0.0]))
                yield rivals[-1] + max(score, there) - max(fit[now], rivals[-1]) - there, at, other


def fit_of(label: Label, value: Found[Value], labels: Sequence[Label], values: Sequence[Found[Value]]) -> float:
    """How well the value fits this label by its place, from 0 to 1, whatever the label says."""
    if label.line.index == value.line.index:
        return _fit_on_line(label, value, labels, values)
    return _fit_below(label, value, labels, values)


def _fit_on_line(label: Label, value: Found[Value], labels: Sequence[Label], values: Sequence[Found[Value]]) -> float:
    line = value.line
    if label.end <= value.start:
        between = line.folded[label.end : value.start]
        gap = value.box.x0 - label.box.x1
        score = 1.0 - BY_DISTANCE * min(1.0, max(0.0, gap) / FAR_RIGHT)
        if CELL_GAP not in between and len(between) > FEW_BETWEEN:
            score -= WORDS_BETWEEN * min(1.0, len(between.strip(" .:_-")) / MOST_WORDS_BETWEEN)
        if sum(map(str.isalpha, between.rpartition(CELL_GAP)[2])) >= OTHER_WORDS and CELL_GAP in between:
            score *= IN_OTHER_WORDS
        if any(
            other.line.index == line.index and label.end <= other.start < value.start
            for other in labels
            if other is not label
        ):
            score *= BEHIND_OTHER_LABEL
        crossed = sum(
            other.line.index == line.index and label.end <= other.start and other.end <= value.start for other in values
        )
        return score * BEHIND_OTHER_VALUE**crossed
    if value.end <= label.start:
        between = line.folded[value.end : label.start]
        if between.strip(" €eur(:") or CELL_GAP in between:
            return 0.0
        return BEFORE_LABEL
    return 0.0


def _fit_below(label: Label, value: Found[Value], labels: Sequence[Label], values: Sequence[Found[Value]]) -> float:
    above, under = label.box, value.box
    height = max(above.y1 - above.y0, LEAST_HEIGHT)
    drop = under.y0 - above.y1
    lowest = OVERLAP_SEEN if value.is_seen and value.line.index > label.line.index else OVERLAP
    if drop < -lowest * height or drop > LINES_BELOW * height:
        return 0.0
    aligned = max(_alignment(above, under), _alignment(label.cell_box, under))
    aligned = aligned or IN_COLUMN * _in_column(label, under)
    if aligned == 0 or (
        label.role == Role.OTHER_DATE and label.strength < label.says
    ):  # `van` in a sentence heads nothing
        return 0.0
    if label.strength < 1:
        aligned *= WEAK_LABEL_ABOVE
    score = aligned * (BELOW - BY_DROP * max(0.0, drop) / (LINES_BELOW * height))
    if _answered_beside(label, values, labels):
        score *= ANSWERED_BESIDE
    if any(_stands_between(other, label, value) for other in labels):
        score *= LABEL_BETWEEN
    if any(
        other is not value
        and other.page == value.page
        and above.y1 - SLACK <= other.box.y0
        and other.box.y1 <= under.y0 + SLACK
        and _alignment(above, other.box) > 0
        for other in values
    ):
        score *= VALUE_BETWEEN
    return score


def _in_column(label: Label, under: Box) -> bool:
    """Whether the box is under a heading that fills its cell, before the next one: `Date` in the corner of a box."""
    cells = label.line.cells
    place = next((at for at, cell in enumerate(cells) if cell.start <= label.start < cell.end), None)
    if place is None or len(cells) < 2 or (label.start, label.end) != (cells[place].start, cells[place].end):
        return False
    left = cells[place].box.x0
    right = cells[place + 1].box.x0 if place + 1 < len(cells) else 2 * left - cells[place - 1].box.x0
    return left - SLACK <= under.x0 and under.x1 <= right


def _alignment(above: Box, under: Box) -> float:
    """1 when two boxes share an edge or the middle, less when they only overlap, 0 when they do not."""
    edge = min(abs(above.x0 - under.x0), abs(above.x1 - under.x1), abs(above.x0 + above.x1 - under.x0 - under.x1) / 2)
    overlap = min(above.x1, under.x1) - max(above.x0, under.x0)
    if edge < SAME_EDGE:
        return 1.0 if overlap > 0 else 0.0
    narrow = max(1.0, min(above.x1 - above.x0, under.x1 - under.x0))
    return OVERLAPPING if overlap > MOST_OF_IT * narrow else TOUCHING if overlap > 0 else 0.0


def _answered_beside(label: Label, values: Sequence[Found[Value]], labels: Sequence[Label]) -> bool:
    """Whether the label already has a value of this kind to its right, before any other label."""
    index = label.line.index
    right = [value for value in values if value.line.index == index and value.start >= label.end]
    if not right:
        return False
    first = min(right, key=lambda value: value.start)
    if any(
        other.line.index == index and label.end <= other.start < first.start for other in labels if other is not label
    ):
        return False
    return first.box.x0 - label.box.x1 < FAR_RIGHT / 2


def _stands_between(other: Label, label: Label, value: Found[Value]) -> bool:
    """Whether another label is in the same column, below this one, on or above the value."""
    if other is label or other.page != value.page or other.line.index <= label.line.index:
        return False
    if other.line.index == value.line.index:
        return other.end <= value.start and _alignment(label.box, other.box) > 0
    return other.box.y1 <= value.box.y0 + SLACK and _alignment(other.box, value.box) > 0


def best_for(
    placed: Iterable[Placed[Value]], role: Role, accept: Callable[[Placed[Value]], bool] = lambda _: True
) -> Placed[Value] | None:
    """The most convincing value that this role explains; of equal ones the first in the document."""
    fitting = [item for item in placed if item.role == role and accept(item)]
    return max(fitting, key=lambda item: item.score, default=None)
