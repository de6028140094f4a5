"""What goes to the confined process and comes back: lengths, JSON and raw bytes; never pickles.

First what is our own (the head), then, once the process has given up its rights, the foreign file.
"""

import json
import os
import struct

_LENGTH = struct.Struct("<I")
_HEAD = struct.Struct("<II")


def headed(head: bytes) -> bytes:
    """What is ours, with its length before it."""
    return _LENGTH.pack(len(head)) + head


def read_head(descriptor: int) -> bytes:
    """The other end of `headed`, leaving what follows in the pipe."""
    (length,) = _LENGTH.unpack(_exactly(descriptor, _LENGTH.size))
    return _exactly(descriptor, length)


def read_rest(descriptor: int) -> bytes:
    """Everything up to the end."""
    chunks = []
    while chunk := os.read(descriptor, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _exactly(descriptor: int, length: int) -> bytes:
    data = b""
    while len(data) < length:
        chunk = os.read(descriptor, length - len(data))
        if not chunk:
            raise EOFError("the pipe ended early")
        data += chunk
    return data


def factur_x_answer(pdf: bytes, *, claims_pdf_a: bool, notes: tuple[str, ...]) -> bytes:
    """The PDF with what there is to say about it; the XML the service writes itself."""
    said = json.dumps({"claims_pdf_a": claims_pdf_a, "notes": notes}).encode()
    return _HEAD.pack(len(said), len(pdf)) + said + pdf


def read_factur_x_answer(raw: bytes) -> tuple[bytes, bool, tuple[str, ...]]:
    """The PDF, whether it claims PDF/A, the notes. Raises ValueError when the answer is not what was agreed."""
    if len(raw) < _HEAD.size:
        raise ValueError("no answer")
    said, pdf = _HEAD.unpack_from(raw)
    if len(raw) != _HEAD.size + said + pdf:
        raise ValueError("the answer is cut off")
    words = json.loads(raw[_HEAD.size : _HEAD.size + said])
    if not isinstance(words, dict) or not raw[_HEAD.size + said :].startswith(b"%PDF-"):
        raise ValueError("the answer is not what was agreed")
    notes = tuple(str(note)[:300] for note in words.get("notes", ()))[:5]
    return raw[_HEAD.size + said :], words.get("claims_pdf_a") is True, notes


def invoice_file_answer(name: str, xml: bytes) -> bytes:
    """The name of the invoice file in a PDF, and the file."""
    return headed(name.encode("utf-8", "replace")) + xml


def read_invoice_file_answer(raw: bytes) -> tuple[str, bytes]:
    """The name and the file. Raises ValueError when the answer is not what was agreed."""
    if len(raw) < _LENGTH.size:
        raise ValueError("no answer")
    (length,) = _LENGTH.unpack_from(raw)
    name, xml = raw[_LENGTH.size : _LENGTH.size + length], raw[_LENGTH.size + length :]
    if len(name) != length:
        raise ValueError("the answer is cut off")
    return name.decode("utf-8", "replace")[:300], xml
