"""The interface of OCR engines: an engine takes the image of an upright page and returns words with their places.

A setting chooses the engine (`choice.load`); the code after it does not depend on which engine it was. An engine is
loaded once, in the process that workers are forked from, so it must never start threads: a fork would lose them. Two
files at a time on one processor each also get through more pages than two processors on one page.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[Any]
"""Pixels in rows from the top: height x width x 3, red, green and blue as bytes."""
Grey = NDArray[Any]
"""The same with one grey level per pixel, from 0 (black) to 255; or flags 0 and 1."""
Matrix = NDArray[np.float64]
"""A 3 x 3 transformation: takes (x, y, 1) from one image into another."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A word found by an engine: its box in pixels from the top left corner, and the engine's confidence (0 to 1)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


class OcrEngine(Protocol):
    """Reads the image of one upright page. `wants_flat_light`: shadows must be removed from the image first."""

    name: str
    wants_flat_light: bool

    def read(self, image: Image) -> tuple[Detection, ...]: ...


class EngineMissing(Exception):
    """Raised when an engine that the settings choose is not completely installed; the text says how to install it."""
