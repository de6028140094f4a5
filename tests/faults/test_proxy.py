"""The proxy does what the tests of outages rely on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from libs.embedded.ports import LOOPBACK
from tests.faults.proxy import FaultProxy

Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]
SILENCE = 0.2


@pytest.fixture
async def proxy() -> AsyncIterator[FaultProxy]:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, LOOPBACK, 0)
    async with FaultProxy(server.sockets[0].getsockname()[1]) as one:
        yield one
    server.close()


@asynccontextmanager
async def client_of(proxy: FaultProxy) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_connection(LOOPBACK, proxy.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def answer(client: Client, question: bytes) -> bytes:
    client[1].write(question)
    return await asyncio.wait_for(client[0].read(100), SILENCE * 5)


async def is_silent(client: Client, question: bytes) -> bool:
    """Whether neither an answer nor an end comes."""
    client[1].write(question)
    try:
        await asyncio.wait_for(client[0].read(100), SILENCE)
    except TimeoutError:
        return True
    return False


async def test_it_forwards_in_both_directions(proxy: FaultProxy) -> None:
    async with client_of(proxy) as client:
        assert await answer(client, b"one") == b"one"


async def test_in_silence_nothing_comes_and_after_healing_everything_does(proxy: FaultProxy) -> None:
    async with client_of(proxy) as client:
        await answer(client, b"one")
        proxy.go_silent()

        silent = await is_silent(client, b"two")
        proxy.heal()

        assert silent
        assert await asyncio.wait_for(client[0].read(100), 5) == b"two"


async def test_in_silence_new_connections_are_accepted_and_hear_nothing(proxy: FaultProxy) -> None:
    proxy.go_silent()

    async with client_of(proxy) as client:
        assert await is_silent(client, b"one")


async def test_a_stranded_connection_stays_silent_while_new_ones_work(proxy: FaultProxy) -> None:
    async with client_of(proxy) as old:
        await answer(old, b"one")
        proxy.strand()

        async with client_of(proxy) as new:
            assert await answer(new, b"two") == b"two"
        assert await is_silent(old, b"three")


async def test_half_open_means_that_questions_arrive_and_answers_do_not(proxy: FaultProxy) -> None:
    async with client_of(proxy) as client:
        await answer(client, b"one")
        proxy.lose_answers()

        assert await is_silent(client, b"two")


async def test_a_reset_ends_a_connection_with_an_error(proxy: FaultProxy) -> None:
    async with client_of(proxy) as client:
        await answer(client, b"one")
        proxy.reset()

        with pytest.raises(ConnectionResetError):
            await answer(client, b"two")
