"""Opening a picture file: its pages are held to the limits by their headers, before a pixel is unpacked."""

import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageFile, UnidentifiedImageError

_MOST_COUNTED = 1000
"""Pages of a TIFF beyond this are not even counted: a million empty ones fit in a small file."""

# Of the process, as Pillow has it: our own limits are asked first, and half a picture is none.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


class Fault(StrEnum):
    """Why a file cannot be opened as a picture."""

    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    MOVES = "moves"


class CannotOpen(Exception):
    """Raised with the fault and its figures: `page`, `megapixels`, `pages`, `limit`."""

    def __init__(self, fault: Fault, **params: int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.params = params


class PictureLimits(Protocol):
    """The most pages of a file, and the most pixels of a page."""

    @property
    def pages(self) -> int: ...

    @property
    def pixels(self) -> int: ...


@dataclass(frozen=True)
class Opened:
    """A picture file whose headers keep the limits."""

    page_count: int
    _file: Image.Image

    def pages(self) -> Iterator[Image.Image]:
        """Each page in turn, not yet unpacked. Done with one before asking for the next: it is the same object."""
        for number in range(self.page_count):
            self._file.seek(number)
            yield self._file


@contextmanager
def opened(data: bytes, formats: Sequence[str], limits: PictureLimits) -> Iterator[Opened]:
    """Open a file as one of these formats (Pillow's names) and no other. Raises CannotOpen.

    What breaks while the file is open is `damaged`: unpacking its pixels belongs inside.
    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=tuple(formats)) as file:
            yield Opened(_page_count(file, limits), file)
    except UnidentifiedImageError as error:
        raise CannotOpen(Fault.UNKNOWN) from error
    except (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, struct.error) as error:
        raise CannotOpen(Fault.DAMAGED) from error


def _page_count(file: Image.Image, limits: PictureLimits) -> int:
    """One, except for TIFF. An animated GIF is no document; of an animated PNG the picture shown first counts."""
    count = 0
    for number in range(1, _MOST_COUNTED + 1):
        pixels = file.width * file.height
        if not pixels:
            raise CannotOpen(Fault.DAMAGED)
        if pixels > limits.pixels:
            raise CannotOpen(Fault.TOO_LARGE, page=number, megapixels=pixels // 10**6, limit=limits.pixels // 10**6)
        count = number
        if file.format == "GIF" and getattr(file, "is_animated", False):  # looks for a second frame, unpacks none
            raise CannotOpen(Fault.MOVES, limit=1)
        if file.format != "TIFF" or not _has_page(file, number):
            break
    if count > limits.pages:
        raise CannotOpen(Fault.TOO_MANY_PAGES, pages=count, limit=limits.pages)
    return count


def _has_page(file: Image.Image, number: int) -> bool:
    try:
        file.seek(number)
    except EOFError:
        return False
    return True
