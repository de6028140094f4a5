"""The PDF for the archive: the pages as they were received, upright, with the recognised words invisibly over them.

Its text can be searched and copied. Scripts, forms and attached files of a PDF stay in the original. The same file
gives the same bytes. For an image it complies with PDF/A, which forbids glyphs that the font lacks even where they are
invisible.
"""

from collections.abc import Mapping
from typing import Any

from services.ocr_extract.domain.layout.page import around
from services.ocr_extract.files.mupdf import Document, Page, pymupdf
from services.ocr_extract.ocr.recognise import Recognised

INVISIBLE = 3
FONT = "recognised"


def searchable(document: Document, recognised: Mapping[int, Recognised]) -> bytes:
    """A PDF of all pages; those in `recognised` (by page number from 1) are turned upright and get their words."""
    archive = _pages(document)
    font = pymupdf.Font("helv")
    for number, found in recognised.items():
        page = archive[number - 1]
        page.set_rotation((page.rotation + 90 * found.turned) % 360)
        _write(page, found, font)
    return written(archive)


def pages_only(document: Document) -> bytes:
    """A PDF of how the pages look, without actions and attachments, for a file with active content."""
    return written(_pages(document))


def _pages(document: Document) -> Any:
    """A copy of the visible pages: annotations and filled-in form fields become part of the page."""
    document.bake()
    pages: Any = pymupdf.open()
    pages.insert_pdf(document, links=False, annots=False, widgets=False)
    return pages


def written(document: Document) -> bytes:
    """The bytes of a PDF without dates and random identifiers, so that the same pages give the same bytes."""
    document.set_metadata({})
    data: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    return data


def _write(page: Page, found: Recognised, font: Any) -> None:
    """Add all words in one content stream, each with its own size and direction."""
    page.insert_font(fontname=FONT, fontbuffer=font.buffer)
    to_program = page.derotation_matrix * ~page.transformation_matrix
    along = pymupdf.Point(1, 0) * pymupdf.Matrix(*list(to_program)[:4], 0, 0)
    way = f"{along.x:.0f} {along.y:.0f} {-along.y:.0f} {along.x:.0f}"
    said = [f"q BT {INVISIBLE} Tr"]
    for word in found.words:
        box = found.place(around((word,)))
        size = (box.x1 - box.x0) / max(font.text_length(word.text, fontsize=1), 0.01)
        foot = pymupdf.Point(box.x0, box.y1 - 0.25 * (box.y1 - box.y0)) * to_program
        glyphs = "".join(f"{glyph:04x}" for sign in word.text if (glyph := font.has_glyph(ord(sign))))
        said.append(f"/{FONT} {size:.3f} Tf {way} {foot.x:.3f} {foot.y:.3f} Tm <{glyphs}> Tj")
    _append(page, "\n".join([*said, "ET Q"]).encode())


def _append(page: Page, program: bytes) -> None:
    """Add a content stream to a page, after wrapping the others so that their graphics state does not leak into it."""
    page.wrap_contents()
    document = page.parent
    added = document.get_new_xref()
    document.update_object(added, "<<>>")
    document.update_stream(added, program, new=True)
    parts = " ".join(f"{number} 0 R" for number in [*page.get_contents(), added])
    document.xref_set_key(page.xref, "Contents", f"[{parts}]")
