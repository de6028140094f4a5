"""Reading as a row of stages: their order, what one hands to the next, and who finishes."""

from dataclasses import FrozenInstanceError, replace

import pytest

from contracts.fields import DocumentKind
from contracts.reason import Reason
from libs.files import FileType
from libs.refusal import Refusal
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import STAGES, Reading, Tools, read_bytes
from services.ocr_extract.reading.checks import require_words, warn_of_unread_pages
from services.ocr_extract.reading.einvoices import find_embedded_einvoice, parse_einvoice_file
from services.ocr_extract.reading.files import find_file_type, open_document, read_text_layers
from services.ocr_extract.reading.images import convert_image_to_pdf, recognise_images
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, THEIR_IBAN, US, pdf
from tests.ocr_extract.einvoices import facturx, ubl
from tests.ocr_extract.scans import clean, saved

TOOLS = Tools(US, Limits())


def opened(data: bytes) -> Reading:
    """A PDF as the stages up to recognising leave it, without an engine."""
    reading = Reading(data)
    for stage in (find_file_type, open_document, find_embedded_einvoice, read_text_layers, recognise_images):
        reading = stage(reading, TOOLS)
    return reading


def test_the_stages_stand_in_the_order_of_a_reading() -> None:
    names = [stage.__name__ for stage in STAGES]

    assert names == [
        "find_file_type",
        "parse_einvoice_file",
        "convert_image_to_pdf",
        "open_document",
        "find_embedded_einvoice",
        "find_active_content",
        "warn_of_attached_documents",
        "read_text_layers",
        "turn_pages_upright",
        "recognise_images",
        "warn_of_page_faults",
        "finish_several_documents",
        "doubt_overlapping_documents",
        "require_words",
        "doubt_several_in_file",
        "extract_fields",
        "apply_payment_codes",
        "compare_page_with_einvoice",
        "finish_einvoice",
        "ask_second_engine",
        "warn_of_differing_layer_and_poor_images",
        "warn_of_unread_pages",
        "read_card_statement",
        "remove_proof_of_overlapping_documents",
        "place_fields_on_filed_pages",
        "finish_document",
    ]


def test_every_stage_says_what_it_does() -> None:
    silent = [stage.__name__ for stage in STAGES if not stage.__doc__]

    assert silent == []


@pytest.mark.parametrize(
    ("data", "last"),
    [(ubl(), "finish_einvoice"), (facturx(), "finish_einvoice"), (pdf(INVOICE), "finish_document")],
    ids=["xml", "pdf with xml", "pdf"],
)
def test_a_reading_ends_at_the_stage_that_finishes_it(data: bytes, last: str) -> None:
    reading, taken = Reading(data), []

    for stage in STAGES:
        if reading.outcome is None:
            reading = stage(reading, TOOLS)
            taken.append(stage.__name__)

    assert taken[-1] == last
    assert reading.outcome == read_bytes(data, US, Limits())


def test_a_stage_leaves_the_reading_that_it_was_given_as_it_was() -> None:
    before = opened(pdf(INVOICE))

    after = before.warned([Reason(code="repaired")])

    assert (before.warnings, [warning.code for warning in after.warnings]) == ((), ["repaired"])
    with pytest.raises(FrozenInstanceError):
        before.warnings = after.warnings  # type: ignore[misc]


def test_a_stage_with_nothing_to_add_passes_the_reading_on() -> None:
    reading = opened(pdf(INVOICE))

    assert parse_einvoice_file(reading, TOOLS) is reading
    assert convert_image_to_pdf(reading, TOOLS) is reading
    assert warn_of_unread_pages(reading, TOOLS) is reading


def test_without_an_engine_an_image_ends_where_it_would_become_a_pdf() -> None:
    image = find_file_type(Reading(saved(clean(), "png")), TOOLS)

    with pytest.raises(Refusal) as reason:
        convert_image_to_pdf(image, TOOLS)

    assert image.file_type == FileType.PNG
    assert reason.value.code == "needs_ocr"


def test_pages_without_any_word_end_before_fields_are_looked_for() -> None:
    blank = opened(bad_files.blank())

    with pytest.raises(Refusal) as reason:
        require_words(blank, TOOLS)

    assert reason.value.code == "blank"


def test_an_account_that_only_the_page_shows_does_not_make_an_einvoice_a_sale() -> None:
    """The kind is the e-invoice's own; gaps are filled from the page afterwards."""
    identity = ClientIdentity.of(name=None, vat_number=None, ibans=(THEIR_IBAN,))

    outcome = read_bytes(facturx(payments=()), identity, Limits())

    result = outcome.result
    assert isinstance(result, Extracted)
    assert result.fields.iban is not None
    assert (result.fields.iban.value, result.kind) == (THEIR_IBAN, DocumentKind.PURCHASE_INVOICE)


def test_an_attached_pdf_that_does_not_open_is_a_warning() -> None:
    reading = replace(Reading(ubl(b"%PDF-1.4 nothing of it")), file_type=FileType.XML)

    parsed = parse_einvoice_file(reading, TOOLS)

    assert [warning.code for warning in parsed.warnings] == ["attachment_unreadable"]
    assert parsed.pdf is None
    assert parsed.einvoice is not None
