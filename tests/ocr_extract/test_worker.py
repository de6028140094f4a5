"""Reading in worker processes: a bomb ends its worker, never the service or other workers."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from functools import cache
from io import BytesIO

import pillow_heif
import psutil
import pytest
from PIL import Image

from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.workers.pool import ONE_THREAD, ReaderPool
from services.ocr_extract.workers.wire import BadReply, parse_reply, parse_request, reply, request
from tests.embedded.builders import becomes_true
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, US, pdf

STRICT = Limits(cpu_seconds=2, wall_seconds=4, memory_bytes=320 << 20)


@pytest.fixture(scope="module")
async def strict() -> AsyncIterator[ReaderPool]:
    async with ReaderPool(STRICT, workers=3, engine=Choice(EngineName.NONE)) as pool:
        yield pool


def code(outcome: Outcome) -> str | None:
    return outcome.result.code if isinstance(outcome.result, Unreadable) else None


@cache
def memory_bomb() -> bytes:
    """A page whose compressed content is 600 MB when decompressed."""
    return bad_files.stream_bomb(600)


async def test_a_file_is_read_in_another_process(readers: ReaderPool) -> None:
    outcome = await readers.read(pdf(INVOICE), US)

    assert isinstance(outcome.result, Extracted)
    assert outcome.result.fields.number is not None
    assert outcome.result.fields.number.value == "VF-004513"


@pytest.mark.feature(83)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "GIF", "HEIF"])
async def test_every_accepted_format_of_image_is_opened_by_a_confined_worker(readers: ReaderPool, kind: str) -> None:
    image = BytesIO()
    pillow_heif.register_heif_opener()
    Image.new("RGB", (600, 800), "white").save(image, kind)

    outcome = await readers.read(image.getvalue(), US)

    assert code(outcome) == "no_text", "opened and looked at, and there is nothing on it"


@pytest.mark.parametrize("bomb", [bad_files.drawing_loop, memory_bomb], ids=["time", "memory"])
async def test_a_bomb_is_stopped_twice_and_then_unreadable(strict: ReaderPool, bomb: object) -> None:
    data = bomb()  # type: ignore[operator]

    outcome = await strict.read(data, US)

    assert code(outcome) == "limits"


async def test_neighbours_of_a_bomb_are_read_meanwhile(strict: ReaderPool) -> None:
    bomb = asyncio.create_task(strict.read(bad_files.drawing_loop(), US))
    await asyncio.sleep(0.2)

    outcomes = [await strict.read(pdf(INVOICE), US) for _ in range(3)]

    assert not bomb.done()
    assert all(isinstance(outcome.result, Extracted) for outcome in outcomes)
    assert code(await bomb) == "limits"


async def test_no_process_is_left_behind(strict: ReaderPool) -> None:
    await strict.read(bad_files.drawing_loop(), US)
    server = psutil.Process(_pid(strict))

    await asyncio.sleep(0.5)

    assert server.children(recursive=True) == []


async def test_a_dead_fork_server_is_replaced() -> None:
    async with ReaderPool(Limits(), workers=1, engine=Choice(EngineName.NONE)) as pool:
        before = _pid(pool)
        os.kill(before, signal.SIGKILL)

        outcome = await pool.read(pdf(INVOICE), US)

        assert isinstance(outcome.result, Extracted)
        assert _pid(pool) != before


async def test_a_fork_server_that_dies_while_reading_is_not_the_files_fault() -> None:
    async with ReaderPool(Limits(), workers=1, engine=Choice(EngineName.NONE)) as pool:
        reading = asyncio.create_task(pool.read(bad_files.drawing_loop(), US))
        await asyncio.sleep(1.0)
        server = psutil.Process(_pid(pool))
        for process in (server, *server.children()):
            process.kill()
        await asyncio.sleep(0.5)
        reading.cancel()

        outcomes = [await pool.read(pdf(INVOICE), US) for _ in range(3)]

        assert all(isinstance(outcome.result, Extracted) for outcome in outcomes)


async def test_a_reading_that_is_cancelled_while_the_fork_server_starts_leaves_none_behind() -> None:
    before = set(psutil.Process().children())
    pool = ReaderPool(Limits(), workers=1, engine=Choice(EngineName.NONE))
    reading = asyncio.create_task(pool.read(pdf(INVOICE), US))
    await asyncio.to_thread(becomes_true, lambda: set(psutil.Process().children()) - before != set())

    reading.cancel()
    await asyncio.wait([reading])
    await pool.warm()
    started = set(psutil.Process().children()) - before
    await pool.close()

    assert len(started) == 1
    assert set(psutil.Process().children()) - before == set()


async def test_closing_ends_the_fork_server() -> None:
    pool = ReaderPool(Limits(), workers=1, engine=Choice(EngineName.NONE))
    await pool.warm()
    pid = _pid(pool)

    await pool.close()

    assert not psutil.pid_exists(pid)


async def test_the_fork_server_knows_no_secrets(strict: ReaderPool) -> None:
    environment = psutil.Process(_pid(strict)).environ()

    assert {name for name in environment if name.startswith("SEREIN")} == set()
    assert set(environment) <= {"PATH", "PYTHONPATH", "LANG", "PYTHONDONTWRITEBYTECODE", *ONE_THREAD}


def _pid(pool: ReaderPool) -> int:
    process = pool._process
    assert process is not None
    return process.pid


def test_a_request_arrives_as_it_was_sent() -> None:
    data, identity = parse_request(request(b"%PDF-1.7 ...", US))

    assert (data, identity) == (b"%PDF-1.7 ...", US)


def test_a_reply_arrives_as_it_was_sent() -> None:
    sent = Outcome(Unreadable(code="password"), embedded=b"<xml/>", pdf=b"%PDF", is_einvoice=True)

    assert parse_reply(reply(sent)) == sent


@pytest.mark.parametrize(
    "raw", [b"", b"abc", reply(Outcome(Unreadable(code="x")))[:-1], reply(Outcome(Unreadable(code="x"))) + b"!"]
)
def test_a_reply_that_is_cut_off_or_too_long_is_refused(raw: bytes) -> None:
    with pytest.raises(BadReply):
        parse_reply(raw)


def test_nonsense_from_a_worker_is_refused() -> None:
    honest = reply(Outcome(Unreadable(code="password")))

    with pytest.raises(BadReply):
        parse_reply(honest.replace(b"unreadable", b"unreadabel"))


async def test_an_empty_file_needs_no_process() -> None:
    pool = ReaderPool(Limits(), workers=1, engine=Choice(EngineName.NONE))

    outcome = await pool.read(b"", ClientIdentity())

    assert code(outcome) == "empty"
    assert pool._process is None
