"""Cutting papers out of the picture that shows several, each into a picture of its own."""

import io

import numpy as np
from PIL import Image

from contracts.fields import Box, DocumentRegion
from services.ocr_extract.files.mupdf import BrokenFile
from services.ocr_extract.files.pdf import open_pdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Picture
from services.ocr_extract.ocr.recognise import draw
from services.ocr_extract.outcome import CannotRead, Cut, Outcome

LEAST_DOTS = 32
QUALITY = 92


def cut_papers(data: bytes, papers: tuple[DocumentRegion, ...], limits: Limits) -> Cut | Outcome:
    """The papers of a PDF as JPEG files, in their order; an Outcome says why not. The same PDF gives the same bytes."""
    try:
        document = open_pdf(data, limits)
        pictures = []
        for paper in papers:
            if not 1 <= paper.page <= document.page_count:
                raise CannotRead("no_such_page", page=paper.page, pages=document.page_count)
            try:
                drawn, dpi = draw(document[paper.page - 1])
            except (RuntimeError, ValueError, BrokenFile) as error:
                raise CannotRead("damaged", page=paper.page) from error
            pictures.append(cut_out(drawn, paper.box, dpi))
        return Cut(tuple(pictures))
    except CannotRead as reason:
        return Outcome(reason.unreadable)


def cut_out(drawn: Picture, box: Box, dpi: float) -> bytes:
    """The part of a page's picture inside a box (points) as a JPEG that knows its size on paper."""
    dots = dpi / 72
    height, width = drawn.shape[:2]
    left, right = (min(max(0, round(at * dots)), width) for at in (box.x0, box.x1))
    top, bottom = (min(max(0, round(at * dots)), height) for at in (box.y0, box.y1))
    if min(right - left, bottom - top) < LEAST_DOTS:
        raise CannotRead("damaged")
    buffer = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(drawn[top:bottom, left:right]))
    picture.save(buffer, "JPEG", quality=QUALITY, subsampling=0, dpi=(round(dpi), round(dpi)))
    return buffer.getvalue()
