"""Connections that keep us waiting are ended; others are not."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from libs.embedded.ports import free_port
from libs.service_kit.connections import Patience, PatientConnection

PATIENCE = Patience(header=0.4, body=5, bytes_a_second=1000, look=0.4, read=0.4, linger=0.4, connections=8)
HEAD = b"POST /count HTTP/1.1\r\nhost: toy\r\ncontent-length: 100000\r\n\r\n"
GET = b"GET /hello HTTP/1.1\r\nhost: toy\r\n\r\n"
NO_END = 30


class Server(uvicorn.Server):
    """uvicorn inside the test, which handles signals itself."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        yield


def toy() -> FastAPI:
    """An application that reads, does not read, and writes much."""
    app = FastAPI()

    @app.get("/hello")
    async def hello() -> str:
        return "hello"

    @app.post("/count")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.post("/slow")
    async def slow(request: Request) -> int:
        await asyncio.sleep(1)
        return len(await request.body())

    @app.post("/unread")
    async def unread() -> str:
        return "no, thank you"

    @app.get("/much")
    async def much() -> StreamingResponse:
        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(1000):
                yield bytes(1 << 16)

        return StreamingResponse(pieces())

    return app


@dataclass
class Wire:
    """A raw connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, *pieces: bytes, pause: float = 0) -> None:
        for piece in pieces:
            self.writer.write(piece)
            with contextlib.suppress(ConnectionError):
                await self.writer.drain()
            await asyncio.sleep(pause)

    async def rest(self) -> bytes:
        """Everything until the other side ends the connection."""
        found = b""
        async with asyncio.timeout(NO_END):
            with contextlib.suppress(ConnectionError):
                while piece := await self.reader.read(1 << 16):
                    found += piece
        return found

    async def answer(self) -> bytes:
        """The next answer that is not longer than one piece."""
        async with asyncio.timeout(NO_END):
            return await self.reader.read(1 << 16)


@dataclass
class Toy:
    """The running application."""

    port: int
    server: Server
    wires: list[Wire] = field(default_factory=list)

    async def connect(self, *, limit: int = 1 << 16) -> Wire:
        self.wires.append(Wire(*await asyncio.open_connection("127.0.0.1", self.port, limit=limit)))
        return self.wires[-1]


@asynccontextmanager
async def serving(patience: Patience = PATIENCE) -> AsyncIterator[Toy]:
    port = free_port()
    config = uvicorn.Config(
        toy(),
        port=port,
        log_config=None,
        http=partial(PatientConnection, patience=patience),  # type: ignore[arg-type]  # called as a class is
        ws="none",
    )
    server = Toy(port, Server(config))
    running = asyncio.create_task(server.server.serve())
    while not server.server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield server
    for wire in server.wires:
        wire.writer.close()
        with contextlib.suppress(ConnectionError):
            await wire.writer.wait_closed()
    server.server.should_exit = True
    await running


@pytest.fixture
async def server() -> AsyncIterator[Toy]:
    async with serving() as toy:
        yield toy


@pytest.mark.parametrize("start", [b"GET /hello HTTP/1.1\r\nhost: t", b"G", b"POST /count HTTP/1.1\r\n"])
async def test_half_a_header_is_ended(server: Toy, start: bytes) -> None:
    wire = await server.connect()

    await wire.send(start)

    assert (await wire.rest()).startswith(b"HTTP/1.1 408 ")


async def test_a_header_that_comes_letter_by_letter_is_ended(server: Toy) -> None:
    wire = await server.connect()

    sending = asyncio.create_task(wire.send(*[b"x"] * 1000, pause=0.05))
    rest = await wire.rest()
    sending.cancel()

    assert rest.startswith(b"HTTP/1.1 408 ")


async def test_a_connection_on_which_nothing_comes_is_ended_without_an_answer(server: Toy) -> None:
    wire = await server.connect()

    assert await wire.rest() == b""


@pytest.mark.parametrize("after_an_answer", [False, True])
async def test_half_a_body_is_ended(server: Toy, *, after_an_answer: bool) -> None:
    wire = await server.connect()
    if after_an_answer:
        await wire.send(GET)
        await wire.answer()

    await wire.send(HEAD + bytes(50_000))

    assert (await wire.rest()).startswith(b"HTTP/1.1 408 ")


async def test_a_body_that_trickles_is_ended(server: Toy) -> None:
    wire = await server.connect()

    sending = asyncio.create_task(wire.send(HEAD, *[b"x"] * 1000, pause=0.05))
    rest = await wire.rest()
    sending.cancel()

    assert rest.startswith(b"HTTP/1.1 408 ")


async def test_a_slow_but_steady_body_is_read_to_its_end(server: Toy) -> None:
    wire = await server.connect()

    await wire.send(HEAD, *[bytes(5_000)] * 20, pause=0.08)

    assert (await wire.answer()).endswith(b"100000")


async def test_a_body_that_takes_too_long_in_all_is_ended() -> None:
    async with serving(replace(PATIENCE, body=1.0)) as server:
        wire = await server.connect()

        sending = asyncio.create_task(wire.send(HEAD, *[bytes(1_000)] * 90, pause=0.1))
        rest = await wire.rest()
        sending.cancel()

    assert rest.startswith(b"HTTP/1.1 408 ")


async def test_a_body_that_the_application_is_slow_to_read_is_not_late(server: Toy) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", timeout=NO_END) as browser:
        answer = await browser.post("/slow", content=bytes(8 << 20))

    assert answer.json() == 8 << 20


async def test_chunks_of_one_byte_are_ended(server: Toy) -> None:
    wire = await server.connect()

    await wire.send(
        b"POST /count HTTP/1.1\r\nhost: toy\r\ntransfer-encoding: chunked\r\n\r\n",
        *[(b"1;" + b"x" * 50 + b"\r\nx\r\n") * 500] * 10,
    )

    assert (await wire.rest()).startswith(b"HTTP/1.1 400 ")


async def test_after_an_early_answer_the_rest_of_the_body_is_not_read_for_long(server: Toy) -> None:
    wire = await server.connect()

    await wire.send(HEAD.replace(b"/count", b"/unread").replace(b"100000", b"100000000"))
    sending = asyncio.create_task(wire.send(*[bytes(10_000)] * 1000, pause=0.01))
    rest = await wire.rest()
    sending.cancel()

    assert b"no, thank you" in rest


async def test_after_an_early_answer_and_the_whole_body_the_connection_is_used_again(server: Toy) -> None:
    wire = await server.connect()

    await wire.send(HEAD.replace(b"/count", b"/unread").replace(b"100000", b"200000"))
    first = await wire.answer()
    await wire.send(bytes(200_000), GET[:9], GET[9:], pause=0.1)
    second = await wire.answer()
    await asyncio.sleep(2 * PATIENCE.linger)
    await wire.send(GET)
    third = await wire.answer()

    assert b"no, thank you" in first
    assert (b"hello" in second, b"hello" in third) == (True, True)


async def test_somebody_who_does_not_read_is_ended(server: Toy) -> None:
    wire = await server.connect(limit=1)

    await wire.send(GET.replace(b"/hello", b"/much"))
    async with asyncio.timeout(NO_END):
        while server.server.server_state.connections:  # noqa: ASYNC110 - nor for this
            await asyncio.sleep(0.05)

    assert len(await wire.rest()) < 1000 << 16


async def test_when_all_connections_are_taken_the_one_that_waits_longest_is_ended() -> None:
    async with serving(replace(PATIENCE, header=NO_END)) as server:
        waiting = [await server.connect() for _ in range(PATIENCE.connections)]
        await waiting[0].send(b"GET /")
        await asyncio.sleep(0.1)

        one_more = await server.connect()
        await one_more.send(GET)
        answer, ended = await one_more.answer(), await waiting[0].rest()
        await waiting[-1].send(GET)
        still_there = await waiting[-1].answer()

    assert b"hello" in answer
    assert b"hello" in still_there
    assert ended.startswith(b"HTTP/1.1 503 ")


async def test_requests_on_one_connection_are_answered_in_order(server: Toy) -> None:
    wire = await server.connect()

    await wire.send(GET + HEAD.replace(b"100000", b"3") + b"abc" + GET)
    found = b""
    while found.count(b"HTTP/1.1 200") < 3:
        found += await wire.answer()

    assert found.count(b"hello") == 2
