"""Reading a scan takes seconds: users who wait are told that it goes on; a quick reading is not announced."""

import asyncio

import pytest

from contracts.events.extraction import DocumentExtracted, DocumentReading
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.handlers import reading
from services.ocr_extract.service import Deps
from services.ocr_extract.workers.pool import ReaderPool
from tests.conftest import OpenHarness
from tests.ocr_extract.builders import INVOICE, US, client_configured, document_received, pdf
from tests.ocr_extract.scans import clean, saved


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


async def handle(reader: Harness[Deps], file: bytes) -> str:
    sha256 = await reader.running.blobs.put(file)
    return str(await reader.handle(document_received(reader.client_id, sha256)))


@pytest.mark.feature(134)
async def test_reading_a_scan_is_announced_before_it_ends(
    reader: Harness[Deps], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PROGRESS_AFTER", 0.05)

    outcome = await handle(reader, saved(clean(), "PNG"))

    begun, done = await reader.events()
    assert outcome == "handled"
    assert isinstance(begun, DocumentReading)
    assert isinstance(done, DocumentExtracted)
    assert (begun.document_id, begun.sha256) == (done.document_id, done.sha256)


async def test_for_a_quick_reading_only_the_result_is_announced(
    reader: Harness[Deps], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PROGRESS_AFTER", 600.0)

    await handle(reader, pdf(INVOICE))

    assert [type(said) for said in await reader.events()] == [DocumentExtracted]


@pytest.mark.feature(134)
async def test_a_file_that_waits_for_its_turn_has_not_begun() -> None:
    first, second = asyncio.Event(), asyncio.Event()
    async with ReaderPool(workers=1) as readers:
        slow = asyncio.create_task(readers.read(saved(clean(), "PNG"), US, begun=first))
        await first.wait()
        quick = asyncio.create_task(readers.read(pdf(INVOICE), US, begun=second))
        await asyncio.sleep(0)
        has_begun = second.is_set()

        await asyncio.gather(slow, quick)

    assert not has_begun
    assert second.is_set()
