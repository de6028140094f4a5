"""Picture files: opened within limits, and made into a PDF/A.

Imports nothing of ours, so that a confined worker can load it.
"""

from libs.pictures.archival import archival
from libs.pictures.opening import CannotOpen, Fault, Opened, PictureLimits, opened
from libs.pictures.pdf import Placed, packed, pdf_of, photograph
from libs.pictures.pixels import LONG_SIDE, flat

__all__ = [
    "LONG_SIDE",
    "CannotOpen",
    "Fault",
    "Opened",
    "PictureLimits",
    "Placed",
    "archival",
    "flat",
    "opened",
    "packed",
    "pdf_of",
    "photograph",
]
