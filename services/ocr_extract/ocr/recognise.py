"""Reads a page without a text layer: renders it, turns it upright and level, and has an engine read the image."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from contracts.fields import Box, Origin
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.fields.payment_code import PaymentCode, payment_codes
from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.files.mupdf import Page, pymupdf
from services.ocr_extract.files.qr import read_codes
from services.ocr_extract.ocr.engines import Detection, Image, Matrix, OcrEngine
from services.ocr_extract.ocr.engines.choice import Choice, load
from services.ocr_extract.ocr.images.geometry import Upright, deskew, turn, unwarp, whole
from services.ocr_extract.ocr.images.light import flatten
from services.ocr_extract.ocr.images.orientation import OrientationModel
from services.ocr_extract.ocr.images.overlap import Boundary, find_boundary
from services.ocr_extract.ocr.images.pixels import as_image, density, only_image
from services.ocr_extract.ocr.images.quality import faults
from services.ocr_extract.ocr.images.regions import regions_on

READING_DPI, MOST_DPI = 200, 400
LONGEST_SIDE = 3600
TYPE_SHARE = 0.72
"""The font size as a share of the height of an engine's box."""
LEGIBLE, SHORTEST, READ = 40, 4, 0.7
"""`LEGIBLE`: fewer characters than this, in words of at least `SHORTEST` characters read with more confidence than
`READ`, mean that the page may be turned the wrong way; the shortest ticket has twice as many."""


@dataclass(frozen=True)
class Recognised:
    """The words of a page after it was turned upright and level, in points, and what else its image showed.

    `turned`: clockwise quarter turns that make the filed page upright. `back` takes coordinates to that turned page.
    `faults`: those of the image. `regions`: the boxes of several separate documents, and `boundary`: the line between
    two overlapping ones, both on the turned page.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    turned: int
    back: Matrix
    faults: tuple[ReadingReason, ...]
    codes: tuple[PaymentCode, ...] = ()
    regions: tuple[Box, ...] = ()
    boundary: Boundary | None = None

    def place(self, box: Box) -> Box:
        """The same box on the filed page after that is turned upright."""
        return _moved(self.back, box)

    def beside(self, boundary: Boundary) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The words on the left and on the right of a boundary."""
        (x0, y0), (x1, y1) = boundary.start, boundary.end

        def is_left(word: Word) -> bool:
            x, y = _place(self.back, ((word.x0 + word.x1) / 2, word.middle))
            return (x1 - x0) * (y - y0) < (y1 - y0) * (x - x0)

        left = tuple(word for word in self.words if is_left(word))
        return left, tuple(word for word in self.words if not is_left(word))


class Recogniser:
    """An engine with the steps before and after it; created once and used by every worker.

    `before_page` is called before each page, so that a worker can ask for the time that a page may take. `second` is
    the recogniser of the second engine.
    """

    def __init__(self, engine: OcrEngine, second: "Recogniser | None" = None) -> None:
        cv2.setNumThreads(1)
        self.engine = engine
        self.second = second
        self.before_page: Callable[[], None] = _nothing
        self._orientation = OrientationModel()

    @classmethod
    def of(cls, choice: Choice) -> "Recogniser | None":
        """Load the engines of the settings; None when no engine is chosen. Raises EngineMissing."""
        engine = load(choice)
        return cls(engine, cls.of(choice.second) if choice.second else None) if engine else None

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def in_turn(self) -> tuple["Recogniser", ...]:
        """This recogniser and the second one, if there is one."""
        return (self, *self.second.in_turn) if self.second else (self,)

    def read(self, page: Page) -> Recognised:
        """Read all words of a page, with its QR codes, the faults of its image and the documents in it."""
        self.before_page()
        drawn, dpi = draw(page)
        ready, detections = self._read_upright(self._orientation.upright(unwarp(whole(drawn))))
        points = 72 / dpi
        filed = np.diag([points, points, 1.0]) @ _turn(ready.turned, drawn)
        regions = regions_on(drawn)
        boundary = None if regions else find_boundary(drawn)
        words = to_words(detections, page.number + 1, points)
        height, width = ready.image.shape[:2]
        return Recognised(
            words,
            width * points,
            height * points,
            ready.turned,
            _to_turned_page(ready, drawn, points),
            faults(ready.grey, ready.ink, shows_edges=ready.is_unwarped),
            payment_codes(read_codes(ready.image, points), page.number + 1),
            tuple(_moved(filed, box) for box in regions),
            Boundary(_place(filed, boundary.start), _place(filed, boundary.end)) if boundary else None,
        )

    def _read_upright(self, page: Upright) -> tuple[Upright, Sequence[Detection]]:
        """The words of a page; a page with hardly any is read again in the other three orientations."""
        ready, best = self._read_as_it_lies(page)
        for quarters in (1, 3, 2):
            if legible(best) >= LEGIBLE:
                break
            turned, other = self._read_as_it_lies(turn(page, quarters))
            if legible(other) > max(2 * legible(best), LEGIBLE):
                ready, best = turned, other
        return ready, best

    def _read_as_it_lies(self, page: Upright) -> tuple[Upright, Sequence[Detection]]:
        ready = deskew(page)
        image = flatten(ready.image) if self.engine.wants_flat_light else ready.image
        return ready, self.engine.read(image)


def legible(detections: Sequence[Detection]) -> int:
    """The number of characters read, without short words (`SHORTEST`) and doubtful ones (`READ`)."""
    return sum(len(seen.text) for seen in detections if seen.confidence > READ and len(seen.text) >= SHORTEST)


def _nothing() -> None:
    """The default of `before_page`: no time limit per page."""


def draw(page: Page) -> tuple[Image, float]:
    """The page as pixels, at the resolution of the scan in it, and that resolution in dpi."""
    images = page.get_image_info()
    own = max((density(image) for image in images), default=READING_DPI)
    dpi = min(max(own, READING_DPI), MOST_DPI)
    longest = max(page.rect.width, page.rect.height, 1.0)
    dpi = min(dpi, LONGEST_SIDE * 72 / longest)
    if dpi == own and (pixels := only_image(page, images)) is not None:
        return pixels, dpi
    scale = dpi / 72
    return as_image(page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)), dpi


def _to_turned_page(ready: Upright, drawn: Image, points: float) -> Matrix:
    """The transformation from points on the level image to points on the filed page after its quarter turns."""
    scale = np.diag([points, points, 1.0])
    back: Matrix = scale @ _turn(ready.turned, drawn) @ ready.back @ np.linalg.inv(scale)
    return back


def _turn(quarters: int, drawn: Image) -> Matrix:
    """The transformation of a pixel of the rendered page when the page is turned clockwise."""
    height, width = drawn.shape[:2]
    turn = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }[quarters]
    return np.array(turn, float)


def _place(there: Matrix, place: tuple[float, float]) -> tuple[float, float]:
    """A point after a transformation."""
    x, y, depth = (there @ np.array([*place, 1.0])).tolist()
    return x / depth, y / depth


def _moved(there: Matrix, box: Box) -> Box:
    """The bounding box of a box after a transformation."""
    corners = np.array([[box.x0, box.y0, 1], [box.x1, box.y0, 1], [box.x1, box.y1, 1], [box.x0, box.y1, 1]])
    moved = corners @ there.T
    moved = moved[:, :2] / moved[:, 2:]
    (x0, y0), (x1, y1) = moved.min(axis=0).tolist(), moved.max(axis=0).tolist()
    return Box(x0=round(x0, 2), y0=round(y0, 2), x1=round(x1, 2), y1=round(y1, 2))


def to_words(detections: Sequence[Detection], page: int, points: float) -> tuple[Word, ...]:
    """Detections in pixels as words in points; `points` is the size of a pixel."""
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
        for seen in detections
        if seen.text.strip()
    )
