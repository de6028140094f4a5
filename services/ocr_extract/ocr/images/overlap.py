"""Papers that lie over each other: one light area with two notches in its outline, where the edges of two papers cross.

Cut from notch to notch, two shapes without any are left: what is seen of the lower paper, and the upper one but for the
corner that it lays on the other. A single sheet may have notches too, under fingers or where a corner lies in the dark;
but without them it has four corners, and two papers together have more.
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
"""The edges of papers are there at many levels of light, those of shadows at one or two."""
SMALLEST, LARGEST = 0.08, 0.97
"""Both papers together cover this share of the picture."""
DEEP = 0.03
"""A notch goes in by this share of the area's size; a crease does not."""
PART = 0.15
"""Each of the two is this share of both at least."""
WITHOUT_NOTCHES = 0.94
"""A shape that fills this much of its own hull has none."""
CORNER = 0.02
"""Of the way around: what is smaller is no side of a shape."""
MOST_NOTCHES = 6

Place = tuple[float, float]


@dataclass(frozen=True)
class Boundary:
    """The line from notch to notch, in dots of the picture: a paper lies on either side of it."""

    start: Place
    end: Place


def find_boundary(image: Image) -> Boundary | None:
    """Where two papers meet that lie over each other; None when nothing looks like it."""
    grey, scale = small_grey(image)
    if not has_ground(grey):
        return None
    found = [found for level in LEVELS if (found := _boundary_at(grey, level)) is not None]
    if len(found) < LEAST_LEVELS:
        return None
    _, (x0, y0), (x1, y1) = max(found)
    return Boundary((x0 / scale, y0 / scale), (x1 / scale, y1 / scale))


def _boundary_at(grey: Grey, level: int) -> tuple[float, Place, Place] | None:
    """The best cut through the largest light area, if it is one of two papers, with how well it leaves whole shapes."""
    mask = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY)[1]
    light = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None or not _may_be_two(grey, outline):
        return None
    shape = cv2.approxPolyDP(outline, 2.0, True)
    cuts = []
    for first, second in combinations(_notches(shape), 2):
        one, other = sorted((first, second))
        parts = (shape[one : other + 1], np.concatenate([shape[other:], shape[: one + 1]]))
        fill = min(map(_fill, parts))
        if fill >= WITHOUT_NOTCHES and min(map(cv2.contourArea, parts)) >= PART * cv2.contourArea(shape):
            cuts.append((fill, _place(shape[one]), _place(shape[other])))
    return max(cuts, default=None)


def _may_be_two(grey: Grey, outline: Grey) -> bool:
    """Of a size with room for two, inside the picture, and with more corners than a sheet."""
    height, width = grey.shape
    if not SMALLEST * height * width < cv2.contourArea(outline) < LARGEST * height * width:
        return False
    x, y, w, h = cv2.boundingRect(outline)
    if sum((x <= 1, y <= 1, x + w >= width - 1, y + h >= height - 1)) > 1:
        return False
    hull = cv2.convexHull(outline)
    return len(cv2.approxPolyDP(hull, CORNER * cv2.arcLength(hull, True), True)) > 4


def _notches(shape: Grey) -> Iterator[int]:
    """The points of an outline that go in deepest, the deepest first."""
    if len(shape) < 6:
        return
    hull = np.sort(cv2.convexHull(shape, returnPoints=False), axis=0)[::-1]
    defects = cv2.convexityDefects(shape, hull)
    if defects is None:
        return
    least = DEEP * float(np.sqrt(cv2.contourArea(shape))) * 256  # OpenCV counts depth in parts of a dot
    deep = sorted(((int(depth), int(at)) for _, _, at, depth in defects.reshape(-1, 4) if depth > least), reverse=True)
    yield from (at for _, at in deep[:MOST_NOTCHES])


def _fill(part: Grey) -> float:
    hull = float(cv2.contourArea(cv2.convexHull(part)))
    return float(cv2.contourArea(part)) / hull if hull else 0.0


def _place(point: Grey) -> Place:
    x, y = point.reshape(2).tolist()
    return float(x), float(y)
