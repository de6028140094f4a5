"""Finds the four corners of the sheet of paper in a photo, by its brightness and its edges."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr_extract.ocr.engines import Grey

Corners = NDArray[np.float32]

SIDE = 700
LEAST_SHARE, MOST_SHARE = 0.35, 0.97
"""The share of a photo that a sheet covers; more is the border of the photo itself."""
LIGHTER = 18.0
"""The least difference in grey levels (of 255) between a sheet and its background."""
LEVELS = range(50, 241, 10)
STRAIGHT = 0.94
"""A light area with straight sides fills this share of the quadrilateral of its four corners."""
PART = 0.015
"""A difference below this share of a sheet is only the blur of its edges."""


def find_sheet(grey: Grey) -> Corners | None:
    """The corners of the sheet in pixels, clockwise from the top left; None when the photo shows no sheet.

    The straightest light area is the sheet or a part of it. What a larger shape adds to it (a band of colour, a part in
    the shade) belongs to the sheet when it does not look like the background.
    """
    scale = SIDE / max(grey.shape)
    size = tuple(max(1, round(side * scale)) for side in grey.shape[::-1])
    small = cv2.GaussianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), (5, 5), 0)
    light = [(shape, straight) for shape, straight in _light_areas(small) if straight > STRAIGHT]
    if not light:
        return None
    sheet = max(light, key=lambda one: one[1])[0]
    for shape in sorted([*(shape for shape, _ in light), *_outlined(small)], key=cv2.contourArea):
        if _adds_to_sheet(small, sheet, shape):
            sheet = shape
    return clockwise(sheet[:, 0, :].astype(np.float32) / scale)


def _outlined(grey: Grey) -> Iterator[Grey]:
    """Quadrilaterals with sharp edges: a sheet on a plain table, whatever is printed along its sides."""
    edges = cv2.dilate(cv2.Canny(grey, 30, 90), np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:3]:
        hull = cv2.convexHull(outline)
        shape = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, closed=True), closed=True)
        if len(shape) == 4 and _is_sheet(grey, shape):
            yield shape


def _light_areas(grey: Grey) -> Iterator[tuple[Grey, float]]:
    """Quadrilaterals lighter than some grey level, each with how well its sides fit the area (1: straight sides).

    A table of wood or cloth has edges of its own, but it is darker than paper. A shadow can make part of a sheet as
    dark as the table elsewhere, so several levels are tried.
    """
    for level in LEVELS:
        mask = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY)[1]
        light = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
        outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        if not outlines:
            return
        outline = max(outlines, key=cv2.contourArea)
        shape = _four_sided(cv2.convexHull(outline))
        if shape is not None and _is_sheet(grey, shape):
            smaller, larger = sorted((cv2.contourArea(outline), cv2.contourArea(shape)))
            yield shape, smaller / larger


def _adds_to_sheet(grey: Grey, sheet: Grey, larger: Grey) -> bool:
    """Whether a larger shape shows more of the sheet: what it adds then looks different from the background."""
    inner, outer = np.zeros_like(grey), np.zeros_like(grey)
    cv2.fillPoly(inner, [sheet], 1)
    cv2.fillPoly(outer, [larger], 1)
    if (inner > outer).sum() > PART * inner.sum():
        return False
    added = cv2.erode(np.where(inner, 0, outer).astype(np.uint8), np.ones((5, 5), np.uint8))
    around = cv2.erode(1 - outer, np.ones((9, 9), np.uint8))
    if added.sum() < PART * outer.sum() or not around.any():
        return False
    return abs(float(np.median(grey[added > 0])) - float(np.median(grey[around > 0]))) > LIGHTER


def _four_sided(hull: Grey) -> Grey | None:
    """The hull simplified to four corners; None when it cannot be."""
    length = cv2.arcLength(hull, closed=True)
    for part in (0.01, 0.015, 0.02, 0.03, 0.04, 0.06):
        shape = cv2.approxPolyDP(hull, part * length, closed=True)
        if len(shape) <= 4:
            return shape if len(shape) == 4 else None
    return None


def _is_sheet(grey: Grey, shape: Grey) -> bool:
    """Whether a shape has the size of a sheet, three corners inside the image, and is lighter than its surroundings."""
    height, width = grey.shape
    if not LEAST_SHARE * height * width < cv2.contourArea(shape) < MOST_SHARE * height * width:
        return False
    corners = shape[:, 0, :]
    margin = 0.004 * max(height, width)
    inside = (corners > margin).all(axis=1) & (corners < np.array([width, height]) - margin).all(axis=1)
    return bool(inside.sum() >= 3) and _stands_out(grey, shape)


def _stands_out(grey: Grey, shape: Grey) -> bool:
    """Whether a shape is lighter than what is around it; a printed frame has the same paper on both sides."""
    sheet = np.zeros_like(grey)
    cv2.fillPoly(sheet, [shape], 1)
    around = cv2.erode(1 - sheet, np.ones((9, 9), np.uint8))
    return bool(around.any()) and float(np.median(grey[sheet > 0]) - np.median(grey[around > 0])) > LIGHTER


def clockwise(corners: Corners) -> Corners:
    """Four corners in order: top left, top right, bottom right, bottom left."""
    sums, differences = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order].astype(np.float32)
