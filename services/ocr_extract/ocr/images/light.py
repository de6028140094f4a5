"""Removes shadows, yellowed paper and specks from an image, for engines that need black on white.

Solid dark blocks with sharp edges are headings in white on a colour. They are inverted first, because flattening
would erase them together with the names in them.
"""

import cv2
import numpy as np

from services.ocr_extract.ocr.engines import Grey, Image

SIDE = 400
NOISY = 8.0
"""Noise is smoothed away above this many grey levels (of 255); clean scans stay as they are."""


def flatten(image: Image) -> Image:
    """The same page in grey, evenly lit."""
    grey = _without_grain(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
    scale = SIDE / max(grey.shape)
    size = (grey.shape[1], grey.shape[0])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    blocks = _dark_blocks(small)
    if blocks.any():
        inside = cv2.resize(blocks, size, interpolation=cv2.INTER_LINEAR) > 127
        grey = np.where(inside, 255 - grey, grey)
        small = cv2.resize(grey, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    ground = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
    even = np.clip(grey.astype(np.float32) / np.maximum(ground, 1) * 255, 0, 255)
    darkest = float(np.percentile(even[::4, ::4], 0.5))
    stretched = np.clip((even - darkest) * (255 / max(255 - darkest, 30)), 0, 255).astype(np.uint8)
    return cv2.cvtColor(stretched, cv2.COLOR_GRAY2RGB)


def grain(grey: Grey) -> float:
    """The noise of an image in grey levels: what is left when everything smooth is removed."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    rest = np.abs(cv2.filter2D(grey[::2, ::2].astype(np.float32), -1, kernel))
    return float(np.median(rest)) / 0.6745 / 6


def _without_grain(grey: Grey) -> Grey:
    return cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), 0.7) if grain(grey) > NOISY else grey


def _dark_blocks(small: Grey) -> Grey:
    """A mask: 255 inside blocks that are much darker than the paper and have sharp edges; shadows have soft edges."""
    smooth = cv2.medianBlur(small, 11)
    background = float(np.percentile(smooth, 90))
    slope = cv2.magnitude(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    dark = ((smooth < 0.62 * background) * 255).astype(np.uint8)
    count, islands, facts, _ = cv2.connectedComponentsWithStats(dark)
    blocks = np.zeros_like(dark)
    kernel = np.ones((3, 3), np.uint8)
    for index in range(1, count):
        _, _, width, height, area = facts[index]
        if area < 60 or width < 20 or height < 5:
            continue
        island = (islands == index).astype(np.uint8)
        edge = cv2.dilate(island, kernel) - cv2.erode(island, kernel, borderValue=1)
        if np.median(slope[edge > 0]) > 90:
            blocks[island > 0] = 255
    return blocks
