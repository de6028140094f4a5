"""Opens image files within limits, and makes PDF/A files of them.

Imports no other package of this repository, so that a confined worker can load it.
"""

from libs.images.opening import CannotOpen, Fault, ImageLimits, OpenedImage, open_image
from libs.images.pdf import PdfPage, jpeg_page, lossless_page, pdf_of
from libs.images.pdf_a import to_pdf_a
from libs.images.pixels import LONG_SIDE, flattened

__all__ = [
    "LONG_SIDE",
    "CannotOpen",
    "Fault",
    "ImageLimits",
    "OpenedImage",
    "PdfPage",
    "flattened",
    "jpeg_page",
    "lossless_page",
    "open_image",
    "pdf_of",
    "to_pdf_a",
]
