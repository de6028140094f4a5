"""The image of a scanned page is taken as it is; any other page is rendered."""

from typing import Any

import cv2
import numpy as np
import pytest

from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.ocr.images.pixels import only_image
from services.ocr_extract.ocr.recognise import draw
from tests.ocr_extract.scans import clean, saved

A4 = pymupdf.Rect(0, 0, 595.2, 841.9)


def page_of(image: bytes, place: Any = A4) -> Any:
    page = pymupdf.open().new_page(width=A4.width, height=A4.height)
    page.insert_image(place, stream=image, keep_proportion=False)
    return page


def grey_scan() -> bytes:
    return saved(clean()[:, :, 0], "PNG")


@pytest.mark.parametrize("pixels", [clean(), clean()[:, :, 0]], ids=["colours", "grey"])
def test_the_pixels_of_a_scan_are_the_scanners(pixels: np.ndarray) -> None:
    page = page_of(saved(pixels, "PNG"))

    image, dpi = draw(page)

    assert np.array_equal(image, clean() if pixels.ndim == 3 else cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB))
    assert dpi == pytest.approx(pixels.shape[1] / A4.width * 72, abs=0.1)


def with_text() -> Any:
    page = page_of(grey_scan())
    page.insert_text((100, 100), "Paid")
    return page


def clipped() -> Any:
    """A page that shows only a part of its image."""
    page = page_of(grey_scan())
    (number,) = page.get_contents()
    page.parent.update_stream(number, b"0 0 300 300 re W n " + page.read_contents())
    return page


def turned() -> Any:
    page = page_of(grey_scan())
    page.set_rotation(90)
    return page


def stamped() -> Any:
    page = page_of(grey_scan())
    page.add_freetext_annot(pymupdf.Rect(100, 100, 200, 140), "Approved")
    return page


OTHERS = [
    pytest.param(with_text, id="text-over-it"),
    pytest.param(clipped, id="clipped"),
    pytest.param(turned, id="turned-page"),
    pytest.param(stamped, id="stamped"),
    pytest.param(lambda: page_of(grey_scan(), pymupdf.Rect(50, 50, 500, 700)), id="with-margins"),
    pytest.param(lambda: page_of(saved(clean()[::2, :, 0], "PNG")), id="dots-not-square"),
    pytest.param(lambda: page_of(saved(np.dstack([clean(), clean()[:, :, 0]]), "PNG")), id="see-through"),
]


@pytest.mark.parametrize("make", OTHERS)
def test_any_other_page_is_drawn(make: Any) -> None:
    page = make()

    assert only_image(page, page.get_image_info()) is None
