"""An e-invoice without a PDF as pages of text: PDF/A-2b, its font inside; the same lines give the same bytes."""

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from threading import Lock

import pymupdf_fonts
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from libs.images import to_pdf_a
from libs.ubl_schema import UblError, read
from services.ubl_render.domain.page_text import PageLine, Style, page_text

MISSING = "□"
"""Stands for a letter that the font lacks, and for letters that are written from right to left."""
_WIDTH, _HEIGHT, _SIZE = 595, 842, 9
_LEFT, _TOP, _FOOT = 65, 52, 28
"""Margins in points: 88 letters of this font and size are 464 points, so left and right are the same."""
LINES_PER_PAGE = 60
_REGULAR, _BOLD = "CascadiaMono", "CascadiaMono-Bold"
_STYLES = {Style.TEXT: (_REGULAR, _SIZE, 12), Style.BOLD: (_BOLD, _SIZE, 12), Style.TITLE: (_BOLD, 14, 20)}
"""Font, size and distance to the next line, in points."""


def _registered(name: str, font: bytes) -> frozenset[int]:
    """The characters of a font that reportlab knows by this name from now on."""
    face = TTFont(name, BytesIO(font))
    pdfmetrics.registerFont(face)
    return frozenset(face.face.charToGlyph)


# While the module loads, because reportlab keeps fonts in one table of the process and pages are drawn by threads.
_LETTERS = _registered(_REGULAR, pymupdf_fonts.myfont("cascadia"))
_LETTERS &= _registered(_BOLD, pymupdf_fonts.myfont("cascadiab"))


def drawn(einvoice: bytes, language: str) -> bytes | None:
    """The PDF of an e-invoice whose sender attached none; nothing when it cannot be read."""
    try:
        return draw(page_text(read(einvoice).invoice, language))
    except UblError:
        return None


_FONTS = Lock()
"""Held while a page is drawn: all pages take their glyphs from the same open font, which has one reading position."""


def draw(lines: Sequence[PageLine]) -> bytes:
    """The PDF, A4. A letter that cannot be drawn becomes MISSING."""
    with _FONTS:
        pdf = _draw(lines)
    return to_pdf_a(pdf)


def _draw(lines: Sequence[PageLine]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=True, pageCompression=True, initialFontName=_REGULAR)
    starts = range(0, max(len(lines), 1), LINES_PER_PAGE)
    for number, start in enumerate(starts, start=1):
        _draw_page(canvas, lines[start : start + LINES_PER_PAGE])
        if len(starts) > 1:
            canvas.setFont(_REGULAR, _SIZE)
            canvas.drawRightString(_WIDTH - _LEFT, _FOOT, f"{number}/{len(starts)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_page(canvas: Canvas, lines: Sequence[PageLine]) -> None:
    text = canvas.beginText(_LEFT, _HEIGHT - _TOP)
    for line in lines:
        text.setFont(*_STYLES[line.style])
        text.textLine("".join(letter if _can_draw(letter) else MISSING for letter in line.text))
    canvas.drawText(text)


def _can_draw(letter: str) -> bool:
    return ord(letter) in _LETTERS and unicodedata.bidirectional(letter) not in ("R", "AL")
