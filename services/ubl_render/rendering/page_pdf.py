"""Plain pages of text as a PDF: letters of one width, no fonts inside; the same lines give the same bytes."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from libs.ubl_schema import UblError, read
from services.ubl_render.domain.page_text import page_text

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LEADING = 595, 842, 50, 9, 12
LINES_PER_PAGE = (_HEIGHT - 2 * _MARGIN) // _LEADING


def drawn(einvoice: bytes, language: str) -> bytes | None:
    """The picture of an e-invoice whose sender sent none; nothing when it cannot be read."""
    try:
        return draw(page_text(read(einvoice).invoice, language))
    except UblError:
        return None


def draw(lines: Sequence[str]) -> bytes:
    """The PDF. Letters that the standard fonts lack (WinAnsi) become question marks."""
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Courier,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    for start in range(0, max(len(lines), 1), LINES_PER_PAGE):
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, _WIDTH, _HEIGHT],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(Text=font)),
            Contents=document.make_stream(_content(lines[start : start + LINES_PER_PAGE])),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
    out = BytesIO()
    document.save(out, deterministic_id=True, min_version="1.7")
    return out.getvalue()


def _content(lines: Sequence[str]) -> bytes:
    written = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    return f"BT /Text {_SIZE} Tf {_LEADING} TL {_MARGIN} {_HEIGHT - _MARGIN} Td\n".encode() + written + b"ET\n"


def _escaped(line: str) -> bytes:
    printable = "".join(c if c.isprintable() else " " for c in line)
    raw = printable.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
