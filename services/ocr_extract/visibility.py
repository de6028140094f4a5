"""Can a word of the text layer be seen? Text that is white on white or under a picture is there to deceive machines."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from services.ocr_extract.domain.page import Word
from services.ocr_extract.engines import Grey
from services.ocr_extract.mupdf import pymupdf

DPI = 72
LEAST_CONTRAST = 24
"""Grey levels (of 255) between the lightest and the darkest dot inside a word's box."""


@dataclass(frozen=True)
class Visibility:
    """A page drawn small and grey, to look up whether anything stands at a place."""

    width: int
    height: int
    scale: float
    dots: bytes

    @classmethod
    def of(cls, contents: Any, width: float, height: float) -> "Visibility":
        """Draw a page of this size (points) as people see it, from its display list."""
        scale = min(1.0, 2000 / max(width, height, 1.0))
        picture = contents.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0)
        return cls(picture.width, picture.height, scale, bytes(picture.samples_mv))

    @property
    def grey(self) -> Grey:
        return np.frombuffer(self.dots, np.uint8).reshape(self.height, self.width)

    def shows(self, word: Word) -> bool:
        """Is there ink of another shade than the ground inside the word's box?"""
        scale = self.scale
        left, right = max(0, round(word.x0 * scale)), min(self.width, round((word.x1 + 1) * scale))
        top, bottom = max(0, round(word.y0 * scale)), min(self.height, round((word.y1 + 1) * scale))
        if right <= left or bottom <= top:
            return False
        middle = (top + bottom) // 2  # letters are crossed here: one row is nearly always enough
        if self._contrast(left, right, (middle,)) >= LEAST_CONTRAST:
            return True
        return self._contrast(left, right, range(top, bottom)) >= LEAST_CONTRAST

    def _contrast(self, left: int, right: int, rows: range | tuple[int, ...]) -> int:
        stripes = [self.dots[row * self.width + left : row * self.width + right] for row in rows]
        return max(map(max, stripes)) - min(map(min, stripes))
