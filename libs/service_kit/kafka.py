"""Kafka: the options of our clients, and creating our topics.

Only what both Apache Kafka and the embedded broker support: explicit topics, a producer with acks=all, manual commits,
`earliest`; no Kafka transactions, no end offsets.
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
MADE_BY_ITSELF = 4
"""How many partitions the embedded broker gives a topic that a client names before it was created.

After a restart its clients do that at once. With any other number, some clients would write to or read from partitions
that the others do not know.
"""


def consumer(settings: KitSettings, group: str, **more: Any) -> AIOKafkaConsumer:
    """A group member with manual commits. Offsets never identify an event: its id does.

    Its longest request is to join the group: the others may keep it waiting for the rebalance timeout, but an answer
    that has not come soon after will not come.
    """
    rebalance_ms = max(settings.kafka_session_ms, 10_000)
    return AIOKafkaConsumer(
        bootstrap_servers=settings.kafka_bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=settings.kafka_session_ms,
        heartbeat_interval_ms=max(settings.kafka_session_ms // 6, 300),
        rebalance_timeout_ms=rebalance_ms,
        request_timeout_ms=rebalance_ms + 5000,
        max_poll_interval_ms=300_000,
        fetch_max_wait_ms=settings.kafka_fetch_wait_ms,
        metadata_max_age_ms=30_000,
        **more,
    )


def producer(settings: KitSettings) -> AIOKafkaProducer:
    """At least once, in order per key; idempotent where the broker supports it (Apache Kafka; not the embedded one)."""
    return AIOKafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap,
        acks="all",
        enable_idempotence=settings.kafka_idempotent,
        linger_ms=2,
        max_request_size=settings.kafka_largest_message,
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
    """Create the missing topics; existing ones stay as they are."""
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
    """Put an empty record into every partition, which consumers skip.

    When two clients write the first record of a partition together, the embedded broker can lose one that it
    acknowledged.
    """
    beginner = producer(settings)
    await beginner.start()
    try:
        sent = [await beginner.send(name, b"", partition=number) for name in topics for number in range(MADE_BY_ITSELF)]
        await asyncio.gather(*sent)
    finally:
        await beginner.stop()


__all__ = ["KafkaError", "consumer", "create_topics", "existing_topics", "producer"]
