"""A broker controlled by a test: every event is delivered as often, as late and in such an order as the test says.

It guarantees what Kafka guarantees and nothing more: first deliveries under one key of one topic keep their order.
Copies come any time later; keys, topics and services overtake each other.
"""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness

EXPECTED_OUTCOMES = frozenset({"handled", "duplicate", "skipped"})


@dataclass(frozen=True)
class Record:
    """A record on its way to one service: the first delivery, or a copy of an earlier one."""

    topic: str
    raw: bytes
    is_copy: bool = False


@dataclass
class SimulatedBroker:
    """Carries events from services to services. `copies` is the most often that one event is delivered."""

    services: Mapping[str, Harness[Any]]
    rng: random.Random
    copies: int = 1
    reordering: bool = False
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    delivered: int = 0
    _sent: dict[str, int] = field(default_factory=dict)
    _queues: dict[tuple[str, str, str], list[Record]] = field(default_factory=lambda: defaultdict(list))

    async def begin(self) -> None:
        """Skip what was published before: it belongs to other tests."""
        for name, service in self.services.items():
            self._sent[name] = max((row.seq for row in await self._published(service, 0)), default=0)

    def publish(self, *events: Event) -> None:
        """Publish an event in the name of a service that does not run."""
        for event in events:
            self._route(Envelope.wrap(event, source="test"), event.topic.name, event.key)

    def inject(self, topic: str, raw: bytes) -> int:
        """Put bytes on a topic, between the waiting records; returns how many services receive them."""
        subscribers = [name for name, one in self.services.items() if topic in one.running.app.service.topics]
        for name in subscribers:
            self._queues[name, topic, "poison"].append(Record(topic, raw))
        return len(subscribers)

    async def deliver_all(self) -> None:
        """Deliver until no service publishes anything more."""
        await self._collect()
        while waiting := [key for key, queue in self._queues.items() if queue]:
            key = self.rng.choice(waiting) if self.reordering else waiting[0]
            await self._deliver(key)
            await self._collect()
            if not any(self._queues.values()):
                await self._retry_early()

    async def _retry_early(self) -> None:
        """Retry events that were too early, as every running service does by itself."""
        for service in self.services.values():
            await service.running.dispatcher.replay("early")
        await self._collect()

    async def _collect(self) -> None:
        for name, service in self.services.items():
            for row in await self._published(service, self._sent[name]):
                self._sent[name] = row.seq
                self._route(Envelope.parse(row.payload.encode()), row.aggregatetype, row.aggregateid)

    async def _published(self, service: Harness[Any], since: int) -> list[Any]:
        schema = service.running.database.schema
        statement = text(f"SELECT * FROM {schema}.outbox WHERE seq > :since ORDER BY seq").bindparams(since=since)
        async with service.running.database.begin(ALL_TENANTS, read_only=True) as tx:
            return list(await tx.fetch(statement))

    def _route(self, envelope: Envelope, topic: str, key: str) -> None:
        event = envelope.event()
        for name, service in self.services.items():
            if service.running.app.service.hears(event) is not None:
                self._queues[name, topic, key].append(Record(topic, envelope.encode()))

    async def _deliver(self, key: tuple[str, str, str]) -> None:
        record = self._queues[key].pop(0)
        self.delivered += 1
        self.outcomes.append((key[0], await self._deliver_record(self.services[key[0]], record)))
        if not record.is_copy:
            for _ in range(self.rng.randint(1, self.copies) - 1):
                place = self.rng.randint(0, len(self._queues[key]))
                self._queues[key].insert(place, Record(record.topic, record.raw, is_copy=True))

    async def _deliver_record(self, service: Harness[Any], record: Record) -> str:
        """Half of the copies are looked up in the inbox first; the others are only stopped by the inbox row itself."""
        if record.is_copy and self.rng.random() < 0.5:
            dispatcher = service.running.dispatcher
            return await dispatcher.handle(dispatcher.decode(record.raw, record.topic))
        return await service.handle_bytes(record.raw, record.topic)
