"""What a file is, decided by its first bytes: names and declared types lie."""

import re
from typing import Final

PDF, XML = "application/pdf", "application/xml"
ACCEPTED: Final = {
    PDF: "pdf",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/heic": "heic",
    XML: "xml (UBL, CII)",
}
"""Media types that are taken in, with the word that a user knows."""

_MAGIC: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}
_XML_START: Final = re.compile(rb"^\s*<(\?xml|!--|!DOCTYPE|[A-Za-z_])")
_HTML: Final = re.compile(rb"<(!doctype\s+)?html", re.IGNORECASE)
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def media_type(head: bytes) -> str | None:
    """The media type of a file that starts with `head` (1 KiB is enough), or None when it is none of ours."""
    for magic, type_ in _MAGIC:
        if head.startswith(magic):
            return type_
    if b"%PDF-" in head[:1024]:
        return PDF
    if (
        head.startswith(b"BM")
        and len(head) > 26
        and head[14:18] in (b"\x28\0\0\0", b"\x0c\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")
    ):
        return "image/bmp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return XML if _is_xml(head) else None


def _is_xml(head: bytes) -> bool:
    text = head
    for bom in _BOMS:
        if head.startswith(bom):
            text = head[len(bom) :].replace(b"\x00", b"")
    return bool(_XML_START.match(text)) and not _HTML.search(text[:512])


def accepted_words() -> str:
    """The accepted formats as a user reads them."""
    return ", ".join(sorted(ACCEPTED.values()))
