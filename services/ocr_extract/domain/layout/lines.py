"""Groups words into lines and cells, by their places."""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from contracts.fields import Origin
from services.ocr_extract.domain.layout.folding import with_plain_hyphens
from services.ocr_extract.domain.layout.page import CELL_GAP, Line, Page, Pages, Word

SAME_LINE = 0.45
"""Two words are on one line when their middles differ by less than this share of the smaller height."""
WIDE_GAP = 0.75
"""A gap wider than this share of the type's height starts a new cell; an ordinary space is about a quarter of it."""
TYPEWRITER_GAP = 1.65
"""In an image a gap must also be wider than this many letters: tills print letters and spaces at one width."""


@dataclass
class _Row:
    """The words of one line so far; their middle and height are kept, because every further word needs them."""

    words: list[Word] = field(default_factory=list)
    middle: float = 0.0
    height: float = 0.0
    _middles: float = 0.0
    _heights: list[float] = field(default_factory=list)

    def add(self, word: Word) -> None:
        self.words.append(word)
        self._middles += word.middle
        self.middle = self._middles / len(self.words)
        insort(self._heights, word.height)
        self.height = median(self._heights)

    def takes(self, word: Word) -> bool:
        height = word.height
        if abs(self.middle - word.middle) >= SAME_LINE * min(self.height, height):
            return False
        return not any(min(word.x1, other.x1) - max(word.x0, other.x0) > 0.5 * height for other in self.words)


def read_pages(words: Iterable[Word], sizes: dict[int, tuple[float, float]]) -> Pages:
    """Group words into pages of lines; `sizes` is the width and height in points, by page number."""
    by_page: dict[int, list[Word]] = {number: [] for number in sizes}
    for word in words:
        if word.text.strip():
            by_page[word.page].append(word)
    pages, index = [], 0
    for number, (width, height) in sorted(sizes.items()):
        lines = []
        for row in _rows(by_page[number]):
            lines.append(_line(row.words, index))
            index += 1
        pages.append(Page(number, width, height, tuple(lines)))
    return Pages(tuple(pages))


def _rows(words: list[Word]) -> list[_Row]:
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        row = next((row for row in reversed(rows[-6:]) if row.takes(word)), None)
        if row is None:
            row = _Row()
            rows.append(row)
        row.add(word)
    rows.sort(key=lambda row: row.middle)
    return rows


def _line(words: list[Word], index: int) -> Line:
    ordered = _close_spaced_letters(sorted(words, key=lambda word: word.x0))
    text, starts = ordered[0].text, [0]
    space = TYPEWRITER_GAP * _letter_width(ordered)
    for left, right in pairwise(ordered):
        text += CELL_GAP if right.x0 - left.x1 > max(space, WIDE_GAP * min(left.height, right.height)) else " "
        starts.append(len(text))
        text += right.text
    return Line(tuple(ordered), with_plain_hyphens(text), tuple(starts), index)


def _letter_width(words: list[Word]) -> float:
    """The width of a letter of this line in an image; 0 in a text layer, where the font size is known."""
    seen = [word for word in words if word.origin == Origin.OCR and len(word.text) > 2]
    widths = [(word.x1 - word.x0) / len(word.text) for word in seen]
    return median(widths) if widths else 0.0


def _close_spaced_letters(words: list[Word]) -> list[Word]:
    """The words with spaced titles (`F A C T U R E`) joined: five or more single letters at even gaps."""
    joined: list[Word] = []
    run: list[Word] = []

    def flush() -> None:
        if len(run) >= 5:
            first, last = run[0], run[-1]
            text = "".join(word.text for word in run)
            joined.append(Word(text, first.page, first.x0, first.y0, last.x1, last.y1, first.size, first.confidence))
        else:
            joined.extend(run)
        run.clear()

    for word in words:
        single = len(word.text) == 1 and word.text.isalpha()
        if run and (not single or word.x0 - run[-1].x1 > 1.2 * word.height):
            flush()
        if single:
            run.append(word)
        else:
            joined.append(word)
    flush()
    return joined
