"""Cuts the documents out of an image that shows several, each into an image of its own."""

import io

import numpy as np
import PIL.Image

from contracts.fields import Box, DocumentRegion
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.files.mupdf import BrokenFile
from services.ocr_extract.files.pdf import open_pdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Image
from services.ocr_extract.ocr.recognise import draw
from services.ocr_extract.outcome import Cut, Outcome, Unreadable

LEAST_PIXELS = 32
QUALITY = 92


def cut_regions(data: bytes, regions: tuple[DocumentRegion, ...], limits: Limits) -> Cut | Outcome:
    """The regions of a PDF as JPEG files, in the given order; an Outcome says why not.

    The same PDF gives the same bytes.
    """
    try:
        document = open_pdf(data, limits)
        images = []
        for region in regions:
            if not 1 <= region.page <= document.page_count:
                raise Refusal(ReadingReason.NO_SUCH_PAGE, page=region.page, pages=document.page_count)
            try:
                drawn, dpi = draw(document[region.page - 1])
            except (RuntimeError, ValueError, BrokenFile) as error:
                raise Refusal(ReadingReason.DAMAGED, page=region.page) from error
            images.append(cut_out(drawn, region.box, dpi))
        return Cut(tuple(images))
    except Refusal as refusal:
        return Outcome(Unreadable.of(refusal))


def cut_out(drawn: Image, box: Box, dpi: float) -> bytes:
    """The part of a page's image inside a box (points), as a JPEG with its resolution. Raises Refusal: `damaged`."""
    pixels = dpi / 72
    height, width = drawn.shape[:2]
    left, right = (min(max(0, round(at * pixels)), width) for at in (box.x0, box.x1))
    top, bottom = (min(max(0, round(at * pixels)), height) for at in (box.y0, box.y1))
    if min(right - left, bottom - top) < LEAST_PIXELS:
        raise Refusal(ReadingReason.DAMAGED)
    buffer = io.BytesIO()
    image = PIL.Image.fromarray(np.ascontiguousarray(drawn[top:bottom, left:right]))
    image.save(buffer, "JPEG", quality=QUALITY, subsampling=0, dpi=(round(dpi), round(dpi)))
    return buffer.getvalue()
