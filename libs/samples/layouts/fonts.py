"""The fonts of the documents: those that every PDF reader has, and some that are embedded in the file.

Embedded fonts come from two packages (Vera from reportlab, the other free families from pymupdf-fonts). They are loaded
when a layout first needs them, because most documents use only the built-in fonts.
"""

import io
from functools import cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Faces(NamedTuple):
    """The names of a font family in the PDF library."""

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
"""Families that are wider than Helvetica."""


@cache
def faces(family: str) -> Faces:
    """Returns the faces of a family, after registering them with the PDF library."""
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
    import pymupdf_fonts  # a slow import (large tables): only for layouts that use one of its fonts

    buffers: Any = pymupdf_fonts
    content: bytes = buffers.myfont(code)
    return content
