"""Kafka: the clients' options, and making sure that our topics exist.

Inside the fence that both Apache Kafka and the embedded broker keep: explicit topics, plain acks=all producer,
manual commits, `earliest`, no Kafka transactions, no end offsets.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, for_code

from contracts.registry import Topic
from libs.service_kit.settings import KitSettings

_EXISTS = (0, 36)
LARGEST_MESSAGE = 4 * 1024 * 1024
MADE_BY_ITSELF = 4
"""How many partitions the embedded broker gives a topic that a client names before anybody has created it.

After a restart its clients do that at once. Any other number would be a race: whoever lost it would write to, or read
from, partitions that the others do not know.
"""


def consumer(settings: KitSettings, group: str, **more: Any) -> AIOKafkaConsumer:
    """A group member that commits by hand. Offsets are never an identity: the event id is."""
    return AIOKafkaConsumer(
        bootstrap_servers=settings.kafka_bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=settings.kafka_session_ms,
        heartbeat_interval_ms=max(settings.kafka_session_ms // 6, 300),
        rebalance_timeout_ms=max(settings.kafka_session_ms, 10_000),
        max_poll_interval_ms=300_000,
        fetch_max_wait_ms=settings.kafka_fetch_wait_ms,
        metadata_max_age_ms=30_000,
        **more,
    )


def producer(settings: KitSettings) -> AIOKafkaProducer:
    """At least once, in order per key; idempotent where the broker can (Apache Kafka can, the embedded one cannot)."""
    return AIOKafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap,
        acks="all",
        enable_idempotence=settings.kafka_idempotent,
        linger_ms=2,
        max_request_size=LARGEST_MESSAGE,
        request_timeout_ms=10_000,
        metadata_max_age_ms=30_000,
    )


async def existing_topics(settings: KitSettings) -> set[str]:
    """The names of all topics on the broker."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap, request_timeout_ms=10_000)
    await admin.start()
    try:
        return set(await admin.list_topics())
    finally:
        await admin.close()


async def create_topics(settings: KitSettings, topics: Iterable[Topic]) -> None:
    """Create what is missing; what exists is left as it is."""
    missing = {t.name: t for t in topics}
    for name in await existing_topics(settings):
        missing.pop(name, None)
    if not missing:
        return
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap, request_timeout_ms=10_000)
    await admin.start()
    try:
        answer = await admin.create_topics(
            [
                NewTopic(
                    name=topic.name,
                    num_partitions=MADE_BY_ITSELF if settings.kafka_forgets else topic.partitions,
                    replication_factor=settings.kafka_replication,
                    topic_configs={"cleanup.policy": "compact"} if topic.compacted else {},
                )
                for topic in missing.values()
            ]
        )
        for name, code, *_ in answer.topic_errors:
            if code not in _EXISTS:
                raise for_code(code)(f"topic {name} could not be created")
    finally:
        await admin.close()
    if settings.kafka_forgets:
        await _begin(settings, missing)


async def _begin(settings: KitSettings, topics: Iterable[str]) -> None:
    """Put an empty record into every partition: when two clients write the first one together, the embedded broker can
    lose a record that it has acknowledged. Those who hear skip what is empty."""
    beginner = producer(settings)
    await beginner.start()
    try:
        sent = [await beginner.send(name, b"", partition=number) for name in topics for number in range(MADE_BY_ITSELF)]
        await asyncio.gather(*sent)
    finally:
        await beginner.stop()


__all__ = ["KafkaError", "consumer", "create_topics", "existing_topics", "producer"]
