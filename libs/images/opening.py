"""Opens an image file. Its headers are checked against the limits before any pixel is decoded."""

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
"""Pages of a TIFF are counted up to this number, or to one over the limit: a million empty ones fit in a small file."""
_DECODING_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    RuntimeError,  # pillow_heif
)


class Fault(StrEnum):
    """Why a file cannot be opened as an image."""

    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    ANIMATED = "animated"


class CannotOpen(Exception):
    """The file cannot be opened: the fault, with its figures `page`, `megapixels`, `pages`, `limit`."""

    def __init__(self, fault: Fault, **params: int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.params = params


class ImageLimits(Protocol):
    """The maximum number of pages of a file, and of pixels of a page."""

    @property
    def pages(self) -> int: ...

    @property
    def pixels(self) -> int: ...


@dataclass(frozen=True)
class OpenedImage:
    """An image file whose headers are within the limits."""

    page_count: int
    _file: Image.Image

    def pages(self) -> Iterator[Image.Image]:
        """Yields the pages, not yet decoded. Use one before you ask for the next: it is the same object each time."""
        for number in range(self.page_count):
            self._file.seek(number)
            yield self._file


@contextmanager
def open_image(data: bytes, formats: Sequence[str], limits: ImageLimits) -> Iterator[OpenedImage]:
    """Open a file as one of these formats (Pillow's names) and no other. Raises CannotOpen.

    An error while the file is open counts as `damaged`, so decode and convert the pixels inside the `with` block. Open
    files in one thread of a process only: the settings of Pillow and of warnings are those of the process.
    """
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            _own_limits(),
            Image.open(BytesIO(data), formats=tuple(formats)) as file,
        ):
            yield OpenedImage(_page_count(file, limits), file)
    except UnidentifiedImageError as error:
        raise CannotOpen(Fault.UNKNOWN) from error
    except _DECODING_ERRORS as error:
        raise CannotOpen(Fault.DAMAGED) from error


@contextmanager
def _own_limits() -> Iterator[None]:
    """Turns off Pillow's limit on pixels, because ours is checked first, and makes it refuse truncated images."""
    pixels, truncated = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = pixels, truncated


def _page_count(file: Image.Image, limits: ImageLimits) -> int:
    """Returns 1, except for TIFF. An animated GIF is refused; of an animated PNG only the default image is read.

    Raises CannotOpen when a page or the number of pages is over the limit.
    """
    count = 0
    for number in range(1, max(_MOST_COUNTED, limits.pages + 1) + 1):
        pixels = file.width * file.height
        if not pixels:
            raise CannotOpen(Fault.DAMAGED)
        if pixels > limits.pixels:
            raise CannotOpen(Fault.TOO_LARGE, page=number, megapixels=pixels // 10**6, limit=limits.pixels // 10**6)
        count = number
        if file.format == "GIF" and getattr(file, "is_animated", False):  # looks for a second frame and decodes none
            raise CannotOpen(Fault.ANIMATED, limit=1)
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
