"""The wire in a test's own hands: every event is delivered as often, as late and in such an order as the test says.

What Kafka promises holds, and nothing more: what was said first under one key of one topic comes first the first time.
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

FINE = frozenset({"handled", "duplicate", "skipped"})


@dataclass(frozen=True)
class Record:
    """A record on its way to one service; a copy of what that service was sent before, or the first."""

    topic: str
    raw: bytes
    is_copy: bool = False


@dataclass
class Wire:
    """Carries what the services say to those that hear it. `copies` is the most that one event is delivered."""

    services: Mapping[str, Harness[Any]]
    chance: random.Random
    copies: int = 1
    overtaking: bool = False
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    delivered: int = 0
    _sent: dict[str, int] = field(default_factory=dict)
    _queues: dict[tuple[str, str, str], list[Record]] = field(default_factory=lambda: defaultdict(list))

    async def begin(self) -> None:
        """What was said before is other tests' business."""
        for name, service in self.services.items():
            self._sent[name] = max((row.seq for row in await self._said(service, 0)), default=0)

    def say(self, *events: Event) -> None:
        """An event of a service that is not here."""
        for event in events:
            self._spread(Envelope.wrap(event, source="test"), event.topic.name, event.key)

    def slip_in(self, topic: str, raw: bytes) -> int:
        """Put bytes on a topic that nobody has said, in the middle of what waits there; how many services hear it."""
        hearing = [name for name, one in self.services.items() if topic in one.running.app.service.topics]
        for name in hearing:
            self._queues[name, topic, "poison"].append(Record(topic, raw))
        return len(hearing)

    async def carry(self) -> None:
        """Until nobody has anything more to say."""
        await self._collect()
        while waiting := [key for key, queue in self._queues.items() if queue]:
            key = self.chance.choice(waiting) if self.overtaking else waiting[0]
            await self._deliver(key)
            await self._collect()
            if not any(self._queues.values()):
                await self._come_round()

    async def _come_round(self) -> None:
        """What came too early is tried again, as every running service does by itself."""
        for service in self.services.values():
            await service.running.dispatcher.replay("early")
        await self._collect()

    async def _collect(self) -> None:
        for name, service in self.services.items():
            for row in await self._said(service, self._sent[name]):
                self._sent[name] = row.seq
                self._spread(Envelope.parse(row.payload.encode()), row.aggregatetype, row.aggregateid)

    async def _said(self, service: Harness[Any], since: int) -> list[Any]:
        schema = service.running.database.schema
        statement = text(f"SELECT * FROM {schema}.outbox WHERE seq > :since ORDER BY seq").bindparams(since=since)
        async with service.running.database.begin(ALL_TENANTS, read_only=True) as tx:
            return list(await tx.fetch(statement))

    def _spread(self, envelope: Envelope, topic: str, key: str) -> None:
        event = envelope.event()
        for name, service in self.services.items():
            if service.running.app.service.hears(event) is not None:
                self._queues[name, topic, key].append(Record(topic, envelope.encode()))

    async def _deliver(self, key: tuple[str, str, str]) -> None:
        record = self._queues[key].pop(0)
        self.delivered += 1
        self.outcomes.append((key[0], await self._hand_over(self.services[key[0]], record)))
        if not record.is_copy:
            for _ in range(self.chance.randint(1, self.copies) - 1):
                place = self.chance.randint(0, len(self._queues[key]))
                self._queues[key].insert(place, Record(record.topic, record.raw, is_copy=True))

    async def _hand_over(self, service: Harness[Any], record: Record) -> str:
        """Half of the copies meet the look into the inbox at the door, the others only the inbox row itself."""
        if record.is_copy and self.chance.random() < 0.5:
            dispatcher = service.running.dispatcher
            return await dispatcher.handle(dispatcher.decode(record.raw, record.topic))
        return await service.handle_bytes(record.raw, record.topic)
