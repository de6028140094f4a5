"""Which positions a consumer commits: never beyond a record that is not done.

The embedded broker keeps positions while it lives, so a consumer that trusts them shows here what it would lose on
Apache Kafka.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from aiokafka import TopicPartition

from libs.embedded.broker import Broker
from libs.service_kit import Context, KitSettings, kafka
from libs.service_kit.consumer import Consumer
from libs.service_kit.running import Running
from tests.conftest import SettingsFor
from tests.faults.replica import numbers_of, send, toy_with, until, until_counted
from tests.service_kit.toy.app import Deps, app, count
from tests.service_kit.toy.contract import TOY, Counted

GROUP = "remembered"
HELD = 5
"""The number that is held until the test lets it go."""


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=own_broker.bootstrap, kafka_idempotent=False, kafka_replication=1)


class Held:
    """A handler that holds one number."""

    def __init__(self) -> None:
        self.reached, self.let_go = asyncio.Event(), asyncio.Event()

    async def __call__(self, event: Counted, ctx: Context[Deps]) -> None:
        if event.number == HELD:
            self.reached.set()
            await self.let_go.wait()
        await count(event, ctx)


@asynccontextmanager
async def consuming(settings: KitSettings, handler: Held) -> AsyncIterator[tuple[Running[Deps], "asyncio.Task[None]"]]:
    """A consumer that goes on from the positions that the broker remembers."""
    running = Running(toy_with(handler), settings)
    await running.open()
    trusting = settings.model_copy(update={"kafka_idempotent": True})
    consumer = Consumer(trusting, GROUP, (TOY.name,), running.dispatcher)
    task = asyncio.create_task(consumer.run())
    try:
        yield running, task
    finally:
        handler.let_go.set()
        consumer.stop()
        await task
        await running.stop()


async def committed(settings: KitSettings) -> int:
    """How many records of the topic count as done by the positions of the group."""
    reader = kafka.consumer(settings, GROUP)
    await reader.start()
    try:
        positions = [await reader.committed(TopicPartition(TOY.name, number)) for number in range(TOY.partitions)]
    finally:
        await reader.stop()
    return sum(position or 0 for position in positions)


def numbered(client: UUID) -> list[Counted]:
    return [Counted(client_id=client, number=number) for number in range(HELD * 2)]


async def test_no_position_is_committed_beyond_a_record_in_hand(settings: KitSettings) -> None:
    await kafka.create_topics(settings, [TOY])
    beginnings = TOY.partitions  # each partition of the embedded broker begins with an empty record
    client, handler = uuid4(), Held()
    await send(settings, *numbered(client))

    async with consuming(settings, handler) as (running, _):
        await handler.reached.wait()
        await asyncio.sleep(0.5)
        while_held, done = await committed(settings), len(await numbers_of(running, client))
        handler.let_go.set()
        await until_counted(running, client, *range(HELD * 2))

        async def all_committed() -> bool:
            return await committed(settings) == beginnings + HELD * 2

        await until(all_committed)

    assert while_held <= beginnings + done
