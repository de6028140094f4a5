"""Picture files: opened within limits, and made into a PDF/A.

Imports nothing of ours, so that a confined worker can load it.
"""

from libs.images.opening import CannotOpen, Fault, Opened, PictureLimits, opened
from libs.images.pdf import Placed, packed, pdf_of, photograph
from libs.images.pdf_a import to_pdf_a
from libs.images.pixels import LONG_SIDE, flat

__all__ = [
    "LONG_SIDE",
    "CannotOpen",
    "Fault",
    "Opened",
    "PictureLimits",
    "Placed",
    "flat",
    "opened",
    "packed",
    "pdf_of",
    "photograph",
    "to_pdf_a",
]
