"""Kafka: the options of our clients, and creating our topics.

Only what both Apache Kafka and the embedded broker support: explicit topics, a producer with acks=all, manual commits,
`earliest`; no Kafka transactions, no end offsets.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError, for_code

from contracts.registry import Topic
from libs.service_kit.kafka_connection import connection, start
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import log

_EXISTS = (0, 36)
_DAY = 86_400_000
_SET_FOR_TOPIC = 1
"""Where the value of a setting comes from: the topic itself."""
MADE_BY_ITSELF = 4
"""How many partitions the embedded broker gives a topic that a client names before it was created.

After a restart its clients do that at once. With any other number, some clients would write to or read from partitions
that the others do not know.
"""


def consumer(settings: KitSettings, group: str, **more: Any) -> AIOKafkaConsumer:
    """A group member with manual commits. Offsets never identify an event: its id does.

    A group without a position begins with the earliest record, unless `auto_offset_reset` says otherwise. The longest
    request is to join the group: the others may keep it waiting for the rebalance timeout, but an answer that has not
    come soon after will not come.
    """
    rebalance_ms = max(settings.kafka_session_ms, 10_000)
    return AIOKafkaConsumer(
        **connection(settings),
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset=more.pop("auto_offset_reset", "earliest"),
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
        **connection(settings),
        acks="all",
        enable_idempotence=settings.kafka_idempotent,
        linger_ms=2,
        max_request_size=settings.kafka_largest_message,
        request_timeout_ms=10_000,
        metadata_max_age_ms=30_000,
    )


async def existing_topics(settings: KitSettings) -> set[str]:
    """The names of all topics on the broker."""
    admin = await _admin(settings)
    try:
        return set(await admin.list_topics())
    finally:
        await admin.close()


async def ensure_topics(settings: KitSettings, topics: Iterable[Topic], own: Iterable[str] = ()) -> None:
    """Create the missing topics; where Kafka knows users a job does, and here only our own ones are looked for.

    Raises KafkaError, also when one of our own is missing: then the job has not run yet.
    """
    if not settings.kafka_has_users:
        await create_topics(settings, topics)
        return
    if missing := sorted(set(own) - await existing_topics(settings)):
        raise TopicAuthorizationFailedError(
            f"{settings.kafka_username} finds no topic {', '.join(missing)}: `python -m services.kafka_access` makes"
            " topics, and gives the rights to them"
        )


async def create_topics(settings: KitSettings, topics: Iterable[Topic]) -> None:
    """Create the missing topics, and compare those that exist with their contracts."""
    wanted = {topic.name: topic for topic in topics}
    existing = await existing_topics(settings)
    missing = [topic for name, topic in wanted.items() if name not in existing]
    if missing:
        await _create(settings, missing)
    if not settings.kafka_forgets:
        await _compare(settings, [topic for name, topic in wanted.items() if name in existing])


def configuration(settings: KitSettings, topic: Topic) -> dict[str, str]:
    """The settings of a topic.

    An event stays a day longer than in the outboxes, so that one which is gone from Kafka and was not read is an
    exception; a compacted topic keeps the newest event of each key for ever.
    """
    kept = {"cleanup.policy": "compact"} if topic.compacted else {}
    if settings.kafka_forgets:
        return kept
    if not topic.compacted:
        kept["retention.ms"] = str((settings.retention_days + 1) * _DAY)
    return kept | {"min.insync.replicas": str(settings.min_insync)}


async def _create(settings: KitSettings, topics: list[Topic]) -> None:
    admin = await _admin(settings)
    try:
        answer = await admin.create_topics(
            [
                NewTopic(
                    name=topic.name,
                    num_partitions=MADE_BY_ITSELF if settings.kafka_forgets else topic.partitions,
                    replication_factor=settings.kafka_replication,
                    topic_configs=configuration(settings, topic),
                )
                for topic in topics
            ]
        )
        for name, code, *_ in answer.topic_errors:
            if code not in _EXISTS:
                raise for_code(code)(f"topic {name} could not be created")
    finally:
        await admin.close()
    if settings.kafka_forgets:
        await _begin(settings, [topic.name for topic in topics])


async def _compare(settings: KitSettings, topics: list[Topic]) -> None:
    """Lengthen a retention that is too short, and warn of fewer partitions than the contract says.

    Partitions are never added: the keys would change places, and with them the order.
    """
    if not topics:
        return
    admin = await _admin(settings)
    try:
        described = {one["topic"]: one for one in await admin.describe_topics([topic.name for topic in topics])}
        for topic in topics:
            partitions = len(described.get(topic.name, {}).get("partitions", ()))
            if partitions < topic.partitions:
                log.warning("kafka.few_partitions", topic=topic.name, partitions=partitions, wanted=topic.partitions)
            if not topic.compacted:
                await _lengthen(admin, topic, int(configuration(settings, topic)["retention.ms"]))
    finally:
        await admin.close()


async def _lengthen(admin: AIOKafkaAdminClient, topic: Topic, wanted: int) -> None:
    """Give a topic at least this retention. Its other settings are sent again: Kafka resets what is left out."""
    (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name)])
    ((code, *_, entries),) = answer.resources
    if code:
        log.warning("kafka.topic_unknown", topic=topic.name, error=for_code(code).__name__)
        return
    found = {name: value for name, value, *_ in entries}
    retention = int(found["retention.ms"])
    if retention < 0 or retention >= wanted:
        return
    own = {name: value for name, value, _, source, *_ in entries if source == _SET_FOR_TOPIC}
    changed = own | {"retention.ms": str(wanted)}
    (altered,) = await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, changed)])
    ((code, *_),) = altered.resources
    if code:
        log.warning(
            "kafka.retention_too_short", topic=topic.name, retention_ms=retention, error=for_code(code).__name__
        )
    else:
        log.info("kafka.retention_lengthened", topic=topic.name, before_ms=retention, retention_ms=wanted)


async def _begin(settings: KitSettings, topics: Iterable[str]) -> None:
    """Put an empty record into every partition, which consumers skip.

    When two clients write the first record of a partition together, the embedded broker can lose one that it
    acknowledged.
    """
    beginner = producer(settings)
    try:
        await start(settings, beginner.start)
        sent = [await beginner.send(name, b"", partition=number) for name in topics for number in range(MADE_BY_ITSELF)]
        await asyncio.gather(*sent)
    finally:
        await beginner.stop()


async def _admin(settings: KitSettings) -> Any:
    admin = AIOKafkaAdminClient(**connection(settings), request_timeout_ms=10_000)
    await start(settings, admin.start)
    return admin


__all__ = [
    "KafkaError",
    "configuration",
    "consumer",
    "create_topics",
    "ensure_topics",
    "existing_topics",
    "producer",
]
