"""Which way is up: lines that run down the page are turned level, then a small model looks at some of them.

The model is the one in RapidOCR's wheel that tells a line of text from the same line upside down.
"""

import cv2
import numpy as np

from services.ocr_extract.engines import Grey, Picture
from services.ocr_extract.engines.rapidocr import models, session
from services.ocr_extract.pictures.geometry import Upright, ink_of, is_sideways, turn

LINES = 12
"""So many of the longest lines are looked at."""
WIDTH, HEIGHT = 192, 48
SIDE = 1600


class Compass:
    """Made once, before the first page."""

    def __init__(self) -> None:
        self._model = session(models() / "ch_ppocr_mobile_v2.0_cls_mobile.onnx")

    def upright(self, page: Upright) -> Upright:
        """The page with its lines level and the right way up."""
        level = turn(page, 1) if is_sideways(ink_of(page.picture)) else page
        return turn(level, 2) if self.is_upside_down(level.picture) else level

    def is_upside_down(self, picture: Picture) -> bool:
        """The vote of the longest lines, each by how sure the model is."""
        scale = min(1.0, SIDE / max(picture.shape[:2]))
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        lines = _longest_lines(small)
        votes = [self._vote(small[top:bottom, left:right]) for left, top, right, bottom in lines]
        return sum(votes) > 0

    def _vote(self, line: Picture) -> float:
        """From -1 (surely upright) to 1 (surely upside down)."""
        width = min(WIDTH, max(8, round(line.shape[1] * HEIGHT / line.shape[0])))
        padded = np.full((HEIGHT, WIDTH, 3), 127, np.uint8)
        padded[:, :width] = cv2.resize(cv2.cvtColor(line, cv2.COLOR_RGB2BGR), (width, HEIGHT))
        planes = (padded.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[np.newaxis]
        upright, turned = self._model.run(None, {self._model.get_inputs()[0].name: planes})[0][0]
        return float(turned - upright)


def _longest_lines(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Stretches of letters that nearly touch, as boxes; pieces about as long as the model looks at."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    ink: Grey = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 15), np.uint8))
    count, _, islands, _ = cv2.connectedComponentsWithStats(joined)
    boxes = []
    for left, top, width, height, area in islands[1:count]:
        if 8 <= height <= 60 and width > 2.5 * height and area > 0.25 * width * height:
            boxes.append(
                (width, (max(0, left - 2), max(0, top - 2), left + min(width, 5 * height) + 2, top + height + 2))
            )
    return [box for _, box in sorted(boxes, reverse=True)[:LINES]]
