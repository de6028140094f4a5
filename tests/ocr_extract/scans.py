"""Documents as scanners and telephones see them: rendered, turned, worn, and in every format."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
import PIL.Image
import pillow_heif
from reportlab.lib.utils import ImageReader

from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.ocr.engines import Image
from tests.ocr_extract.builders import INVOICE, canvas_pdf, pdf

DPI = 200


@cache
def clean(text: str = INVOICE, dpi: int = DPI, size: float = 8.0) -> Image:
    """The first page of a text as an image."""
    pixels = pymupdf.open(stream=pdf(text, size=size), filetype="pdf")[0].get_pixmap(dpi=dpi, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)


def worn(image: Image, *, degrees: float = 1.3, grain: float = 6.0, seed: int = 1) -> Image:
    """The image a little rotated, blurred, greyer and noisy."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(image, matrix, (width, height), borderValue=(250, 250, 250), flags=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(turned, (0, 0), 0.7).astype(np.float32) * 0.9
    noise = np.random.default_rng(seed).normal(0, grain, image.shape)
    return np.clip(soft + noise, 0, 255).astype(np.uint8)


def on_a_table(image: Image) -> Image:
    """A photo of the sheet on dark wood, seen at an angle."""
    height, width = image.shape[:2]
    canvas = (round(width * 1.25), round(height * 1.2))
    start = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    goal = np.array(
        [[160, 110], [canvas[0] - 210, 150], [canvas[0] - 90, canvas[1] - 170], [70, canvas[1] - 90]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(start, goal)
    return cv2.warpPerspective(image, matrix, canvas, borderValue=(70, 52, 40), flags=cv2.INTER_AREA)


def saved(image: Image, kind: str, **more: Any) -> bytes:
    """The image as a file of this format."""
    buffer = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    options = {"dpi": (DPI, DPI), "quality": 80} | more
    PIL.Image.fromarray(image).save(buffer, kind, **options)
    return buffer.getvalue()


def tiff(*images: Image) -> bytes:
    """A TIFF file with several pages."""
    pages = [PIL.Image.fromarray(image).convert("L") for image in images]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", dpi=(DPI, DPI))
    return buffer.getvalue()


def with_exif(image: Image, orientation: int) -> bytes:
    """A JPEG with the orientation of the camera and a location in its EXIF data."""
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "SECRET-CAMERA"
    return saved(image, "JPEG", exif=exif)


def scan_pdf(image: Image, over: Callable[[Any], None] | None = None) -> bytes:
    """A PDF page with an image, and optionally something drawn over it (an invisible layer, for example)."""

    def draw(canvas: Any) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(saved(image, "JPEG"))), 0, 0, 595, 842)
        if over:
            over(canvas)

    return canvas_pdf(draw, pagesize=(595.0, 842.0))


def layer(text: str) -> Callable[[Any], None]:
    """The invisible words that a scanner adds over its image."""

    def draw(canvas: Any) -> None:
        lines = canvas.beginText(36, 800)
        lines.setTextRenderMode(3)
        lines.setFont("Courier", 8, leading=10.4)
        for line in text.strip("\n").split("\n"):
            lines.textLine(line)
        canvas.drawText(lines)

    return draw


def blurred() -> bytes:
    """A photo that is too blurred to read."""
    return saved(cv2.GaussianBlur(clean(), (0, 0), 9), "JPEG")
