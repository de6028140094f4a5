"""Checks whether an image is good enough to be read, and names its faults so that the user can take a better one.

The thresholds are where the fields of tuning documents are lost: `python -m tests.ocr_extract.quality` shows it.
"""

import cv2
import numpy as np

from libs.reasons.reading import ReadingReason
from services.ocr_extract.ocr.engines import Grey, Image
from services.ocr_extract.ocr.images.geometry import GREY_SIDE, ink_of, small_grey

DARK = 40.0
"""Grey level (of 255) that the lightest tenth of a page must reach: below it fields go missing, at half of it all."""
FLAT = 12.0
"""With fewer grey levels than this between darkest and lightest the page is blank."""
SHARP = 0.2
"""The share of an edge's contrast in its steepest pixel: 0.7 in focus; at 0.2 letters begin to run together."""
AROUND = np.ones((11, 11), np.uint8)
CLEAR = 0.4
"""As a share of the contrast between ink and paper; less contrast is a shadow or noise, not an edge."""
SIDE = GREY_SIDE
AT_EDGE, SOLID = 0.045, 0.5
"""The share of lines that run out of the image: nearly 0 for a whole page, nearly 1 for a rule or a table's edge."""


def faults(image: Image | Grey, ink: Grey | None = None, *, shows_edges: bool = False) -> tuple[ReadingReason, ...]:
    """The faults of an image, the worst first: `too_dark`, `blurred`, `cut_off`; empty when it is good.

    A small grey copy is enough; `ink` can be given when it is already computed. A sheet whose edges are visible
    (`shows_edges`) is not cut off, whatever touches the border of the image.
    """
    grey = small_grey(image)
    light, dark = level(grey, 90), level(grey, 0.5)
    found: list[ReadingReason] = []
    if light - dark < FLAT and light >= DARK:
        return ()
    if light < DARK:
        found.append(ReadingReason.TOO_DARK)
    elif sharpness(grey) < SHARP:
        found.append(ReadingReason.BLURRED)
    if not shows_edges and is_cut_off(ink_of(image) if ink is None else ink):
        found.append(ReadingReason.CUT_OFF)
    return tuple(found)


def level(grey: Grey, share: float) -> float:
    """The grey level at a percentile (`share`, 0 to 100), by a histogram: sorting millions of pixels is slow."""
    counts = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(np.int64))
    return float(np.searchsorted(counts, share / 100 * (counts[-1] - 1), side="right"))


def sharpness(grey: Grey) -> float:
    """How steep edges are, each as a share of the contrast around it, so that full and nearly empty pages compare."""
    steepest = cv2.dilate(cv2.absdiff(grey[:, 1:], grey[:, :-1]), AROUND)
    contrast = cv2.subtract(cv2.dilate(grey, AROUND), cv2.erode(grey, AROUND))[:, 1:]
    edges = contrast > max(CLEAR * (level(grey, 99) - level(grey, 0.5)), 1.0)
    if not edges.any():
        return 0.0
    return float(np.median(steepest[edges] / contrast[edges].astype(np.float32)))


def is_cut_off(ink: Grey) -> bool:
    """Whether print runs out of the image on its left or right. A table's edge or a shadow is solid; print is not."""
    return any(AT_EDGE < share < SOLID for share in edge_shares(ink))


def edge_shares(ink: Grey) -> tuple[float, float]:
    """Of the rows with any ink, the shares that have ink at the left edge and at the right edge."""
    printed = max(int((ink.max(axis=1) > 0).sum()), 1)
    left, right = (float((band.max(axis=1) > 0).sum()) / printed for band in (ink[:, 1:3], ink[:, -3:-1]))
    return left, right
