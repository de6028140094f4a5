"""A file inside an invoice: base64 decoded as it arrives, and checked for the media type that it states."""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

Store = Callable[[int], BinaryIO]
"""Given the number of the embedded file (from one): the file object for its bytes."""

ALLOWED_MEDIA_TYPES = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
"""What EN 16931 allows (BR-CL-24), with the usual extension of the file name."""

_MAGIC = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK\x03\x04",
    "application/vnd.oasis.opendocument.spreadsheet": b"PK\x03\x04",
}
_HEAD = 1024
"""A PDF may start with a little rubbish: readers look for its mark in the first kilobyte."""


def in_memory(_number: int) -> BinaryIO:
    """Keep the file in memory, the right choice for invoices of ordinary size."""
    return BytesIO()


def looks_like(media_type: str, head: bytes) -> bool:
    """Whether the first bytes fit the media type; a table of values has no mark, but it has no zero bytes either."""
    if media_type == "text/csv":
        return b"\x00" not in head
    mark = _MAGIC.get(media_type)
    if mark is None:
        return True
    return mark in head[:_HEAD] if media_type == "application/pdf" else head.startswith(mark)


def media_type_of(content: bytes) -> str | None:
    """The media type that a file shows by its first bytes, where they decide it."""
    for media_type in ("application/pdf", "image/png", "image/jpeg"):
        if looks_like(media_type, content[:_HEAD]):
            return media_type
    return None


def base64_size(size: int) -> int:
    """Characters that so many bytes take in the XML: four for each started group of three."""
    return (size + 2) // 3 * 4


class EmbeddedFile:
    """Takes base64 text in pieces of any size and writes the bytes; white space inside is allowed."""

    __slots__ = ("_digest", "_ended", "_rest", "_target", "head", "problem", "size")

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._rest = ""
        self._ended = False
        self._digest = None if isinstance(target, BytesIO) else hashlib.sha256()
        self.head = b""
        self.size = 0
        self.problem: str | None = None

    def feed(self, text: str) -> None:
        """The next piece; after the first fault the rest is skipped, and ``problem`` says what it was."""
        if self.problem is not None:
            return
        clean = self._rest + "".join(text.split())
        whole = len(clean) - len(clean) % 4
        self._rest = ""
        if whole != len(clean):
            clean, self._rest = clean[:whole], clean[whole:]
        if not whole:
            return
        if self._ended:
            self.problem = "text after the end of the base64"
            return
        self._ended = clean[whole - 1] == "="
        try:
            data = binascii.a2b_base64(clean, strict_mode=True)
        except ValueError as problem:
            self.problem = f"not base64: {problem}"
            return
        if len(self.head) < _HEAD:
            self.head += data[: _HEAD - len(self.head)]
        self.size += len(data)
        if self._digest is not None:
            self._digest.update(data)
        self._target.write(data)

    def finish(self) -> None:
        """No more text comes."""
        if self._rest and self.problem is None:
            self.problem = "the base64 is cut off"

    @property
    def content(self) -> bytes | None:
        """The bytes, when they were kept in memory and are whole."""
        if self.problem is not None or not isinstance(self._target, BytesIO):
            return None
        return self._target.getvalue()

    @property
    def sha256(self) -> str | None:
        """The hash of a file that was streamed elsewhere."""
        return self._digest.hexdigest() if self._digest is not None and self.problem is None else None
