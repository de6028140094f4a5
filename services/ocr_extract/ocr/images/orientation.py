"""Turns a page upright: sideways lines are turned level, then a small model votes on whether they are upside down.

The model is the classifier in the package `rapidocr` that tells a line of text from the same line upside down.
"""

import cv2
import numpy as np

from services.ocr_extract.ocr.engines import Grey
from services.ocr_extract.ocr.engines.rapidocr import models, session
from services.ocr_extract.ocr.images.geometry import Upright, is_sideways, turn

LINES = 12
"""The number of lines that vote, the longest first."""
WIDTH, HEIGHT = 192, 48


class OrientationModel:
    """The loaded classifier; created once, before the first page."""

    def __init__(self) -> None:
        self._model = session((models() / "ch_ppocr_mobile_v2.0_cls_mobile.onnx").read_bytes())

    def upright(self, page: Upright) -> Upright:
        """The page with its lines level and the right way up."""
        level = turn(page, 1) if is_sideways(page.ink) else page
        return turn(level, 2) if self.is_upside_down(level.grey) else level

    def is_upside_down(self, grey: Grey) -> bool:
        """Whether the page is upside down: the votes of the longest lines, weighted by the model's confidence."""
        lines = _longest_lines(grey)
        votes = 0.0
        for asked, (left, top, right, bottom) in enumerate(lines):
            if abs(votes) > len(lines) - asked:
                break  # the rest cannot change it
            votes += self._vote(grey[top:bottom, left:right])
        return votes > 0

    def _vote(self, line: Grey) -> float:
        """The vote of a line, from -1 (certainly upright) to 1 (certainly upside down)."""
        width = min(WIDTH, max(8, round(line.shape[1] * HEIGHT / line.shape[0])))
        padded = np.full((HEIGHT, WIDTH), 127, np.uint8)
        padded[:, :width] = cv2.resize(line, (width, HEIGHT))
        planes = np.repeat(cv2.dnn.blobFromImage(padded, 1 / 127.5, mean=(127.5,)), 3, axis=1)
        upright, turned = self._model.run(None, {self._model.get_inputs()[0].name: planes})[0][0]
        return float(turned - upright)


def _longest_lines(grey: Grey) -> list[tuple[int, int, int, int]]:
    """The boxes (left, top, right, bottom) of the longest lines of text, cut to the length that the model reads."""
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
