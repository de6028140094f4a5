"""Scans and photos are images of the page with the defect that their name states, the same in every run."""

import pytest

from libs.samples.bad import good_pdf
from libs.samples.renderings import PHOTO_FAULTS, SCAN_FAULTS, photo, scan
from libs.samples.renderings.photo import photo_with
from libs.samples.renderings.raster import page_images
from libs.samples.renderings.scan import scan_with
from libs.samples.text_layer import open_pdf, text_of


def test_there_are_more_than_fifteen_defects_of_photos() -> None:
    assert len(PHOTO_FAULTS) >= 15
    assert len(SCAN_FAULTS) >= 8


@pytest.mark.parametrize("fault", SCAN_FAULTS)
def test_a_scan_is_an_image_on_a_page_of_the_same_size(fault: str) -> None:
    scanned = scan_with(good_pdf(), "s", fault)

    with open_pdf(scanned) as document, open_pdf(good_pdf()) as background:
        assert document.page_count == background.page_count
        assert abs(document[0].rect.width - background[0].rect.width) < 2
    assert text_of(scanned) == ""


def test_scans_have_150_to_300_dpi() -> None:
    coarse, fine = (scan_with(good_pdf(), "s", f"{dpi}dpi") for dpi in (150, 300))

    with open_pdf(coarse) as low, open_pdf(fine) as high:
        widths = [document[0].get_images()[0][2] for document in (low, high)]

    assert widths == [pytest.approx(8.27 * dpi, abs=2) for dpi in (150, 300)]


@pytest.mark.parametrize("fault", PHOTO_FAULTS)
def test_every_fault_makes_another_photo(fault: str) -> None:
    spoiled = photo_with(good_pdf(), "p", (fault,), dpi=70)

    assert spoiled.startswith(b"\xff\xd8")
    assert spoiled != photo_with(good_pdf(), "p", (), dpi=70)


def test_the_same_seed_gives_the_same_images() -> None:
    (scanned, fault), (again, same) = scan(good_pdf(), "7"), scan(good_pdf(), "7")
    (first, faults), (second, others) = photo(good_pdf(), "7"), photo(good_pdf(), "8")

    assert (scanned, fault) == (again, same)
    assert (first, faults) != (second, others)
    assert photo_with(good_pdf(), "7", tuple(faults.split("+"))) == first


def test_a_page_becomes_an_image_of_its_size() -> None:
    (image,) = page_images(good_pdf(), 72)

    assert image.shape == (842, 596, 3)
