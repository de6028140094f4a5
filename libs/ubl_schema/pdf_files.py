"""The XML files inside a PDF: attached to the document, associated with it or with a page, or pinned to a page."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

import pikepdf

from .errors import UnreadablePdf

LARGEST_XML = 20_000_000
"""Bytes of all files inside together, after decompression: the limit that stops a bomb."""
_MOST_FILES = 200
_WRONG_TYPE = (TypeError, ValueError, KeyError, AttributeError, IndexError, pikepdf.PdfError)
"""What pikepdf raises where a foreign PDF has something else than it should."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def xml_files(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each, within the limit of LARGEST_XML. Raises ``UnreadablePdf``."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return list(_unpacked_xml(pdf))
    except pikepdf.PasswordError as problem:
        raise UnreadablePdf("the PDF is protected by a password") from problem
    except pikepdf.PdfError as problem:
        raise UnreadablePdf(f"the PDF cannot be opened: {problem}") from problem


def _unpacked_xml(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    left = LARGEST_XML
    seen: set[tuple[int, int]] = set()
    for name, stream in islice(_streams(pdf), _MOST_FILES):
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        content = _unpacked(stream, left)
        if content is not None and (name.lower().endswith(".xml") or _looks_like_xml(content)):
            left -= len(content)
            yield name, content


def _streams(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every file inside, with its name; what is not as it should be is passed over."""
    for key, attached in pdf.attachments.items():
        yield from _of_specification(attached.obj, str(attached.filename or key))
    for spec in _several(pdf.Root, "/AF"):
        yield from _of_specification(spec, "")
    for page in pdf.pages:
        for spec in _several(page.obj, "/AF"):
            yield from _of_specification(spec, "")
        for annotation in _several(page.obj, "/Annots"):
            yield from _of_specification(_of_annotation(annotation), "")


def _several(holder: pikepdf.Object, key: str) -> list[pikepdf.Object]:
    try:
        found = holder.get(key)
        if found is None:
            return []
        return list(found) if isinstance(found, pikepdf.Array) else [found]
    except _WRONG_TYPE:
        return []


def _of_annotation(annotation: pikepdf.Object) -> pikepdf.Object | None:
    try:
        return annotation.get("/FS") if annotation.get("/Subtype") == pikepdf.Name.FileAttachment else None
    except _WRONG_TYPE:
        return None


def _of_specification(spec: pikepdf.Object | None, name: str) -> Iterator[tuple[str, pikepdf.Object]]:
    """The stream of a file specification, under the name that it states."""
    try:
        if spec is None:
            return
        files = spec.get("/EF")
        stream = None if files is None else files.get("/UF", files.get("/F"))
        if isinstance(stream, pikepdf.Stream):
            yield name or str(spec.get("/UF", spec.get("/F", ""))), stream
    except _WRONG_TYPE:
        return


def _looks_like_xml(content: bytes) -> bool:
    return content.startswith(_MARKS) or content.lstrip()[:1] == b"<"


def _unpacked(stream: pikepdf.Object, most: int) -> bytes | None:
    """The bytes of a stream; None with a filter that no attachment needs, or over the limit."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    content: bytes | None = stream.read_raw_bytes()
    for name in names:
        unpack = _FILTERS.get(name)
        if unpack is None or content is None:
            return None
        try:
            content = unpack(content, most)
        except (zlib.error, ValueError):
            return None
    return content if content is not None and len(content) <= most else None


def _inflated(packed: bytes, most: int) -> bytes:
    return zlib.decompressobj().decompress(packed, most + 1)


def _from_hex(packed: bytes, _most: int) -> bytes:
    digits = b"".join(packed.partition(b">")[0].split())
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _from_ascii85(packed: bytes, _most: int) -> bytes:
    return base64.a85decode(packed.partition(b"~>")[0].removeprefix(b"<~"))


_FILTERS = {"/FlateDecode": _inflated, "/ASCIIHexDecode": _from_hex, "/ASCII85Decode": _from_ascii85}
