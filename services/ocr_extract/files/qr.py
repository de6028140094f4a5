"""The QR codes on a page: their content and where they are. Most contain a payment (`domain.fields.payment_code`)."""

import cv2
import numpy as np
import zxingcpp

from contracts.fields import Box
from services.ocr_extract.domain.fields.payment_code import Code
from services.ocr_extract.ocr.engines import Grey, Image

MOST = 8
"""At most this many codes are read; a page with more is a sheet of labels."""
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_CELL, _CELLS = 4, 4
_ROOM = 12
"""Cells added around what was found: the rest of the code and the white margin that it needs."""
_MIDDLE = (50.0, 205.0)
"""Half of a code is ink, so the mean of a small square of it is neither white nor black, over many squares."""
_CONTRAST = 100
"""The least difference in grey levels inside such a square; a coloured band has none."""


def code_areas(grey: Grey) -> tuple[Box, ...]:
    """The areas that could contain a code, with a margin, on a page rendered at about 72 dpi. Takes next to no time."""
    grey = np.ascontiguousarray(grey[::2, ::2])
    height, width = (side // _CELL for side in grey.shape[:2])
    if min(height, width) < _CELLS:
        return ()
    middle = slice(_CELL // 2, None, _CELL)
    means = cv2.blur(grey, (_CELL, _CELL))[middle, middle][:height, :width]
    even = cv2.inRange(means, np.array(_MIDDLE[0]), np.array(_MIDDLE[1]))
    side_by_side = np.ones((_CELLS, _CELLS), np.uint8)
    if not cv2.erode(even, side_by_side).any():
        return ()
    cell = np.ones((_CELL, _CELL), np.uint8)
    contrast = cv2.subtract(cv2.dilate(grey, cell), cv2.erode(grey, cell))[middle, middle][:height, :width]
    found = cv2.erode(np.where(contrast < _CONTRAST, 0, even).astype(np.uint8), side_by_side)
    around = cv2.dilate(found, np.ones((2 * _ROOM + 1, 2 * _ROOM + 1), np.uint8))
    _, _, frames, _ = cv2.connectedComponentsWithStats(around)
    pixels = 2 * _CELL
    return tuple(
        Box(x0=x * pixels, y0=y * pixels, x1=(x + wide) * pixels, y1=(y + high) * pixels)
        for x, y, wide, high, _ in frames[1:].tolist()
    )


def read_codes(image: Image | Grey, points: float, corner: tuple[float, float] = (0.0, 0.0)) -> tuple[Code, ...]:
    """The QR codes of an image; `points` is the size of a pixel, `corner` the place of its top left pixel in points."""
    found = []
    for code in zxingcpp.read_barcodes(image, formats=_QR)[:MOST]:
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        x, y = (
            [start + getattr(point, axis) * points for point in corners]
            for axis, start in zip(("x", "y"), corner, strict=True)
        )
        found.append(Code(code.text, Box(x0=min(x), y0=min(y), x1=max(x), y1=max(y))))
    return tuple(found)
