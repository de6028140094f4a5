"""A picture file becomes a PDF of its pages, and from there on a scan is a scan, whatever it came as.

Everything is decoded and written anew: what is not pixels (places in EXIF, colour profiles, scripts behind the picture)
stays behind in the original, which is kept as it came. The same file gives the same PDF, byte for byte.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from libs.files import FileType, accepted_words
from libs.pictures import LONG_SIDE, CannotOpen, Fault, Opened, Placed, flat, opened, packed, pdf_of, photograph
from libs.reasons.reading import ReadingReason
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import CannotRead

LONGEST_SIDE = 4000
"""Pixels; A4 at 340 an inch. Larger pictures are made smaller."""
PLAUSIBLE_DPI = range(100, 1201)
"""What a scanner writes. A telephone's 72 says nothing about the paper."""
QUALITY = 88
FORMATS = {FileType.HEIC: "HEIF", FileType.PNG: "PNG", FileType.JPEG: "JPEG", FileType.GIF: "GIF"}
FORMATS |= {FileType.BMP: "BMP", FileType.TIFF: "TIFF"}
_CODES = {
    Fault.UNKNOWN: "damaged",
    Fault.DAMAGED: "damaged",
    Fault.TOO_LARGE: "too_large_page",
    Fault.TOO_MANY_PAGES: "too_many_pages",
    Fault.MOVES: "too_many_frames",
}


def to_pdf(data: bytes, media: FileType, limits: Limits) -> bytes:
    """The pages of a picture file as a PDF without text. Raises CannotRead."""
    return pdf_of(_placed(image, scale) for image, scale in frames(data, media, limits))


def page_count(data: bytes, media: FileType, limits: Limits) -> int:
    """The number of pages, of which none is unpacked for this. Raises CannotRead as `frames` does."""
    with _opened(data, media, limits) as file:
        return file.page_count


def frames(data: bytes, media: FileType, limits: Limits) -> Iterator[tuple[Image.Image, float]]:
    """The pages, upright as the camera says, with the points of a pixel. Sizes are held to the limits before decoding.

    Raises CannotRead: `damaged`, `too_large_page`, `too_many_pages`, `too_many_frames`, `unsupported`.
    """
    with _opened(data, media, limits) as file:
        for frame in file.pages():
            scale, longest = _points_a_pixel(frame), max(frame.size)
            if media == FileType.JPEG:
                frame.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(_small(frame, LONGEST_SIDE))
            yield upright, scale * longest / max(upright.size)


@contextmanager
def _opened(data: bytes, media: FileType, limits: Limits) -> Iterator[Opened]:
    if media == FileType.HEIC:
        _register_heic()
    try:
        with opened(data, [FORMATS[media]], limits) as file:
            yield file
    except CannotOpen as error:
        raise CannotRead(_CODES[error.fault], **error.params) from error


def _register_heic() -> None:
    try:
        import pillow_heif
    except ImportError as error:
        raise CannotRead(ReadingReason.UNSUPPORTED, media="heic", readable=accepted_words(FileType.HEIC)) from error
    pillow_heif.register_heif_opener(thumbnails=False)


def _small(image: Image.Image, longest: int) -> Image.Image:
    """A copy no larger than we keep; the large one is let go before anything else is done."""
    if max(image.size) <= longest:
        return image
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.BOX if image.mode == "1" else Image.Resampling.LANCZOS)
    return image


def _points_a_pixel(image: Image.Image) -> float:
    """By the paper's size when the file tells it believably, else as if its longer side were A4's."""
    stated = image.info.get("dpi", (0, 0))
    dpi = round(float(stated[0])) if isinstance(stated, tuple) and stated and stated[0] else 0
    longest = max(image.size)
    is_plausible = dpi in PLAUSIBLE_DPI and 200 < longest / dpi * 72 < 2000
    return 72 / dpi if is_plausible else LONG_SIDE / longest


def _placed(image: Image.Image, scale: float) -> Placed:
    """Black and white stays exactly as it is; anything else becomes a JPEG of nothing but pixels."""
    seen = flat(image)
    if seen.mode == "1":
        return packed(seen, scale)
    buffer = io.BytesIO()
    clean = Image.frombytes(seen.mode, seen.size, seen.tobytes())
    clean.save(buffer, "JPEG", quality=QUALITY, subsampling=0 if seen.mode == "RGB" else -1)
    return photograph(buffer.getvalue(), clean, scale)
