"""Real Apache Kafka: what the services count on when a broker dies."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError

from tests.conftest import ON_KAFKA
from tests.kafka.cluster import KafkaCluster
from tests.skips import Skip, needs

pytestmark = [
    pytest.mark.kafka,
    needs(ON_KAFKA, Skip.KAFKA),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[KafkaCluster]:
    with KafkaCluster() as cluster:
        yield cluster


async def create_topic(cluster: KafkaCluster, *, partitions: int = 3) -> str:
    topic = f"documents-{uuid4()}"
    admin = AIOKafkaAdminClient(bootstrap_servers=cluster.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, partitions, 3)])
    finally:
        await admin.close()
    return topic


def producer(cluster: KafkaCluster) -> AIOKafkaProducer:
    return AIOKafkaProducer(bootstrap_servers=cluster.bootstrap, acks="all", enable_idempotence=True)


def consumer(cluster: KafkaCluster, topic: str) -> AIOKafkaConsumer:
    return AIOKafkaConsumer(
        topic,
        bootstrap_servers=cluster.bootstrap,
        group_id=topic,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )


async def read(member: AIOKafkaConsumer, count: int, *, seconds: float = 60) -> list[int]:
    """The numbers in the next `count` events."""
    async with asyncio.timeout(seconds):
        return [int((await member.getone()).value) for _ in range(count)]


async def test_an_idempotent_producer_is_read_once_and_in_order(cluster: KafkaCluster) -> None:
    topic = await create_topic(cluster)

    async with producer(cluster) as sender:
        for number in range(100):
            await sender.send_and_wait(topic, str(number).encode(), key=b"one client")
    async with consumer(cluster, topic) as member:
        numbers = await read(member, 100)

    assert numbers == list(range(100))


async def test_a_topic_nobody_made_does_not_come_into_being(cluster: KafkaCluster) -> None:
    sender = AIOKafkaProducer(bootstrap_servers=cluster.bootstrap, request_timeout_ms=2000)
    async with sender:
        with pytest.raises(UnknownTopicOrPartitionError):
            await sender.send_and_wait(f"mistyped-{uuid4()}", b"lost?")


@pytest.mark.parametrize("node", [1, 2, 3])
async def test_producing_and_consuming_go_on_when_a_broker_is_killed(cluster: KafkaCluster, node: int) -> None:
    topic = await create_topic(cluster)
    async with producer(cluster) as sender, consumer(cluster, topic) as member:
        reading = asyncio.create_task(read(member, 300, seconds=120))

        for number in range(300):
            if number == 100:
                await asyncio.to_thread(cluster.kill, node)
            await sender.send_and_wait(topic, str(number).encode(), key=str(number % 7).encode())
        numbers = await reading
    await asyncio.to_thread(cluster.start, node)

    for key in range(7):
        assert [number for number in numbers if number % 7 == key] == list(range(key, 300, 7))
    assert len(cluster.pids) == 3


async def test_a_restarted_cluster_still_has_every_event_and_every_position(cluster: KafkaCluster) -> None:
    topic = await create_topic(cluster)
    async with producer(cluster) as sender:
        for number in range(20):
            await sender.send_and_wait(topic, str(number).encode(), key=b"one client")
    async with consumer(cluster, topic) as member:
        first = await read(member, 5)
        await member.commit()

    for node in (1, 2, 3):
        cluster.kill(node)
    await asyncio.to_thread(cluster.start)
    async with consumer(cluster, topic) as member:
        rest = await read(member, 15)

    assert first + rest == list(range(20))


async def test_a_broker_that_leaves_in_good_order_and_comes_back_loses_nothing(cluster: KafkaCluster) -> None:
    topic = await create_topic(cluster)
    sent = 0
    async with producer(cluster) as sender:
        leaving = asyncio.create_task(asyncio.to_thread(cluster.stop, 2))
        while not leaving.done() or sent < 20:
            await sender.send_and_wait(topic, str(sent).encode(), key=b"one client")
            sent += 1
        await leaving
        await asyncio.to_thread(cluster.start, 2)

    async with consumer(cluster, topic) as member:
        numbers = await read(member, sent)

    assert numbers == list(range(sent))
