"""The parts of OCR that need no engine: glyphs to words, repairs, geometry, engines that are not installed."""

from pathlib import Path

import numpy as np
import pytest

from contracts.fields import Origin
from services.ocr_extract.domain.fields.identifiers import find_ibans, find_vat_numbers
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Pages, Word
from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, checked, load, require
from services.ocr_extract.ocr.engines.ctc import Glyph, Ink, read_glyphs, to_words
from services.ocr_extract.ocr.engines.easyocr import split
from services.ocr_extract.ocr.engines.tesseract import read_table
from services.ocr_extract.ocr.images.geometry import deskew, small_grey, turn, unwarp, whole
from services.ocr_extract.ocr.images.sheet import find_sheet
from tests.ocr_extract.builders import THEIR_IBAN, THEIR_VAT, words_of
from tests.ocr_extract.scans import clean, on_a_table, worn


def seen(text: str, origin: Origin = Origin.OCR) -> Pages:
    words = [Word(w.text, 1, w.x0, w.y0, w.x1, w.y1, w.size, 0.9, origin) for w in words_of(text, 1, 10.0)]
    return read_pages(words, {1: (595.0, 842.0)})


def test_neighbouring_columns_with_one_glyph_are_that_glyph_once() -> None:
    probabilities = np.zeros((6, 3), np.float32)
    for column, glyph in enumerate((1, 1, 0, 1, 2, 0)):
        probabilities[column, glyph] = 0.9

    glyphs = read_glyphs(probabilities, ["", "a", "b"], 8.0)

    assert [(glyph.text, glyph.place) for glyph in glyphs] == [("a", 8.0), ("a", 28.0), ("b", 36.0)]


def test_where_the_ground_shows_between_letters_there_is_a_space() -> None:
    columns = np.ones(200, np.bool_)
    columns[[20, 21, 42, 43, 64, 65]] = False
    columns[85:110] = False
    glyphs = [Glyph(letter, place, 0.9) for letter, place in zip("VatABC", (10, 32, 54, 76, 120, 150), strict=True)]

    words = to_words(glyphs, Ink(columns, 36), 200)

    assert [word.text for word in words] == ["VatA", "BC"]
    assert (words[0].end, words[1].start) == (85.0, 110.0)


def test_one_doubtful_figure_makes_the_whole_number_doubtful() -> None:
    glyphs = [Glyph(figure, 10.0 + 20 * at, 0.3 if at == 3 else 1.0) for at, figure in enumerate("123456")]

    (word,) = to_words(glyphs, Ink(np.ones(140, np.bool_), 30), 140)

    assert 0.5 < word.confidence < 0.7


def test_letters_that_look_like_figures_are_repaired_when_the_check_digits_then_pass() -> None:
    pages = seen("BTW BE O727.449.O2S   rekening 8E25 4O79 26O2 9S82")

    assert [number.value for number in find_vat_numbers(pages)] == [THEIR_VAT]
    assert [iban.value for iban in find_ibans(pages)] == [THEIR_IBAN]


def test_no_repair_without_check_digits_and_none_in_a_text_layer() -> None:
    wrong = seen("BTW BE O727.449.O26")
    typed = seen("BTW BE O727.449.O2S", Origin.TEXT)

    assert find_vat_numbers(wrong) == ()
    assert find_vat_numbers(typed) == ()


def test_a_sheet_on_a_table_is_found_and_a_frame_on_paper_is_not() -> None:
    framed = clean().copy()
    framed[300:1900, [150, 1500]] = 0
    framed[[300, 1900], 150:1500] = 0

    assert find_sheet(small_grey(on_a_table(clean()))) is not None
    assert find_sheet(small_grey(framed)) is None


def test_a_place_on_the_levelled_page_is_found_again_on_the_photo() -> None:
    photo = on_a_table(clean())
    photo[600:640, 700:740] = (255, 0, 0)

    level = deskew(turn(unwarp(whole(photo)), 1))

    red = np.argwhere((level.image[:, :, 0] > 200) & (level.image[:, :, 1] < 60))
    y, x = red.mean(axis=0)
    there = level.back @ np.array([x, y, 1.0])
    assert np.allclose(there[:2] / there[2], (719.5, 619.5), atol=3)


def test_lines_a_degree_and_a_half_off_are_made_level() -> None:
    level = deskew(whole(worn(clean(), degrees=1.5)))

    assert np.degrees(np.arctan2(level.back[1, 0], level.back[0, 0])) == pytest.approx(-1.5, abs=0.25)


def test_tesseracts_table_becomes_words_as_high_as_their_line() -> None:
    table = "4\t1\t1\t1\t1\t0\t10\t20\t200\t30\t-1\t\n5\t1\t1\t1\t1\t1\t10\t25\t50\t18\t91.5\tTotaal\n"

    (word,) = read_table(table)

    assert (word.text, word.x0, word.y0, word.x1, word.y1) == ("Totaal", 10, 20, 60, 50)
    assert word.confidence == pytest.approx(0.915)


def test_the_words_of_a_phrase_share_its_box_by_their_letters() -> None:
    words = split([[0, 0], [100, 0], [100, 10], [0, 10]], "Te betalen", 0.8)

    assert [(word.text, word.x0, word.x1) for word in words] == [("Te", 0, 20), ("betalen", 30, 100)]


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "latin_g2.pth"
    weights.write_bytes(b"something else")

    with pytest.raises(EngineMissing, match="md5"):
        checked(weights, "469869130aad1a34e8f9086f4262bc59")


def test_an_engine_without_its_languages_says_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr"):
        require(Choice(EngineName.TESSERACT))


def test_no_engine_is_a_choice_too() -> None:
    assert load(Choice(EngineName.NONE)) is None
