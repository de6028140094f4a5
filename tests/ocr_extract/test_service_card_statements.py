"""A card statement is received as a file; the event has its lines, or a warning."""

import pytest

from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentKind
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.service import Deps
from tests.conftest import OpenHarness
from tests.ocr_extract.builders import client_configured, document_received, pdf
from tests.ocr_extract.card_statement_texts import CARRIED_NL, OPENING_NL


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


async def read(reader: Harness[Deps], *texts: str, kind_hint: DocumentKind | None = None) -> DocumentExtracted:
    sha256 = await reader.running.blobs.put(pdf(*texts))
    await reader.handle(document_received(reader.client_id, sha256, kind_hint=kind_hint))
    (said,) = await reader.events(DocumentExtracted)
    assert isinstance(said, DocumentExtracted)
    return said


@pytest.mark.feature(199)
async def test_the_lines_of_a_statement_travel_with_the_event(reader: Harness[Deps]) -> None:
    said = await read(reader, *CARRIED_NL)

    assert (said.kind, said.warnings) == (DocumentKind.CARD_STATEMENT, ())
    assert said.card_statement is not None
    assert [str(line.amount) for line in said.card_statement.lines] == ["88.15", "10.00", "1.85"]
    assert said.fields.total_with_vat is not None
    assert (str(said.fields.total_with_vat.value), said.fields.total_with_vat.sure) == ("100.00", True)


async def test_a_statement_that_does_not_tie_out_travels_without_lines(reader: Harness[Deps]) -> None:
    said = await read(reader, OPENING_NL.replace("88,15", "88,51"))

    assert (said.kind, said.card_statement, said.fields.total_with_vat) == (DocumentKind.CARD_STATEMENT, None, None)
    assert [warning.code for warning in said.warnings] == ["card_statement_does_not_tie_out"]


async def test_what_the_user_calls_an_invoice_books_no_card_lines(reader: Harness[Deps]) -> None:
    said = await read(reader, *CARRIED_NL, kind_hint=DocumentKind.PURCHASE_INVOICE)

    assert (said.kind, said.card_statement) == (DocumentKind.PURCHASE_INVOICE, None)
