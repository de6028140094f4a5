"""The types of file that are accepted, each with its media type, its ending and the word that a user knows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

HEAD_BYTES: Final = 1024
"""The number of first bytes that decide the type of a file."""


class FileType(StrEnum):
    """A type of file that can be read; `UNKNOWN` is every other file."""

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
        """Whether it holds pixels and no text."""
        return self.media_type.startswith("image/")

    @property
    def is_accepted(self) -> bool:
        """Whether it is one of the types that are read."""
        return self is not FileType.UNKNOWN

    @property
    def media_type(self) -> str:
        """The IANA media type; `application/octet-stream` (RFC 2046 4.5.1) for an unknown file."""
        return _FACTS[self].media_type

    @property
    def extension(self) -> str:
        """The usual ending of the file name, with its dot; empty for an unknown file."""
        return _FACTS[self].extension

    @property
    def word(self) -> str:
        """What a user calls it, the same in every language; `?` for an unknown file."""
        return _FACTS[self].word


@dataclass(frozen=True)
class _Facts:
    media_type: str
    extension: str
    word: str


_FACTS: Final = {
    FileType.PDF: _Facts("application/pdf", ".pdf", "PDF"),
    FileType.XML: _Facts("application/xml", ".xml", "XML (UBL, CII)"),
    FileType.PNG: _Facts("image/png", ".png", "PNG"),
    FileType.JPEG: _Facts("image/jpeg", ".jpg", "JPEG"),
    FileType.GIF: _Facts("image/gif", ".gif", "GIF"),
    FileType.BMP: _Facts("image/bmp", ".bmp", "BMP"),
    FileType.TIFF: _Facts("image/tiff", ".tif", "TIFF"),
    FileType.HEIC: _Facts("image/heic", ".heic", "HEIC"),
    FileType.UNKNOWN: _Facts("application/octet-stream", "", "?"),
}


def accepted_words(*but: FileType) -> str:
    """The accepted types as a user reads them, without those in `but`: `PDF, XML (UBL, CII), PNG, ...`."""
    return ", ".join(type_.word for type_ in FileType if type_.is_accepted and type_ not in but)
