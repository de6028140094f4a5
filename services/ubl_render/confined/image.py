"""A picture of a document as a PDF for a package: nothing of what it shows is lost, the page has the picture's shape.

A JPEG goes in as it came, byte for byte; other formats are packed without loss. The same picture gives the same PDF.
"""

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
)

from libs.images import LONG_SIDE, CannotOpen, Fault, PictureLimits, Placed, flat, opened, packed, pdf_of, photograph

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF")
_PLUGINS = (BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin)
"""Loaded before the process gives up the right to read files."""
_ORIENTATION = 0x0112
_TURNED = {3: 180, 6: 90, 8: 270}
"""Degrees by which a viewer turns a page that the camera held so."""
_MIRRORED = frozenset({2, 4, 5, 7})
"""These no viewer turns: they are packed anew."""
_IN_JPEG = ("L", "RGB", "CMYK")


def to_pdf(data: bytes, limits: PictureLimits) -> bytes:
    """The PDF. Raises CannotOpen."""
    try:
        with opened(data, FORMATS, limits) as file:
            return pdf_of([_placed(page, data) for page in file.pages()])
    except MemoryError as error:
        raise CannotOpen(Fault.TOO_LARGE) from error


def _placed(image: Image.Image, data: bytes) -> Placed:
    scale = LONG_SIDE / max(image.size)
    orientation = image.getexif().get(_ORIENTATION, 1)
    if image.format == "JPEG" and image.mode in _IN_JPEG and orientation not in _MIRRORED:
        image.load()  # a picture that is cut off is found here, not by the accountant
        return photograph(data, image, scale, turned=_TURNED.get(orientation, 0))
    return packed(flat(ImageOps.exif_transpose(image)), scale)
