"""CTC decoding: from the columns of a recognition model to glyphs, and from glyphs to words with their edges.

The model is trained on whole lines and often misses spaces (`TVA21%`), so the image decides: there is a space where
the gap between two glyphs is wider than the usual gap between letters. The image also gives the edges of a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr_extract.ocr.engines import Image

BLANK = 0
SPACE = 0.22
"""A gap separates words when it exceeds 1.5 usual gaps of its line by this share of the letter height."""
SPACE_IN_NUMBER = 0.45
"""Higher between digits: they are unevenly spaced (a 1 is thin), and a split number is worse than two joined ones."""
_CLOSE = frozenset(".,:;/'’-%)")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter, digit or mark; `place` is its middle, in pixels of the line's image."""

    text: str
    place: float
    confidence: float


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word of a line; `start` and `end` in pixels of the line's image."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Ink:
    """Which columns of a line's image contain ink (a flag per column); `height` is the letter height in pixels."""

    columns: NDArray[Any]
    height: int

    @classmethod
    def of(cls, line: Image) -> "Ink":
        """Find the ink of a line: the background is the more frequent shade, dark or light, and ink is the other."""
        grey = cv2.cvtColor(line, cv2.COLOR_RGB2GRAY)
        _, flags = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
        flags = flags if flags.mean() <= 0.5 else 1 - flags
        rows = np.flatnonzero(flags.any(axis=1))
        return cls(np.any(flags, axis=0), int(rows[-1] - rows[0] + 1) if rows.size else grey.shape[0])

    def gap(self, start: float, end: float) -> tuple[float, float]:
        """The start and end of the widest stretch without ink between two places."""
        first = max(0, int(start))
        inked = np.flatnonzero(self.columns[first : int(end) + 1]) + first
        bounds = [first, *(inked + 1).tolist(), int(end) + 1]
        follows = [*inked.tolist(), int(end) + 1]
        widths = [after - before for before, after in zip(bounds, follows, strict=False)]
        widest = int(np.argmax(widths)) if widths else 0
        return float(bounds[widest]), float(follows[widest])


def read_glyphs(probabilities: NDArray[np.float32], alphabet: Sequence[str], step: float) -> list[Glyph]:
    """The glyphs of a line. Neighbouring columns with the same glyph count as that glyph once.

    `probabilities` has a row per column, `step` pixels wide, and an entry per glyph; entry 0 means "no glyph".
    """
    best = probabilities.argmax(axis=1)
    sure = probabilities[np.arange(len(best)), best]
    glyphs = []
    for glyph, group in groupby(range(len(best)), key=lambda column: int(best[column])):
        if glyph != BLANK:
            columns = list(group)
            place = (columns[0] + columns[-1] + 1) / 2 * step
            glyphs.append(Glyph(alphabet[glyph], place, float(sure[columns].max())))
    return glyphs


def to_words(glyphs: Sequence[Glyph], ink: Ink, width: float) -> list[LineWord]:
    """The words of a line, with their edges where the ink begins and ends.

    A word's confidence is the mean of its average and its lowest glyph: one doubtful digit makes a number doubtful.
    """
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not printed:
        return []
    spaced = {
        right.place
        for left, middle, right in zip(glyphs, glyphs[1:], glyphs[2:], strict=False)
        if middle.text.isspace() and not left.text.isspace()
    }
    start = ink.gap(0, printed[0].place)[1] if printed[0].place > 1 else 0.0
    gaps = [ink.gap(left.place, right.place) for left, right in pairwise(printed)]
    usual = 1.5 * median([begins - ends for ends, begins in gaps] or [0.0])
    words, members = [], [printed[0]]
    for (ends, begins), (left, right) in zip(gaps, pairwise(printed), strict=True):
        if right.place in spaced or begins - ends > usual + _least_space(left.text, right.text) * ink.height:
            words.append(_word(members, start, ends))
            members, start = [], begins
        members.append(right)
    words.append(_word(members, start, ink.gap(printed[-1].place, width - 1)[0]))
    return words


def _least_space(left: str, right: str) -> float:
    if left in _CLOSE or right in _CLOSE:
        return float("inf")
    return SPACE_IN_NUMBER if left.isdigit() and right.isdigit() else SPACE


def _word(glyphs: Sequence[Glyph], start: float, end: float) -> LineWord:
    doubts = [glyph.confidence for glyph in glyphs]
    start, end = min(start, glyphs[0].place), max(end, glyphs[-1].place)
    return LineWord("".join(glyph.text for glyph in glyphs), start, end, (sum(doubts) / len(doubts) + min(doubts)) / 2)
