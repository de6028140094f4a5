"""Turning a picture of paper so that its lines run level, remembering how places in it move."""

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
"""A4 at 200 dots an inch: a small photo is enlarged to it."""
LONGEST_LETTER, SMALLEST_LETTER = 45, 6
"""Dots at the working size; letters may touch and make short words."""
LEAST_SKEW, MOST_SKEW = 0.25, 8.0


@dataclass(frozen=True)
class Upright:
    """A picture ready to be read. `back` takes a place in it to where it was in the picture before.

    `turned` says by how many quarters, clockwise, the original has to be turned to stand upright.
    """

    image: Image
    back: Matrix
    turned: int = 0
    is_unwarped: bool = False

    @cached_property
    def grey(self) -> Grey:
        """A smaller copy without colours; all that is asked of a page before it is read is asked of this one."""
        return small_grey(self.image)

    @cached_property
    def ink(self) -> Grey:
        """A small black and white copy: 1 where there is ink."""
        return ink_of(self.grey)


def whole(image: Image) -> Upright:
    """The picture as it is."""
    return Upright(image, np.eye(3))


def unwarp(page: Upright) -> Upright:
    """A sheet photographed on a table, cut out and pulled straight; anything else unchanged."""
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
    """The picture turned clockwise by this many quarters."""
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
    """Lines that run a few degrees off are made level."""
    angle = skew(page.ink)
    if abs(angle) <= LEAST_SKEW:
        return page
    height, width = page.image.shape[:2]
    there = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), [0, 0, 1]])
    edge = [float(np.median(page.image[:8, :, channel])) for channel in range(3)]
    image = cv2.warpAffine(page.image, there[:2], (width, height), flags=cv2.INTER_CUBIC, borderValue=edge)
    return Upright(image, page.back @ np.linalg.inv(there), page.turned, page.is_unwarped)


def small_grey(image: Image | Grey) -> Grey:
    """In levels of grey, and no larger than the questions before reading need."""
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
    """By how many degrees the lines have to be turned (counter-clockwise) to be level: when rows differ most."""
    pixels = _InkPixels.of(ink)

    def contrast(angle: float) -> float:
        return float((np.diff(pixels.rows(angle)[1:-1]) ** 2).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5), key=contrast)
    return float(max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=contrast))


@dataclass(frozen=True)
class _InkPixels:
    """Where the ink is, counted from the middle: turning only the dots is quicker than turning the picture."""

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
        """How many dots stand on each row once the page is turned (counter-clockwise)."""
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
    """Per row or column; what was turned out of the picture at its corners is counted on its edge."""
    return np.bincount(np.clip(np.rint(places), 0, size - 1).astype(np.int32), minlength=size)


def is_sideways(ink: Grey) -> bool:
    """Do the lines run from top to bottom? Letters in rows leave gaps between the rows, along the lines none."""
    letters = _InkPixels.of(_letters(ink))
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


def _contrasts(pixels: _InkPixels, angle: float) -> tuple[float, float]:
    """How much rows differ from their neighbours, and columns from theirs, with the page turned by some degrees."""
    rows, columns = np.diff(pixels.rows(angle)[1:-1]), np.diff(pixels.columns(angle)[1:-1])
    return float((rows**2).mean()) / pixels.width, float((columns**2).mean()) / pixels.height
