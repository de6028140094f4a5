"""Makes a PDF for an accounting package from an image of a document; the page has the proportions of the image.

The pixels of a JPEG are embedded byte for byte, without its metadata; other formats are encoded without loss. The same
image gives the same PDF.
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

from libs.images import (
    LONG_SIDE,
    CannotOpen,
    Fault,
    ImageLimits,
    PdfPage,
    flattened,
    jpeg_page,
    lossless_page,
    open_image,
    pdf_of,
)

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF")
_PLUGINS = (BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin)
"""Imported before the process gives up the right to read files."""
_ORIENTATION = 0x0112
_ROTATIONS = {3: 180, 6: 90, 8: 270}
"""The rotation in degrees for each EXIF orientation; a viewer applies it when it shows the page."""
_MIRRORED = frozenset({2, 4, 5, 7})
"""Orientations that a PDF page cannot state: these images are mirrored and encoded again."""
_IN_JPEG = ("L", "RGB", "CMYK")


def to_pdf(data: bytes, limits: ImageLimits) -> bytes:
    """Returns the PDF. Raises CannotOpen."""
    try:
        with open_image(data, FORMATS, limits) as file:
            return pdf_of([_pdf_page(page, data) for page in file.pages()])
    except MemoryError as error:
        raise CannotOpen(Fault.TOO_LARGE) from error


def _pdf_page(image: Image.Image, data: bytes) -> PdfPage:
    scale = LONG_SIDE / max(image.size)
    orientation = image.getexif().get(_ORIENTATION, 1)
    if image.format == "JPEG" and image.mode in _IN_JPEG and orientation not in _MIRRORED:
        image.load()  # a truncated image is refused here, not found by the accountant
        return jpeg_page(data, image, scale, rotation=_ROTATIONS.get(orientation, 0))
    return lossless_page(flattened(ImageOps.exif_transpose(image)), scale)
