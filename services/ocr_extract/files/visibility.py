"""Finds out whether the words of a text layer can be seen. Text in white on white, or under an image, deceives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.ocr.engines import Grey

Places = NDArray[np.intp]
LEAST_CONTRAST = 24
"""The least difference in grey levels (of 255) between the pixels inside the box of a visible word."""


@dataclass(frozen=True)
class Visibility:
    """A page rendered small and grey, to look up whether anything is drawn at a place."""

    grey: Grey
    scale: float

    @classmethod
    def of(cls, contents: Any, width: float, height: float) -> "Visibility":
        """Render a page of this size (points) from its display list."""
        scale = min(1.0, 2000 / max(width, height, 1.0))
        image = contents.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0)
        pixels = np.frombuffer(image.samples_mv, np.uint8).reshape(image.height, image.width)
        return cls(pixels.copy(), scale)

    @property
    def width(self) -> int:
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        return int(self.grey.shape[0])

    def shows(self, words: Sequence[Word]) -> list[bool]:
        """For each word, whether its box contains ink in another shade than the background."""
        if not words:
            return []
        boxes = self.scale * np.nan_to_num([(word.x0, word.x1 + 1, word.y0, word.y1 + 1) for word in words])
        limits = (self.width, self.width, self.height, self.height)
        left, right, top, bottom = np.clip(np.rint(boxes), 0, limits).astype(np.intp).T
        on_page = (right > left) & (bottom > top)
        seen = on_page.copy()
        # The row of pixels at half height crosses the letters, so it is nearly always enough.
        seen[on_page] = (
            self._contrast_along(((top + bottom) // 2)[on_page], left[on_page], right[on_page]) >= LEAST_CONTRAST
        )
        for index in np.flatnonzero(on_page & ~seen):
            box = self.grey[top[index] : bottom[index], left[index] : right[index]]
            seen[index] = int(box.max()) - int(box.min()) >= LEAST_CONTRAST
        return [bool(sees) for sees in seen]

    def _contrast_along(self, row: Places, left: Places, right: Places) -> Places:
        """The difference in grey levels between the lightest and the darkest pixel of each stretch of a row."""
        if not len(row):
            return row
        lengths = right - left
        firsts = np.cumsum(lengths) - lengths
        pixels = self.grey.reshape(-1)[np.repeat(row * self.width + left - firsts, lengths) + np.arange(lengths.sum())]
        return np.maximum.reduceat(pixels, firsts).astype(np.intp) - np.minimum.reduceat(pixels, firsts)
