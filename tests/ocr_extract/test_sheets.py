"""A sheet of paper in a photo: found whole, also on wood and cloth, and turned until it can be read."""

import cv2
import numpy as np
import pytest

from libs.files import FileType
from services.ocr_extract.files.pdf import open_pdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Detection, Grey, Image
from services.ocr_extract.ocr.images.geometry import small_grey
from services.ocr_extract.ocr.images.opening import to_pdf
from services.ocr_extract.ocr.images.sheet import Corners, find_sheet
from services.ocr_extract.ocr.recognise import Recogniser
from tests.ocr_extract.scans import clean, saved

EDGE = 180


def on_wood(image: Image) -> Image:
    """A photo of the sheet on a wooden table, whose grain has edges of its own."""
    height, width = image.shape[0] + 2 * EDGE, image.shape[1] + 2 * EDGE
    grain = np.random.default_rng(5).normal(0, 22, (height // 40, width // 8)).astype(np.float32)
    table = np.clip(np.array([96, 78, 60]) + cv2.resize(grain, (width, height))[:, :, None], 0, 255).astype(np.uint8)
    table[EDGE:-EDGE, EDGE:-EDGE] = image
    return table


def half_in_the_shade(image: Image) -> Image:
    shaded = image.copy()
    middle = image.shape[0] // 2
    shaded[middle:] = (shaded[middle:] * 0.62).astype(np.uint8)
    return shaded


def with_a_band(image: Image) -> Image:
    banded = image.copy()
    banded[:160] = (20, 40, 90)
    return banded


def whole_of(image: Image) -> Corners:
    """The corners of the sheet in `on_wood`."""
    height, width = image.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) + EDGE


def found_on(photo: Image) -> Corners | None:
    grey: Grey = small_grey(photo)
    corners = find_sheet(grey)
    return None if corners is None else corners * max(photo.shape[:2]) / max(grey.shape)


@pytest.mark.feature(133)
def test_a_sheet_on_wood_is_found_whole_though_the_wood_has_edges_of_its_own() -> None:
    corners = found_on(on_wood(clean()))

    assert corners is not None
    assert np.abs(corners - whole_of(clean())).max() < 0.01 * clean().shape[0]


@pytest.mark.feature(133)
def test_the_part_of_a_sheet_that_lies_in_the_shade_belongs_to_it() -> None:
    corners = found_on(on_wood(half_in_the_shade(clean())))

    assert corners is not None
    assert np.abs(corners - whole_of(clean())).max() < 0.02 * clean().shape[0]


def test_a_dark_band_along_the_head_of_a_sheet_belongs_to_it() -> None:
    on_a_plain_table = on_wood(with_a_band(clean()))
    on_a_plain_table[:EDGE] = on_a_plain_table[-EDGE:] = (120, 110, 100)
    on_a_plain_table[:, :EDGE] = on_a_plain_table[:, -EDGE:] = (120, 110, 100)

    corners = found_on(on_a_plain_table)

    assert corners is not None
    assert np.abs(corners - whole_of(clean())).max() < 0.02 * clean().shape[0]


def test_a_page_without_anything_around_it_has_no_sheet_on_it() -> None:
    assert found_on(clean()) is None
    assert found_on(half_in_the_shade(clean())) is None


class _ReadsOnItsSide:
    """An engine that can read the page of this test only after it is turned."""

    name = "on-its-side"
    wants_flat_light = False

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []

    def read(self, image: Image) -> tuple[Detection, ...]:
        self.asked.append(image.shape[:2])
        height, width = image.shape[:2]
        if height > width:
            return (Detection("8?1", 10, 10, 60, 30, 0.4),)
        return tuple(Detection("Vervaldatum", 10, 10 + 40 * row, 200, 40 + 40 * row, 0.95) for row in range(8))


def test_a_page_that_gives_next_to_nothing_is_turned_and_read_again() -> None:
    engine = _ReadsOnItsSide()
    document = open_pdf(to_pdf(saved(clean(), "PNG"), FileType.PNG, Limits()), Limits())

    seen = Recogniser(engine).read(document[0])

    assert {word.text for word in seen.words} == {"Vervaldatum"}
    assert seen.turned == 1
    assert seen.width > seen.height


def test_a_page_that_can_be_read_is_read_once() -> None:
    engine = _ReadsOnItsSide()
    lying = np.ascontiguousarray(np.rot90(clean()))
    document = open_pdf(to_pdf(saved(lying, "PNG"), FileType.PNG, Limits()), Limits())
    recogniser = Recogniser(engine)
    recogniser._orientation.upright = lambda page: page  # type: ignore[method-assign]

    recogniser.read(document[0])

    assert len(engine.asked) == 1
