"""PDFs built to break a reader or with active content: each is refused or limited, and the next file is read."""

import asyncio
from collections.abc import AsyncIterator, Callable

import psutil
import pytest

from contracts.events.extraction import DocumentExtracted
from libs.files import has_foreign_parts
from libs.refusal import Refusal
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.files.pdf import open_pdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.service import Deps
from services.ocr_extract.workers.pool import ReaderPool
from tests.conftest import OpenHarness
from tests.ocr_extract import hostile_pdfs
from tests.ocr_extract.builders import INVOICE, US, client_configured, document_received, pdf
from tests.ocr_extract.einvoices import facturx
from tests.ocr_extract.hostile_pdfs import ACTS, MARKS, acting

STRICT = Limits(cpu_seconds=5, wall_seconds=30, memory_bytes=512 << 20)
HARMLESS = "harmless"


@pytest.fixture(scope="module")
async def strict() -> AsyncIterator[ReaderPool]:
    async with ReaderPool(STRICT, workers=2, engine=Choice(EngineName.NONE)) as pool:
        yield pool


def word_for(outcome: Outcome) -> str:
    return outcome.result.code if isinstance(outcome.result, Unreadable) else HARMLESS


BOMBS: list[tuple[Callable[[], bytes], set[str]]] = [
    (hostile_pdfs.nested_flate, {"limits"}),
    (hostile_pdfs.lzw_bomb, {"blank", "limits"}),
    (hostile_pdfs.predictor_bomb, {"damaged"}),
    (hostile_pdfs.petabyte_stream, {"too_large_page"}),
    (hostile_pdfs.zeros_as_image, {"too_large_page"}),
    (hostile_pdfs.inline_image_without_end, {"blank", "limits"}),
    (hostile_pdfs.outline_cycle, {HARMLESS}),
    (hostile_pdfs.page_tree_cycle, {"damaged"}),
    (hostile_pdfs.huge_size, {HARMLESS}),
    (hostile_pdfs.reference_to_itself, {"blank", "damaged"}),
]


@pytest.mark.parametrize(("make", "words"), BOMBS, ids=[make.__name__ for make, _ in BOMBS])
async def test_a_bomb_or_a_loop_is_refused_or_limited_and_its_neighbour_is_read(
    make: Callable[[], bytes], words: set[str], strict: ReaderPool
) -> None:
    bomb = asyncio.create_task(strict.read(make(), US))

    neighbour = await strict.read(pdf(INVOICE), US)

    assert word_for(await bomb) in words
    assert word_for(neighbour) == HARMLESS


async def test_what_a_bomb_took_is_given_back(strict: ReaderPool) -> None:
    await strict.read(hostile_pdfs.lzw_bomb(), US)
    process = strict._process
    assert process is not None

    await asyncio.sleep(0.5)

    server = psutil.Process(process.pid)
    assert server.children(recursive=True) == []
    assert server.memory_info().rss < STRICT.memory_bytes


@pytest.mark.feature(116)
@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_file_that_opens_with_a_password_asks_for_it_whatever_the_cipher(revision: int) -> None:
    outcome = read_bytes(hostile_pdfs.locked(pdf(INVOICE), revision, user="geheim"), US, Limits())

    assert word_for(outcome) == "password"
    assert outcome.pdf is None


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_file_that_is_only_locked_for_changes_is_read(revision: int) -> None:
    outcome = read_bytes(hostile_pdfs.locked(pdf(INVOICE), revision, user=""), US, Limits())

    assert isinstance(outcome.result, Extracted)
    assert outcome.result.fields.number is not None


def test_a_lock_without_a_key_is_a_damaged_file() -> None:
    assert word_for(read_bytes(hostile_pdfs.broken_lock(), US, Limits())) in ("damaged", "password")


@pytest.mark.parametrize("act", ACTS)
def test_active_content_gives_a_warning_and_is_left_out_of_what_is_delivered(act: str) -> None:
    outcome = read_bytes(acting(pdf(INVOICE), act), US, Limits())

    assert isinstance(outcome.result, Extracted)
    assert outcome.result.fields.number is not None
    assert outcome.result.fields.number.value == "VF-004513"
    assert [warning.code for warning in outcome.result.warnings] == ["active_content"]
    assert outcome.pdf is not None
    assert _marks(outcome.pdf) == []
    assert "VF-004513" in pymupdf.open(stream=outcome.pdf, filetype="pdf")[0].get_text()


@pytest.mark.parametrize("act", ACTS)
def test_an_e_invoice_beside_something_active_is_still_read(act: str) -> None:
    outcome = read_bytes(acting(facturx(), act), US, Limits())

    assert isinstance(outcome.result, Extracted)
    assert outcome.result.reader.startswith("pdf+cii")
    assert "active_content" in [warning.code for warning in outcome.result.warnings]
    assert outcome.embedded is not None
    assert b"CrossIndustryInvoice" in outcome.embedded
    assert outcome.pdf is not None
    assert _marks(outcome.pdf) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\x01junk\n", b""),
        (b"", b"<html><script>alert(1)</script>"),
        (b"", b"PK\x03\x04" + bytes(40)),
        (b"", b"MZ" + bytes(400) + b"\n%%EOF"),
    ],
)
@pytest.mark.parametrize("make", [lambda: pdf(INVOICE), facturx], ids=["invoice", "factur-x"])
def test_what_is_no_part_of_a_pdf_gives_a_warning_and_is_not_passed_on(
    make: Callable[[], bytes], before: bytes, after: bytes
) -> None:
    outcome = read_bytes(before + make() + after, US, Limits())

    assert isinstance(outcome.result, Extracted)
    assert outcome.result.fields.number is not None
    assert "foreign_parts" in [warning.code for warning in outcome.result.warnings]
    assert outcome.pdf is not None
    assert outcome.pdf.startswith(b"%PDF-")
    assert outcome.pdf.rstrip().endswith(b"%%EOF")
    assert not has_foreign_parts(outcome.pdf)


def test_what_was_filled_into_a_form_is_still_seen() -> None:
    outcome = read_bytes(acting(pdf(INVOICE), "form"), US, Limits())

    assert outcome.pdf is not None
    page = pymupdf.open(stream=outcome.pdf, filetype="pdf")[0]
    assert list(page.widgets()) == []
    assert "999,99" in page.get_text()


def test_a_link_to_the_suppliers_website_is_nothing_active() -> None:
    document = pymupdf.open(stream=pdf(INVOICE), filetype="pdf")
    place = pymupdf.Rect(10, 10, 90, 30)
    document[0].insert_link({"kind": pymupdf.LINK_URI, "from": place, "uri": "https://rivanto.example/"})

    outcome = read_bytes(document.tobytes(), US, Limits())

    assert isinstance(outcome.result, Extracted)
    assert (outcome.result.warnings, outcome.pdf) == ((), None)


async def test_the_active_file_is_kept_as_it_came_and_its_pages_are_what_is_shown(
    harness: OpenHarness, warm_app: App[Deps]
) -> None:
    reader: Harness[Deps] = await harness(warm_app)
    await reader.handle(client_configured(reader.client_id))
    file = acting(pdf(INVOICE), "javascript")
    sha256 = await reader.running.blobs.put(file)

    await reader.handle(document_received(reader.client_id, sha256))

    (said,) = await reader.events(DocumentExtracted)
    assert said.sha256 == sha256
    assert said.pdf_sha256 not in (None, sha256)
    assert _marks(await reader.running.blobs.get(said.pdf_sha256 or "")) == []
    assert await reader.running.blobs.get(sha256) == file


def _marks(made: bytes) -> list[bytes]:
    """Which of `MARKS` are in a PDF, with its streams decompressed."""
    document = pymupdf.open(stream=made, filetype="pdf")
    objects = [document.xref_object(number).encode() for number in range(1, document.xref_length())]
    streams = [document.xref_stream(number) or b"" for number in range(1, document.xref_length())]
    return [mark for mark in MARKS if any(mark in part for part in (made, *objects, *streams))]


def test_drawing_commands_are_counted_page_by_page_also_when_pages_share_them() -> None:
    document = pymupdf.open("pdf", pdf(INVOICE))
    contents = document[0].get_contents()[0]
    size = sum(len(document.xref_stream(each)) for each in document[0].get_contents())
    shared = len(document.xref_stream(contents))
    for _ in range(3):
        document.new_page().set_contents(contents)
    data = document.tobytes()

    open_pdf(data, Limits(content_bytes=size + 3 * shared))
    with pytest.raises(Refusal) as refused:
        open_pdf(data, Limits(content_bytes=size + 3 * shared - 1))

    assert (refused.value.code, refused.value.params) == ("limits", {"limit": "content"})
