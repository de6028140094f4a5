"""Scans and photos of one invoice, read by the default engine: every format, every orientation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contracts.fields import DocumentFields, Origin
from libs.files import FileType
from libs.images import to_pdf_a
from libs.ubl_schema.factur_x import make_facturx
from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.files.pdf import read_page
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.images.archive import searchable
from services.ocr_extract.ocr.images.opening import to_pdf
from services.ocr_extract.ocr.recognise import Recognised, Recogniser
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import INVOICE, THEIR_IBAN, THEIR_VAT, US, pdf
from tests.ocr_extract.scans import blurred, clean, layer, on_a_table, saved, scan_pdf, tiff, with_exif, worn
from tests.ubl_schema.builders import invoice
from tests.ubl_schema.maven_artefacts import failed_pdf_a_rules

LIMITS = Limits()
SECOND = "\n".join(f"Voorwaarde {number}: levering binnen {number + 3} werkdagen na ontvangst" for number in range(12))


def extracted(outcome: Outcome) -> Extracted:
    assert isinstance(outcome.result, Extracted), outcome.result
    return outcome.result


def key_values(fields: DocumentFields) -> dict[str, Any]:
    names = (
        "number",
        "issue_date",
        "due_date",
        "iban",
        "structured_communication",
        "total_without_vat",
        "total_with_vat",
    )
    values = {name: getattr(fields, name) for name in names} | {"vat": fields.seller.vat_number}
    return {name: str(found.value) if found else None for name, found in values.items()}


EVERYTHING = {
    "number": "VF-004513",
    "issue_date": "2026-10-14",
    "due_date": "2026-11-13",
    "iban": THEIR_IBAN,
    "structured_communication": "228485200227",
    "total_without_vat": "250.00",
    "total_with_vat": "272.50",
    "vat": THEIR_VAT,
}

FORMATS = [
    pytest.param(lambda: saved(worn(clean()), "BMP"), marks=pytest.mark.feature(113), id="bmp"),
    pytest.param(lambda: saved(clean()[:, :, 0], "GIF"), marks=pytest.mark.feature(114), id="gif"),
    pytest.param(lambda: saved(worn(clean()), "PNG"), marks=pytest.mark.feature(117), id="png"),
    pytest.param(lambda: saved(on_a_table(worn(clean())), "JPEG"), marks=pytest.mark.feature(115), id="photo"),
    pytest.param(lambda: saved(clean(), "HEIF", quality=60), id="heic"),
]


@pytest.mark.parametrize("make", FORMATS)
def test_an_image_of_any_kind_gives_all_key_fields(make: Callable[[], bytes], read: Callable[[bytes], Outcome]) -> None:
    outcome = read(make())

    found = extracted(outcome)
    assert key_values(found.fields) == EVERYTHING
    assert (found.reader, found.pages, outcome.is_pdf) == ("rapidocr", 1, False)
    assert found.fields.number is not None
    assert (found.fields.number.origin, found.fields.number.sure) == (Origin.OCR, False)


@pytest.mark.feature(115)
@pytest.mark.parametrize(("orientation", "quarters"), [(6, 1)])
def test_the_way_the_camera_was_held_is_honoured_and_where_it_was_is_forgotten(
    orientation: int, quarters: int, read: Callable[[bytes], Outcome]
) -> None:
    lying = np.ascontiguousarray(np.rot90(clean(), quarters))

    outcome = read(with_exif(lying, orientation))

    assert key_values(extracted(outcome).fields) == EVERYTHING
    assert outcome.pdf is not None
    assert b"SECRET-CAMERA" not in outcome.pdf
    assert b"Exif" not in outcome.pdf


@pytest.mark.feature(116)
@pytest.mark.parametrize("quarters", [1, 2])
def test_a_scan_fed_in_any_way_round_gives_an_upright_searchable_pdf(
    quarters: int, read: Callable[[bytes], Outcome]
) -> None:
    turned = np.ascontiguousarray(np.rot90(worn(clean()), quarters))

    outcome = read(scan_pdf(turned) if quarters % 2 == 0 else saved(turned, "JPEG"))

    found = extracted(outcome)
    assert key_values(found.fields) == EVERYTHING
    document = pymupdf.open(stream=outcome.pdf, filetype="pdf")
    assert document[0].rect.height > document[0].rect.width
    words = read_page(document, 1).words
    total, number = found.fields.total_with_vat, found.fields.number
    assert total is not None
    assert total.box is not None
    assert number is not None
    assert number.box is not None
    for read_value, printed in ((total, "272,50"), (number, "VF-004513")):
        box = read_value.box
        assert box is not None
        middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        assert printed in [
            word.text for word in words if word.x0 < middle[0] < word.x1 and word.y0 < middle[1] < word.y1
        ]


@pytest.mark.feature(118)
def test_a_tiff_of_two_pages_is_one_document(read: Callable[[bytes], Outcome]) -> None:
    outcome = read(tiff(worn(clean()), clean(SECOND)))

    found = extracted(outcome)
    assert (found.pages, key_values(found.fields)) == (2, EVERYTHING)
    document = pymupdf.open(stream=outcome.pdf, filetype="pdf")
    assert document.page_count == 2
    assert "Voorwaarde" in document[1].get_text()


@pytest.mark.feature(116)
def test_of_a_mixed_pdf_only_the_pages_without_text_are_recognised(recogniser: Recogniser) -> None:
    mixed = pymupdf.open(stream=pdf(INVOICE), filetype="pdf")
    mixed.insert_pdf(pymupdf.open(stream=scan_pdf(clean(SECOND)), filetype="pdf"))
    pages: list[int] = []
    recogniser.before_page = lambda: pages.append(1)

    outcome = read_bytes(mixed.tobytes(), US, LIMITS, recogniser)

    recogniser.before_page = lambda: None
    found = extracted(outcome)
    assert len(pages) == 1
    assert key_values(found.fields) == EVERYTHING
    assert found.fields.number is not None
    assert found.fields.number.origin == Origin.TEXT
    assert "Voorwaarde" in pymupdf.open(stream=outcome.pdf, filetype="pdf")[1].get_text()


@pytest.mark.feature(330)
def test_the_archive_of_an_image_is_pdf_a_and_its_factur_x_too(
    read: Callable[[bytes], Outcome], tmp_path: Path
) -> None:
    photo = read(saved(on_a_table(worn(clean())), "JPEG")).pdf
    fax = read(tiff(clean(), clean()[:, :, 0])).pdf
    assert photo is not None
    assert fax is not None
    (tmp_path / "photo.pdf").write_bytes(photo)
    (tmp_path / "fax.pdf").write_bytes(fax)
    (tmp_path / "factur-x.pdf").write_bytes(make_facturx(photo, invoice()).pdf)

    broken = failed_pdf_a_rules("2b", [tmp_path / "photo.pdf", tmp_path / "fax.pdf"])
    broken |= failed_pdf_a_rules("3b", [tmp_path / "factur-x.pdf"])

    assert broken == {"photo.pdf": set(), "fax.pdf": set(), "factur-x.pdf": set()}


def test_the_archive_of_an_image_says_that_it_is_pdf_a(read: Callable[[bytes], Outcome]) -> None:
    pdf = read(saved(clean(), "JPEG")).pdf

    assert pdf is not None
    assert make_facturx(pdf, invoice()).claims_pdf_a


def test_a_letter_that_the_font_lacks_is_not_put_into_the_archive(tmp_path: Path) -> None:
    document = pymupdf.open(stream=to_pdf(saved(clean(), "PNG"), FileType.PNG, LIMITS), filetype="pdf")
    words = tuple(Word(text, 1, 50, at, 200, at + 12, 9) for at, text in [(50, "漢a字"), (80, "漢字"), (110, "€ Ł")])
    found = Recognised(words, 595, 842, 0, np.eye(3), ())

    made = to_pdf_a(searchable(document, {1: found}))

    (tmp_path / "archive.pdf").write_bytes(made)
    assert "".join(pymupdf.open(stream=made, filetype="pdf")[0].get_text().split()) == "a€Ł"
    assert failed_pdf_a_rules("2b", [tmp_path / "archive.pdf"]) == {"archive.pdf": set()}


def test_the_same_scan_gives_the_same_archive_byte_for_byte(read: Callable[[bytes], Outcome]) -> None:
    photo = saved(worn(clean()), "JPEG")

    first, second = read(photo), read(photo)

    assert first.pdf is not None
    assert first.pdf == second.pdf


def test_an_invisible_layer_with_another_account_gives_a_warning_and_the_image_counts(
    read: Callable[[bytes], Outcome],
) -> None:
    forged = INVOICE.replace("BE25 4079 2602 9582", "NL50 INGB 0683 2513 09")

    found = extracted(read(scan_pdf(clean(), layer(forged))))

    assert found.fields.iban is not None
    assert found.fields.iban.value == THEIR_IBAN
    warning = next(warning for warning in found.warnings if warning.code == "layer_differs")
    assert (warning.field, warning.params["hidden"]) == ("iban", "NL50INGB0683251309")


def test_an_honest_layer_is_no_warning(read: Callable[[bytes], Outcome]) -> None:
    found = extracted(read(scan_pdf(clean(), layer(INVOICE))))

    assert key_values(found.fields) == EVERYTHING
    assert found.warnings == ()


def dark() -> bytes:
    return saved((clean() // 14).astype(np.uint8), "JPEG", quality=40)


def empty_wall() -> bytes:
    return saved(np.full((1600, 1200, 3), 200, np.uint8), "PNG")


@pytest.mark.parametrize(("make", "code"), [(blurred, "blurred"), (dark, "too_dark"), (empty_wall, "no_text")])
def test_an_image_that_cannot_be_read_says_what_the_next_one_should_be_like(
    make: Callable[[], bytes], code: str, read: Callable[[bytes], Outcome]
) -> None:
    result = read(make()).result

    assert isinstance(result, Unreadable)
    assert result.code == code
