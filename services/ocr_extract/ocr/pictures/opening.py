"""A picture file becomes a PDF of its pages, and from there on a scan is a scan, whatever it came as.

Everything is decoded and written anew: what is not dots (places in EXIF, colour profiles, scripts behind the picture)
stays behind in the original, which is kept as it came. The same file gives the same PDF, byte for byte.
"""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError

from libs.files import FileType, accepted_words
from services.ocr_extract.files.image_header import check_image
from services.ocr_extract.files.mupdf import Document, pymupdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.pictures.archive import written
from services.ocr_extract.outcome import CannotRead

LONGEST_SIDE = 4000
"""Dots; A4 at 340 dots an inch. Larger pictures are made smaller."""
A4_LONG = 842.0
PLAUSIBLE_DPI = range(100, 1201)
"""What a scanner writes. A telephone's 72 says nothing about the paper."""
QUALITY = 88
FORMATS = {FileType.HEIC: "HEIF", FileType.PNG: "PNG", FileType.JPEG: "JPEG", FileType.GIF: "GIF"}
FORMATS |= {FileType.BMP: "BMP", FileType.TIFF: "TIFF"}

ImageFile.LOAD_TRUNCATED_IMAGES = False


def to_pdf(data: bytes, media: FileType, limits: Limits) -> bytes:
    """The pages of a picture file as a PDF without text. Raises CannotRead."""
    check_image(data, media, limits)
    document = pymupdf.open()
    try:
        for image, scale in frames(data, media, limits):
            _add_page(document, image, scale)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise CannotRead("damaged") from error
    return written(document)


def frames(data: bytes, media: FileType, limits: Limits) -> Iterator[tuple[Image.Image, float]]:
    """The pages, upright as the camera says, with the points of a dot. Sizes are held to the limits before decoding."""
    if media == FileType.HEIC:
        _register_heic()
    Image.MAX_IMAGE_PIXELS = None  # ours is checked on every page, below
    with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=[FORMATS[media]]) as file:
        warnings.simplefilter("ignore")
        frames = ImageSequence.Iterator(file) if media == FileType.TIFF else iter([file])
        for number, frame in enumerate(frames, start=1):
            dots = frame.width * frame.height
            if dots > limits.pixels:
                raise CannotRead("too_large_page", page=number, megapixels=dots // 10**6, limit=limits.pixels // 10**6)
            if number > limits.pages:
                raise CannotRead("too_many_pages", pages=number, limit=limits.pages)
            scale, longest = _points_a_dot(frame), max(frame.size)
            if media == FileType.JPEG:
                frame.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(_small(frame, LONGEST_SIDE))
            yield upright, scale * longest / max(upright.size)


def _register_heic() -> None:
    try:
        import pillow_heif
    except ImportError as error:
        raise CannotRead("unsupported", media="heic", readable=accepted_words(FileType.HEIC)) from error
    pillow_heif.register_heif_opener(thumbnails=False)


def _add_page(document: Document, image: Image.Image, scale: float) -> None:
    page = document.new_page(width=round(image.width * scale, 2), height=round(image.height * scale, 2))
    page.insert_image(page.rect, stream=_encoded(image))


def _small(image: Image.Image, longest: int) -> Image.Image:
    """A copy no larger than we keep; the large one is let go before anything else is done."""
    if max(image.size) <= longest:
        return image
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.BOX if image.mode == "1" else Image.Resampling.LANCZOS)
    return image


def _points_a_dot(image: Image.Image) -> float:
    """By the paper's size when the file tells it believably, else as if its longer side were A4's."""
    told = image.info.get("dpi", (0, 0))
    dpi = round(float(told[0])) if isinstance(told, tuple) and told and told[0] else 0
    longest = max(image.size)
    is_told = dpi in PLAUSIBLE_DPI and 200 < longest / dpi * 72 < 2000
    return 72 / dpi if is_told else A4_LONG / longest


def _encoded(image: Image.Image) -> bytes:
    """Black and white stays exactly as it is; anything else becomes a JPEG on white."""
    buffer = io.BytesIO()
    if image.mode == "1":
        image.save(buffer, "PNG")
        return buffer.getvalue()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    if image.mode.startswith(("I", "F")):
        image = image.point(lambda level: level / 256).convert("L") if image.mode != "F" else image.convert("L")
    flat = image if image.mode in ("L", "RGB") else image.convert("RGB")
    clean = Image.frombytes(flat.mode, flat.size, flat.tobytes())
    clean.save(buffer, "JPEG", quality=QUALITY, subsampling=0 if flat.mode == "RGB" else -1)
    return buffer.getvalue()
