"""Files and words between our own processes over a pipe or a socket: each part with its length before it; no pickles.

What a process says that holds a foreign file is foreign too, so it is held to its shape.
"""

import os
import struct

_LENGTH = struct.Struct("<I")
_CHUNK = 1 << 20


def frame(*parts: bytes) -> bytes:
    """The parts one after the other."""
    return b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))


def parts(raw: bytes, count: int) -> tuple[bytes, ...]:
    """The other end of `frame`. Raises ValueError when it is not so many, with nothing missing or left over."""
    found, at = [], 0
    for _ in range(count):
        start = at + _LENGTH.size
        if start > len(raw):
            raise ValueError("a part is missing")
        at = start + _LENGTH.unpack_from(raw, start - _LENGTH.size)[0]
        found.append(raw[start:at])
    if at != len(raw):
        raise ValueError("a part is cut off, or something follows the last")
    return tuple(found)


def read_part(descriptor: int) -> bytes:
    """One part, leaving what follows it. Raises EOFError when the other end closed before."""
    (length,) = _LENGTH.unpack(_exactly(descriptor, _LENGTH.size))
    return _exactly(descriptor, length)


def read_all(descriptor: int) -> bytes:
    """Everything until the other end closes."""
    return b"".join(iter(lambda: os.read(descriptor, _CHUNK), b""))


def write_all(descriptor: int, data: bytes) -> None:
    """All of it, however little is taken at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _exactly(descriptor: int, length: int) -> bytes:
    data = b""
    while len(data) < length:
        chunk = os.read(descriptor, length - len(data))
        if not chunk:
            raise EOFError("the other end closed early")
        data += chunk
    return data
