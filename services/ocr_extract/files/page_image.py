"""Renders a page as an image, for the screen that shows a document with the boxes of its fields."""

from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.files.mupdf import BrokenFile, pymupdf
from services.ocr_extract.files.pdf import open_pdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Drawn, Outcome, Unreadable

SHOWN_DPI = 144
"""Two pixels per point, so a coordinate in points is doubled to get the pixel."""


def draw_page(data: bytes, number: int, limits: Limits) -> Drawn | Outcome:
    """Page `number` (from 1) of a PDF as a PNG; an Outcome says why not."""
    try:
        document = open_pdf(data, limits)
        if not 1 <= number <= document.page_count:
            raise Refusal(ReadingReason.NO_SUCH_PAGE, page=number, pages=document.page_count)
        try:
            pixels = document[number - 1].get_pixmap(dpi=SHOWN_DPI, colorspace=pymupdf.csRGB, alpha=False)
        except (RuntimeError, ValueError, BrokenFile) as error:
            raise Refusal(ReadingReason.DAMAGED, page=number) from error
        return Drawn(pixels.tobytes("png"))
    except Refusal as refusal:
        return Outcome(Unreadable.of(refusal))
