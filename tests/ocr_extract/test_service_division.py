"""A photo of three receipts: pointed out, divided when a person says so, or read as one document after all."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest
from PIL import Image

from contracts.events.division import DivisionDecided, DocumentDivided
from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentFields, DocumentKind
from libs.service_kit import App
from libs.service_kit.harness import Harness
from services.ocr_extract.outcome import Cut, Extracted, Outcome, Unreadable
from services.ocr_extract.service import Deps
from services.ocr_extract.wire import AsOne, BadReply, CutTask, parse_reply, parse_request, reply, request
from services.ocr_extract.worker import ReaderPool
from tests.conftest import OpenHarness
from tests.ocr_extract.builders import INVOICE, US, client_configured, document_received, pdf
from tests.ocr_extract.several_papers import jpeg, photo, receipt


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


async def photo_of_three(reader: Harness[Deps]) -> DocumentExtracted:
    """A photo comes in; answers what was said of it."""
    picture = jpeg(photo([receipt(number) for number in range(3)], degrees=(2, -3, 1)))
    sha256 = await reader.running.blobs.put(picture)
    await reader.handle(document_received(reader.client_id, sha256, media_type="image/jpeg", filename="bonnetjes.jpg"))
    (said,) = await reader.events(DocumentExtracted)
    assert isinstance(said, DocumentExtracted)
    return said


def decided(reader: Harness[Deps], said: DocumentExtracted, *, divide: bool) -> DivisionDecided:
    return DivisionDecided(
        client_id=reader.client_id,
        document_id=said.document_id,
        sha256=said.sha256,
        divide=divide,
        decided_at=datetime(2026, 11, 1, 9, 0, tzinfo=UTC),
    )


async def test_a_photo_of_three_receipts_is_pointed_out_and_nothing_of_it_is_mixed_up(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    assert [paper.page for paper in said.papers] == [1, 1, 1]
    assert said.papers[0].box.x1 < said.papers[1].box.x0 < said.papers[2].box.x0
    assert said.fields == DocumentFields()
    assert said.pdf_sha256 is not None


def test_receipts_on_a_white_sheet_are_pointed_out_too(read: Callable[[bytes], Outcome]) -> None:
    glass = photo([receipt(number) for number in range(3)], ground=(252, 252, 252))

    found = read(jpeg(glass)).result

    assert isinstance(found, Extracted)
    assert len(found.papers) == 3
    assert found.fields == DocumentFields()


def test_one_receipt_on_a_table_is_one_document(read: Callable[[bytes], Outcome]) -> None:
    found = read(jpeg(photo([receipt(1)], degrees=(3,)))).result

    assert isinstance(found, Extracted)
    assert found.papers == ()
    assert found.fields.total_incl is not None
    assert str(found.fields.total_incl.value) == "8.47"


async def test_divided_each_paper_is_read_for_itself(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    await reader.handle(decided(reader, said, divide=True))

    (divided,) = await reader.events(DocumentDivided)
    for paper in divided.papers:
        content = await reader.running.blobs.get(paper.sha256)
        assert Image.open(io.BytesIO(content)).format == "JPEG"
        await reader.handle(document_received(reader.client_id, paper.sha256, media_type="image/jpeg"))
    _, *parts = await reader.events(DocumentExtracted)
    assert [paper.number for paper in divided.papers] == [1, 2, 3]
    assert [str(part.fields.total_incl.value) for part in parts] == ["12.10", "8.47", "36.30"]
    assert {part.kind for part in parts} == {DocumentKind.RECEIPT}
    assert all(part.papers == () for part in parts)


async def test_said_twice_the_same_files_are_cut(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    for _ in range(2):
        await reader.handle(decided(reader, said, divide=True))

    first, second = await reader.events(DocumentDivided)
    assert first.papers == second.papers


async def test_one_document_after_all_is_read_as_one(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    await reader.handle(decided(reader, said, divide=False))

    _, again = await reader.events(DocumentExtracted)
    assert (again.document_id, again.papers) == (said.document_id, ())
    assert again.extracted_at > said.extracted_at
    assert await reader.events(DocumentDivided) == []


async def test_one_document_of_which_nothing_can_be_read_is_left_to_be_typed_in(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    empty_wall = await reader.running.blobs.put(jpeg(np.full((900, 700, 3), 200, np.uint8)))
    nothing_there = decided(reader, said, divide=False).model_copy(update={"sha256": empty_wall})

    await reader.handle(nothing_there)

    _, again = await reader.events(DocumentExtracted)
    assert (again.fields, again.papers, again.pdf_sha256) == (DocumentFields(), (), said.pdf_sha256)
    assert [warning.code for warning in again.warnings] == ["no_text"]


async def test_what_was_never_read_here_cannot_be_divided(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    stranger = said.model_copy(update={"document_id": UUID(int=7)})

    assert await reader.handle(decided(reader, stranger, divide=True)) == "dead"


async def test_a_paper_outside_the_page_is_not_cut(readers: ReaderPool) -> None:
    task = {"page": 2, "box": {"x0": 0, "y0": 0, "x1": 100, "y1": 100}}

    outcome = await readers.cut(pdf(INVOICE), CutTask.model_validate({"papers": [task]}).papers)

    assert isinstance(outcome, Outcome)
    assert isinstance(outcome.result, Unreadable)
    assert outcome.result.code == "no_such_page"


def test_what_was_cut_arrives_as_it_was_sent() -> None:
    sent = Cut((b"one", b"two more", b"3"))

    assert parse_reply(reply(sent)) == sent
    with pytest.raises(BadReply):
        parse_reply(reply(sent).replace(b"[3,8,1]", b"[3,8,2]"))


def test_the_word_that_it_is_one_document_arrives() -> None:
    assert parse_request(request(b"jpeg", AsOne(US))) == (b"jpeg", AsOne(US))
