"""Turns and straightens the image of a document until its lines are level, and keeps the way back to the original."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr_extract.ocr.engines import Grey, Image, Matrix
from services.ocr_extract.ocr.images.sheet import find_sheet

GREY_SIDE = 1600
WORKING_SIDE = 900
PAGE_WIDTH = 1654
"""A4 at 200 dpi, in pixels; a smaller photo is enlarged to it."""
LONGEST_LETTER, SMALLEST_LETTER = 45, 6
"""Pixels at the working size; letters may touch and form short words."""
LEAST_SKEW, MOST_SKEW = 0.25, 8.0


@dataclass(frozen=True)
class Upright:
    """An image ready to be read. `back` transforms its coordinates to those of the original image.

    `turned` is the number of clockwise quarter turns that make the original upright.
    """

    image: Image
    back: Matrix
    turned: int = 0
    is_unwarped: bool = False

    @cached_property
    def grey(self) -> Grey:
        """A smaller grey copy, used for every check before the page is read."""
        return small_grey(self.image)

    @cached_property
    def ink(self) -> Grey:
        """A small black and white copy: 1 where there is ink."""
        return ink_of(self.grey)


def whole(image: Image) -> Upright:
    """The image unchanged."""
    return Upright(image, np.eye(3))


def unwarp(page: Upright) -> Upright:
    """Cut out and straighten a sheet that was photographed on a table; return any other image unchanged."""
    corners = find_sheet(page.grey)
    if corners is None:
        return page
    corners *= max(page.image.shape[:2]) / max(page.grey.shape)
    sides = [float(np.linalg.norm(corners[one] - corners[other])) for one, other in ((0, 1), (3, 2), (0, 3), (1, 2))]
    width, height = max(sides[:2]), max(sides[2:])
    if min(width, height) < 32:
        return page
    enlarged = max(1.0, PAGE_WIDTH / min(width, height)) if min(width, height) < PAGE_WIDTH else 1.0
    size = (round(width * min(enlarged, 2.0)), round(height * min(enlarged, 2.0)))
    goal = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    there = cv2.getPerspectiveTransform(corners, goal)
    image = cv2.warpPerspective(page.image, there, size, flags=cv2.INTER_CUBIC)
    return Upright(image, page.back @ np.linalg.inv(there), page.turned, is_unwarped=True)


def turn(page: Upright, quarters: int) -> Upright:
    """The image after this many clockwise quarter turns."""
    quarters %= 4
    if not quarters:
        return page
    height, width = page.image.shape[:2]
    back = {
        1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }[quarters]
    image = np.ascontiguousarray(np.rot90(page.image, -quarters))
    return Upright(image, page.back @ np.array(back, float), (page.turned + quarters) % 4, page.is_unwarped)


def deskew(page: Upright) -> Upright:
    """The image with its lines level, when they are a few degrees off."""
    angle = skew(page.ink)
    if abs(angle) <= LEAST_SKEW:
        return page
    height, width = page.image.shape[:2]
    there = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), [0, 0, 1]])
    edge = [float(np.median(page.image[:8, :, channel])) for channel in range(3)]
    image = cv2.warpAffine(page.image, there[:2], (width, height), flags=cv2.INTER_CUBIC, borderValue=edge)
    return Upright(image, page.back @ np.linalg.inv(there), page.turned, page.is_unwarped)


def small_grey(image: Image | Grey) -> Grey:
    """A grey copy, no larger than the checks before reading need."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    return _no_larger(grey, GREY_SIDE)


def _no_larger(grey: Grey, side: int) -> Grey:
    scale = side / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey


def ink_of(image: Image | Grey) -> Grey:
    """A small black and white copy: 1 where there is ink."""
    grey = _no_larger(small_grey(image), WORKING_SIDE)
    return cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)


def skew(ink: Grey) -> float:
    """The degrees (counter-clockwise) that make the lines level: the angle at which neighbouring rows differ most."""
    pixels = _InkPixels.of(ink)

    def contrast(angle: float) -> float:
        return float((np.diff(pixels.rows(angle)[1:-1]) ** 2).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5), key=contrast)
    return float(max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=contrast))


@dataclass(frozen=True)
class _InkPixels:
    """The coordinates of the ink from the middle of the image: rotating them is quicker than rotating the image."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    width: int
    height: int

    @classmethod
    def of(cls, ink: Grey) -> "_InkPixels":
        height, width = ink.shape
        y, x = np.nonzero(ink)
        return cls(x.astype(np.float32) - width / 2, y.astype(np.float32) - height / 2, width, height)

    def rows(self, degrees: float) -> NDArray[np.int64]:
        """How many ink pixels each row has once the page is rotated (counter-clockwise)."""
        cosine, sine = self._turn(degrees)
        return _counts(cosine * self.y - sine * self.x + np.float32(self.height / 2), self.height)

    def columns(self, degrees: float) -> NDArray[np.int64]:
        """The same for columns."""
        cosine, sine = self._turn(degrees)
        return _counts(cosine * self.x + sine * self.y + np.float32(self.width / 2), self.width)

    @staticmethod
    def _turn(degrees: float) -> tuple[np.float32, np.float32]:
        return np.float32(np.cos(np.radians(degrees))), np.float32(np.sin(np.radians(degrees)))


def _counts(places: NDArray[np.float32], size: int) -> NDArray[np.int64]:
    """Pixels per row or column; those that were rotated out of the image count on its edge."""
    return np.bincount(np.clip(np.rint(places), 0, size - 1).astype(np.int32), minlength=size)


def is_sideways(ink: Grey) -> bool:
    """Whether the lines run from top to bottom: there are gaps between lines of text, but none along a line."""
    letters = _InkPixels.of(_letters(ink))
    along, across = max((_contrasts(letters, angle) for angle in (-3.0, -1.5, 0.0, 1.5, 3.0)), key=max)
    return across > along


def _letters(ink: Grey) -> Grey:
    """The ink that has the size of letters, without rules, frames, the edges of the sheet and specks."""
    _, islands, facts, _ = cv2.connectedComponentsWithStats(ink)
    longest = facts[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    is_letter = (longest <= LONGEST_LETTER) & (facts[:, cv2.CC_STAT_AREA] >= SMALLEST_LETTER)
    is_letter[0] = False
    letters: Grey = is_letter.astype(np.uint8)[islands]
    return letters


def _contrasts(pixels: _InkPixels, angle: float) -> tuple[float, float]:
    """How much neighbouring rows differ, and neighbouring columns, with the page rotated by some degrees."""
    rows, columns = np.diff(pixels.rows(angle)[1:-1]), np.diff(pixels.columns(angle)[1:-1])
    return float((rows**2).mean()) / pixels.width, float((columns**2).mean()) / pixels.height
