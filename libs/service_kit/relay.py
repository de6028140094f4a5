"""The relay: publishes the outbox in order, at least once.

One relay works per service, by a lease, however many replicas run. It is woken by the process's own commits, by NOTIFY
from other replicas, and by a slow poll. Published rows are kept for a retention period: when the broker has lost its
topics (our marker topic is missing), all kept rows are published again, and inboxes make that safe.

The order holds per key: transactions of one client are serialised, and once a row cannot be sent, those behind it with
the same key wait. A row that the broker refuses for itself becomes a dead letter in state `unsent`; the rows behind it
wait for an operator's decision, and all other keys go on.
"""

import asyncio
import contextlib
import time
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    CorruptRecordException,
    InvalidTopicError,
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)

from contracts.catalogue import REGISTRY
from contracts.envelope import CONTENT_TYPE
from contracts.registry import Topic
from libs.service_kit import dead_letters, kafka
from libs.service_kit.database import ALL_TENANTS, Contended, Database, DatabaseAway
from libs.service_kit.database.outages import outages
from libs.service_kit.dead_letters import DeadLetter
from libs.service_kit.error_report import message_of
from libs.service_kit.kafka_connection import start
from libs.service_kit.lease import Lease
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import RELAY_LEADER, log
from libs.service_kit.unsent import publish_again

_BATCH, _BATCH_BYTES = 1000, 8 * 2**20
"""Rows that are read at once, and about how many bytes: a thousand of the largest would fill the memory."""
_NOTE_SECONDS = 0.2
"""How long it is left to the next look to note what was sent: after a kill in between it is sent again."""
_POLL_SECONDS = 5.0
"""How often it is looked by itself, should a notice of another process be lost."""
_TRACE = '"traceparent":"'
_REFUSED = (MessageSizeTooLargeError, RecordListTooLargeError, CorruptRecordException, InvalidTopicError, ValueError)
"""Errors that say that this row cannot be sent, whenever it is tried."""


def marker_name(deployed_name: str, mark: str = "marker") -> str:
    """The topic by which a service knows again a broker that it has published to."""
    return f"serein.{mark}.{deployed_name}"


class Relay:
    """Publishes the rows of one service's outbox to Kafka."""

    def __init__(self, settings: KitSettings, database: Database, deployed_name: str) -> None:
        self._settings, self._database, self._name = settings, database, deployed_name
        marks = ("marker", "settled") if settings.kafka_forgets else ("marker",)
        self._markers = [Topic(marker_name(deployed_name, mark), key="client_id", partitions=1) for mark in marks]
        self._lease = Lease(database, "relay", settings.relay_lease_seconds, holder=uuid4())
        self._stopping = asyncio.Event()
        self._checked = 0.0
        self.published = 0

    async def run(self) -> None:
        """Publish until stopped; waits while database or broker are away."""
        while not self._stopping.is_set():
            try:
                if not await self._lease.take():
                    await self._pause(1.0)
                    continue
                await self._as_leader()
            except (DatabaseAway, Contended, KafkaError, OSError) as error:
                log.warning("relay.waits", service=self._name, error=f"{type(error).__name__}: {error}")
                await self._pause(0.5)
            finally:
                self._database.relay_is_here = False
                RELAY_LEADER.labels(self._name).set(0)

    def stop(self) -> None:
        """Make `run` return after the current batch."""
        self._stopping.set()
        self._database.outbox_filled.set()

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _as_leader(self) -> None:
        """Publish as long as lease, database and broker last."""
        listening = await self._database.connect()
        producer = kafka.producer(self._settings)
        try:
            await self._listen(listening)
            await self._check_broker()
            await start(self._settings, producer.start)
            self._database.relay_is_here = True
            RELAY_LEADER.labels(self._name).set(1)
            await self._publish_until_stopped(producer)
        finally:
            with contextlib.suppress(KafkaError, OSError, TimeoutError):
                await asyncio.wait_for(producer.stop(), 10)
            with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await listening.close(timeout=5)
            with contextlib.suppress(DatabaseAway, Contended):
                await self._lease.give_back()

    async def _listen(self, listening: asyncpg.Connection) -> None:
        """Be woken by NOTIFY; through a pooler it would not arrive, and the slow poll finds the rows."""
        if self._database.limits.pooler:
            return
        with outages(listening):
            await listening.add_listener(
                f"{self._database.schema}_outbox", lambda *_: self._database.outbox_filled.set()
            )

    async def _publish_until_stopped(self, producer: AIOKafkaProducer) -> None:
        renewed = time.monotonic()
        done: list[int] = []
        while not self._stopping.is_set() or done:
            if time.monotonic() - renewed > self._lease.seconds / 3:
                if not await self._lease.take():
                    log.warning("relay.lease_lost", service=self._name)
                    return
                renewed = time.monotonic()
            if time.monotonic() - self._checked > self._settings.kafka_check_seconds and await self._check_broker():
                done = []  # a new broker has none of them
            self._database.outbox_filled.clear()
            rows = await self._note_and_look(done)
            done = await self._publish(producer, rows) if rows else []
            if len(rows) == _BATCH or self._stopping.is_set():
                continue
            with contextlib.suppress(TimeoutError):
                poll = _POLL_SECONDS if not self._database.limits.pooler else 1.0
                pause = _NOTE_SECONDS if done else poll
                await asyncio.wait_for(self._database.outbox_filled.wait(), pause)

    async def _publish(self, producer: AIOKafkaProducer, rows: list[Any]) -> list[int]:
        """Send rows in order; returns those acknowledged.

        Raises the first error that is not the row's own, after noting what went well.
        """
        self._database.fault_point("before_publish")
        sent = await self._send_in_order(producer, rows)
        answers = await asyncio.gather(*(answer for _, answer in sent), return_exceptions=True)
        self._database.fault_point("after_publish")
        done, failed, failure = [], set(), None
        self.published += sum(not isinstance(answer, BaseException) for answer in answers)
        for (row, _), answer in zip(sent, answers, strict=True):
            key = _key(row)
            if key in failed:
                continue
            if not isinstance(answer, BaseException):
                done.append(row["seq"])
                continue
            failed.add(key)
            if isinstance(answer, _REFUSED):
                await self._set_aside(row, answer)
            else:
                failure = failure or answer
        if failure is not None:
            await self._note_and_look(done)
            raise failure
        return done

    async def _note_and_look(self, done: list[int]) -> list[Any]:
        """Note rows as sent; returns the next ones in order, without those whose key waits for a decision."""
        schema = self._database.schema
        async with self._database.begin(ALL_TENANTS, read_only=not done) as tx:
            with outages(tx.connection):
                if done:
                    await tx.connection.execute(f"DELETE FROM {schema}.unsent WHERE seq = ANY($1)", done)  # noqa: S608
                rows = list(
                    await tx.connection.fetch(
                        "SELECT * FROM (SELECT o.seq, o.id, o.client_id, o.type, o.aggregatetype, o.aggregateid,"  # noqa: S608
                        " o.payload, sum(octet_length(o.payload)) OVER (ORDER BY u.seq ROWS UNBOUNDED PRECEDING)"
                        " - octet_length(o.payload) AS bytes_before"
                        f" FROM {schema}.unsent u JOIN {schema}.outbox o USING (seq)"
                        " WHERE (o.aggregatetype, o.aggregateid) NOT IN (SELECT r.aggregatetype, r.aggregateid"
                        f" FROM {schema}.dead_letter d JOIN {schema}.outbox r ON r.id = d.event_id"
                        f" WHERE d.state = 'unsent') ORDER BY u.seq LIMIT {_BATCH}) AS next"
                        f" WHERE bytes_before < {_BATCH_BYTES} ORDER BY seq"
                    )
                )
        if done:
            self._database.fault_point("after_mark")
        return rows

    async def _send_in_order(self, producer: AIOKafkaProducer, rows: list[Any]) -> list[tuple[Any, Any]]:
        """The rows with futures of their answers, without those behind a row that the producer refuses at once."""
        sent, waiting = [], set()
        for row in rows:
            if _key(row) in waiting:
                continue
            answer = await self._send(producer, row)
            if answer.done() and answer.exception() is not None:
                waiting.add(_key(row))
            sent.append((row, answer))
        return sent

    async def _send(self, producer: AIOKafkaProducer, row: Any) -> Any:
        """A future of the broker's answer; a row that the producer refuses has its answer at once."""
        try:
            return await producer.send(
                row["aggregatetype"],
                row["payload"].encode(),
                key=row["aggregateid"].encode(),
                headers=_headers(row["payload"]),
            )
        except _REFUSED as error:
            refused = asyncio.get_running_loop().create_future()
            refused.set_exception(error)
            return refused

    async def _set_aside(self, row: Any, error: BaseException) -> None:
        """Make a row that cannot be sent a dead letter."""
        event_id: UUID = row["id"]
        letter = DeadLetter(
            raw=row["payload"].encode(),
            topic=row["aggregatetype"],
            reason=f"Kafka does not take this event: {message_of(error)}"[:2000],
            state="unsent",
            type=row["type"],
            event_id=event_id,
            client_id=row["client_id"],
        )
        await dead_letters.keep(self._database, letter)
        log.error("relay.event_refused", service=self._name, event_id=str(event_id), error=type(error).__name__)

    async def _check_broker(self) -> bool:
        """Create our topics if needed; a broker without one of our markers lost our events: publish them again.

        Returns whether it did.

        The embedded broker creates topics by itself while we create them, and can lose what is sent at that moment
        although it was acknowledged. So everything is then published once more.
        """
        topics = await kafka.existing_topics(self._settings)
        missing = next((marker for marker in self._markers if marker.name not in topics), None)
        if missing is not None:
            await kafka.ensure_topics(self._settings, REGISTRY.topics.values())
            number = await publish_again(self._database)
            log.info("relay.broker_is_new", service=self._name, republished=number)
            await kafka.create_topics(self._settings, [missing])
        self._checked = time.monotonic()
        return missing is not None


def _key(row: Any) -> tuple[str, str]:
    """What the row is in order with."""
    return row["aggregatetype"], row["aggregateid"]


def _headers(payload: str) -> list[tuple[str, bytes]]:
    """Headers for readers other than our services: the content type, and the trace (W3C trace context)."""
    headers = [("content-type", CONTENT_TYPE.encode())]
    start = payload.find(_TRACE, 0, 1000)
    if start < 0:
        return headers
    start += len(_TRACE)
    return [*headers, ("traceparent", payload[start : payload.index('"', start)].encode())]
