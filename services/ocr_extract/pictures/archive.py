"""The PDF for the archive: the pages as they were filed, upright, with the recognised words invisibly over them.

One can search in it and copy from it; it looks like what came in. Scripts, forms and attached files of a PDF stay in
the original. The same file gives the same bytes.
"""

from collections.abc import Mapping
from typing import Any

from services.ocr_extract.domain.page import around
from services.ocr_extract.mupdf import Document, Page, pymupdf
from services.ocr_extract.recognising import Recognised

INVISIBLE = 3
FONT = "recognised"


def searchable(document: Document, recognised: Mapping[int, Recognised]) -> bytes:
    """A PDF of all pages; those in `recognised` (by number from 1) are turned upright and get their words."""
    archive: Any = pymupdf.open()
    archive.insert_pdf(document, links=False, widgets=False)
    font = pymupdf.Font("helv")
    for number, found in recognised.items():
        page = archive[number - 1]
        page.set_rotation((page.rotation + 90 * found.turned) % 360)
        _write(page, found, font)
    return written(archive)


def written(document: Document) -> bytes:
    """A PDF of ours: no dates and no random numbers, so that the same pages give the same bytes."""
    document.set_metadata({})
    data: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    return data


def _write(page: Page, found: Recognised, font: Any) -> None:
    page.insert_font(fontname=FONT, fontbuffer=font.buffer)
    shape = page.new_shape()
    for word in found.words:
        box = found.place(around((word,)))
        size = (box.x1 - box.x0) / max(font.text_length(word.text, fontsize=1), 0.01)
        foot = pymupdf.Point(box.x0, box.y1 - 0.25 * (box.y1 - box.y0)) * page.derotation_matrix
        shape.insert_text(foot, word.text, fontsize=size, fontname=FONT, render_mode=INVISIBLE, rotate=page.rotation)
    shape.commit()
