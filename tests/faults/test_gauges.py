"""What operators see while a part is away: numbers that move, and a readiness that is true."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr

from libs.embedded.broker import Broker
from libs.service_kit import Context, KitSettings
from libs.service_kit.running import Running
from tests.conftest import SettingsFor
from tests.faults.proxy import FaultProxy
from tests.faults.replica import (
    gauge,
    send,
    started,
    toy_with,
    until,
    until_counted,
    until_published,
    until_ready,
)
from tests.service_kit.toy.app import Deps, app, count
from tests.service_kit.toy.contract import Answered, Counted


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(
        app,
        kafka_bootstrap=own_broker.bootstrap,
        kafka_silent_seconds=1.5,
        database_connect_seconds=1.0,
        database_statement_seconds=1.0,
        stuck_seconds=0.3,
    )


@pytest.fixture
async def toy(settings: KitSettings) -> AsyncIterator[Running[Deps]]:
    async with started(toy_with(), settings) as running:
        await until_ready(running)
        yield running


async def say_something(toy: Running[Deps], client: UUID) -> None:
    async with toy.context().for_client(client).transaction() as tx:
        tx.publish(Answered(client_id=client, number=1))


async def grows(name: str) -> bool:
    """Whether a gauge rises while nobody does anything: it is set every two seconds."""
    before = gauge(name)
    async with asyncio.timeout(30):
        while gauge(name) <= before + 1:  # noqa: ASYNC110 - nobody says when it is set
            await asyncio.sleep(0.05)
    return True


async def test_while_the_broker_is_away_the_age_of_the_outbox_grows_and_the_service_is_not_ready(
    own_broker: Broker, toy: Running[Deps]
) -> None:
    await until_published(toy)
    await asyncio.to_thread(own_broker.kill)
    await say_something(toy, uuid4())

    assert await grows("serein_outbox_age_seconds")
    assert await grows("serein_kafka_away_seconds")
    await until_ready(toy, ready=False)
    unready = await toy.ready()
    unsent = gauge("serein_outbox_unsent")
    await asyncio.to_thread(own_broker.start)
    await until_ready(toy)
    await until_published(toy)

    assert unready == {"database": True, "kafka": False}
    assert unsent >= 1

    async def shows_nothing_unsent() -> bool:
        return (gauge("serein_outbox_age_seconds"), gauge("serein_outbox_unsent")) == (0.0, 0.0)

    await until(shows_nothing_unsent)


async def test_while_the_database_is_away_its_gauge_and_the_age_of_the_outbox_grow(settings: KitSettings) -> None:
    async with FaultProxy(int(settings.database_url.get_secret_value().rpartition(":")[2].partition("/")[0])) as proxy:
        through = settings.model_copy(
            update={"database_url": SecretStr(proxy.url(settings.database_url.get_secret_value()))}
        )
        async with started(toy_with(), through) as toy:
            await until_ready(toy)
            await toy.watch.look()
            proxy.go_silent()

            assert await grows("serein_database_away_seconds")
            await until_ready(toy, ready=False)
            unready = await toy.ready()
            proxy.heal()
            await until_ready(toy)
            await toy.watch.look()

            assert unready["database"] is False
            assert gauge("serein_database_away_seconds") == 0


async def test_the_relay_that_publishes_says_so_and_stops_saying_so_without_a_broker(
    own_broker: Broker, toy: Running[Deps]
) -> None:
    async def leads() -> bool:
        return gauge("serein_relay_leader") == 1

    async def leads_not() -> bool:
        return gauge("serein_relay_leader") == 0

    await until(leads)
    await asyncio.to_thread(own_broker.kill)
    await say_something(toy, uuid4())
    await until(leads_not)
    await asyncio.to_thread(own_broker.start)

    await until(leads)


async def test_connections_in_use_are_counted(toy: Running[Deps]) -> None:
    async with toy.database.begin(uuid4()), toy.database.begin(uuid4()):
        await toy.watch.look()

        assert gauge("serein_database_connections", state="in_use") == 2


async def test_a_handler_that_never_returns_makes_the_process_look_stuck(
    settings: KitSettings,
) -> None:
    let_go, client = asyncio.Event(), uuid4()

    async def waits(event: Counted, ctx: Context[Deps]) -> None:
        await let_go.wait()
        await count(event, ctx)

    async with started(toy_with(waits), settings) as toy:
        await until_ready(toy)
        statuses = [await live(toy)]
        await send(settings, Counted(client_id=client, number=1))

        async def is_stuck() -> bool:
            return await live(toy) == 503

        await until(is_stuck)
        let_go.set()
        await until_counted(toy, client, 1)
        statuses.append(await live(toy))

    assert statuses == [200, 200]


async def live(toy: Running[Deps]) -> int:
    """The status of /livez."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=toy.http), base_url="http://service") as browser:
        return (await browser.get("/livez")).status_code
