"""Files that are two things at once: a document for what reads them here, something else for another program.

Refused by their name is what no scanner, printer, mail program or accounting package makes: a program, an archive, a
web page or a script that is also a PDF, an image or an invoice. A PDF with anything else before its beginning or behind
its end is read, because web servers and printers do add lines; but only its pages are passed on.
"""

import re
from typing import Final

_MARK: Final = re.compile(rb"%PDF-\d")
_BLANK: Final = b"\0\t\n\f\r \x1a"
_BYTE_ORDER: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PRINTER: Final = (b"\x1b%-12345X", b"@PJL")
"""How a job for a printer begins, which some drivers save together with the document."""

_PLACED: Final = (
    (257, b"ustar", "tar"),
    (0x8001, b"CD001", "iso"),
    (0x8801, b"CD001", "iso"),
    (0x9001, b"CD001", "iso"),
    (128, b"DICM", "dicom"),
)
"""Formats whose mark stands so far behind the beginning that another file has room before it."""

_BEGINNINGS: Final = (
    (
        re.compile(
            rb"\s*(?:MIME-Version|Content-Type:\s*(?:multipart|message)|Content-Location|"
            rb"(?:From|To|Subject|Date|Received|Return-Path)[: ])",
            re.IGNORECASE,
        ),
        "mht",
    ),
    (re.compile(rb"\s*%!PS"), "ps"),
    (re.compile(rb"\s*(?:#!|@echo\b|rem\b|\$\w+\s*=)", re.IGNORECASE), "script"),
    (re.compile(rb"[^<]*<\s*(?:[a-z]+:)?svg\b", re.IGNORECASE), "svg"),
    (re.compile(rb"[^<]*<[a-z!?/%]", re.IGNORECASE), "html"),
    (
        re.compile(
            rb"\s*(?:/[*/]|[`'\"(\[{!;]|[\w$][\w$.]*\s*[=(:+,?]|"
            rb"(?:var|let|const|function|class|import|export|throw|return|if|for|while|do|try|new|void|typeof|async)\b)"
        ),
        "script",
    ),
)
"""What stands before the mark of a PDF when the file is also something that a program or a browser runs."""

_ZIP_TAIL: Final = 22 + 0xFFFF
"""The end record of a ZIP archive and the longest comment behind it (APPNOTE 4.3.16)."""
_NEAR: Final = 600
"""So many bytes before a stream hold its dictionary."""

_BEFORE_ROOT: Final = re.compile(rb"\s*+(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*+", re.DOTALL)
_MOST_ENDS, _GAP = 1000, 4096
"""So often a PDF may have been added to, and so many blanks and comments may stand before what was added."""
_GOES_ON: Final = re.compile(
    rb"(?:%[^\r\n]*[\r\n]+|[\0\t\n\f\r \x1a])*+(?:\d+\s+\d+\s+obj\b|xref\b|startxref\b|trailer\b|endstream\b)"
)
_REST: Final = re.compile(rb"(?:%[\t -~]*(?:[\r\n]|\Z)|[\0\t\n\f\r \x1a])*+")
_INSIDE: Final = re.compile(
    rb"<(?:html|head|body|script|iframe|svg|hta:application)[\s>/]|mime-version:|content-location:|content-type:\s*multipart",
    re.IGNORECASE,
)


def second_type(data: bytes, *, is_pdf: bool, is_image: bool) -> str | None:
    """The name of what an accepted file also is and must not be (`zip`, `html`, `iso`); None for an honest file."""
    for place, mark, name in _PLACED:
        if data.startswith(mark, place):
            return name
    if is_pdf:
        return _before_pdf(_head(data))
    if is_image:
        if _MARK.search(data, 0, 1024):
            return "pdf"
        return None if _start_of_zip(data) is None else "zip"
    return "pdf" if (start := _BEFORE_ROOT.match(data[:1024])) and _MARK.search(start[0]) else None


def has_foreign_parts(pdf: bytes) -> bool:
    """Whether a PDF holds bytes before its beginning, behind or between its ends, or another format inside."""
    before = _without_byte_order(_head(pdf)).strip(_BLANK)
    if before or _is_zip(pdf) or _INSIDE.search(pdf):
        return True
    ends = [found.end() for found in re.finditer(rb"%%EOF", pdf)]
    if not ends:
        return False
    last = ends.pop()
    if len(ends) > _MOST_ENDS:
        return True
    return any(_GOES_ON.match(pdf, end, end + _GAP) is None for end in ends) or _REST.fullmatch(pdf, last) is None


def _start_of_zip(data: bytes) -> int | None:
    """Where the archive begins that programs for ZIP find: they look for its end record in the end of a file."""
    least = max(0, len(data) - _ZIP_TAIL)
    place = data.rfind(b"PK\x05\x06", least)
    while place >= 0:
        size, offset = (int.from_bytes(data[place + at : place + at + 4], "little") for at in (12, 16))
        directory = place - size
        if data.startswith(b"PK\x06\x07", max(0, place - 20)):
            return max(0, data.find(b"PK\x03\x04"))
        if 0 < size <= place and data.startswith(b"PK\x01\x02", directory):
            return max(0, directory - offset)
        place = data.rfind(b"PK\x05\x06", least, place)
    return None


def _is_zip(pdf: bytes) -> bool:
    """Whether a PDF is an archive too. An attached spreadsheet is one, in a stream that says that it is attached."""
    start = _start_of_zip(pdf)
    return start is not None and b"/EmbeddedFile" not in pdf[max(0, start - _NEAR) : start]


def _head(data: bytes) -> bytes:
    """What stands before the mark of a PDF."""
    found = data.find(b"%PDF-", 0, 1024)
    return data[: max(found, 0)]


def _without_byte_order(head: bytes) -> bytes:
    return next((head[len(mark) :] for mark in _BYTE_ORDER if head.startswith(mark)), head)


def _before_pdf(head: bytes) -> str | None:
    text = _without_byte_order(head).lstrip(_BLANK)
    if not text or text.startswith(_PRINTER):
        return None
    return next((name for pattern, name in _BEGINNINGS if pattern.match(text)), None)
