"""The service with real parts: it receives an event, reads the file in a worker, and publishes an event."""

import pytest

from contracts.envelope import Envelope
from contracts.events.extraction import DocumentExtracted, DocumentUnreadable
from contracts.fields import DocumentKind, Origin
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.service import Deps
from tests.conftest import OpenHarness
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, OUR_VAT, THEIR_VAT, client_configured, document_received, pdf
from tests.ocr_extract.einvoices import facturx, invoice, ubl


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


async def keep(reader: Harness[Deps], data: bytes) -> str:
    return await reader.running.blobs.put(data)


@pytest.mark.feature(116, 133, 136)
async def test_a_born_digital_invoice_becomes_fields(reader: Harness[Deps]) -> None:
    sha256 = await keep(reader, pdf(INVOICE))
    event = document_received(reader.client_id, sha256)

    outcome = await reader.handle(event)

    (said,) = await reader.events(DocumentExtracted)
    assert outcome == "handled"
    assert (said.document_id, said.sha256, said.pdf_sha256) == (event.document_id, sha256, sha256)
    assert (said.kind, said.reader, said.pages, said.embedded_sha256) == ("purchase_invoice", "text-layer", 1, None)
    assert said.fields.seller.vat_number is not None
    assert said.fields.seller.vat_number.value == THEIR_VAT
    assert said.fields.seller.vat_number.sure


async def test_the_same_event_twice_is_read_and_announced_once(reader: Harness[Deps]) -> None:
    sha256 = await keep(reader, pdf(INVOICE))
    envelope = Envelope.wrap(document_received(reader.client_id, sha256), source="test")

    outcomes = [await reader.handle(envelope) for _ in range(2)]

    assert outcomes == ["handled", "duplicate"]
    assert len(await reader.events(DocumentExtracted)) == 1


@pytest.mark.feature(99, 135, 137)
async def test_our_own_vat_number_as_issuer_makes_it_a_sale(reader: Harness[Deps]) -> None:
    ours = client_configured(reader.other_client_id, name="Rivanto Molens BV", vat_number=THEIR_VAT, ibans=())
    await reader.handle(ours)
    sha256 = await keep(reader, pdf(INVOICE))

    await reader.handle(document_received(reader.other_client_id, sha256))

    (said,) = await reader.events(DocumentExtracted)
    assert said.kind == DocumentKind.SALES_INVOICE
    assert said.fields.buyer.vat_number is not None
    assert said.fields.buyer.vat_number.value == OUR_VAT


async def test_the_pdf_inside_an_e_invoice_is_kept(reader: Harness[Deps]) -> None:
    printed = pdf(INVOICE)
    file = ubl(attachment=printed)
    sha256 = await keep(reader, file)

    await reader.handle(document_received(reader.client_id, sha256, media_type="application/xml"))

    (said,) = await reader.events(DocumentExtracted)
    assert said.embedded_sha256 == sha256
    assert said.pdf_sha256 is not None
    assert await reader.running.blobs.get(said.pdf_sha256) == printed
    assert said.fields.number is not None
    assert said.fields.number.origin == Origin.EMBEDDED


async def test_the_e_invoice_inside_a_pdf_is_kept(reader: Harness[Deps]) -> None:
    file = facturx()
    sha256 = await keep(reader, file)

    await reader.handle(document_received(reader.client_id, sha256))

    (said,) = await reader.events(DocumentExtracted)
    assert said.pdf_sha256 == sha256
    assert said.embedded_sha256 not in (None, sha256)
    assert b"CrossIndustryInvoice" in await reader.running.blobs.get(said.embedded_sha256 or "")


@pytest.mark.feature(116, 119)
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (bad_files.encrypted, "password"),
        (bad_files.truncated, "damaged"),
        (bad_files.sixty_pages, "too_many_pages"),
        (bad_files.docx, "unsupported"),
        (bad_files.with_doctype, "doctype"),
        (bad_files.huge_png, "too_large_page"),
        (bad_files.scan, "damaged"),
    ],
)
async def test_a_file_that_cannot_be_read_is_announced_with_its_reason(
    reader: Harness[Deps], make: object, code: str
) -> None:
    sha256 = await keep(reader, make())  # type: ignore[operator]

    outcome = await reader.handle(document_received(reader.client_id, sha256))

    (said,) = await reader.events(DocumentUnreadable)
    assert outcome == "handled"
    assert said.reason.code == code


@pytest.mark.feature(100)
async def test_the_kind_that_the_user_states_counts_more_than_the_one_read(reader: Harness[Deps]) -> None:
    sha256 = await keep(reader, pdf(INVOICE))

    await reader.handle(document_received(reader.client_id, sha256, kind_hint=DocumentKind.SALES_INVOICE))

    (said,) = await reader.events(DocumentExtracted)
    assert (said.kind, said.kind_confidence) == (DocumentKind.SALES_INVOICE, 1.0)


async def test_a_document_of_an_unknown_client_waits_until_the_client_is_known(
    harness: OpenHarness, warm_app: App[Deps]
) -> None:
    reader = await harness(warm_app)
    sha256 = await reader.running.blobs.put(pdf(INVOICE))

    outcome = await reader.handle(document_received(reader.client_id, sha256))
    await reader.handle(client_configured(reader.client_id))
    await reader.running.dispatcher.replay("early")

    assert outcome == "early"
    assert len(await reader.events(DocumentExtracted)) == 1


async def test_a_file_that_is_gone_from_the_store_is_a_dead_letter(reader: Harness[Deps]) -> None:
    outcome = await reader.handle(document_received(reader.client_id, "0" * 64))

    assert outcome == "dead"
    assert not await reader.events(DocumentExtracted, DocumentUnreadable)


async def test_a_document_whose_event_would_be_too_large_is_unreadable_and_says_why(reader: Harness[Deps]) -> None:
    first, second = invoice().lines
    verbose = second.model_copy(update={"description": "x y " * 1_200})
    sha256 = await keep(reader, ubl(lines=(first, *(verbose,) * 200)))

    outcome = await reader.handle(document_received(reader.client_id, sha256, media_type="application/xml"))

    (said,) = await reader.events(DocumentUnreadable)
    assert outcome == "handled"
    assert (said.reason.code, said.reason.params) == ("limits", {"limit": "event"})
    assert not await reader.events(DocumentExtracted)
