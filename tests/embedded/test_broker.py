"""The embedded broker, seen by the Kafka client that the services use."""

import socket
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from libs.embedded.broker import Broker
from libs.embedded.ports import LOOPBACK, accepts, free_port
from libs.embedded.process import AlreadyRunning, EmbeddedServerError, PortTaken
from tests.embedded.builders import runs


async def create_topic(broker: Broker, name: str, partitions: int = 3) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, partitions, 1)])
    finally:
        await admin.close()


async def produce(broker: Broker, topic: str, events: list[tuple[bytes, bytes]]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        for key, value in events:
            await producer.send_and_wait(topic, value, key=key)


async def consume(broker: Broker, topic: str, count: int, *, group: str) -> list[tuple[bytes | None, bytes | None]]:
    """Read `count` events as a member of a group and commit them."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=broker.bootstrap,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        session_timeout_ms=2000,
        heartbeat_interval_ms=300,
        fetch_max_wait_ms=50,
    )
    async with consumer:
        read = [await consumer.getone() for _ in range(count)]
        await consumer.commit()
    return [(record.key, record.value) for record in read]


async def test_what_is_produced_is_consumed_in_order_per_key(broker: Broker) -> None:
    topic = f"documents-{uuid4()}"
    events = [(f"client-{n % 3}".encode(), f"document-{n}".encode()) for n in range(30)]
    await create_topic(broker, topic)

    await produce(broker, topic, events)
    read = await consume(broker, topic, 30, group=topic)

    for client in (b"client-0", b"client-1", b"client-2"):
        assert [event for event in read if event[0] == client] == [event for event in events if event[0] == client]


async def test_a_group_goes_on_where_it_stopped(broker: Broker) -> None:
    topic = f"documents-{uuid4()}"
    await create_topic(broker, topic, partitions=1)
    await produce(broker, topic, [(b"k", b"first"), (b"k", b"second")])

    first = await consume(broker, topic, 2, group=topic)
    await produce(broker, topic, [(b"k", b"third")])
    second = await consume(broker, topic, 1, group=topic)

    assert [value for _, value in first + second] == [b"first", b"second", b"third"]


async def test_a_topic_has_the_partitions_it_was_created_with(broker: Broker) -> None:
    topic = f"documents-{uuid4()}"
    await create_topic(broker, topic, partitions=7)

    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap) as consumer:
        consumer.assign([TopicPartition(topic, 0)])
        await consumer.getmany(timeout_ms=100)

        assert consumer.partitions_for_topic(topic) == set(range(7))


async def test_after_a_crash_it_comes_back_on_the_same_port_with_an_empty_memory() -> None:
    broker = Broker()
    broker.start()
    bootstrap = broker.bootstrap
    await create_topic(broker, "documents")

    broker.kill()
    broker.start()
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    topics = await admin.list_topics()
    await admin.close()
    broker.stop()

    assert "documents" not in topics


def test_stopping_ends_the_process_and_frees_the_port() -> None:
    broker = Broker()
    broker.start()
    pid = broker.pid
    assert pid is not None

    broker.stop()

    assert not runs(pid)
    assert not accepts(broker.port)


def test_a_port_in_use_is_named() -> None:
    port = free_port()
    with socket.create_server((LOOPBACK, port)), pytest.raises(PortTaken, match=str(port)):
        Broker(port).start()


def test_the_same_broker_is_not_started_twice(broker: Broker) -> None:
    with pytest.raises(AlreadyRunning, match=broker.bootstrap):
        broker.start()


def test_there_is_no_address_before_the_first_start() -> None:
    with pytest.raises(EmbeddedServerError):
        _ = Broker().bootstrap
