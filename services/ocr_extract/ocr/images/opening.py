"""Turns an image file into a PDF of its pages, so that the reading after it only knows PDFs.

Every image is decoded and written again: what is not pixels (location in EXIF, colour profiles, scripts after the
image) stays in the original, which is kept as it came. The same file gives the same PDF, byte for byte.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PIL import Image, ImageOps

from libs.files import FileType, accepted_words
from libs.images import (
    LONG_SIDE,
    CannotOpen,
    Fault,
    OpenedImage,
    PdfPage,
    flattened,
    jpeg_page,
    lossless_page,
    open_image,
    pdf_of,
)
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.limits import Limits

Page = TypeVar("Page")

LONGEST_SIDE = 4000
"""In pixels: A4 at 340 dpi. Larger images are scaled down."""
PLAUSIBLE_DPI = range(100, 1201)
"""What scanners write. The 72 dpi that telephones write says nothing about the size of the paper."""
QUALITY = 88
FORMATS = {FileType.HEIC: "HEIF", FileType.PNG: "PNG", FileType.JPEG: "JPEG", FileType.GIF: "GIF"}
FORMATS |= {FileType.BMP: "BMP", FileType.TIFF: "TIFF"}
_CODES = {
    Fault.UNKNOWN: ReadingReason.DAMAGED,
    Fault.DAMAGED: ReadingReason.DAMAGED,
    Fault.TOO_LARGE: ReadingReason.TOO_LARGE_PAGE,
    Fault.TOO_MANY_PAGES: ReadingReason.TOO_MANY_PAGES,
    Fault.ANIMATED: ReadingReason.TOO_MANY_FRAMES,
}


def to_pdf(data: bytes, media: FileType, limits: Limits) -> bytes:
    """The pages of an image file as a PDF without text. Raises Refusal as `converted_pages` does."""
    return pdf_of(converted_pages(data, media, limits, _pdf_page))


def page_count(data: bytes, media: FileType, limits: Limits) -> int:
    """The number of pages, counted without decoding any. Raises Refusal as `converted_pages` does."""
    with _opened(data, media, limits) as file:
        return file.page_count


def converted_pages(
    data: bytes, media: FileType, limits: Limits, convert: Callable[[Image.Image, float], Page]
) -> Iterator[Page]:
    """What `convert` makes of each page, given the image, upright as EXIF says, and the size of a pixel in points.

    Sizes are checked before anything is decoded. An image that cannot be converted is damaged too.

    Raises Refusal: `damaged`, `too_large_page`, `too_many_pages`, `too_many_frames`, `unsupported`.
    """
    with _opened(data, media, limits) as file:
        for frame in file.pages():
            scale, longest = _points_a_pixel(frame), max(frame.size)
            if media == FileType.JPEG:
                frame.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(_small(frame, LONGEST_SIDE))
            yield convert(upright, scale * longest / max(upright.size))


@contextmanager
def _opened(data: bytes, media: FileType, limits: Limits) -> Iterator[OpenedImage]:
    if media == FileType.HEIC:
        _register_heic()
    try:
        with open_image(data, [FORMATS[media]], limits) as file:
            yield file
    except CannotOpen as error:
        refusal = Refusal(_CODES[error.fault])
        refusal.add(**error.params)
        raise refusal from error


def _register_heic() -> None:
    try:
        import pillow_heif
    except ImportError as error:
        raise Refusal(ReadingReason.UNSUPPORTED, media="heic", readable=accepted_words(FileType.HEIC)) from error
    pillow_heif.register_heif_opener(thumbnails=False)


def _small(image: Image.Image, longest: int) -> Image.Image:
    """The image, scaled down in place to at most `longest` pixels a side, so that the large one is freed at once."""
    if max(image.size) <= longest:
        return image
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.BOX if image.mode == "1" else Image.Resampling.LANCZOS)
    return image


def _points_a_pixel(image: Image.Image) -> float:
    """The size of a pixel in points: by the file's resolution when it is plausible, else as if the page were A4."""
    stated = image.info.get("dpi", (0, 0))
    dpi = round(float(stated[0])) if isinstance(stated, tuple) and stated and stated[0] else 0
    longest = max(image.size)
    is_plausible = dpi in PLAUSIBLE_DPI and 200 < longest / dpi * 72 < 2000
    return 72 / dpi if is_plausible else LONG_SIDE / longest


def _pdf_page(image: Image.Image, scale: float) -> PdfPage:
    """An image for the PDF: black and white stays exact; anything else becomes a JPEG without metadata."""
    seen = flattened(image)
    if seen.mode == "1":
        return lossless_page(seen, scale)
    buffer = io.BytesIO()
    clean = Image.frombytes(seen.mode, seen.size, seen.tobytes())
    clean.save(buffer, "JPEG", quality=QUALITY, subsampling=0 if seen.mode == "RGB" else -1)
    return jpeg_page(buffer.getvalue(), clean, scale)
