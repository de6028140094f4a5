"""What a file is, by its first bytes; neither its name nor what the sender called it counts."""

from enum import StrEnum

_HEAD = 1024
_SPACE = b" \t\r\n"


class Media(StrEnum):
    """The kinds of file that reading tells apart."""

    PDF = "pdf"
    XML = "xml"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    HEIC = "heic"
    UNKNOWN = "unknown"

    @property
    def is_image(self) -> bool:
        return self in (Media.PNG, Media.JPEG, Media.GIF, Media.BMP, Media.TIFF, Media.HEIC)


_MARKS = (
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"\xff\xd8\xff", Media.JPEG),
    (b"GIF87a", Media.GIF),
    (b"GIF89a", Media.GIF),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
)
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"heim", b"heis")
_OTHERS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
)


def sniff(data: bytes) -> Media:
    """The kind of file. A PDF may start with up to a kilobyte of rubbish, unless the rubbish is another format."""
    head = data[:_HEAD]
    for mark, media in _MARKS:
        if head.startswith(mark):
            return media
    if head.startswith(b"BM") and len(data) > 26 and int.from_bytes(data[2:6], "little") in range(26, len(data) + 64):
        return Media.BMP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Media.HEIC
    if _is_xml(head):
        return Media.XML
    if any(head.startswith(mark) for mark, _ in _OTHERS):
        return Media.UNKNOWN
    return Media.PDF if b"%PDF-" in head else Media.UNKNOWN


def name_of(data: bytes) -> str:
    """What an unsupported file seems to be, for the message to its owner."""
    if data.startswith(b"PK\x03\x04"):
        for mark, name in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"opendocument.text", "odt")):
            if mark in data[:65536]:
                return name
    if data[4:8] == b"ftyp" and data[8:12] in (b"msf1", b"hevc", b"avif"):
        return data[8:12].decode()
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:_HEAD].lstrip(_SPACE).lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return next((name for mark, name in _OTHERS if data.startswith(mark)), "unknown")


def _is_xml(head: bytes) -> bool:
    for encoding, bom in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        if head.startswith(bom):
            text = head[2:].decode(encoding, errors="ignore").lstrip()
            return text.startswith("<") and not _is_html(text)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE).decode("latin-1")
    return text.startswith(("<?xml", "<")) and len(text) > 1 and not _is_html(text)


def _is_html(text: str) -> bool:
    return text[:15].lower().startswith(("<!doctype html", "<html"))
