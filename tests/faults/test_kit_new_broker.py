"""A restarted broker is empty: what its clients do in the first moments must not lose events."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from contracts.registry import Topic
from libs.embedded.broker import Broker
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.running import Running
from libs.service_kit.settings import KitSettings
from tests.conftest import SettingsFor
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Answered

MARKER = "serein.marker.toy"


@pytest.fixture
def own_broker() -> Iterator[Broker]:
    with Broker() as broker:
        yield broker


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(
        app, kafka_bootstrap=own_broker.bootstrap, port=free_port(), kafka_idempotent=False, kafka_check_seconds=0.5
    )


async def partitions(settings: KitSettings, topic: str) -> int:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap)
    await admin.start()
    try:
        (described,) = await admin.describe_topics([topic])
        return len(described["partitions"])
    finally:
        await admin.close()


async def test_a_topic_has_the_same_partitions_whether_a_client_or_the_kit_named_it_first(
    settings: KitSettings,
) -> None:
    """Otherwise events go to partitions that half of the clients do not know. Found by `make faults --seed 3`."""
    producer = kafka.producer(settings)
    await producer.start()
    await producer.send_and_wait("named-by-a-client", b"first")
    await producer.stop()

    await kafka.create_topics(settings, [Topic("made-by-the-kit", key="client_id", partitions=12)])

    assert await partitions(settings, "made-by-the-kit") == await partitions(settings, "named-by-a-client")


@asynccontextmanager
async def publishing(running: Running[Deps]) -> AsyncIterator[None]:
    """Publish events all the time in the name of a service."""

    async def publish_often() -> None:
        number = 0
        while True:
            number += 1
            client = uuid4()
            async with running.context().for_client(client).transaction() as tx:
                tx.publish(Answered(client_id=client, number=number))

    task = asyncio.create_task(publish_often())
    yield
    task.cancel()
    await asyncio.wait([task])


async def test_a_relay_that_is_always_busy_notices_that_the_broker_is_new(
    settings: KitSettings, own_broker: Broker
) -> None:
    await kafka.create_topics(settings, [TOY])
    running = Running(app, settings)
    await running.start()
    try:
        async with publishing(running):
            await asyncio.sleep(1)
            await asyncio.to_thread(own_broker.kill)
            await asyncio.to_thread(own_broker.start)
            marked = False
            for _ in range(60):
                marked = MARKER in await kafka.existing_topics(settings)
                if marked:
                    break
                await asyncio.sleep(0.25)
    finally:
        await running.stop()

    assert marked
