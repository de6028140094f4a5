"""A host that vanishes without goodbye holds nothing for long: no relay, no lock of a client, no request.

The time limits are seconds here; the settings' defaults are 10 for the relay's lease and 20 for a transaction.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
from pydantic import SecretStr

from libs.embedded.broker import Broker
from libs.service_kit import KitSettings
from libs.service_kit.database import Database
from libs.service_kit.running import Running
from tests.conftest import SettingsFor
from tests.faults.proxy import FaultProxy
from tests.faults.replica import (
    ask,
    gauge,
    send,
    started,
    toy_with,
    until_counted,
    until_published,
    until_ready,
)
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Answered, Counted

SHORT: dict[str, Any] = {
    "relay_lease_seconds": 2.0,
    "database_lost_seconds": 2.0,
    "database_statement_seconds": 2.0,
    "database_wait_seconds": 2.0,
    "database_connect_seconds": 1.0,
}
PATIENCE = 15
"""Seconds for what the shortened limits allow five."""


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=own_broker.bootstrap, **SHORT)


@pytest.fixture
async def proxy(settings: KitSettings) -> AsyncIterator[FaultProxy]:
    """A proxy before the database."""
    async with FaultProxy(urlsplit(settings.database_url.get_secret_value()).port or 0) as one:
        yield one


@asynccontextmanager
async def through(proxy: FaultProxy, settings: KitSettings) -> AsyncIterator[Running[Deps]]:
    """A replica that reaches the database through the proxy."""
    url = SecretStr(proxy.url(settings.database_url.get_secret_value()))
    async with started(toy_with(), settings.model_copy(update={"database_url": url})) as running:
        yield running


async def test_another_replica_publishes_after_the_lease_of_one_that_vanished(
    settings: KitSettings, proxy: FaultProxy
) -> None:
    client = uuid4()
    async with through(proxy, settings) as first:
        await send(settings, Counted(client_id=client, number=1))
        await until_counted(first, client, 1)
        await until_published(first)
        async with started(toy_with(), settings) as second:
            proxy.go_silent()
            async with second.context().for_client(client).transaction() as tx:
                tx.publish(Answered(client_id=client, number=2))

            async with asyncio.timeout(PATIENCE):
                await until_published(second)

            assert second.relay is not None
            assert second.relay.published >= 1
            proxy.heal()


async def test_a_clients_lock_is_free_again_after_the_process_that_held_it_vanished(
    settings: KitSettings, proxy: FaultProxy
) -> None:
    client = uuid4()
    async with through(proxy, settings) as first, started(toy_with(), settings) as second:
        vanished = await first.database.start(client)
        proxy.strand()

        async with asyncio.timeout(PATIENCE), second.context().for_client(client).transaction() as tx:
            tx.publish(Answered(client_id=client, number=1))

        await vanished.roll_back()


async def test_while_the_database_is_silent_requests_are_told_to_try_later_and_afterwards_everything_is_done(
    settings: KitSettings, proxy: FaultProxy
) -> None:
    client = uuid4()
    async with through(proxy, settings) as toy:
        await until_ready(toy)
        proxy.go_silent()
        await send(settings, Counted(client_id=client, number=1))

        async with asyncio.timeout(PATIENCE):
            answers = await asyncio.gather(*(ask(toy, uuid4()) for _ in range(3)))
            await until_ready(toy, ready=False)
            await toy.watch.look()
            await toy.watch.look()

        assert [answer.status_code for answer in answers] == [503] * 3
        assert gauge("serein_database_away_seconds") > 0
        proxy.heal()
        await until_counted(toy, client, 1)
        await until_published(toy)
        await until_ready(toy)
        assert not toy.failed.done()


async def test_a_database_whose_answers_are_lost_commits_each_event_once(
    settings: KitSettings, proxy: FaultProxy
) -> None:
    """A COMMIT may have arrived although its answer has not: the inbox tells."""
    client = uuid4()
    async with through(proxy, settings) as toy:
        await until_ready(toy)
        for number in range(6):
            await send(settings, Counted(client_id=client, number=number))
            await asyncio.sleep(0.005 * number)  # another moment of the work each time
            proxy.lose_answers()
            await asyncio.sleep(0.05)
            proxy.reset()
            proxy.heal()

        await until_counted(toy, client, *range(6))
        await until_published(toy)


async def test_with_a_slow_database_everything_is_done(settings: KitSettings, proxy: FaultProxy) -> None:
    client = uuid4()
    async with through(proxy, settings) as toy:
        await until_ready(toy)
        proxy.delay = 0.1

        await send(settings, *[Counted(client_id=client, number=number) for number in range(5)])

        await until_counted(toy, client, *range(5))
        proxy.delay = 0.0


async def test_every_connection_asks_both_sides_to_notice_that_the_other_has_vanished(
    settings_for: SettingsFor,
) -> None:
    settings = settings_for(app)
    database = Database(settings.database_url.get_secret_value(), "toy", limits=settings.database_limits)
    await database.open()
    listening = await database.connect()
    async with database.begin(None, read_only=True) as tx:
        shown = {name: await tx.connection.fetchval(f"SHOW {name}") for name in EXPECTED}
        ours = [socket_options(connection) for connection in (listening, tx.connection._con)]
    await listening.close()
    await database.close()

    assert shown == EXPECTED
    assert ours == [(1, 10, 5, 3, 20_000)] * 2


EXPECTED = {
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "20s",
    "lock_timeout": "10s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


def socket_options(connection: asyncpg.Connection) -> tuple[int, ...]:
    """Keepalive (on, idle, interval, count) and the milliseconds without acknowledgement."""
    raw = connection._transport.get_extra_info("socket")
    tcp = [getattr(socket, name) for name in ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT")]
    on = raw.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    return (on, *(raw.getsockopt(socket.IPPROTO_TCP, option) for option in tcp))
