"""An event that Kafka does not take: set aside, its key waits for a decision, and everybody else goes on."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from cli import dead_letters
from contracts.envelope import Envelope
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.outgoing import EventTooLarge
from libs.service_kit.running import Running
from libs.service_kit.unsent import publish_again
from tests.conftest import AnyBroker, SettingsFor
from tests.schemas import owner_url_of
from tests.service_kit.test_running import BrokerClient, counted
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Answered

LARGEST = 50_000


@pytest.fixture
async def broker_client(settings_for: SettingsFor, broker: AnyBroker) -> BrokerClient:
    settings = settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port(), kafka_largest_message=LARGEST)
    await kafka.create_topics(settings, [TOY])
    return BrokerClient(settings)


@pytest.fixture
async def toy(broker_client: BrokerClient) -> AsyncIterator[Running[Deps]]:
    running = Running(app, broker_client.settings)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def owner(toy: Running[Deps]) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(owner_url_of(toy.settings))
    await connection.execute("SELECT set_config('serein.client', '*', false)")
    yield connection
    await connection.execute("DELETE FROM toy.dead_letter; DELETE FROM toy.unsent")
    await connection.close()


async def answer(toy: Running[Deps], client: UUID, number: int) -> None:
    async with toy.context().for_client(client).transaction() as tx:
        tx.publish(Answered(client_id=client, number=number))


async def slip_through(owner: asyncpg.Connection, client: UUID) -> UUID:
    """Writes an event that is too large, as a process with a larger setting would."""
    event_id, too_much = uuid4(), "x" * (LARGEST + 1)
    await owner.execute(
        "WITH written AS (INSERT INTO toy.outbox (id, client_id, aggregatetype, aggregateid, type, payload)"
        " VALUES ($1, $2, 'toy', $3, 'toy.answered.v1', $4) RETURNING seq)"
        " INSERT INTO toy.unsent SELECT seq FROM written",
        event_id, client, str(client), too_much,
    )  # fmt: skip
    return event_id


async def letter(owner: asyncpg.Connection, state: str) -> UUID:
    """The one dead letter, once it is in this state."""
    async with asyncio.timeout(30):
        while True:
            rows = await owner.fetch("SELECT dead_letter_id FROM toy.dead_letter WHERE state = $1", state)
            if rows:
                (row,) = rows
                return UUID(str(row["dead_letter_id"]))
            await asyncio.sleep(0.05)


async def unsent(owner: asyncpg.Connection) -> int:
    return int(await owner.fetchval("SELECT count(*) FROM toy.unsent"))


async def test_an_event_too_large_to_send_undoes_its_transaction(toy: Running[Deps]) -> None:
    client = uuid4()
    fits, too_large = (Answered(client_id=client, number=1, said="x" * size) for size in (1, LARGEST))

    with pytest.raises(EventTooLarge, match=r"toy\.answered\.v1 has 50,"):
        async with toy.context().for_client(client).transaction() as tx:
            tx.publish(fits, too_large)

    async with toy.database.begin(client, read_only=True) as tx:
        assert await tx.fetch(text("SELECT 1 FROM toy.outbox")) == []


async def test_others_go_on_while_the_key_of_a_refused_event_waits(
    broker_client: BrokerClient, toy: Running[Deps], owner: asyncpg.Connection
) -> None:
    one, other = uuid4(), uuid4()

    await answer(toy, one, 1)
    await slip_through(owner, one)
    await answer(toy, one, 2)
    await answer(toy, other, 3)

    assert await broker_client.answers(other, 1) == [3]
    assert await broker_client.answers(one, 1) == [1]
    await letter(owner, "unsent")
    assert await unsent(owner) == 2


async def test_the_rows_behind_a_dropped_event_go_out_in_order(
    broker_client: BrokerClient, toy: Running[Deps], owner: asyncpg.Connection, database_url: str
) -> None:
    client = uuid4()
    await slip_through(owner, client)
    for number in range(3):
        await answer(toy, client, number)

    dropped = await dead_letters.drop(database_url, await letter(owner, "unsent"))

    assert dropped
    assert await broker_client.answers(client, 3) == [0, 1, 2]
    await publish_again(toy.database)
    await answer(toy, client, 3)
    assert await broker_client.answers(client, 4) == [0, 1, 2, 3]
    await letter(owner, "dropped")


async def test_a_refused_event_that_is_replayed_is_tried_again(
    owner: asyncpg.Connection, database_url: str, broker_client: BrokerClient
) -> None:
    client = uuid4()
    event_id = await slip_through(owner, client)
    refused = await letter(owner, "unsent")
    small = Envelope.wrap(Answered(client_id=client, number=9), source="t").encode().decode()
    await owner.execute("UPDATE toy.outbox SET payload = $2 WHERE id = $1", event_id, small)

    asked = await dead_letters.ask(database_url, refused, None)

    assert asked == 1
    assert await broker_client.answers(client, 1) == [9]
    await letter(owner, "replayed")


async def test_a_handler_whose_event_is_too_large_leaves_a_dead_letter_and_delays_nobody(
    broker_client: BrokerClient, owner: asyncpg.Connection
) -> None:
    one, other = uuid4(), uuid4()

    await broker_client.send(counted(one, 1, "verbose"), counted(one, 2), counted(other, 3))

    assert await broker_client.answers(other, 1) == [3]
    assert await broker_client.answers(one, 1) == [2]
    await letter(owner, "dead")
