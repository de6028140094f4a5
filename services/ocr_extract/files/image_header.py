"""Width, height and number of pages of a picture from its header, before a single dot is unpacked."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from libs.files import FileType
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import CannotRead

_MANY = 1 << 16
"""More directories or blocks than this are a loop or an attack."""


@dataclass(frozen=True)
class Header:
    """The largest page's size in dots, the number of pages (TIFF) and of frames (GIF)."""

    width: int
    height: int
    pages: int = 1
    frames: int = 1


def check_image(data: bytes, media: FileType, limits: Limits) -> int:
    """The number of pages. Raises CannotRead: `damaged`, `too_large_page`, `too_many_pages`, `too_many_frames`."""
    try:
        header = _READERS[media](data)
    except (struct.error, IndexError, ValueError) as error:
        raise CannotRead("damaged") from error
    if header.width <= 0 or header.height <= 0:
        raise CannotRead("damaged")
    dots = header.width * header.height
    if dots > limits.pixels:
        raise CannotRead("too_large_page", page=1, megapixels=dots // 10**6, limit=limits.pixels // 10**6)
    if header.frames > 1:
        raise CannotRead("too_many_frames", frames=header.frames, limit=1)
    if header.pages > limits.pages:
        raise CannotRead("too_many_pages", pages=header.pages, limit=limits.pages)
    return header.pages


def _png(data: bytes) -> Header:
    if data[12:16] != b"IHDR":
        raise ValueError("no IHDR")
    return Header(*struct.unpack(">II", data[16:24]))


def _bmp(data: bytes) -> Header:
    if struct.unpack("<I", data[14:18])[0] == 12:
        return Header(*struct.unpack("<HH", data[18:22]))
    width, height = struct.unpack("<ii", data[18:26])
    return Header(width, abs(height))


def _gif(data: bytes) -> Header:
    width, height, packed = struct.unpack("<HHB", data[6:11])
    at = 13 + (3 << ((packed & 7) + 1) if packed & 0x80 else 0)
    frames = 0
    while data[at] != 0x3B and frames < _MANY:
        if data[at] == 0x21:
            at += 2
        elif data[at] == 0x2C:
            frames += 1
            local = data[at + 9]
            at += 10 + (3 << ((local & 7) + 1) if local & 0x80 else 0) + 1
        else:
            raise ValueError("no block")
        while data[at]:
            at += data[at] + 1
        at += 1
    return Header(width, height, frames=frames)


def _jpeg(data: bytes) -> Header:
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Header(width, height)
        if marker in (0xD9, 0xDA):
            raise ValueError("no frame header")
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])


def _tiff(data: bytes) -> Header:
    order = "<" if data[:2] == b"II" else ">"
    at = struct.unpack(order + "I", data[4:8])[0]
    width = height = pages = 0
    seen: set[int] = set()
    while at:
        if at in seen or pages > _MANY:
            raise ValueError("the directories loop")
        seen.add(at)
        pages += 1
        entries = struct.unpack(order + "H", data[at : at + 2])[0]
        size = {256: 0, 257: 0}
        for entry in range(entries):
            start = at + 2 + 12 * entry
            tag, kind = struct.unpack(order + "HH", data[start : start + 4])
            if tag in size:
                size[tag] = struct.unpack(
                    order + ("H" if kind == 3 else "I"), data[start + 8 : start + (10 if kind == 3 else 12)]
                )[0]
        if size[256] * size[257] > width * height:
            width, height = size[256], size[257]
        at = struct.unpack(order + "I", data[at + 2 + 12 * entries : at + 6 + 12 * entries])[0]
    return Header(width, height, pages=pages)


def _heic(data: bytes) -> Header:
    """The largest size that any box of image properties (`ispe`) tells; tiles are smaller than the whole."""
    sizes: list[tuple[int, int]] = []
    at = data.find(b"ispe")
    while at >= 0 and len(sizes) < _MANY:
        sizes.append(struct.unpack(">II", data[at + 8 : at + 16]))
        at = data.find(b"ispe", at + 4)
    return Header(*max(sizes, key=lambda size: size[0] * size[1]))


_READERS: dict[FileType, Callable[[bytes], Header]] = {
    FileType.PNG: _png,
    FileType.BMP: _bmp,
    FileType.GIF: _gif,
    FileType.JPEG: _jpeg,
    FileType.TIFF: _tiff,
    FileType.HEIC: _heic,
}
