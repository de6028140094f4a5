"""Turns a document into a scan or a photo, reproducible by seed."""

from libs.samples.renderings.photo import PHOTO_FAULTS, photo
from libs.samples.renderings.scan import SCAN_FAULTS, scan

__all__ = ["PHOTO_FAULTS", "SCAN_FAULTS", "photo", "scan"]
