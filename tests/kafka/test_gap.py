"""Records that Kafka deletes before they are read are noticed and come again; topics are kept long enough."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.admin.records_to_delete import RecordsToDelete

from contracts.envelope import Envelope
from contracts.registry import Topic
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.relay import Relay
from libs.service_kit.running import Running
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import GAPS
from tests.conftest import ON_KAFKA, AnyBroker, SettingsFor
from tests.service_kit.test_running import counts_of
from tests.service_kit.toy.app import app
from tests.service_kit.toy.contract import TOY, Counted
from tests.skips import Skip, needs

pytestmark = [pytest.mark.kafka, needs(ON_KAFKA, Skip.KAFKA)]


@pytest.fixture
def settings(settings_for: SettingsFor, broker: AnyBroker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port())


@pytest.fixture
async def admin(settings: KitSettings) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap)
    await client.start()
    yield client
    await client.close()


async def write(url: str, client: UUID, *numbers: int) -> None:
    """Write events into the outbox that the same service hears."""
    connection = await asyncpg.connect(url)
    await connection.execute("SELECT set_config('serein.client', '*', false)")
    for number in numbers:
        envelope = Envelope.wrap(Counted(client_id=client, number=number), source="t")
        await connection.execute(
            "WITH written AS (INSERT INTO toy.outbox (id, client_id, aggregatetype, aggregateid, type, payload)"
            " VALUES ($1, $2, 'toy', $3, 'toy.counted.v1', $4) RETURNING seq)"
            " INSERT INTO toy.unsent SELECT seq FROM written",
            envelope.id, client, str(client), envelope.encode().decode(),
        )  # fmt: skip
    await connection.close()


async def counted(settings: KitSettings, client: UUID, number: int) -> list[tuple[int, int]]:
    """Run the service until it has counted so many numbers of a client."""
    running = Running(app, settings)
    await running.start()
    try:
        async with asyncio.timeout(90):
            while True:
                found = await counts_of(running, client)
                if len(found) >= number:
                    break
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)  # the position is committed a moment later
    finally:
        await running.stop()
    return found


async def publish_alone(settings: KitSettings, url: str) -> None:
    """Publish the outbox while nobody reads."""
    running = Running(app, settings)
    await running.open()
    relay = Relay(settings, running.database, "toy")
    publishing = asyncio.create_task(relay.run())
    connection = await asyncpg.connect(url)
    async with asyncio.timeout(60):
        while True:
            if await connection.fetchval("SELECT count(*) FROM toy.unsent") == 0:
                break
            await asyncio.sleep(0.1)
    await connection.close()
    relay.stop()
    await publishing
    await running.stop()


async def delete_all(settings: KitSettings, admin: AIOKafkaAdminClient) -> None:
    """Delete every record of the topic, as its retention would."""
    reader = AIOKafkaConsumer(bootstrap_servers=settings.kafka_bootstrap)
    await reader.start()
    ends = await reader.end_offsets([TopicPartition("toy", number) for number in range(TOY.partitions)])
    await reader.stop()
    await admin.delete_records({partition: RecordsToDelete(end) for partition, end in ends.items()})


async def test_events_deleted_unread_are_published_again_and_counted_once(
    settings: KitSettings, admin: AIOKafkaAdminClient, database_url: str
) -> None:
    client = uuid4()
    await kafka.create_topics(settings, [TOY])
    before = GAPS.labels("toy", "toy")._value.get()
    running = Running(app, settings)
    await running.open()
    await running.stop()
    await write(database_url, client, 1)
    await counted(settings, client, 1)

    await write(database_url, client, 2, 3, 4)
    await publish_alone(settings, database_url)
    await delete_all(settings, admin)
    found = await counted(settings, client, 4)

    assert found == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert GAPS.labels("toy", "toy")._value.get() > before


async def configuration(admin: AIOKafkaAdminClient, topic: str) -> dict[str, str]:
    (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    ((_, _, _, _, entries),) = answer.resources
    return {name: value for name, value, *_ in entries}


async def test_a_topic_is_kept_longer_than_the_outbox_and_acknowledged_by_two(
    settings: KitSettings, admin: AIOKafkaAdminClient
) -> None:
    topic = Topic(f"kept-{uuid4().hex}", key="client_id", partitions=2)

    await kafka.create_topics(settings, [topic])

    found = await configuration(admin, topic.name)
    assert int(found["retention.ms"]) == (settings.retention_days + 1) * 86_400_000
    assert found["min.insync.replicas"] == "2"


async def test_a_retention_that_is_too_short_is_lengthened_and_nothing_else_changed(
    settings: KitSettings, admin: AIOKafkaAdminClient
) -> None:
    topic = Topic(f"short-{uuid4().hex}", key="client_id", partitions=2)
    made = {"retention.ms": "3600000", "max.message.bytes": "2000000"}
    await admin.create_topics([NewTopic(topic.name, 2, 3, topic_configs=made)])

    await kafka.create_topics(settings, [topic])

    found = await configuration(admin, topic.name)
    assert int(found["retention.ms"]) == (settings.retention_days + 1) * 86_400_000
    assert found["max.message.bytes"] == "2000000"
