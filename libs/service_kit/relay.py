"""The relay: publishes the outbox in order, at least once.

One relay is active per service, held by an advisory lock, however many replicas run. It is woken by the process's own
commits, by NOTIFY from other replicas, and by a slow poll. Published rows are kept for a retention period: when the
broker has lost its topics (our marker topic is missing), all kept rows are published again, and inboxes make that safe.
The order holds per key because transactions of one client are serialised.
"""

import asyncio
import contextlib
import time
from typing import Any

import asyncpg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from contracts.catalogue import REGISTRY
from contracts.envelope import CONTENT_TYPE
from contracts.registry import Topic
from libs.service_kit import kafka
from libs.service_kit.database import ALL_TENANTS, CONNECTION_LOST, Database, lock_number
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import OUTBOX_AGE, log

_BATCH = 1000
_TRACE = """substring(payload from '"traceparent":"([0-9a-f-]{55})"')"""


class Relay:
    """Publishes the rows of one service's outbox to Kafka."""

    def __init__(self, settings: KitSettings, database: Database, deployed_name: str) -> None:
        self._settings, self._database, self._name = settings, database, deployed_name
        marks = ("marker", "settled") if settings.kafka_forgets else ("marker",)
        self._markers = [Topic(f"serein.{mark}.{deployed_name}", key="client_id", partitions=1) for mark in marks]
        self._stopping = asyncio.Event()
        self._checked = 0.0
        self.published = 0

    async def run(self) -> None:
        """Publish until stopped; waits while database or broker are away."""
        while not self._stopping.is_set():
            try:
                await self._as_leader()
            except (*CONNECTION_LOST, asyncpg.PostgresError, KafkaError) as error:
                log.warning("relay.waits", service=self._name, error=f"{type(error).__name__}: {error}")
                await self._pause(0.5)
            finally:
                self._database.relay_is_here = False

    def stop(self) -> None:
        """Make `run` return after the current batch."""
        self._stopping.set()
        self._database.outbox_filled.set()

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _as_leader(self) -> None:
        """Take the lock, then publish as long as connection and broker last."""
        schema = self._database.schema
        connection = await asyncpg.connect(self._database.url, timeout=10)
        try:
            lock = lock_number(schema, "relay")
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", lock):
                await self._pause(1.0)
                return
            await connection.execute("SELECT set_config('serein.client', $1, false)", ALL_TENANTS)
            await connection.add_listener(f"{schema}_outbox", lambda *_: self._database.outbox_filled.set())
            await self._check_broker(connection)
            producer = kafka.producer(self._settings)
            await producer.start()
            try:
                self._database.relay_is_here = True
                await self._publish_until_stopped(connection, producer)
            finally:
                with contextlib.suppress(KafkaError, OSError, asyncio.TimeoutError):
                    await asyncio.wait_for(producer.stop(), 10)
        finally:
            with contextlib.suppress(*CONNECTION_LOST, asyncpg.PostgresError):
                await connection.close(timeout=5)

    async def _publish_until_stopped(self, connection: Any, producer: AIOKafkaProducer) -> None:
        while not self._stopping.is_set():
            if time.monotonic() - self._checked > self._settings.kafka_check_seconds:
                await self._check_broker(connection)
            self._database.outbox_filled.clear()
            if await self._publish_batch(connection, producer):
                continue
            OUTBOX_AGE.labels(self._name).set(0)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._database.outbox_filled.wait(), 1.0)

    async def _publish_batch(self, connection: Any, producer: AIOKafkaProducer) -> bool:
        """Send unsent rows in order and mark those acknowledged; returns whether there were any."""
        schema = self._database.schema
        rows = await connection.fetch(
            f"SELECT seq, aggregatetype, aggregateid, payload, created_at, {_TRACE} AS trace FROM {schema}.outbox"  # noqa: S608
            f" WHERE sent_at IS NULL ORDER BY seq LIMIT {_BATCH}"
        )
        if not rows:
            return False
        OUTBOX_AGE.labels(self._name).set(max(0.0, time.time() - rows[0]["created_at"].timestamp()))
        sent = [
            await producer.send(
                row["aggregatetype"],
                row["payload"].encode(),
                key=row["aggregateid"].encode(),
                headers=_headers(row["trace"]),
            )
            for row in rows
        ]
        answers = await asyncio.gather(*sent, return_exceptions=True)
        done = [row["seq"] for row, answer in zip(rows, answers, strict=True) if not isinstance(answer, BaseException)]
        if done:
            await connection.execute(
                f"UPDATE {schema}.outbox SET sent_at = now() WHERE seq = ANY($1)",  # noqa: S608
                done,
            )
            self.published += len(done)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return True

    async def _check_broker(self, connection: Any) -> None:
        """Create our topics if needed; a broker without one of our markers lost our events: publish them again.

        The embedded broker creates topics by itself while we create them, and can lose what is sent at that moment
        although it was acknowledged. So everything is then published once more.
        """
        topics = await kafka.existing_topics(self._settings)
        missing = next((marker for marker in self._markers if marker.name not in topics), None)
        if missing is not None:
            await kafka.create_topics(self._settings, REGISTRY.topics.values())
            again = await connection.execute(
                f"UPDATE {self._database.schema}.outbox SET sent_at = NULL WHERE sent_at IS NOT NULL"  # noqa: S608
            )
            await kafka.create_topics(self._settings, [missing])
            log.info("relay.broker_is_new", service=self._name, republished=again.rpartition(" ")[2])
        self._checked = time.monotonic()


def _headers(traceparent: str | None) -> list[tuple[str, bytes]]:
    """Headers for readers other than our services: the content type, and the trace (W3C trace context)."""
    headers = [("content-type", CONTENT_TYPE.encode())]
    return headers if traceparent is None else [*headers, ("traceparent", traceparent.encode())]
