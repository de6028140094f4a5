"""A wire that stutters: what was said on the topics is said again, later, out of order, sometimes several times."""

import asyncio
import random
from contextlib import suppress
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from contracts.envelope import CONTENT_TYPE
from libs.service_kit import bus
from libs.service_kit.settings import KitSettings
from tests.faults.timeline import Timeline

_KEPT = 2000


class Echo:
    """Listens to topics and repeats a share of it; also knows which events were heard, by their id."""

    def __init__(
        self, settings: KitSettings, topics: list[str], seed: int, timeline: Timeline, *, share: float = 0.5
    ) -> None:
        self._settings, self._topics, self._timeline, self._share = settings, topics, timeline, share
        self._chance = random.Random(f"echo-{seed}")
        self._heard: list[tuple[str, bytes | None, bytes]] = []
        self._owed = 0.0
        self.repeated = 0
        self.loud = True

    async def run(self) -> None:
        """Until cancelled; a broker that is away is waited for."""
        while True:
            consumer, producer = bus.consumer(self._settings, f"echo-{uuid4()}"), bus.producer(self._settings)
            try:
                await consumer.start()
                consumer.subscribe(self._topics)
                await producer.start()
                await self._stutter(consumer, producer)
            except (KafkaError, OSError) as lost:
                self._timeline.note("echo_lost_the_broker", error=type(lost).__name__)
                await asyncio.sleep(0.5)
            finally:
                for client in (consumer, producer):
                    with suppress(KafkaError, OSError, TimeoutError):
                        await asyncio.wait_for(client.stop(), 5)

    async def _stutter(self, consumer: AIOKafkaConsumer, producer: AIOKafkaProducer) -> None:
        while True:
            for records in (await consumer.getmany(timeout_ms=200)).values():
                self._listen(records)
            while self.loud and self._owed >= 1 and self._heard:
                await self._repeat(producer)

    def _listen(self, records: list[Any]) -> None:
        """Remember, without growing for ever; our own repetitions are remembered too but owe nothing new."""
        for record in records:
            headers = dict(record.headers)
            if "echo" not in headers:
                self._owed += self._share
                self._heard.append((record.topic, record.key, record.value))
        if len(self._heard) > _KEPT:
            self._heard = self._chance.sample(self._heard, _KEPT // 2)

    async def _repeat(self, producer: AIOKafkaProducer) -> None:
        """A handful of what was heard, shuffled, each one to three times."""
        chosen = self._chance.sample(self._heard, min(8, len(self._heard)))
        copies = [one for one in chosen for _ in range(self._chance.randint(1, 3))]
        self._chance.shuffle(copies)
        headers = [("content-type", CONTENT_TYPE.encode()), ("echo", b"1")]
        for topic, key, value in copies:
            await asyncio.wait_for(producer.send_and_wait(topic, value, key=key, headers=headers), 5)
        self._owed -= len(copies)
        self.repeated += len(copies)
