"""The type of a file by its first bytes.

The order matters: marks at the start of the file decide first, then XML, and a PDF comes last, because its mark may
stand anywhere in the first kilobyte (ISO 32000-1 annex H, note 13) and so also in the text of another file.
"""

import re
from typing import Final

from libs.files.file_type import HEAD_BYTES, FileType
from libs.files.two_things import second_type

_MARKS: Final = (
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"GIF87a", FileType.GIF),
    (b"GIF89a", FileType.GIF),
    (b"II*\x00", FileType.TIFF),
    (b"MM\x00*", FileType.TIFF),
)
_OTHERS: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\xca\xfe\xba\xbe", "exe"),
    (b"\xcf\xfa\xed\xfe", "exe"),
    (b"\xce\xfa\xed\xfe", "exe"),
    (b"\0asm", "exe"),
    (b"dex\n", "exe"),
    (b"L\0\0\0\x01\x14\x02\0", "lnk"),
    (b"#!", "script"),
    (b"FWS", "swf"),
    (b"CWS", "swf"),
    (b"ZWS", "swf"),
    (b"MSCF", "cab"),
    (b"ITSF", "chm"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"!<arch>", "ar"),
    (b"RIFF", "riff"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"%!PS", "ps"),
    (b"SQLite format 3\0", "sqlite"),
)
"""Files that are never read, with the name that their sender sees."""

_INSIDE_ZIP: Final = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"opendocument.text", "odt"))
_ZIP_BYTES: Final = 65536
_HEIC_BRANDS: Final = frozenset((b"heic", b"heix", b"heim", b"heis"))
_ANY_IMAGE: Final = b"mif1"
"""Names the structure of the file and not the coding of its image, which the compatible brands name."""
_OTHER_BRANDS: Final = (b"avif", b"avis", b"hevc", b"msf1")
"""Brands (ISO 23008-12) of AV1 images and of sequences of images: the HEIC decoder opens none of them."""

_BMP_HEADER_BYTES: Final = frozenset((12, 40, 52, 56, 64, 108, 124))
"""The sizes of the second header. The size of the file in the first one is 0 in many files, so it proves nothing."""

_ENCODINGS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_XML: Final = re.compile(r"\s*<(\?xml|!--|!DOCTYPE|[^\W\d]|:)")
_BEFORE_ROOT: Final = r"\s*(?:<\?[^>]*>\s*)*+(?:<!--(?>.*?-->)\s*)*+"
_TAGS: Final = "head|body|p|div|span|script|style|meta|iframe|img|br|hr|h[1-6]|ul|ol|pre|center|font"
"""Elements with which a web page may begin that leaves out its root element. None is the root of an invoice."""
_HTML: Final = re.compile(
    rf"{_BEFORE_ROOT}<(?:!doctype\s+html|(?:[\w.-]+:)?html|{_TAGS})(?![\w.:-])", re.IGNORECASE | re.DOTALL
)
"""HTML by its document type or its first element; an element or a note further inside does not make it HTML."""
_SVG: Final = re.compile(rf"{_BEFORE_ROOT}<(?:!doctype\s+|(?:[\w.-]+:)?)svg(?![\w.:-])", re.IGNORECASE | re.DOTALL)


def sniff(data: bytes) -> FileType:
    """The type of a file that starts with `data`, by its first kilobyte (`HEAD_BYTES`).

    A file that is a second thing besides is of no type, as far as `data` shows it.
    """
    found = _first_type(data[:HEAD_BYTES])
    return FileType.UNKNOWN if _second_type(data, found) else found


def _second_type(data: bytes, found: FileType) -> str | None:
    if not found.is_accepted:
        return None
    return second_type(data, is_pdf=found is FileType.PDF, is_image=found.is_image)


def _first_type(head: bytes) -> FileType:
    for mark, type_ in _MARKS:
        if head.startswith(mark):
            return type_
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADER_BYTES:
        return FileType.BMP
    if head[4:8] == b"ftyp":
        return FileType.HEIC if _is_heic(head) else FileType.UNKNOWN
    text = _text(head)
    if _XML.match(text) and not _HTML.match(text) and not _SVG.match(text):
        return FileType.XML
    if any(head.startswith(mark) for mark, _ in _OTHERS):
        return FileType.UNKNOWN
    return FileType.PDF if b"%PDF-" in head else FileType.UNKNOWN


def name_of(data: bytes) -> str:
    """What a file that is not accepted seems to be (`docx`, `avif`, `html`, `svg`), for its sender; else `unknown`."""
    if second := _second_type(data, _first_type(data[:HEAD_BYTES])):
        return second
    if data.startswith(b"PK\x03\x04"):
        for mark, name in _INSIDE_ZIP:
            if mark in data[:_ZIP_BYTES]:
                return name
    if data[4:8] == b"ftyp":
        brands = _brands(data[:HEAD_BYTES])
        return next((brand.decode("ascii") for brand in _OTHER_BRANDS if brand in brands), "unknown")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    text = _text(data[:HEAD_BYTES])
    for pattern, name in ((_HTML, "html"), (_SVG, "svg")):
        if pattern.match(text):
            return name
    return next((name for mark, name in _OTHERS if data.startswith(mark)), "unknown")


def _is_heic(head: bytes) -> bool:
    """Whether the major brand is one of HEIC, or names no coding and no compatible brand is of AV1."""
    major, *compatible = _brands(head)
    if major == _ANY_IMAGE:
        return bool(_HEIC_BRANDS.intersection(compatible)) or not {b"avif", b"avis"}.intersection(compatible)
    return major in _HEIC_BRANDS


def _brands(head: bytes) -> list[bytes]:
    """The major brand of the first box (ISO 14496-12 4.3), then the compatible ones."""
    size = int.from_bytes(head[:4], "big")
    return [head[8:12], *(head[place : place + 4] for place in range(16, min(size, len(head)) - 3, 4))]


def _text(head: bytes) -> str:
    encoding = next((encoding for mark, encoding in _ENCODINGS if head.startswith(mark)), "latin-1")
    return head.decode(encoding, errors="ignore")
