"""How an event is heard: `run` polls, one `Lane` per partition keeps order, `Handling` decides what becomes of it.

Only finished work is committed. Polling goes on while partitions are paused, so slow work never looks dead to the
group. When a partition is taken away, the record in hand is finished first.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from libs.service_kit import kafka
from libs.service_kit.dispatcher import Handling, TooManyDeadLetters
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import LAG, log

_FULL, _LOW, _BATCH = 400, 100, 100


class Lane:
    """One partition: records in order, one at a time."""

    def __init__(self, handling: Handling, changed: Callable[[], None]) -> None:
        self.queue: deque[Any] = deque()
        self.done: int | None = None
        self.seen = 0
        self._handling, self._changed = handling, changed
        self._filled = asyncio.Event()
        self._closing = False
        self.task = asyncio.create_task(self._work())

    def add(self, records: list[Any]) -> None:
        """More records, behind those that wait."""
        self.queue.extend(records)
        self.seen = records[-1].offset + 1
        self._filled.set()

    async def close(self) -> None:
        """Finish the record in hand, drop the rest (nobody committed it)."""
        self._closing = True
        self._filled.set()
        await asyncio.wait([self.task])

    async def _work(self) -> None:
        while not self._closing:
            if not self.queue:
                self._filled.clear()
                await self._filled.wait()
                continue
            batch = [self.queue.popleft() for _ in range(min(_BATCH, len(self.queue)))]
            opened = await self._handling.open(batch)
            for record, letter in zip(batch, opened, strict=True):
                if self._closing:
                    return
                await self._handling.handle(letter)
                self.done = record.offset + 1
                self._changed()


class Loop(ConsumerRebalanceListener):  # type: ignore[misc]
    """The consumer of one service."""

    def __init__(self, settings: KitSettings, group: str, topics: tuple[str, ...], handling: Handling) -> None:
        self._settings, self._group, self._topics, self._handling = settings, group, topics, handling
        self._lanes: dict[TopicPartition, Lane] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._stopping = asyncio.Event()
        self._progress = asyncio.Event()
        self.consumer: AIOKafkaConsumer | None = None
        self.joined = asyncio.Event()

    async def run(self) -> None:
        """Hear events until stopped. Trouble of the broker is waited out; a flood of dead letters ends the process."""
        while not self._stopping.is_set():
            self.consumer = kafka.consumer(self._settings, self._group)
            try:
                await self._consume(self.consumer)
            except (KafkaError, OSError) as error:
                log.warning("bus.lost", group=self._group, error=str(error))
                await asyncio.sleep(0.5)
            finally:
                await self._close_lanes(list(self._lanes))
                with contextlib.suppress(KafkaError, OSError):
                    await self._commit()
                with contextlib.suppress(KafkaError, OSError, asyncio.TimeoutError):
                    await asyncio.wait_for(self.consumer.stop(), 10)
                self._lanes.clear()

    def stop(self) -> None:
        """Ask `run` to end after the records in hand."""
        self._stopping.set()

    async def _consume(self, consumer: AIOKafkaConsumer) -> None:
        await consumer.start()
        consumer.subscribe(self._topics, listener=self)
        committer = asyncio.create_task(self._commit_as_it_goes())
        try:
            while not self._stopping.is_set():
                for partition, records in (await consumer.getmany(timeout_ms=200, max_records=1000)).items():
                    self._lane(partition).add(records)
                self._balance(consumer)
        finally:
            committer.cancel()
            await asyncio.wait([committer])

    def _lane(self, partition: TopicPartition) -> Lane:
        if partition not in self._lanes:
            self._lanes[partition] = Lane(self._handling, self._progress.set)
        return self._lanes[partition]

    def _balance(self, consumer: AIOKafkaConsumer) -> None:
        """Pause partitions whose lane is full, resume those with room, and let a failed lane be heard."""
        lag: dict[str, int] = dict.fromkeys(self._topics, 0)
        paused = consumer.paused()
        for partition, lane in self._lanes.items():
            if lane.task.done():
                lane.task.result()
            waiting = len(lane.queue)
            if waiting >= _FULL and partition not in paused:
                consumer.pause(partition)
            elif waiting <= _LOW and partition in paused:
                consumer.resume(partition)
            if partition in consumer.assignment():
                lag[partition.topic] += waiting + max((consumer.highwater(partition) or 0) - lane.seen, 0)
        for topic, number in lag.items():
            LAG.labels(self._group, topic).set(number)

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        """A new share of the work; lanes start with their first records.

        A broker that forgets may hold a position from before it lost its topics: a commit that was under way then is
        sent again until it is taken. Only the inbox can be believed about what was handled.
        """
        self._committed.clear()
        if self._settings.kafka_forgets and self.consumer is not None:
            for partition in assigned:
                self.consumer.seek(partition, 0)
        self.joined.set()

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        """Finish the record in hand of each partition, commit, and let it go."""
        await self._close_lanes(revoked)
        with contextlib.suppress(KafkaError, OSError):
            await self._commit()
        for partition in revoked:
            self._lanes.pop(partition, None)

    async def _close_lanes(self, partitions: list[TopicPartition]) -> None:
        await asyncio.gather(*(self._lanes[p].close() for p in partitions if p in self._lanes))

    async def _commit_as_it_goes(self) -> None:
        while True:
            await self._progress.wait()
            self._progress.clear()
            try:
                await self._commit()
            except (KafkaError, OSError) as error:
                # After an eviction this is normal: the partition's new owner meets our inbox rows.
                log.info("bus.commit_refused", group=self._group, error=type(error).__name__)
            await asyncio.sleep(0.2)

    async def _commit(self) -> None:
        """Tell the group how far each partition is done; offset + 1 of finished work only."""
        if self.consumer is None:
            return
        assigned = self.consumer.assignment()
        done = {p: lane.done for p, lane in self._lanes.items() if lane.done is not None and p in assigned}
        news = {p: offset for p, offset in done.items() if self._committed.get(p) != offset}
        if news:
            await self.consumer.commit(news)
            self._committed.update(news)


__all__ = ["Lane", "Loop", "TooManyDeadLetters"]
