"""The faces that papers are set in: those every PDF reader has, and some that travel inside the file.

Embedded faces come from two packages (reportlab brings Vera, pymupdf-fonts the free families); they are loaded when a
layout first asks for them, because most documents need only the built-in ones.
"""

import io
from functools import cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Faces(NamedTuple):
    """The names under which the PDF library knows a family."""

    regular: str
    bold: str
    italic: str


_BUILT_IN: dict[str, Faces] = {
    "Helvetica": Faces("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": Faces("Times-Roman", "Times-Bold", "Times-Italic"),
    "Courier": Faces("Courier", "Courier-Bold", "Courier-Oblique"),
}
_VERA = Faces("Vera", "VeraBd", "VeraIt")
# codes of pymupdf-fonts: regular, bold, italic
_TRAVELLING: dict[str, Faces] = {
    "Noto": Faces("notos", "notosbo", "notosit"),
    "Fira": Faces("figo", "figbo", "figit"),
    "UbuntuMono": Faces("ubuntm", "ubuntmbo", "ubuntmit"),
    "Ubuntu": Faces("ubuntu", "ubuntubo", "ubuntuit"),
    "SpaceMono": Faces("spacemo", "spacembo", "spacemit"),
    "Cascadia": Faces("cascadia", "cascadiab", "cascadiai"),
}
WIDE = frozenset(("Courier", "Vera", "UbuntuMono", "SpaceMono", "Cascadia"))
"""Families that need more room than Helvetica for the same words."""


@cache
def faces(family: str) -> Faces:
    """The faces of a family, registered with the PDF library."""
    if family in _BUILT_IN:
        return _BUILT_IN[family]
    if family == "Vera":
        for name in _VERA:
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        return _VERA
    found = _TRAVELLING[family]
    for code in dict.fromkeys(found):
        pdfmetrics.registerFont(TTFont(code, io.BytesIO(_buffer(code))))
    return found


def _buffer(code: str) -> bytes:
    import pymupdf_fonts  # unpacks large tables: only for layouts that are set in one of its faces

    buffers: Any = pymupdf_fonts
    content: bytes = buffers.myfont(code)
    return content
