"""A page without words of its own, read from its picture by an engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from contracts.fields import Box, Origin
from services.ocr_extract.domain.page import Word
from services.ocr_extract.engines import Matrix, OcrEngine, Picture, Sighting
from services.ocr_extract.mupdf import Page, pymupdf
from services.ocr_extract.pictures.geometry import Upright, deskew, unwarp, whole
from services.ocr_extract.pictures.light import flatten
from services.ocr_extract.pictures.orientation import Compass
from services.ocr_extract.pictures.quality import faults

READING_DPI, MOST_DPI = 200, 400
LONGEST_SIDE = 3600
TYPE_SHARE = 0.72
"""An engine's box is higher than the type in it by this."""


@dataclass(frozen=True)
class Recognised:
    """The words of a page as it stands upright and level, in points; `back` takes their places to the page as filed.

    `turned` says by how many quarters, clockwise, the filed page has to be turned. `faults` are those of the picture.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    turned: int
    back: Matrix
    faults: tuple[str, ...]

    def place(self, box: Box) -> Box:
        """The same place on the filed page once it is turned upright."""
        corners = np.array([[box.x0, box.y0, 1], [box.x1, box.y0, 1], [box.x1, box.y1, 1], [box.x0, box.y1, 1]])
        moved = corners @ self.back.T
        moved = moved[:, :2] / moved[:, 2:]
        (x0, y0), (x1, y1) = moved.min(axis=0).tolist(), moved.max(axis=0).tolist()
        return Box(x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))


class Recogniser:
    """An engine with what comes before and after it. Made once; used by every worker.

    `before_page` is called before each page: a worker asks for the time that this page may take.
    """

    def __init__(self, engine: OcrEngine) -> None:
        cv2.setNumThreads(1)
        self.engine = engine
        self.before_page: Callable[[], None] = _nothing
        self._compass = Compass()

    @property
    def name(self) -> str:
        return self.engine.name

    def read(self, page: Page) -> Recognised:
        """All words of a page's picture."""
        self.before_page()
        drawn, dpi = draw(page)
        ready = deskew(self._compass.upright(unwarp(whole(drawn))))
        picture = flatten(ready.picture) if self.engine.wants_flat_light else ready.picture
        points = 72 / dpi
        words = to_words(self.engine.read(picture), page.number + 1, points)
        height, width = picture.shape[:2]
        return Recognised(
            words,
            width * points,
            height * points,
            ready.turned,
            _to_turned_page(ready, drawn, points),
            faults(ready.picture),
        )


def _nothing() -> None:
    """Where nobody limits the time of a page."""


def draw(page: Page) -> tuple[Picture, float]:
    """The page as dots, at the density of the scan in it, and that density (dots an inch)."""
    own = max((_density(picture) for picture in page.get_image_info()), default=READING_DPI)
    dpi = min(max(own, READING_DPI), MOST_DPI)
    longest = max(page.rect.width, page.rect.height, 1.0)
    dpi = min(dpi, LONGEST_SIDE * 72 / longest)
    scale = dpi / 72
    dots = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    picture = np.frombuffer(dots.samples_mv, np.uint8).reshape(dots.height, dots.stride)[:, : dots.width * 3]
    return picture.reshape(dots.height, dots.width, 3).copy(), dpi


def _density(picture: dict[str, object]) -> float:
    x0, _, x1, _ = picture["bbox"]  # type: ignore[misc]
    return float(picture["width"]) / max(float(x1 - x0), 1.0) * 72  # type: ignore[arg-type, has-type]


def _to_turned_page(ready: Upright, drawn: Picture, points: float) -> Matrix:
    """From points on the level picture to points on the filed page after its quarters of a turn."""
    height, width = drawn.shape[:2]
    turn = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }[ready.turned]
    scale = np.diag([points, points, 1.0])
    back: Matrix = scale @ np.array(turn, float) @ ready.back @ np.linalg.inv(scale)
    return back


def to_words(sightings: Sequence[Sighting], page: int, points: float) -> tuple[Word, ...]:
    """Sightings in dots as words in points."""
    return tuple(
        Word(
            seen.text,
            page,
            round(seen.x0 * points, 2),
            round(seen.y0 * points, 2),
            round(seen.x1 * points, 2),
            round(seen.y1 * points, 2),
            round((seen.y1 - seen.y0) * points * TYPE_SHARE, 2),
            seen.confidence,
            Origin.OCR,
        )
        for seen in sightings
        if seen.text.strip()
    )
