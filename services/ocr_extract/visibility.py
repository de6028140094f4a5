"""Can a word of the text layer be seen? Text that is white on white or under a picture is there to deceive machines."""

from dataclasses import dataclass

from services.ocr_extract.domain.page import Word
from services.ocr_extract.mupdf import Page, pymupdf

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
    def of(cls, page: Page) -> "Visibility":
        """Draw the page as people see it."""
        longest = max(page.rect.width, page.rect.height, 1.0)
        scale = min(1.0, 2000 / longest)
        picture = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False)
        return cls(picture.width, picture.height, scale, bytes(picture.samples))

    def shows(self, word: Word) -> bool:
        """Is there ink of another shade than the ground inside the word's box?"""
        x0, x1 = (max(0, min(self.width, round(x * self.scale))) for x in (word.x0, word.x1 + 1))
        y0, y1 = (max(0, min(self.height, round(y * self.scale))) for y in (word.y0, word.y1 + 1))
        if x1 <= x0 or y1 <= y0:
            return False
        lightest, darkest = 0, 255
        for row in range(y0, y1):
            dots = self.dots[row * self.width + x0 : row * self.width + x1]
            lightest, darkest = max(lightest, max(dots)), min(darkest, min(dots))
        return lightest - darkest >= LEAST_CONTRAST
