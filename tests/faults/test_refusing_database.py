"""A database that answers, and refuses: demoted to read-only, another password, a full disk, a deadlock, a timeout.

Requests are told to try later, events wait, nothing ends, and all is handled afterwards.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text

from libs.embedded.broker import Broker
from libs.embedded.postgres import Postgres, temporary_postgres
from libs.service_kit import KitSettings
from libs.service_kit.running import Running
from tests.conftest import SettingsFor
from tests.faults.replica import (
    ask,
    send,
    started,
    toy_with,
    until_counted,
    until_published,
    until_ready,
)
from tests.faults.requester.app import app as requester
from tests.schemas import owner_url_of
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Counted


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A server of its own: its settings and the passwords of its roles are changed."""
    with temporary_postgres() as server:
        yield server


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=own_broker.bootstrap)


@pytest.fixture
async def toy(settings: KitSettings) -> AsyncIterator[Running[Deps]]:
    async with started(toy_with(), settings) as running:
        await until_ready(running)
        yield running


@asynccontextmanager
async def owner(settings: KitSettings) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(owner_url_of(settings))
    try:
        yield connection
    finally:
        await connection.close()


async def read_only(settings: KitSettings, *, on: bool) -> None:
    """What the server of a demoted primary answers to every write."""
    async with owner(settings) as connection:
        await connection.execute("SET default_transaction_read_only = off")
        await connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if on else 'off'}")
        await connection.execute("SELECT pg_reload_conf()")


async def test_on_a_demoted_primary_requests_are_told_to_try_later_and_events_wait(
    settings_for: SettingsFor, settings: KitSettings, toy: Running[Deps]
) -> None:
    client = uuid4()
    asking = settings_for(requester, kafka_bootstrap=settings.kafka_bootstrap)
    async with started(requester, asking) as door:
        await until_ready(door)
        await read_only(settings, on=True)
        try:
            await until_ready(toy, ready=False)
            await send(settings, Counted(client_id=client, number=1))
            refused = await ask(door, client, "numbers/2", "POST")
            await asyncio.sleep(1)
            ended = toy.failed.done() or door.failed.done()
        finally:
            await read_only(settings, on=False)
        await until_ready(door)
        taken = await ask(door, client, "numbers/2", "POST")

        assert (refused.status_code, refused.json()["code"]) == (503, "try_later")
        assert not ended
        assert taken.status_code == 201
        await until_counted(toy, client, 1, 2)
        await until_published(toy)
        assert await no_dead_letters(toy)


async def test_while_the_password_is_wrong_everything_waits(settings: KitSettings, toy: Running[Deps]) -> None:
    client = uuid4()
    async with owner(settings) as connection:
        await connection.execute("ALTER ROLE serein_toy PASSWORD 'rotated'")
        await connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'serein_toy'")
        try:
            await send(settings, Counted(client_id=client, number=1))
            refused = await ask(toy, client)
            await asyncio.sleep(1)
            ended = toy.failed.done()
        finally:
            await connection.execute("ALTER ROLE serein_toy PASSWORD 'secret'")

    assert refused.status_code == 503
    assert not ended
    await until_counted(toy, client, 1)
    await until_published(toy)
    assert await no_dead_letters(toy)


REFUSALS = {
    "deadlock": "40P01",
    "serialisation": "40001",
    "statement timeout": "57014",
    "lock timeout": "55P03",
    "full disk": "53100",
    "out of memory": "53200",
    "too many connections": "53300",
    "admin shutdown": "57P01",
    "idle in transaction": "25P03",
}


@pytest.mark.parametrize("state", REFUSALS.values(), ids=REFUSALS.keys())
async def test_what_the_server_refuses_for_its_own_reasons_is_done_when_it_no_longer_does(
    settings: KitSettings, toy: Running[Deps], state: str
) -> None:
    """The server refuses the event's row three times, and everything else works."""
    client = uuid4()
    async with owner(settings) as connection:
        await connection.execute("CREATE SEQUENCE IF NOT EXISTS toy.refused")
        await connection.execute("SELECT setval('toy.refused', 1, false)")
        await connection.execute("GRANT USAGE ON SEQUENCE toy.refused TO serein_toy")
        await connection.execute(
            "CREATE OR REPLACE FUNCTION toy.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF nextval('toy.refused') <= 3 THEN RAISE EXCEPTION 'refused' USING ERRCODE = '{state}'; END IF;"
            " RETURN NEW; END $$"
        )
        await connection.execute(
            "CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON toy.count FOR EACH ROW EXECUTE FUNCTION toy.refuse()"
        )
        try:
            await send(settings, Counted(client_id=client, number=1), Counted(client_id=client, number=2))

            await until_counted(toy, client, 1, 2)
        finally:
            await connection.execute("DROP TRIGGER refuse ON toy.count")

    await until_published(toy)
    assert not toy.failed.done()
    assert await no_dead_letters(toy)


async def no_dead_letters(toy: Running[Deps]) -> bool:
    async with toy.context().read(all_tenants=True) as tx:
        return int(await tx.value(text("SELECT count(*) FROM toy.dead_letter"))) == 0
