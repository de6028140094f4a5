"""The words of a text layer: where they are, and whether they can be seen."""

from typing import Any

import numpy as np

from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.files.pdf import read_page
from services.ocr_extract.files.qr import code_areas


def page(*, rotate: int = 0) -> Any:
    document = pymupdf.open()
    document.new_page(width=595, height=842).insert_text((100, 200), "Totaal 121,00", fontsize=12, rotate=rotate)
    return document


def test_a_word_as_wide_as_a_hair_is_seen_and_a_white_one_is_not() -> None:
    document = page()
    document[0].insert_text((100, 300), "i . - 1", fontsize=6, color=(0.2, 0.2, 0.2))
    document[0].insert_text((100, 400), "unseen", fontsize=12, color=(1, 1, 1))

    found = read_page(document, 1)

    assert [word.text for word in found.words] == ["Totaal", "121,00", "i", ".", "-", "1"]
    assert [word.text for word in found.hidden] == ["unseen"]


def test_words_of_a_turned_page_stand_where_one_sees_them() -> None:
    document = page(rotate=90)  # it was scanned on its side, and is shown rotated
    document[0].set_rotation(90)

    found = read_page(document, 1)

    (word, amount) = found.words
    assert (found.width, found.height) == (842, 595)
    assert (word.text, amount.text) == ("Totaal", "121,00")
    assert word.x1 < amount.x0
    assert abs(word.y0 - amount.y0) < 1
    assert 0 < word.y0 < word.y1 < found.height


def test_what_stands_sideways_in_a_margin_is_left_out() -> None:
    document = page()
    document[0].insert_text((40, 700), "Drukkerij", fontsize=8, rotate=90)

    found = read_page(document, 1)

    assert [word.text for word in (*found.words, *found.hidden)] == ["Totaal", "121,00"]


def test_a_coloured_band_is_no_code_and_a_field_of_small_squares_may_be_one() -> None:
    band = np.full((842, 595), 255, np.uint8)
    band[100:180] = 120
    code = np.full((842, 595), 255, np.uint8)
    code[100:172, 100:172] = np.kron(np.random.default_rng(1).integers(0, 2, (36, 36)), np.ones((2, 2))) * 255

    assert not code_areas(band)
    assert code_areas(code)
