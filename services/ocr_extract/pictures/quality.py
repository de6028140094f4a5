"""Is a picture good enough to be read, and if not, what should the next one be like?"""

import cv2
import numpy as np

from services.ocr_extract.engines import Grey, Picture
from services.ocr_extract.pictures.geometry import ink_of

DARK = 70.0
"""The lightest tenth of a page darker than this (of 255): there was no light."""
FLAT = 12.0
"""Fewer grey levels than this between the darkest and the lightest: there is nothing on it."""
SHARP = 0.22
"""The steepest edge's share of all contrast within one dot; print that is in focus has more."""
SIDE = 1600
AT_EDGE = 0.04


def faults(picture: Picture) -> tuple[str, ...]:
    """What is wrong with a picture, the worst first: `too_dark`, `blurred`, `cut_off`; nothing when it is good."""
    scale = min(1.0, SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    light, dark = (float(np.percentile(grey, share)) for share in (90, 0.5))
    found = []
    if light - dark < FLAT and light >= DARK:
        return ()
    if light < DARK:
        found.append("too_dark")
    elif sharpness(grey) < SHARP:
        found.append("blurred")
    if is_cut_off(picture):
        found.append("cut_off")
    return tuple(found)


def sharpness(grey: Grey) -> float:
    """How steep the steepest edges are, as a share of the contrast between ink and paper around them."""
    dots = grey.astype(np.float32)
    slope = np.abs(np.diff(dots, axis=1))
    contrast = float(np.percentile(dots, 99) - np.percentile(dots, 0.5))
    return float(np.percentile(slope, 99.5)) / max(contrast, 1.0)


def is_cut_off(picture: Picture) -> bool:
    """Does print run out of the picture on its left or right? A table's edge or a shadow is solid, print is not."""
    ink = ink_of(picture)
    height = ink.shape[0]
    return any(AT_EDGE < float((band.max(axis=1) > 0).sum()) / height < 0.5 for band in (ink[:, 1:3], ink[:, -3:-1]))
