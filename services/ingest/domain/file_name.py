"""The name under which a file is shown. It is never used as a path: files are stored under their hash."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from libs.files import FileType

_LONGEST = 120
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown_name(given: str | None, otherwise: str = "document") -> str:
    """The last part of the given name without control and direction marks, short enough to show."""
    name = PureWindowsPath(PurePosixPath(given or "").name).name
    name = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in _UNSEEN)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if len(name) > _LONGEST:
        stem, dot, end = name.rpartition(".")
        keep_end = dot + end if dot and len(end) <= 8 else ""
        name = (stem if keep_end else name)[: _LONGEST - len(keep_end)] + keep_end
    return name or otherwise


def part_name(photo: str, number: int, count: int) -> str:
    """The name of a part that was cut out of a photo: `photo 2-3.jpg`."""
    return f"{PurePosixPath(photo).stem} {number}-{count}{FileType.JPEG.extension}"
