"""One client's flood, or a client whose lock is held for long, takes nothing from the others."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import quantiles
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from libs.embedded.broker import Broker
from libs.service_kit import KitSettings
from libs.service_kit.database import lock_number
from libs.service_kit.running import Running
from tests.conftest import SettingsFor
from tests.faults.replica import ask, gauge, send, started, toy_with, until, until_counted
from tests.schemas import owner_url_of
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Counted

BOUND = 1.0
"""Seconds within which another client must be served although the first one is not."""


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=own_broker.bootstrap, database_pool=6, database_wait_seconds=0.5)


@pytest.fixture
async def toy(settings: KitSettings) -> AsyncIterator[Running[Deps]]:
    async with started(toy_with(), settings) as running:
        yield running


@asynccontextmanager
async def lock_held_elsewhere(settings: KitSettings, client: UUID) -> AsyncIterator[None]:
    """Another process works for this client, for as long as the block lasts."""
    connection = await asyncpg.connect(owner_url_of(settings))
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", lock_number("toy", client))
        yield
    finally:
        await connection.close()


@asynccontextmanager
async def in_background(*work: asyncio.Task[None]) -> AsyncIterator[None]:
    try:
        yield
    finally:
        for task in work:
            task.cancel()
        await asyncio.wait(work)


async def write(toy: Running[Deps], client: UUID, seconds: float = 0) -> None:
    """A request's transaction of this client, which takes so long in the database."""
    async with toy.context().for_client(client).transaction() as tx:
        await tx.fetch(text(f"SELECT pg_sleep({seconds})"))


async def test_work_that_waits_for_a_client_takes_no_connection_from_another_client(
    settings: KitSettings, toy: Running[Deps]
) -> None:
    waiting, other = uuid4(), uuid4()
    async with lock_held_elsewhere(settings, waiting):
        writers = [asyncio.create_task(write(toy, waiting)) for _ in range(8)]
        async with in_background(*writers):
            await asyncio.sleep(0.1)

            async with asyncio.timeout(BOUND):
                answer = await ask(toy, other)
            await send(settings, Counted(client_id=waiting, number=1), Counted(client_id=other, number=2))
            await until_counted(toy, other, 2)

            assert answer.status_code == 200
            assert not toy.failed.done()
    await until_counted(toy, waiting, 1)


async def test_without_a_free_connection_requests_are_told_to_try_later_and_events_wait(
    settings: KitSettings, toy: Running[Deps]
) -> None:
    client = uuid4()
    async with AsyncExitStack() as all_connections:
        for _ in range(settings.database_pool):
            await all_connections.enter_async_context(toy.database.begin(uuid4()))
        await send(settings, Counted(client_id=client, number=1))

        answer = await ask(toy, client)
        await toy.watch.look()

        assert (answer.status_code, answer.json()["code"]) == (503, "try_later")
        assert gauge("serein_database_connections", state="in_use") == settings.database_pool
    await until_counted(toy, client, 1)
    assert not toy.failed.done()


async def test_one_client_holds_at_most_a_third_of_the_connections(toy: Running[Deps]) -> None:
    reading, other = uuid4(), uuid4()
    async with AsyncExitStack() as held:
        for _ in range(2):
            await held.enter_async_context(toy.database.begin(reading, read_only=True))

        own = await ask(toy, reading)
        others = await ask(toy, other)

        assert (own.status_code, others.status_code) == (503, 200)


async def p95(toy: Running[Deps], client: UUID) -> float:
    """Of the seconds that a small write of this client takes."""
    seconds = []
    for _ in range(60):
        begun = time.perf_counter()
        await write(toy, client, 0.01)
        seconds.append(time.perf_counter() - begun)
    return quantiles(seconds, n=20)[-1]


async def test_one_clients_flood_leaves_the_p95_of_another_below_twice(toy: Running[Deps]) -> None:
    flooding, other = uuid4(), uuid4()

    async def flood() -> None:
        while True:
            await write(toy, flooding, 0.05)

    alone = await p95(toy, other)
    async with in_background(*[asyncio.create_task(flood()) for _ in range(50)]):
        flooded = await p95(toy, other)

    assert flooded < 2 * alone


async def test_an_event_of_another_client_passes_a_flood_of_events(settings: KitSettings, toy: Running[Deps]) -> None:
    """The other client's event comes behind all of them, and is handled while most of them still wait."""
    flooding, other = uuid4(), uuid4()
    number = 1000

    async def counted_of_the_flood() -> int:
        async with toy.context().for_client(flooding).read() as tx:
            return int(await tx.value(text(f"SELECT count(*) FROM toy.count WHERE client_id = '{flooding}'")))

    async with lock_held_elsewhere(settings, flooding):
        await send(settings, *[Counted(client_id=flooding, number=n) for n in range(number)])
        await send(settings, Counted(client_id=other, number=1))
        await until_counted(toy, other, 1)

        assert await counted_of_the_flood() == 0

    async def all_counted() -> bool:
        return await counted_of_the_flood() == number

    await until(all_counted)
