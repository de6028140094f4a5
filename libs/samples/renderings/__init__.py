"""The same paper as a scanner or a telephone would hand it in, reproducible by seed."""

from libs.samples.renderings.photo import PHOTO_FAULTS, photo
from libs.samples.renderings.scan import SCAN_FAULTS, scan

__all__ = ["PHOTO_FAULTS", "SCAN_FAULTS", "photo", "scan"]
