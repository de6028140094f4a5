"""What goes wrong between paper and picture, one function a fault. Each takes a picture and a random source."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from libs.samples.renderings.raster import Picture

_VISION: Any = cv2
Random = np.random.Generator


def _bytes_of(values: NDArray[np.floating[Any]]) -> Picture:
    clipped: Picture = np.clip(values, 0, 255).astype(np.uint8)
    return clipped


def rotated(picture: Picture, degrees: float, paper: tuple[int, int, int] = (255, 255, 255)) -> Picture:
    """Turned a little, as paper in a feeder."""
    height, width = picture.shape[:2]
    turn = _VISION.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned: Picture = _VISION.warpAffine(picture, turn, (width, height), flags=_VISION.INTER_CUBIC, borderValue=paper)
    return turned


def framed(picture: Picture, share: float) -> Picture:
    """A plain ground around the page, so that turning it cuts nothing off."""
    edge = int(share * picture.shape[1])
    wide: Picture = _VISION.copyMakeBorder(
        picture, edge, edge, edge, edge, _VISION.BORDER_CONSTANT, value=(90, 96, 104)
    )
    return wide


def noise(picture: Picture, rng: Random, strength: float) -> Picture:
    """Grain of the sensor."""
    return _bytes_of(picture + rng.normal(0, strength, picture.shape))


def specks(picture: Picture, rng: Random, count: int) -> Picture:
    """Toner and dust."""
    dirty = picture.copy()
    height, width = picture.shape[:2]
    for _ in range(count):
        at = (int(rng.integers(width)), int(rng.integers(height)))
        _VISION.circle(dirty, at, int(rng.integers(1, 3)), (30, 30, 30), -1)
    return dirty


def streak(picture: Picture, rng: Random) -> Picture:
    """A dirty spot on the glass of a feeder draws a line down the page."""
    dirty = picture.copy()
    x = int(rng.integers(picture.shape[1]))
    dirty[:, x : x + 2] = (dirty[:, x : x + 2] * 0.6).astype(np.uint8)
    return dirty


def bilevel(picture: Picture) -> Picture:
    """Black and white without grey, as a fax or an office copier."""
    grey = _VISION.cvtColor(picture, _VISION.COLOR_BGR2GRAY)
    black: Picture = _VISION.cvtColor(
        _VISION.threshold(grey, 170, 255, _VISION.THRESH_BINARY)[1], _VISION.COLOR_GRAY2BGR
    )
    return black


def blurred(picture: Picture, radius: float) -> Picture:
    """Out of focus."""
    soft: Picture = _VISION.GaussianBlur(picture, (0, 0), radius)
    return soft


def shaken(picture: Picture, rng: Random, length: int) -> Picture:
    """The hand moved."""
    kernel = np.zeros((length, length), np.float32)
    slope = float(rng.uniform(-0.6, 0.6))
    for step in range(length):
        row = int(np.clip(length / 2 + slope * (step - length / 2), 0, length - 1))
        kernel[row, step] = 1
    moved: Picture = _VISION.filter2D(picture, -1, kernel / kernel.sum())
    return moved


def lit(picture: Picture, level: float, contrast: float) -> Picture:
    """Darker, brighter, flatter."""
    return _bytes_of((picture.astype(np.float32) - 128) * contrast + 128 * level)


def tinted(picture: Picture, rng: Random) -> Picture:
    """The warm light of a lamp."""
    blue = rng.uniform(0.68, 0.9)
    return _bytes_of(picture * np.array([blue, (1 + blue) / 2, 1]))


def shadow(picture: Picture, rng: Random) -> Picture:
    """A soft edge of shadow across the page, as of the hand that holds the telephone."""
    height, width = picture.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:height:8, 0:width:8]
    across = np.cos(angle) * (columns / width - 0.5) + np.sin(angle) * (rows / height - 0.5)
    mask = 1 - rng.uniform(0.35, 0.6) / (1 + np.exp(-across * rng.uniform(14, 40)))
    wide = _VISION.resize(mask.astype(np.float32), (width, height))
    return _bytes_of(picture * wide[:, :, None])


def glare(picture: Picture, rng: Random) -> Picture:
    """A lamp reflected by smooth paper."""
    height, width = picture.shape[:2]
    rows, columns = np.mgrid[0:height:8, 0:width:8]
    x, y, size = rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height, rng.uniform(0.08, 0.16) * width
    spot = 110 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * size**2))
    wide = _VISION.resize(spot.astype(np.float32), (width, height))
    return _bytes_of(picture + wide[:, :, None])


def crumpled(picture: Picture, rng: Random, strength: float) -> Picture:
    """Waves in the paper, with the light on their flanks."""
    height, width = picture.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    swell = _VISION.resize(
        rng.normal(0, 1, (7, 5)).astype(np.float32), (width, height), interpolation=_VISION.INTER_CUBIC
    )
    bent: Picture = _VISION.remap(
        picture, columns + strength * swell, rows + strength * swell[:, ::-1], _VISION.INTER_LINEAR,
        borderMode=_VISION.BORDER_REPLICATE,
    )  # fmt: skip
    flank = _VISION.Sobel(swell, _VISION.CV_32F, 1, 0, ksize=5)
    return _bytes_of(bent * (1 - 0.16 * flank / (np.abs(flank).max() + 1e-6))[:, :, None])


def folded(picture: Picture, rng: Random) -> Picture:
    """A letter folded in three: two creases, each with a bright and a dark side."""
    creased = picture.astype(np.float32)
    height = picture.shape[0]
    for third in (1, 2):
        y = int(height * third / 3 + rng.integers(-20, 20))
        creased[y - 12 : y] *= 0.9
        creased[y : y + 3] *= 0.8
        creased[y + 3 : y + 14] *= 1.06
    return _bytes_of(creased)


def faded(picture: Picture, rng: Random) -> Picture:
    """Thermal paper after a summer on the dashboard."""
    return _bytes_of(255 - (255 - picture.astype(np.float32)) * rng.uniform(0.4, 0.6))


def cropped(picture: Picture, rng: Random) -> Picture:
    """The edge of the page lies outside the picture; the print does not."""
    height, width = picture.shape[:2]
    cut = int(0.022 * width)
    left, top = int(rng.integers(0, cut)), int(rng.integers(0, cut))
    return picture[top : height - cut + top, left : width - cut + left]


def laid_down(picture: Picture, rng: Random, tilt: float) -> Picture:
    """On a table, seen at an angle: the page as a quadrangle on a background."""
    height, width = picture.shape[:2]
    edge = int(rng.uniform(0.05, 0.12) * width)
    outer = (width + 2 * edge, height + 2 * edge)
    base = rng.integers(40, 150, 3)
    grain = _VISION.resize(rng.normal(0, 22, (outer[1] // 40, outer[0] // 8)).astype(np.float32), outer)
    table = _bytes_of(base[None, None, :] + grain[:, :, None])
    shift = rng.uniform(-tilt, tilt, (4, 2)) * width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = (corners + edge + np.clip(shift, -edge * 0.8, edge * 0.8)).astype(np.float32)
    turn = _VISION.getPerspectiveTransform(corners, seen)
    page = _VISION.warpPerspective(picture, turn, outer, flags=_VISION.INTER_CUBIC)
    mask = _VISION.warpPerspective(np.full((height, width), 255, np.uint8), turn, outer) > 0
    table[mask] = page[mask]
    return table
