"""Turning a picture of paper so that its lines run level, remembering how places in it move."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr_extract.engines import Grey, Matrix, Picture

Corners = NDArray[np.float32]

WORKING_SIDE = 900
PAGE_SIDE = 700
LEAST_SHARE, MOST_SHARE = 0.35, 0.97
"""A sheet on a table covers this much of a photo; more is the photo's own border."""
LIGHTER = 18.0
"""Grey levels (of 255) between a sheet and what it lies on."""
PAGE_WIDTH = 1654
"""A4 at 200 dots an inch: a small photo is enlarged to it."""
LONGEST_LETTER, SMALLEST_LETTER = 45, 6
"""Dots at the working size; letters may touch and make short words."""
LEAST_SKEW, MOST_SKEW = 0.25, 8.0


@dataclass(frozen=True)
class Upright:
    """A picture ready to be read. `back` takes a place in it to where it was in the picture before.

    `turned` says by how many quarters, clockwise, the original has to be turned to stand upright.
    """

    picture: Picture
    back: Matrix
    turned: int = 0
    is_unwarped: bool = False


def whole(picture: Picture) -> Upright:
    """The picture as it is."""
    return Upright(picture, np.eye(3))


def unwarp(page: Upright) -> Upright:
    """A sheet photographed on a table, cut out and pulled straight; anything else unchanged."""
    corners = find_sheet(page.picture)
    if corners is None:
        return page
    sides = [float(np.linalg.norm(corners[one] - corners[other])) for one, other in ((0, 1), (3, 2), (0, 3), (1, 2))]
    width, height = max(sides[:2]), max(sides[2:])
    if min(width, height) < 32:
        return page
    enlarged = max(1.0, PAGE_WIDTH / min(width, height)) if min(width, height) < PAGE_WIDTH else 1.0
    size = (round(width * min(enlarged, 2.0)), round(height * min(enlarged, 2.0)))
    goal = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    there = cv2.getPerspectiveTransform(corners, goal)
    picture = cv2.warpPerspective(page.picture, there, size, flags=cv2.INTER_CUBIC)
    return Upright(picture, page.back @ np.linalg.inv(there), page.turned, is_unwarped=True)


def find_sheet(picture: Picture) -> Corners | None:
    """The corners of a sheet of paper inside the picture, clockwise from the top left."""
    height, width = picture.shape[:2]
    scale = PAGE_SIDE / max(height, width)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (5, 5), 0)
    edges = cv2.dilate(cv2.Canny(grey, 30, 90), np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    area = grey.shape[0] * grey.shape[1]
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:3]:
        hull = cv2.convexHull(outline)
        shape = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
        if len(shape) != 4 or not LEAST_SHARE * area < cv2.contourArea(hull) < MOST_SHARE * area:
            continue
        corners = shape[:, 0, :].astype(np.float32) / scale
        margin = 0.004 * max(height, width)
        inside = (corners > margin).all(axis=1) & (corners < np.array([width, height]) - margin).all(axis=1)
        if inside.sum() >= 3 and _stands_out(grey, shape):
            return clockwise(corners)
    return None


def _stands_out(grey: Grey, shape: Grey) -> bool:
    """Is the sheet lighter than what it lies on? A frame printed on paper has the same paper on both sides."""
    sheet = np.zeros_like(grey)
    cv2.fillPoly(sheet, [shape], 1)
    around = cv2.erode(1 - sheet, np.ones((9, 9), np.uint8))
    return bool(around.any()) and float(np.median(grey[sheet > 0]) - np.median(grey[around > 0])) > LIGHTER


def clockwise(corners: Corners) -> Corners:
    """Four corners in order: top left, top right, bottom right, bottom left."""
    sums, differences = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order].astype(np.float32)


def turn(page: Upright, quarters: int) -> Upright:
    """The picture turned clockwise by this many quarters."""
    quarters %= 4
    if not quarters:
        return page
    height, width = page.picture.shape[:2]
    back = {
        1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }[quarters]
    picture = np.ascontiguousarray(np.rot90(page.picture, -quarters))
    return Upright(picture, page.back @ np.array(back, float), (page.turned + quarters) % 4, page.is_unwarped)


def deskew(page: Upright) -> Upright:
    """Lines that run a few degrees off are made level."""
    angle = skew(ink_of(page.picture))
    if abs(angle) <= LEAST_SKEW:
        return page
    height, width = page.picture.shape[:2]
    there = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), [0, 0, 1]])
    edge = [float(np.median(page.picture[:8, :, channel])) for channel in range(3)]
    picture = cv2.warpAffine(page.picture, there[:2], (width, height), flags=cv2.INTER_CUBIC, borderValue=edge)
    return Upright(picture, page.back @ np.linalg.inv(there), page.turned, page.is_unwarped)


def ink_of(picture: Picture) -> Grey:
    """A small black and white copy: 1 where there is ink."""
    scale = min(1.0, WORKING_SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    return cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)


def skew(ink: Grey) -> float:
    """By how many degrees the lines have to be turned (counter-clockwise) to be level: when rows differ most."""
    height, width = ink.shape
    dots = ink.astype(np.float32)

    def contrast(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1)
        rows = cv2.warpAffine(dots, matrix, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1)
        return float((np.diff(rows) ** 2).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5), key=contrast)
    return float(max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=contrast))


def is_sideways(ink: Grey) -> bool:
    """Do the lines run from top to bottom? Letters in rows leave gaps between the rows, along the lines none."""
    letters = _letters(ink)
    along, across = max((_contrasts(letters, angle) for angle in (-3.0, -1.5, 0.0, 1.5, 3.0)), key=max)
    return across > along


def _letters(ink: Grey) -> Grey:
    """Ink without rules, frames, the edges of the sheet and single specks: only what has the size of letters."""
    _, islands, facts, _ = cv2.connectedComponentsWithStats(ink)
    longest = facts[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    is_letter = (longest <= LONGEST_LETTER) & (facts[:, cv2.CC_STAT_AREA] >= SMALLEST_LETTER)
    is_letter[0] = False
    letters: Grey = is_letter.astype(np.uint8)[islands]
    return letters


def _contrasts(ink: Grey, angle: float) -> tuple[float, float]:
    """How much rows differ from their neighbours, and columns from theirs, with the page turned by some degrees."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    dots = cv2.warpAffine(ink.astype(np.float32), matrix, (width, height), flags=cv2.INTER_NEAREST)
    rows, columns = (np.diff(dots.sum(axis=axis)) for axis in (1, 0))
    return float((rows**2).mean()) / width, float((columns**2).mean()) / height
