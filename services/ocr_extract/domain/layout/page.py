"""The words of a document with their places, grouped into pages, lines and cells (runs with ordinary spaces).

Lengths are in points, from the top left corner of the upright page. Pages are numbered from 1.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Protocol, TypeVar

from contracts.fields import Box, Origin
from services.ocr_extract.domain.layout.folding import fold

CELL_GAP = "\t"
"""The separator of cells in the text of a line; labels and values do not cross it unless they allow it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word. `size` is its font size in points; `confidence` is the engine's, or 1 for a text layer."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    confidence: float = 1.0
    origin: Origin = Origin.TEXT

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        return self.y1 - self.y0


class Rereadable(Protocol):
    """A line or cell that caches what was found in it, because many rules look for amounts on the same line."""

    @property
    def known(self) -> dict[Any, Any]: ...


Piece = TypeVar("Piece", bound=Rereadable)
Seen = TypeVar("Seen")


def once(find: Callable[[Piece], Iterator[Seen]]) -> Callable[[Piece], Iterator[Seen]]:
    """Decorates `find` so that it searches each line or cell only once."""

    @wraps(find)
    def found(piece: Piece) -> Iterator[Seen]:
        if find not in piece.known:
            piece.known[find] = tuple(find(piece))
        return iter(piece.known[find])

    return found


@dataclass(frozen=True)
class Line:
    """The words of a line, from left to right, with their text.

    `text` has one space between words and a tab between cells. `folded` is the same in lower case and without accents;
    it has the same length, so positions are the same in both.
    """

    words: tuple[Word, ...]
    text: str
    starts: tuple[int, ...]
    index: int

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def known(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def cells(self) -> "tuple[Cell, ...]":
        """The cells, from left to right."""
        cells, start = [], 0
        for part in self.text.split(CELL_GAP):
            if part:
                cells.append(Cell(self, start, start + len(part)))
            start += len(part) + 1
        return tuple(cells)

    @property
    def page(self) -> int:
        return self.words[0].page

    @cached_property
    def box(self) -> Box:
        return around(self.words)

    @cached_property
    def height(self) -> float:
        return max(word.height for word in self.words)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that contain any of the characters from `start` to `end`."""
        return tuple(word for word, at in self._around(start, end) if at + len(word.text) > start)

    def _around(self, start: int, end: int) -> Iterator[tuple[Word, int]]:
        """The words that may contain characters from `start` to `end`, each with where its first character is."""
        for index in range(max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end)):
            yield self.words[index], self.starts[index]

    def box_between(self, start: int, end: int) -> Box:
        """The box of these characters; a part of a word gets its share of the word's width."""
        x0, y0, x1, y1 = float("inf"), float("inf"), 0.0, float("-inf")
        for word, at in self._around(start, end):
            length = len(word.text)
            if at + length <= start:
                continue
            width = word.x1 - word.x0
            x0 = min(x0, word.x0 + width * max(0, start - at) / length)
            x1 = max(x1, word.x0 + width * min(length, end - at) / length)
            y0, y1 = min(y0, word.y0), max(y1, word.y1)
        return Box(x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))


@dataclass(frozen=True)
class Cell:
    """A run of words with ordinary spacing: a label, a value, a line of an address."""

    line: Line
    start: int
    end: int

    @cached_property
    def known(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @cached_property
    def folded(self) -> str:
        return self.line.folded[self.start : self.end]

    @cached_property
    def box(self) -> Box:
        return self.line.box_between(self.start, self.end)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return self.line.words_between(self.start, self.end)

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)


@dataclass(frozen=True)
class Page:
    """One page with its lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for line in self.lines for cell in cells_of(line))


@dataclass(frozen=True)
class Pages:
    """The pages of a document that have words."""

    pages: tuple[Page, ...] = field(default=())

    def __getitem__(self, number: int) -> Page:
        return next(page for page in self.pages if page.number == number)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.lines)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for page in self.pages for cell in page.cells)

    @cached_property
    def folded(self) -> str:
        """The folded text: one line per row, cells separated by a tab."""
        return "\n".join(line.folded for line in self.lines)

    @cached_property
    def body_size(self) -> float:
        """The most frequent font size, in points."""
        sizes = sorted(word.size for line in self.lines for word in line.words)
        return sizes[len(sizes) // 2] if sizes else 10.0


def cells_of(line: Line) -> tuple[Cell, ...]:
    """The cells of a line from left to right."""
    return line.cells


def around(words: list[Word] | tuple[Word, ...]) -> Box:
    """The smallest box that holds these words."""
    return Box(
        x0=round(min(word.x0 for word in words), 2),
        y0=round(min(word.y0 for word in words), 2),
        x1=round(max(word.x1 for word in words), 2),
        y1=round(max(word.y1 for word in words), 2),
    )
