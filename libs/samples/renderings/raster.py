"""Converts pages to images, and images to files."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from libs.samples.text_layer import new_pdf, open_pdf

PixelArray = NDArray[np.uint8]
_VISION: Any = cv2


def page_images(content: bytes, dpi: int) -> list[PixelArray]:
    """Returns every page of a PDF as colour pixels (blue, green, red) at this resolution."""
    with open_pdf(content) as document:
        found = []
        for page in document:
            pixels = page.get_pixmap(dpi=dpi, alpha=False)
            rows = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)
            found.append(np.ascontiguousarray(rows[:, :, ::-1]))
        return found


def jpeg(image: PixelArray, quality: int) -> bytes:
    """Returns the image as a JPEG; `quality` is from 1 to 100."""
    return bytes(_VISION.imencode(".jpg", image, [_VISION.IMWRITE_JPEG_QUALITY, quality])[1])


def png(image: PixelArray) -> bytes:
    return bytes(_VISION.imencode(".png", image)[1])


def image_pdf(packed: list[bytes], dpi: int, sizes: list[tuple[int, int]]) -> bytes:
    """Returns a PDF with one image a page, as scanners write it; `sizes` are width and height in pixels."""
    with new_pdf() as document:
        for content, (width, height) in zip(packed, sizes, strict=True):
            page = document.new_page(width=width * 72 / dpi, height=height * 72 / dpi)
            page.insert_image(page.rect, stream=content)
        written: bytes = document.tobytes(no_new_id=True, garbage=3, deflate=True)
        return written
