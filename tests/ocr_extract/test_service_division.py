"""A photo of three receipts: reported, then divided or read as one document, as the user decides."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import update

from contracts.events.division import DivisionDecided, DivisionFailed, DocumentDivided
from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentFields, DocumentKind, DocumentRegion
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.outcome import Cut, Extracted, Outcome, Unreadable
from services.ocr_extract.service import Deps
from services.ocr_extract.tables import Extraction
from services.ocr_extract.workers.pool import NotStarted, ReaderPool
from services.ocr_extract.workers.wire import AsOne, BadReply, CutTask, parse_reply, parse_request, reply, request
from tests.conftest import OpenHarness
from tests.ocr_extract.bad_files import drawing_loop
from tests.ocr_extract.builders import INVOICE, US, client_configured, document_received, pdf
from tests.ocr_extract.several_documents import jpeg, photo, receipt

HURRIED = Limits(cpu_seconds=1, wall_seconds=4)


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


class NoReaders(ReaderPool):
    """A worker pool that does not start the first times that something is to be cut."""

    def __init__(self, readers: ReaderPool, times: int) -> None:
        super().__init__()
        self._readers, self._times = readers, times

    async def cut(
        self, data: bytes, regions: tuple[DocumentRegion, ...], *, owner: UUID | None = None
    ) -> Cut | Outcome:
        self._times -= 1
        if self._times >= 0:
            raise NotStarted("the reader's fork server ended")
        return await self._readers.cut(data, regions, owner=owner)


async def photo_of_three(reader: Harness[Deps]) -> DocumentExtracted:
    """Receive a photo of three receipts; returns the event about it."""
    image = jpeg(photo([receipt(number) for number in range(3)], degrees=(2, -3, 1)))
    sha256 = await reader.running.blobs.put(image)
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

    assert [region.page for region in said.regions] == [1, 1, 1]
    assert said.regions[0].box.x1 < said.regions[1].box.x0 < said.regions[2].box.x0
    assert said.fields == DocumentFields()
    assert said.pdf_sha256 is not None


def test_receipts_on_a_white_sheet_are_pointed_out_too(read: Callable[[bytes], Outcome]) -> None:
    glass = photo([receipt(number) for number in range(3)], ground=(252, 252, 252))

    found = read(jpeg(glass)).result

    assert isinstance(found, Extracted)
    assert len(found.regions) == 3
    assert found.fields == DocumentFields()


def test_one_receipt_on_a_table_is_one_document(read: Callable[[bytes], Outcome]) -> None:
    found = read(jpeg(photo([receipt(1)], degrees=(3,)))).result

    assert isinstance(found, Extracted)
    assert found.regions == ()
    assert found.fields.total_with_vat is not None
    assert str(found.fields.total_with_vat.value) == "8.47"


async def test_once_divided_each_document_is_read_on_its_own(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    await reader.handle(decided(reader, said, divide=True))

    (divided,) = await reader.events(DocumentDivided)
    for part in divided.parts:
        content = await reader.running.blobs.get(part.sha256)
        assert Image.open(io.BytesIO(content)).format == "JPEG"
        await reader.handle(document_received(reader.client_id, part.sha256, media_type="image/jpeg"))
    _, *parts = await reader.events(DocumentExtracted)
    assert [part.number for part in divided.parts] == [1, 2, 3]
    assert [str(part.fields.total_with_vat.value) for part in parts] == ["12.10", "8.47", "36.30"]
    assert {part.kind for part in parts} == {DocumentKind.RECEIPT}
    assert all(part.regions == () for part in parts)


async def test_decided_twice_the_same_files_are_cut(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    for _ in range(2):
        await reader.handle(decided(reader, said, divide=True))

    first, second = await reader.events(DocumentDivided)
    assert first.parts == second.parts


async def test_one_document_after_all_is_read_as_one(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)

    await reader.handle(decided(reader, said, divide=False))

    _, again = await reader.events(DocumentExtracted)
    assert (again.document_id, again.regions) == (said.document_id, ())
    assert again.extracted_at > said.extracted_at
    assert await reader.events(DocumentDivided) == []


async def test_one_document_of_which_nothing_can_be_read_is_left_to_be_typed_in(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    empty_wall = await reader.running.blobs.put(jpeg(np.full((900, 700, 3), 200, np.uint8)))
    nothing_there = decided(reader, said, divide=False).model_copy(update={"sha256": empty_wall})

    await reader.handle(nothing_there)

    _, again = await reader.events(DocumentExtracted)
    assert (again.fields, again.regions, again.pdf_sha256) == (DocumentFields(), (), said.pdf_sha256)
    assert [warning.code for warning in again.warnings] == ["no_text"]


async def test_what_was_never_read_here_cannot_be_divided(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    stranger = said.model_copy(update={"document_id": UUID(int=7)})

    assert await reader.handle(decided(reader, stranger, divide=True)) == "dead"


async def lose(reader: Harness[Deps], sha256: str) -> None:
    """Remove a file from the store, as a lost disk does."""
    folder = Path(urlsplit(reader.running.settings.blob_url).path)
    (folder / "sha256" / sha256[:2] / sha256[2:4] / sha256).unlink()


async def replace_pdf(reader: Harness[Deps], said: DocumentExtracted, by: bytes) -> None:
    """Replace the PDF of an image with another one."""
    spoilt = await reader.running.blobs.put(by)
    async with reader.context().transaction() as tx:
        change = update(Extraction).where(Extraction.document_id == said.document_id).values(pdf_sha256=spoilt)
        await tx.execute(change)


async def test_an_image_that_can_no_longer_be_opened_fails_with_the_reason(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    await replace_pdf(reader, said, b"%PDF-1.7 and then nothing")
    answer = decided(reader, said, divide=True)

    outcome = await reader.handle(answer)

    (failed,) = await reader.events(DivisionFailed)
    assert (outcome, failed.document_id, failed.reason.code) == ("handled", said.document_id, "damaged")
    assert failed.decided_at == answer.decided_at
    assert await reader.events(DocumentDivided) == []


@pytest.mark.parametrize("divide", [True, False])
async def test_when_its_file_is_missing_the_division_fails(reader: Harness[Deps], divide: bool) -> None:
    said = await photo_of_three(reader)
    await lose(reader, said.pdf_sha256 or "" if divide else said.sha256)

    outcome = await reader.handle(decided(reader, said, divide=divide))

    (failed,) = await reader.events(DivisionFailed)
    assert (outcome, failed.reason.code) == ("handled", "file_missing")
    assert len(await reader.events(DocumentExtracted)) == 1


async def test_an_image_that_ends_two_workers_fails_to_be_divided(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    await replace_pdf(reader, said, drawing_loop())

    async with ReaderPool(HURRIED, engine=Choice(EngineName.NONE)) as hurried:
        reader.running.deps = replace(reader.deps, readers=hurried)
        outcome = await reader.handle(decided(reader, said, divide=True))

    (failed,) = await reader.events(DivisionFailed)
    assert (outcome, failed.reason.code) == ("handled", "limits")


async def test_no_readers_for_a_while_is_tried_again_and_nobody_is_asked(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    reader.running.deps = replace(reader.deps, readers=NoReaders(reader.deps.readers, times=1))

    outcome = await reader.handle(decided(reader, said, divide=True))

    assert outcome == "handled"
    assert len(await reader.events(DocumentDivided)) == 1
    assert await reader.events(DivisionFailed) == []


async def test_after_a_failure_the_documents_are_cut_on_the_next_attempt(reader: Harness[Deps]) -> None:
    said = await photo_of_three(reader)
    assert said.pdf_sha256 is not None
    pdf_of_it = await reader.running.blobs.get(said.pdf_sha256)
    await lose(reader, said.pdf_sha256)
    await reader.handle(decided(reader, said, divide=True))
    await reader.running.blobs.put(pdf_of_it)

    await reader.handle(decided(reader, said, divide=True))

    (divided,) = await reader.events(DocumentDivided)
    assert [part.number for part in divided.parts] == [1, 2, 3]


async def test_a_region_outside_the_page_is_not_cut(readers: ReaderPool) -> None:
    task = {"page": 2, "box": {"x0": 0, "y0": 0, "x1": 100, "y1": 100}}

    outcome = await readers.cut(pdf(INVOICE), CutTask.model_validate({"regions": [task]}).regions)

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
