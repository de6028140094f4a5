"""A JPEG without what is not needed to show it: where it was taken, by whom, previews, and what follows its end.

The pixels are not decoded, so that nothing is lost. What is left is a JPEG and no other file besides.
"""

from typing import Final

_END, _SCAN = 0xD9, 0xDA
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM and the restarts inside of a scan (ISO 10918-1 B.1.1.3)."""
_NEEDED: Final = frozenset({0xE0, 0xEE})
"""APP0 (JFIF) and APP14, in which Adobe says how the colours are coded. A page of a PDF states its own colour space."""
_COMMENT = 0xFE


def bare_jpeg(jpeg: bytes) -> bytes:
    """The JPEG without metadata, comments and bytes behind its end, which is written if it is missing.

    Where its structure is not understood the rest is left out; a decoder has opened the file before.
    """
    kept, place = [jpeg[:2]], 2
    while (place := jpeg.find(b"\xff", place)) >= 0 and place + 1 < len(jpeg):
        marker = jpeg[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker == _END:
            break
        elif marker in _ALONE or marker == 0:
            place += 2
        else:
            end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
            end = _after_scan(jpeg, end) if marker == _SCAN else end
            if marker in _NEEDED or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
                kept.append(jpeg[place:end])
            place = end
    return b"".join([*kept, b"\xff\xd9"])


def _after_scan(jpeg: bytes, place: int) -> int:
    """Where the coded data of a scan end: at the next marker that is no restart."""
    while (place := jpeg.find(b"\xff", place)) >= 0:
        if place + 1 >= len(jpeg):
            return place
        if jpeg[place + 1] == 0 or jpeg[place + 1] in _ALONE:
            place += 2
        elif jpeg[place + 1] == 0xFF:
            place += 1
        else:
            return place
    return len(jpeg)
