"""The defects of scans and photos, one function each. Each takes an image and returns the image with the defect."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from libs.samples.renderings.raster import PixelArray

_VISION: Any = cv2
Random = np.random.Generator


def _bytes_of(values: NDArray[np.floating[Any]]) -> PixelArray:
    clipped: PixelArray = np.clip(values, 0, 255).astype(np.uint8)
    return clipped


def rotated(image: PixelArray, degrees: float, background: tuple[int, int, int] = (255, 255, 255)) -> PixelArray:
    """Rotated by some degrees, as paper in a feeder."""
    height, width = image.shape[:2]
    turn = _VISION.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned: PixelArray = _VISION.warpAffine(
        image, turn, (width, height), flags=_VISION.INTER_CUBIC, borderValue=background
    )
    return turned


def framed(image: PixelArray, share: float) -> PixelArray:
    """With a plain border around the page, so that a rotation does not cut it off."""
    edge = int(share * image.shape[1])
    wide: PixelArray = _VISION.copyMakeBorder(
        image, edge, edge, edge, edge, _VISION.BORDER_CONSTANT, value=(90, 96, 104)
    )
    return wide


def noise(image: PixelArray, rng: Random, strength: float) -> PixelArray:
    """With noise, as from a camera sensor."""
    return _bytes_of(image + rng.normal(0, strength, image.shape))


def specks(image: PixelArray, rng: Random, count: int) -> PixelArray:
    """With specks of toner and dust."""
    dirty = image.copy()
    height, width = image.shape[:2]
    for _ in range(count):
        at = (int(rng.integers(width)), int(rng.integers(height)))
        _VISION.circle(dirty, at, int(rng.integers(1, 3)), (30, 30, 30), -1)
    return dirty


def streak(image: PixelArray, rng: Random) -> PixelArray:
    """With a line down the page, as from a dirty spot on the glass of a feeder."""
    dirty = image.copy()
    x = int(rng.integers(image.shape[1]))
    dirty[:, x : x + 2] = (dirty[:, x : x + 2] * 0.6).astype(np.uint8)
    return dirty


def bilevel(image: PixelArray) -> PixelArray:
    """In black and white without grey, as from a fax or an office copier."""
    grey = _VISION.cvtColor(image, _VISION.COLOR_BGR2GRAY)
    black: PixelArray = _VISION.cvtColor(
        _VISION.threshold(grey, 170, 255, _VISION.THRESH_BINARY)[1], _VISION.COLOR_GRAY2BGR
    )
    return black


def blurred(image: PixelArray, radius: float) -> PixelArray:
    """Out of focus."""
    soft: PixelArray = _VISION.GaussianBlur(image, (0, 0), radius)
    return soft


def motion_blurred(image: PixelArray, rng: Random, length: int) -> PixelArray:
    """With motion blur of `length` pixels, as from an unsteady hand."""
    kernel = np.zeros((length, length), np.float32)
    slope = float(rng.uniform(-0.6, 0.6))
    for step in range(length):
        row = int(np.clip(length / 2 + slope * (step - length / 2), 0, length - 1))
        kernel[row, step] = 1
    moved: PixelArray = _VISION.filter2D(image, -1, kernel / kernel.sum())
    return moved


def exposed(image: PixelArray, level: float, contrast: float) -> PixelArray:
    """With another brightness and contrast (1 is unchanged)."""
    return _bytes_of((image.astype(np.float32) - 128) * contrast + 128 * level)


def tinted(image: PixelArray, rng: Random) -> PixelArray:
    """In the warm light of a lamp."""
    blue = rng.uniform(0.68, 0.9)
    return _bytes_of(image * np.array([blue, (1 + blue) / 2, 1]))


def shadow(image: PixelArray, rng: Random) -> PixelArray:
    """With a soft shadow across the page, as of the hand that holds the telephone."""
    height, width = image.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:height:8, 0:width:8]
    across = np.cos(angle) * (columns / width - 0.5) + np.sin(angle) * (rows / height - 0.5)
    mask = 1 - rng.uniform(0.35, 0.6) / (1 + np.exp(-across * rng.uniform(14, 40)))
    wide = _VISION.resize(mask.astype(np.float32), (width, height))
    return _bytes_of(image * wide[:, :, None])


def glare(image: PixelArray, rng: Random) -> PixelArray:
    """With the reflection of a lamp on smooth paper."""
    height, width = image.shape[:2]
    rows, columns = np.mgrid[0:height:8, 0:width:8]
    x, y, size = rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height, rng.uniform(0.08, 0.16) * width
    spot = 110 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * size**2))
    wide = _VISION.resize(spot.astype(np.float32), (width, height))
    return _bytes_of(image + wide[:, :, None])


def crumpled(image: PixelArray, rng: Random, strength: float) -> PixelArray:
    """With waves in the paper and the light on their sides."""
    height, width = image.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    swell = _VISION.resize(
        rng.normal(0, 1, (7, 5)).astype(np.float32), (width, height), interpolation=_VISION.INTER_CUBIC
    )
    bent: PixelArray = _VISION.remap(
        image, columns + strength * swell, rows + strength * swell[:, ::-1], _VISION.INTER_LINEAR,
        borderMode=_VISION.BORDER_REPLICATE,
    )  # fmt: skip
    flank = _VISION.Sobel(swell, _VISION.CV_32F, 1, 0, ksize=5)
    return _bytes_of(bent * (1 - 0.16 * flank / (np.abs(flank).max() + 1e-6))[:, :, None])


def folded(image: PixelArray, rng: Random) -> PixelArray:
    """With the two creases of a letter folded in three, each with a bright and a dark side."""
    creased = image.astype(np.float32)
    height = image.shape[0]
    for third in (1, 2):
        y = int(height * third / 3 + rng.integers(-20, 20))
        creased[y - 12 : y] *= 0.9
        creased[y : y + 3] *= 0.8
        creased[y + 3 : y + 14] *= 1.06
    return _bytes_of(creased)


def faded(image: PixelArray, rng: Random) -> PixelArray:
    """With faded print, as on old thermal paper."""
    return _bytes_of(255 - (255 - image.astype(np.float32)) * rng.uniform(0.4, 0.6))


def cropped(image: PixelArray, rng: Random) -> PixelArray:
    """With the edge of the page outside the image, but not the print."""
    height, width = image.shape[:2]
    cut = int(0.022 * width)
    left, top = int(rng.integers(0, cut)), int(rng.integers(0, cut))
    return image[top : height - cut + top, left : width - cut + left]


def in_perspective(image: PixelArray, rng: Random, tilt: float) -> PixelArray:
    """On a table, seen at an angle: the page is a quadrangle on a background."""
    height, width = image.shape[:2]
    edge = int(rng.uniform(0.05, 0.12) * width)
    outer = (width + 2 * edge, height + 2 * edge)
    base = rng.integers(40, 150, 3)
    grain = _VISION.resize(rng.normal(0, 22, (outer[1] // 40, outer[0] // 8)).astype(np.float32), outer)
    table = _bytes_of(base[None, None, :] + grain[:, :, None])
    shift = rng.uniform(-tilt, tilt, (4, 2)) * width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = (corners + edge + np.clip(shift, -edge * 0.8, edge * 0.8)).astype(np.float32)
    turn = _VISION.getPerspectiveTransform(corners, seen)
    page = _VISION.warpPerspective(image, turn, outer, flags=_VISION.INTER_CUBIC)
    mask = _VISION.warpPerspective(np.full((height, width), 255, np.uint8), turn, outer) > 0
    table[mask] = page[mask]
    return table
