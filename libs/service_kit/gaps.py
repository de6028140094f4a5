"""Events that Kafka deleted before a service had read them: noticed, counted, and asked for again.

A position outside what a partition holds, or no position in a partition whose beginning is gone (Kafka forgets the
positions of a group that was away for a week), means that events were missed.
"""

from datetime import UTC, datetime
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import NoOffsetForPartitionError, OffsetOutOfRangeError

from contracts.envelope import Envelope
from contracts.events.platform import GapFound
from contracts.ids import uuid7
from libs.service_kit import kafka
from libs.service_kit.kafka_connection import start
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import GAPS, log

NO_POSITION = (NoOffsetForPartitionError, OffsetOutOfRangeError)
"""What Kafka answers to a reader without a position, or with one outside the partition."""


NoPosition: TypeAlias = NoOffsetForPartitionError | OffsetOutOfRangeError


async def begin(settings: KitSettings, group: str, consumer: AIOKafkaConsumer, error: NoPosition) -> None:
    """Read a partition from its first record, after asking for those before. Raises KafkaError: then nothing moved."""
    positions = dict(error.args[0]) if isinstance(error, OffsetOutOfRangeError) else {error.args[0]: 0}
    for partition, position in positions.items():
        if partition not in consumer.assignment():
            continue
        first = (await consumer.beginning_offsets([partition]))[partition]
        if position != first:
            await _ask(settings, group, partition, position, first)
        consumer.seek(partition, first)


async def _ask(settings: KitSettings, group: str, partition: TopicPartition, position: int, first: int) -> None:
    """Tell all services that this group has missed events of a topic."""
    GAPS.labels(group, partition.topic).inc()
    log.error(
        "kafka.gap_found",
        group=group,
        topic=partition.topic,
        partition=partition.partition,
        position=position,
        first=first,
    )
    found = GapFound(
        gap_id=uuid7(),
        topic_name=partition.topic,
        partition=partition.partition,
        group=group,
        position=position,
        first=first,
        found_at=datetime.now(UTC),
    )
    producer = kafka.producer(settings)
    try:
        await start(settings, producer.start)
        await producer.send_and_wait(
            found.topic.name, Envelope.wrap(found, source=group).encode(), key=found.key.encode()
        )
    finally:
        await producer.stop()
