"""The pixels of a page. A page that is one scanned image and nothing else is not rendered: its image is taken as is.

Rendering such a page would resize the scan by a pixel or so, for nothing, and take five times as long.
"""

import re
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from services.ocr_extract.files.mupdf import Page, pymupdf
from services.ocr_extract.ocr.engines import Image

MARGIN = 1.0
"""Points by which an image may miss the page's edges, or reach beyond them."""
SQUARE = 0.01
"""The share by which a pixel may be higher than wide."""
_ONE_IMAGE = re.compile(rb"\s*(?:q\s+)?(?:[-+.\d]+\s+){6}cm\s*/[^\s/]+\s+Do\s*(?:Q\s*)?")
"""The whole content of such a page: place the image and paint it, without clipping or transparency."""


def density(image: dict[str, Any]) -> float:
    """The horizontal resolution of an image on its page, in dots per inch (dpi)."""
    x0, _, x1, _ = image["bbox"]
    return float(image["width"]) / max(float(x1 - x0), 1.0) * 72


def only_image(page: Page, images: Sequence[dict[str, Any]]) -> Image | None:
    """The pixels of the image that is the only content of a page; None for any other page."""
    if len(images) != 1 or page.rotation or not _is_whole(page, images[0]) or next(page.annots(), None):
        return None
    found = page.get_images(full=True)
    if len(found) != 1 or not _ONE_IMAGE.fullmatch(page.read_contents()):
        return None
    number = found[0][0]
    if page.parent.xref_get_key(number, "OC")[0] != "null":
        return None
    pixels = pymupdf.Pixmap(page.parent, number)
    is_plain = pixels.colorspace is not None and pixels.n in (1, 3) and not pixels.alpha
    return as_image(pixels) if is_plain and (pixels.width, pixels.height) == _size(images[0]) else None


def _is_whole(page: Page, image: dict[str, Any]) -> bool:
    """Whether an image covers the page, upright and opaque, with square pixels."""
    x0, y0, x1, y1 = image["bbox"]
    a, b, c, d, _, _ = image["transform"]
    edges = zip((x0, y0, x1, y1), page.rect, strict=True)
    covers = all(abs(place - edge) <= MARGIN for place, edge in edges)
    width, height = _size(image)
    upright = a > 0 and d > 0 and abs(b) < MARGIN and abs(c) < MARGIN
    return covers and upright and not image["has-mask"] and abs(a / width * height / d - 1) < SQUARE


def _size(image: dict[str, Any]) -> tuple[int, int]:
    return int(image["width"]), int(image["height"])


def as_image(pixels: Any) -> Image:
    """A grey or RGB pixmap of PyMuPDF as rows of RGB pixels."""
    rows = np.frombuffer(pixels.samples_mv, np.uint8).reshape(pixels.height, pixels.stride)
    image = rows[:, : pixels.width * pixels.n].reshape(pixels.height, pixels.width, pixels.n)
    return cv2.cvtColor(image, cv2.COLOR_GRAY2RGB) if pixels.n == 1 else image.copy()
