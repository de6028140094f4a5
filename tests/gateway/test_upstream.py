"""A service that gives no answer: what changes nothing is asked once more, anything else is refused at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest

from libs.embedded.ports import free_port
from libs.refusal import Refusal
from libs.service_kit.tokens import TokenSigner, new_signing_key
from services.gateway.connectors.directory import Directory
from services.gateway.connectors.upstream import Upstream
from services.gateway.texts import Code
from tests.scripted_server import DROPPED, ScriptedServer, reply

DONE = reply(200, b'{"done": true}')
CUT_OFF = b"HTTP/1.1 200 OK\r\ncontent-le"
HEADERS = [("x-request-id", "ticket-0417"), ("accept-language", "fr")]


@asynccontextmanager
async def upstream(url: str, **limits: Any) -> AsyncIterator[Upstream]:
    opened = Upstream({"toy": url, "directory": url}, **({"connect": 5, "seconds": 5} | limits))
    try:
        yield opened
    finally:
        await opened.close()


@pytest.mark.parametrize("broken", [DROPPED, CUT_OFF])
async def test_a_get_without_an_answer_is_sent_once_more(broken: bytes) -> None:
    async with ScriptedServer([broken, DONE]) as server, upstream(server.url) as services:
        answer = await services.send("toy", "GET", "/v1/things?limit=2", HEADERS)
        body = await answer.aread()

    first, second = server.got
    assert (answer.status_code, body) == (200, b'{"done": true}')
    assert first == second
    assert (second.target, second.headers["x-request-id"]) == ("/v1/things?limit=2", "ticket-0417")


async def test_a_get_that_gets_no_answer_twice_is_refused() -> None:
    async with ScriptedServer([DROPPED]) as server, upstream(server.url) as services:
        with pytest.raises(Refusal) as refusal:
            await services.send("toy", "GET", "/v1/things", HEADERS)

    assert (refusal.value.code, len(server.got)) == (Code.SERVICE_BROKE_OFF, 2)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_a_write_without_an_answer_is_not_repeated(method: str) -> None:
    async with ScriptedServer([DROPPED, DONE]) as server, upstream(server.url) as services:
        with pytest.raises(Refusal) as refusal:
            await services.send("toy", method, "/v1/things", HEADERS, b"{}")

    assert (refusal.value.code, len(server.got)) == (Code.SERVICE_BROKE_OFF, 1)


async def test_a_get_with_a_body_that_is_gone_is_not_repeated() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"once"

    async with ScriptedServer([DROPPED, DONE]) as server, upstream(server.url) as services:
        with pytest.raises(Refusal):
            await services.send("toy", "GET", "/v1/things", [*HEADERS, ("content-length", "4")], pieces())

    assert len(server.got) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 429])
async def test_an_answer_is_passed_on_whatever_it_says(status: int) -> None:
    async with (
        ScriptedServer([reply(status, retry_after="4"), DONE]) as server,
        upstream(server.url) as services,
    ):
        answer = await services.send("toy", "GET", "/v1/things", HEADERS)
        await answer.aread()

    assert (answer.status_code, answer.headers["retry-after"], len(server.got)) == (status, "4", 1)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_whoever_meets_a_service_that_is_away_hears_when_to_come_back(method: str) -> None:
    async with upstream(f"http://127.0.0.1:{free_port()}") as services:
        with pytest.raises(Refusal) as refusal:
            await services.send("toy", method, "/v1/things", HEADERS)

    assert refusal.value.code == Code.SERVICE_AWAY
    assert refusal.value.params["seconds"] == "1"


async def test_an_answer_that_does_not_come_is_not_waited_for_twice() -> None:
    arrived: list[bytes] = []

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(await reader.readuntil(b"\r\n\r\n"))
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with upstream(f"http://{host}:{port}", seconds=0.2) as services:
        with pytest.raises(Refusal) as refusal:
            await services.send("toy", "GET", "/v1/things", HEADERS)
    server.close()

    assert (refusal.value.code, len(arrived)) == (Code.SERVICE_SILENT, 1)


async def test_rights_are_asked_for_once_more_and_a_password_is_not() -> None:
    async with ScriptedServer([DROPPED]) as server, upstream(server.url) as services:
        directory = Directory(services, TokenSigner(new_signing_key("test")))
        with pytest.raises(Refusal):
            await directory.access(uuid4(), None)
        asked_for_rights = len(server.got)
        with pytest.raises(Refusal):
            await directory.check_password("a@voorbeeld.example", "pw", "127.0.0.1", None)

    assert (asked_for_rights, len(server.got) - asked_for_rights) == (2, 1)


async def test_a_directory_that_is_too_busy_says_when_to_come_back() -> None:
    async with ScriptedServer([reply(503)]) as server, upstream(server.url) as services:
        with pytest.raises(Refusal) as refusal:
            await Directory(services, TokenSigner(new_signing_key("test"))).access(uuid4(), None)

    assert (refusal.value.code, refusal.value.params["seconds"]) == (Code.SERVICE_AWAY, "1")
