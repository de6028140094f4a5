"""A value that was recognised by its form; its role is not known yet."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from contracts.fields import Box, Origin, Read
from services.ocr_extract.domain.layout.page import Line

Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    """`value` as read from the characters `start` to `end` of `line`."""

    value: Value
    line: Line
    start: int
    end: int

    @property
    def page(self) -> int:
        return self.line.page

    @cached_property
    def box(self) -> Box:
        return self.line.box_between(self.start, self.end)

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @cached_property
    def is_seen(self) -> bool:
        """Whether an engine read it from an image."""
        return any(word.origin == Origin.OCR for word in self.line.words_between(self.start, self.end))

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.line.words_between(self.start, self.end))

    @property
    def place(self) -> tuple[int, int, int]:
        """Identifies the characters: line of the document, first and last position."""
        return (self.line.index, self.start, self.end)

    def overlaps(self, other: "Found[Any]") -> bool:
        return self.line.index == other.line.index and self.start < other.end and other.start < self.end

    def read(self, confidence: float, *, sure: bool = False) -> Read[Value]:
        """This value as a field. The engine's doubt about the characters lowers the confidence, unless it is proved."""
        words = self.line.words_between(self.start, self.end)
        seen = min(word.confidence for word in words)
        origin = Origin.OCR if any(word.origin == Origin.OCR for word in words) else Origin.TEXT
        certainty = confidence if sure else confidence * seen
        return Read(
            value=self.value, confidence=round(certainty, 3), origin=origin, sure=sure, page=self.page, box=self.box
        )
