"""Files that cannot or must not be read: each has its own reason, and none raises an exception."""

import io
import struct
from collections.abc import Callable
from typing import Any

import pikepdf
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors

from contracts.fields import Origin
from libs.samples import bad
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Detection, Image
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, US, canvas_pdf, pdf, words_of

LIMITS = Limits()


def read(data: bytes) -> Outcome:
    return read_bytes(data, US, LIMITS)


@pytest.mark.parametrize(
    ("make", "code", "params"),
    [
        (bad_files.empty, "empty", {}),
        (bad_files.encrypted, "password", {}),
        (bad_files.truncated, "damaged", {}),
        (bad_files.sixty_pages, "too_many_pages", {"pages": "60", "limit": "50"}),
        (bad_files.docx, "unsupported", {"media": "docx"}),
        (bad_files.html, "unsupported", {"media": "html"}),
        (bad_files.with_doctype, "doctype", {}),
        (bad_files.other_xml, "not_an_invoice_file", {}),
        (bad_files.broken_xml, "damaged", {}),
        (bad_files.huge_png, "too_large_page", {"megapixels": "2500", "limit": "100"}),
        (bad_files.huge_page, "too_large_page", {"limit": "100"}),
        (bad_files.scan, "needs_ocr", {"pages": "1"}),
        (bad_files.blank, "blank", {}),
        (bad.encrypted_pdf, "password", {}),
        (bad.truncated_pdf, "damaged", {}),
        (bad.long_pdf, "too_many_pages", {"pages": "60"}),
        (bad.docx, "unsupported", {"media": "docx"}),
        (bad.scanned_pdf, "needs_ocr", {}),
        (bad.ubl_with_external_entity, "doctype", {}),
        (bad.ubl_with_entity_bomb, "doctype", {}),
        (bad.animated_gif, "too_many_frames", {}),
        (lambda: b"MZ\x90\x00" + b"\0" * 200, "unsupported", {"media": "exe"}),
        (lambda: b"just some words", "unsupported", {"media": "unknown"}),
        (lambda: b"%PDF-1.7\n", "damaged", {}),
    ],
)
@pytest.mark.feature(116, 119)
def test_a_bad_file_is_unreadable_for_its_own_reason(
    make: Callable[[], bytes], code: str, params: dict[str, str]
) -> None:
    result = read(make()).result

    assert isinstance(result, Unreadable)
    assert result.code == code
    assert params.items() <= result.params.items()


def test_the_limit_of_pages_is_what_it_says() -> None:
    fifty = pdf(*[INVOICE] * 50)
    one_more = pdf(*[INVOICE] * 51)

    assert isinstance(read(fifty).result, Extracted)
    assert isinstance(read(one_more).result, Unreadable)


def test_the_limit_of_megapixels_is_what_it_says() -> None:
    largest, one_more = bad_files.png_header(10_000, 10_000), bad_files.png_header(10_000, 10_001)

    codes = [result.code for data in (largest, one_more) if isinstance(result := read(data).result, Unreadable)]

    assert codes == ["needs_ocr", "too_large_page"]


def test_an_owner_password_forbids_nothing_here() -> None:
    result = read(pdf(INVOICE, owner_password="geheim")).result

    assert isinstance(result, Extracted)


def test_a_tiff_with_a_loop_of_pages_is_damaged() -> None:
    directory = struct.pack("<H", 0) + struct.pack("<I", 8)
    loop = b"II*\x00" + struct.pack("<I", 8) + directory

    result = read(loop).result

    assert isinstance(result, Unreadable)
    assert result.code == "damaged"


def test_an_animation_is_refused() -> None:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    animation = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0) + frame + frame + b"\x3b"

    result = read(animation).result

    assert isinstance(result, Unreadable)
    assert result.code == "too_many_frames"


def test_invisible_words_are_not_read_and_give_a_warning() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Courier", 8)
        for row, line in enumerate(INVOICE.strip("\n").split("\n")):
            canvas.drawString(36, 800 - row * 10, line)
        canvas.setFillColor(colors.white)
        canvas.drawString(36, 100, "Te betalen 999,99 EUR op rekening NL50 INGB 0683 2513 09 aub")

    result = read(canvas_pdf(draw)).result

    assert isinstance(result, Extracted)
    assert result.fields.iban is not None
    assert result.fields.iban.value == "BE25407926029582", "the account that people see"
    assert [warning.code for warning in result.warnings] == ["hidden_text"]


def test_the_text_layer_of_a_scanner_counts_as_ocr() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillColor(colors.lightgrey)
        canvas.drawInlineImage(_grey_image(), 0, 0, 595, 842)
        text = canvas.beginText(36, 800)
        text.setTextRenderMode(3)
        text.setFont("Courier", 8)
        for line in INVOICE.strip("\n").split("\n"):
            text.textLine(line)
        canvas.drawText(text)

    result = read(canvas_pdf(draw)).result

    assert isinstance(result, Extracted)
    assert result.fields.number is not None
    assert (result.fields.number.value, result.fields.number.origin) == ("VF-004513", Origin.OCR)
    assert not result.fields.number.sure
    assert result.fields.number.confidence < 0.99


def _grey_image() -> Any:
    return PIL.Image.new("L", (60, 84), 235)


def test_a_page_turned_on_its_side_is_read_upright() -> None:
    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        canvas.setFont("Courier", 8)
        for row, line in enumerate(INVOICE.strip("\n").split("\n")):
            canvas.drawString(36, -40 - row * 10, line)

    turned = _with_rotation(canvas_pdf(draw, pagesize=(595.0, 842.0)), 90)

    result = read(turned).result

    assert isinstance(result, Extracted)
    assert result.fields.total_with_vat is not None
    assert str(result.fields.total_with_vat.value) == "272.50"


@pytest.mark.parametrize(("lying", "rotation"), [(0, 90), (0, 180), (0, 270), (90, 0), (-90, 0), (90, 180)])
def test_text_that_is_shown_on_its_side_is_read_and_filed_upright(lying: int, rotation: int) -> None:
    def draw(canvas: Any) -> None:
        across, down = {0: (0, 842), 90: (0, 0), -90: (-842, 595)}[lying]
        canvas.rotate(lying)
        canvas.setFont("Courier", 8)
        for row, line in enumerate(INVOICE.strip("\n").split("\n")):
            canvas.drawString(across + 36, down - 40 - row * 10, line)

    outcome = read(_with_rotation(canvas_pdf(draw, pagesize=(595.0, 842.0)), rotation))

    assert isinstance(outcome.result, Extracted)
    total = outcome.result.fields.total_with_vat
    assert total is not None
    assert str(total.value) == "272.50"
    assert outcome.pdf is not None
    with pymupdf.open(stream=outcome.pdf, filetype="pdf") as filed:
        assert total.box is not None
        there = pymupdf.Rect(total.box.x0, total.box.y0, total.box.x1, total.box.y1) * filed[0].derotation_matrix
        assert "272,50" in filed[0].get_textbox((there.x0 - 1, there.y0 - 1, there.x1 + 1, there.y1 + 1)).replace(
            ".", ","
        )


def test_documents_inside_a_pdf_are_named_because_they_are_not_read() -> None:
    with pymupdf.open(stream=pdf(INVOICE), filetype="pdf") as cover:
        cover.embfile_add("march.pdf", pdf(INVOICE))
        cover.embfile_add("logo.png", b"")
        portfolio = cover.tobytes()

    result = read(portfolio).result

    assert isinstance(result, Extracted)
    (warning,) = result.warnings
    assert (warning.code, warning.params) == ("attached_documents", {"files": "march.pdf"})


def _with_rotation(data: bytes, degrees: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.pages[0].Rotate = degrees
        file.save(out)
    return out.getvalue()


class _Engine:
    """An engine that returns the words of one document, whatever the image shows."""

    name = "double"
    wants_flat_light = False

    def read(self, image: Image) -> tuple[Detection, ...]:
        scale = image.shape[1] / 595
        return tuple(
            Detection(w.text, w.x0 * scale, w.y0 * scale, w.x1 * scale, w.y1 * scale, 0.9)
            for w in words_of(INVOICE, 1, 10.0)
        )


def test_whatever_engine_is_chosen_its_words_become_fields() -> None:
    image = canvas_pdf(lambda canvas: canvas.drawInlineImage(_grey_image(), 0, 0, 595, 842))

    outcome = read_bytes(image, US, LIMITS, Recogniser(_Engine()))

    assert isinstance(outcome.result, Extracted)
    assert outcome.result.reader == "double"
    assert outcome.result.fields.total_with_vat is not None
    assert outcome.result.fields.total_with_vat.origin == Origin.OCR
    assert outcome.result.fields.number is not None
    assert not outcome.result.fields.number.sure
    assert outcome.result.fields.number.confidence < 0.99


BEGINNINGS = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\x00", b"<?xml", b"\xff\xd8\xff"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(BEGINNINGS))
def test_rubbish_behind_a_good_beginning_never_raises(rubbish: bytes, mark: bytes) -> None:
    assert isinstance(read(mark + rubbish).result, Unreadable)
