"""Consuming events: `run` polls, one `PartitionWorker` per partition keeps the order, the `Dispatcher` decides.

Only finished work is committed. Polling continues while partitions are paused, so that the group never takes slow work
for a dead member. When a partition is revoked, the current record is finished first.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from libs.service_kit import kafka
from libs.service_kit.dispatcher import Dispatcher, TooManyDeadLetters
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import LAG, log

_FULL, _LOW, _BATCH = 400, 100, 100


class PartitionWorker:
    """The records of one partition, in order, one at a time."""

    def __init__(self, dispatcher: Dispatcher, changed: Callable[[], None]) -> None:
        self.queue: deque[Any] = deque()
        self.done: int | None = None
        self.seen = 0
        self._dispatcher, self._changed = dispatcher, changed
        self._filled = asyncio.Event()
        self._closing = False
        self.task = asyncio.create_task(self._work())

    def add(self, records: list[Any]) -> None:
        """Append records to those that wait."""
        self.queue.extend(records)
        self.seen = records[-1].offset + 1
        self._filled.set()

    async def close(self) -> None:
        """Finish the current record and drop the rest, which is not committed."""
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
            decoded = await self._dispatcher.decode_batch(batch)
            for record, one in zip(batch, decoded, strict=True):
                if self._closing:
                    return
                await self._dispatcher.handle(one)
                self.done = record.offset + 1
                self._changed()


class Consumer(ConsumerRebalanceListener):  # type: ignore[misc]
    """The consumer of one service."""

    def __init__(self, settings: KitSettings, group: str, topics: tuple[str, ...], dispatcher: Dispatcher) -> None:
        self._settings, self._group, self._topics, self._dispatcher = settings, group, topics, dispatcher
        self._workers: dict[TopicPartition, PartitionWorker] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._stopping = asyncio.Event()
        self._progress = asyncio.Event()
        self.consumer: AIOKafkaConsumer | None = None
        self.joined = asyncio.Event()

    async def run(self) -> None:
        """Consume until stopped. Waits while the broker is away. Raises TooManyDeadLetters."""
        while not self._stopping.is_set():
            self.consumer = kafka.consumer(self._settings, self._group)
            try:
                await self._consume(self.consumer)
            except (KafkaError, OSError) as error:
                log.warning("kafka.lost", group=self._group, error=str(error))
                await asyncio.sleep(0.5)
            finally:
                await self._close_workers(list(self._workers))
                with contextlib.suppress(KafkaError, OSError):
                    await self._commit()
                with contextlib.suppress(KafkaError, OSError, asyncio.TimeoutError):
                    await asyncio.wait_for(self.consumer.stop(), 10)
                self._workers.clear()

    def stop(self) -> None:
        """Make `run` return after the current records."""
        self._stopping.set()

    async def _consume(self, consumer: AIOKafkaConsumer) -> None:
        await consumer.start()
        consumer.subscribe(self._topics, listener=self)
        committer = asyncio.create_task(self._commit_as_it_goes())
        try:
            while not self._stopping.is_set():
                for partition, records in (await consumer.getmany(timeout_ms=200, max_records=1000)).items():
                    self._worker(partition).add(records)
                self._balance(consumer)
        finally:
            committer.cancel()
            await asyncio.wait([committer])

    def _worker(self, partition: TopicPartition) -> PartitionWorker:
        if partition not in self._workers:
            self._workers[partition] = PartitionWorker(self._dispatcher, self._progress.set)
        return self._workers[partition]

    def _balance(self, consumer: AIOKafkaConsumer) -> None:
        """Pause partitions whose queue is full, resume those with room, and raise the error of a failed worker."""
        lag: dict[str, int] = dict.fromkeys(self._topics, 0)
        paused = consumer.paused()
        for partition, worker in self._workers.items():
            if worker.task.done():
                worker.task.result()
            waiting = len(worker.queue)
            if waiting >= _FULL and partition not in paused:
                consumer.pause(partition)
            elif waiting <= _LOW and partition in paused:
                consumer.resume(partition)
            if partition in consumer.assignment():
                lag[partition.topic] += waiting + max((consumer.highwater(partition) or 0) - worker.seen, 0)
        for topic, number in lag.items():
            LAG.labels(self._group, topic).set(number)

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        """Begin with new partitions; a worker starts with its first records.

        A broker without persistent memory may hold a position from before it lost its topics, because a commit that was
        under way then is repeated until it is accepted. So only the inbox tells reliably what was handled.
        """
        self._committed.clear()
        if self._settings.kafka_forgets and self.consumer is not None:
            for partition in assigned:
                self.consumer.seek(partition, 0)
        self.joined.set()

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        """Finish the current record of each partition, commit, and release it."""
        await self._close_workers(revoked)
        with contextlib.suppress(KafkaError, OSError):
            await self._commit()
        for partition in revoked:
            self._workers.pop(partition, None)

    async def _close_workers(self, partitions: list[TopicPartition]) -> None:
        await asyncio.gather(*(self._workers[p].close() for p in partitions if p in self._workers))

    async def _commit_as_it_goes(self) -> None:
        while True:
            await self._progress.wait()
            self._progress.clear()
            try:
                await self._commit()
            except (KafkaError, OSError) as error:
                # After an eviction this is normal: the partition's new owner meets our inbox rows.
                log.info("kafka.commit_refused", group=self._group, error=type(error).__name__)
            await asyncio.sleep(0.2)

    async def _commit(self) -> None:
        """Commit how far each partition is done: offset + 1 of finished records only."""
        if self.consumer is None:
            return
        assigned = self.consumer.assignment()
        done = {p: worker.done for p, worker in self._workers.items() if worker.done is not None and p in assigned}
        new = {p: offset for p, offset in done.items() if self._committed.get(p) != offset}
        if new:
            await self.consumer.commit(new)
            self._committed.update(new)


__all__ = ["Consumer", "PartitionWorker", "TooManyDeadLetters"]
