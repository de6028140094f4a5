"""The seam for reading pictures of pages: an engine takes a page image and gives words with places.

No engine is registered yet: a scan or a photo ends as `needs_ocr`. An engine gets upright pages and answers in the same
unit as a text layer (points from the top left corner), so that nothing after it knows where the words came from.
"""

from dataclasses import dataclass
from typing import Protocol

from services.ocr_extract.domain.page import Word


@dataclass(frozen=True)
class PageImage:
    """One page as a PNG. `width` and `height` are the page's size in points; `dpi` says how large the picture is."""

    number: int
    png: bytes
    dpi: int
    width: float
    height: float


class OcrEngine(Protocol):
    """Reads one page. Words carry `origin=Origin.OCR` and the engine's own confidence from 0 to 1."""

    name: str

    def read(self, page: PageImage) -> tuple[Word, ...]: ...
