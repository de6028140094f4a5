"""Finds several documents in one image: separate light areas with straight sides on a darker background.

A shadow can make one document as dark as the table beside another, so several grey levels are tried; a document is an
area that stands out from its surroundings at any of them.
"""

import cv2
import numpy as np

from contracts.fields import Box
from services.ocr_extract.ocr.engines import Grey, Image

SIDE = 500
LEVELS = range(60, 241, 15)
LIGHTER = 18.0
"""The least difference in grey levels (of 255) between a document and its background."""
SMALLEST, LARGEST = 0.025, 0.6
"""The share of the image that a document covers; a larger one leaves no room for another."""
NARROWEST = 0.08
"""The shortest side of a document, as a share of the image's shorter side."""
FULL = 0.8
"""A document fills this share of its own rectangle; a hand, a cup or a shadow does not."""
MOST = 12
MARGIN = 0.006
TOGETHER = 0.7
"""Documents that touch are one area at some grey level; at another level they are two, with this share of that area."""

Frame = tuple[int, int, int, int]


def regions_on(image: Image) -> tuple[Box, ...]:
    """The boxes of the documents in pixels, in reading order; empty when there are not at least two."""
    height, width = image.shape[:2]
    grey, scale = small_grey(image)
    if not has_ground(grey):
        return ()
    frames = _outermost({frame for level in LEVELS for frame in _light_areas(grey, level)})
    if not 2 <= len(frames) <= MOST:
        return ()
    edge = MARGIN * max(height, width)
    boxes = [
        Box(
            x0=max(0.0, x / scale - edge),
            y0=max(0.0, y / scale - edge),
            x1=min(float(width), (x + w) / scale + edge),
            y1=min(float(height), (y + h) / scale + edge),
        )
        for x, y, w, h in frames
    ]
    return in_reading_order(boxes)


def in_reading_order(boxes: list[Box]) -> tuple[Box, ...]:
    """The boxes by rows, from left to right; a box that starts below the middle of a row begins the next row."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.y0):
        if rows and box.y0 < (rows[-1][0].y0 + rows[-1][0].y1) / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return tuple(box for row in rows for box in sorted(row, key=lambda box: box.x0))


def small_grey(image: Image) -> tuple[Grey, float]:
    """A small grey copy of the image, blurred so that print disappears, and its scale."""
    scale = SIDE / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (5, 5), 0), scale


def has_ground(grey: Grey) -> bool:
    """Whether the border of the image is darker than its lightest part; around a scanned page it is paper, so light."""
    border = np.concatenate([grey[:4].ravel(), grey[-4:].ravel(), grey[:, :4].ravel(), grey[:, -4:].ravel()])
    return float(np.percentile(grey, 90)) - float(np.median(border)) > LIGHTER


def _light_areas(grey: Grey, level: int) -> list[Frame]:
    """The areas lighter than a grey level (print included) that have the shape of a document."""
    mask = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY)[1]
    light = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((11, 11), np.uint8))
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [_frame(outline) for outline in outlines if _is_document(grey, outline)]


def _frame(outline: Grey) -> Frame:
    x, y, width, height = cv2.boundingRect(outline)
    return x, y, width, height


def _is_document(grey: Grey, outline: Grey) -> bool:
    height, width = grey.shape
    _, (one, other), _ = cv2.minAreaRect(outline)
    area = float(cv2.contourArea(outline))
    if not SMALLEST * height * width < area < LARGEST * height * width:
        return False
    if min(one, other) < NARROWEST * min(height, width) or area < FULL * one * other:
        return False
    x, y, w, h = frame = _frame(outline)
    if sum((x <= 1, y <= 1, x + w >= width - 1, y + h >= height - 1)) > 1:
        return False
    return _stands_out(grey, outline, frame)


def _stands_out(grey: Grey, outline: Grey, frame: Frame) -> bool:
    """Whether a strip along the inside of an outline is lighter than one along the outside."""
    x, y, w, h = frame
    left, top = max(0, x - 7), max(0, y - 7)
    part = grey[top : y + h + 7, left : x + w + 7]
    shape = np.zeros_like(part)
    cv2.drawContours(shape, [outline - np.array([left, top])], -1, 1, cv2.FILLED)
    kernel = np.ones((7, 7), np.uint8)
    inside = shape - cv2.erode(shape, kernel)
    outside = cv2.dilate(shape, kernel) - shape
    return bool(outside.any()) and float(np.median(part[inside > 0])) - float(np.median(part[outside > 0])) > LIGHTER


def _outermost(frames: set[Frame]) -> list[Frame]:
    """The frames that do not overlap a larger one, the largest first."""
    taken: list[Frame] = []
    for frame in sorted(frames, key=lambda frame: (-_area(frame), frame)):
        if all(_shared(frame, other) < 0.2 * _area(frame) for other in taken) and not _are_touching(frame, frames):
            taken.append(frame)
    return taken


def _are_touching(frame: Frame, frames: set[Frame]) -> bool:
    """Whether this area is two documents or more at another grey level."""
    inside = [one for one in frames if one != frame and _shared(one, frame) > 0.9 * _area(one)]
    apart: list[Frame] = []
    for one in sorted(inside, key=lambda one: (-_area(one), one)):
        if _area(one) < TOGETHER * _area(frame) and all(_shared(one, other) < 0.2 * _area(one) for other in apart):
            apart.append(one)
    return len(apart) > 1 and sum(map(_area, apart)) > TOGETHER * _area(frame)


def _area(frame: Frame) -> int:
    return frame[2] * frame[3]


def _shared(one: Frame, other: Frame) -> int:
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, width) * max(0, height)
