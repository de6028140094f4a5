"""The seam for reading pictures of pages: an engine takes an upright page and gives words with places.

Which engine reads is a setting (`load`). Whatever engine it is, nothing after it knows where the words came from. An
engine is loaded once, in the process that workers are forked from, and therefore never starts threads: a fork would
lose them. Two files at a time, one processor each, also read more pages than two processors on one page.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[Any]
"""Dots in rows from the top: height x width x 3, red, green and blue as bytes."""
Grey = NDArray[Any]
"""The same with one grey level a dot, from 0 (black) to 255; or flags 0 and 1."""
Matrix = NDArray[np.float64]
"""Three by three: takes (x, y, 1) from one picture into another."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A word that an engine saw: its place in dots from the top left corner, and how sure it is, from 0 to 1."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


class OcrEngine(Protocol):
    """Reads one upright page. `wants_flat_light` asks for shadows to be taken out before."""

    name: str
    wants_flat_light: bool

    def read(self, image: Image) -> tuple[Detection, ...]: ...


class EngineMissing(Exception):
    """The engine that the settings choose is not (wholly) on this computer; the text says what to do about it."""
