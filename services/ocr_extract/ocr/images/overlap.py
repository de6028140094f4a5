"""Detects two documents that overlap in a photo: one light area with two notches, where the edges of both cross.

A cut from notch to notch leaves two shapes without notches: the visible part of the lower document, and the upper one
without the corner that covers the other. A single sheet may have notches too, under fingers or where a corner is in
the dark; but its hull has four corners, and that of two documents has more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from services.ocr_extract.ocr.engines import Grey, Image
from services.ocr_extract.ocr.images.regions import has_ground, small_grey

LEVELS = range(60, 241, 15)
LEAST_LEVELS = 4
"""Edges of paper are found at many grey levels, those of shadows at one or two."""
SMALLEST, LARGEST = 0.08, 0.97
"""The share of the image that both documents together cover."""
DEEP = 0.03
"""A notch is at least this deep, as a share of the area's size; a crease is not."""
PART = 0.15
"""The smallest share of the whole area that each of the two has."""
WITHOUT_NOTCHES = 0.94
"""A shape that fills this share of its own hull has no notches."""
CORNER = 0.02
"""As a share of the outline's length; anything shorter is not counted as a side."""
MOST_NOTCHES = 6

Place = tuple[float, float]


@dataclass(frozen=True)
class Boundary:
    """The line from notch to notch, in pixels of the image; one document lies on either side of it."""

    start: Place
    end: Place


def find_boundary(image: Image) -> Boundary | None:
    """The line between two overlapping documents; None when the image does not look like that."""
    grey, scale = small_grey(image)
    if not has_ground(grey):
        return None
    found = [found for level in LEVELS if (found := _boundary_at(grey, level)) is not None]
    if len(found) < LEAST_LEVELS:
        return None
    _, (x0, y0), (x1, y1) = max(found)
    return Boundary((x0 / scale, y0 / scale), (x1 / scale, y1 / scale))


def _boundary_at(grey: Grey, level: int) -> tuple[float, Place, Place] | None:
    """The best cut through the largest light area at a grey level: how whole both shapes are, and its two ends."""
    mask = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY)[1]
    light = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None or not _may_be_two(grey, outline):
        return None
    shape = cv2.approxPolyDP(outline, 2.0, closed=True)
    cuts = []
    for first, second in combinations(_notches(shape), 2):
        one, other = sorted((first, second))
        parts = (shape[one : other + 1], np.concatenate([shape[other:], shape[: one + 1]]))
        fill = min(map(_fill, parts))
        if fill >= WITHOUT_NOTCHES and min(map(cv2.contourArea, parts)) >= PART * cv2.contourArea(shape):
            cuts.append((fill, _place(shape[one]), _place(shape[other])))
    return max(cuts, default=None)


def _may_be_two(grey: Grey, outline: Grey) -> bool:
    """Whether an outline can be two documents: large enough, inside the image, with more corners than one sheet."""
    height, width = grey.shape
    if not SMALLEST * height * width < cv2.contourArea(outline) < LARGEST * height * width:
        return False
    x, y, w, h = cv2.boundingRect(outline)
    if sum((x <= 1, y <= 1, x + w >= width - 1, y + h >= height - 1)) > 1:
        return False
    hull = cv2.convexHull(outline)
    return len(cv2.approxPolyDP(hull, CORNER * cv2.arcLength(hull, closed=True), closed=True)) > 4


def _notches(shape: Grey) -> Iterator[int]:
    """The indexes of the deepest notches of an outline, the deepest first."""
    if len(shape) < 6:
        return
    hull = np.sort(cv2.convexHull(shape, returnPoints=False), axis=0)[::-1]
    defects = cv2.convexityDefects(shape, hull)
    if defects is None:
        return
    least = DEEP * float(np.sqrt(cv2.contourArea(shape))) * 256  # OpenCV gives depth in 1/256 of a pixel
    deep = sorted(((int(depth), int(at)) for _, _, at, depth in defects.reshape(-1, 4) if depth > least), reverse=True)
    yield from (at for _, at in deep[:MOST_NOTCHES])


def _fill(part: Grey) -> float:
    hull = float(cv2.contourArea(cv2.convexHull(part)))
    return float(cv2.contourArea(part)) / hull if hull else 0.0


def _place(point: Grey) -> Place:
    x, y = point.reshape(2).tolist()
    return float(x), float(y)
