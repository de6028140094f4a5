"""Consuming events: `run` polls, `Lines` keep the order per client, the `Dispatcher` decides.

Only finished work is committed: per partition up to the lowest record that is not done. Polling continues while
partitions are paused, so that the group never takes slow work for a dead member.
"""

import asyncio
import contextlib
import time
from collections import deque
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from libs.service_kit import gaps, kafka
from libs.service_kit.dispatcher import Dispatcher
from libs.service_kit.fault_points import FaultPoint, no_fault
from libs.service_kit.kafka_connection import start
from libs.service_kit.lines import Lines, Waiting
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import LAG, SPAN, log

_WIDE, _NARROW = 2000, 1000
"""A partition with so many records between its first undone and its last read one is paused, and resumed."""


class Watermark:
    """How far a partition is done: the offset of its first record that is not."""

    def __init__(self) -> None:
        self._read: deque[int] = deque()
        self._done: set[int] = set()
        self.seen = 0
        self.position: int | None = None

    @property
    def span(self) -> int:
        """How many records were read and are not committed."""
        return len(self._read)

    def read(self, offset: int) -> None:
        """A record was read."""
        self._read.append(offset)
        self.seen = offset + 1

    def finish(self, offset: int) -> None:
        """A record is done."""
        self._done.add(offset)
        while self._read and self._read[0] in self._done:
            self.position = self._read.popleft() + 1
            self._done.remove(self.position - 1)


class Consumer(ConsumerRebalanceListener):  # type: ignore[misc]
    """The consumer of one service."""

    def __init__(self, settings: KitSettings, group: str, topics: tuple[str, ...], dispatcher: Dispatcher) -> None:
        self._settings, self._group, self._topics, self._dispatcher = settings, group, topics, dispatcher
        self._marks: dict[TopicPartition, Watermark] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._stopping = asyncio.Event()
        self._progress = asyncio.Event()
        self._lines: Lines
        self._outside_since = time.monotonic()
        self.has_joined = False
        self.fault_point: FaultPoint = no_fault
        self.consumer: AIOKafkaConsumer | None = None
        self.joined = asyncio.Event()

    async def run(self) -> None:
        """Consume until stopped. Waits while the broker is away. Raises TooManyDeadLetters."""
        self._lines = Lines(
            self._dispatcher, self._done, workers=self._settings.workers, outside=self._settings.outside_workers
        )
        try:
            while not self._stopping.is_set():
                await self._run_once()
        finally:
            await self._lines.close()

    async def _run_once(self) -> None:
        """Consume as long as the broker answers, then leave the group.

        Work outside the database that is in hand goes on, and nobody waits for it: a record of it that comes again
        stands behind it in the same line, and is a duplicate then. Only the end of the service waits for all.
        """
        reset = "earliest" if self._settings.kafka_forgets else "none"
        self.consumer = kafka.consumer(self._settings, self._group, auto_offset_reset=reset)
        try:
            await self._consume(self.consumer)
        except (KafkaError, OSError) as error:
            log.warning("kafka.lost", group=self._group, error=str(error))
            await asyncio.sleep(0.5)
        finally:
            self.joined.clear()
            self._outside_since = time.monotonic()
            await (self._lines.close() if self._stopping.is_set() else self._lines.leave(set(self._marks)))
            with contextlib.suppress(KafkaError, OSError):
                await self._commit()
            with contextlib.suppress(KafkaError, OSError, asyncio.TimeoutError):
                await asyncio.wait_for(self.consumer.stop(), 10)
            self._marks.clear()

    def silent_for(self) -> float:
        """Seconds since the broker last answered; since the start when this process has no place in the group."""
        if not self.joined.is_set() or self.consumer is None:
            return time.monotonic() - self._outside_since
        polled = [self.consumer.last_poll_timestamp(partition) for partition in self.consumer.assignment()]
        last = max((stamp for stamp in polled if stamp), default=None)
        return 0.0 if last is None else max(0.0, time.time() - last / 1000)

    def longest_in_hand(self) -> float:
        """Seconds that the oldest run in hand has taken so far."""
        return self._lines.longest_in_hand()

    def stop(self) -> None:
        """Make `run` return after the current records."""
        self._stopping.set()

    async def _consume(self, consumer: AIOKafkaConsumer) -> None:
        await start(self._settings, consumer.start)
        consumer.subscribe(self._topics, listener=self)
        committer = asyncio.create_task(self._commit_as_it_goes())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                for partition, records in (await self._fetch(consumer, stopping)).items():
                    self._take_in(partition, records)
                self._balance(consumer)
        finally:
            committer.cancel()
            stopping.cancel()
            await asyncio.wait([committer, stopping])

    async def _fetch(self, consumer: AIOKafkaConsumer, stopping: asyncio.Task[Any]) -> dict[TopicPartition, list[Any]]:
        """The next records; a partition in which there is no position is begun. Raises KafkaError.

        While the group is being formed aiokafka waits without limit, so the end of the service ends the wait.
        """
        fetch = asyncio.create_task(consumer.getmany(timeout_ms=500, max_records=1000))
        try:
            await asyncio.wait((fetch, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not fetch.done():
                return {}
            fetched: dict[TopicPartition, list[Any]] = fetch.result()
        except gaps.NO_POSITION as error:
            await gaps.begin(self._settings, self._group, consumer, error)
            return {}
        finally:
            if not fetch.done():
                fetch.cancel()
                await asyncio.wait([fetch])
        return fetched

    def _take_in(self, partition: TopicPartition, records: list[Any]) -> None:
        """Put records into their lines; those that are not for us are done."""
        mark = self._marks.setdefault(partition, Watermark())
        ours = []
        for record in records:
            mark.read(record.offset)
            decoded = self._dispatcher.decode(record.value or b"", record.topic)
            waiting = Waiting(partition, record.offset, decoded, mark)
            if decoded.outcome == "skipped":
                self._dispatcher.skip(decoded)
                self._done(waiting)
            else:
                ours.append(waiting)
        self._lines.add(ours)

    def _done(self, waiting: Waiting) -> None:
        waiting.mark.finish(waiting.offset)
        self._progress.set()

    def _balance(self, consumer: AIOKafkaConsumer) -> None:
        """Pause partitions with many records in work, resume those with room; raise what ended a worker."""
        failure = self._lines.failure()
        if failure is not None:
            raise failure
        lag: dict[str, int] = dict.fromkeys(self._topics, 0)
        paused, assigned = consumer.paused(), consumer.assignment()
        for partition in assigned:
            mark = self._marks.get(partition)
            if mark is None:
                continue
            if mark.span >= _WIDE and partition not in paused:
                consumer.pause(partition)
            elif mark.span <= _NARROW and partition in paused:
                consumer.resume(partition)
            lag[partition.topic] += mark.span + max((consumer.highwater(partition) or 0) - mark.seen, 0)
        SPAN.labels(self._group).set(max((mark.span for mark in self._marks.values()), default=0))
        for topic, number in lag.items():
            LAG.labels(self._group, topic).set(number)

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        """Begin with new partitions.

        A broker without persistent memory may hold a position from before it lost its topics, because a commit that was
        under way then is repeated until it is accepted. So only the inbox tells reliably what was handled.
        """
        self._committed.clear()
        if self._settings.kafka_forgets and self.consumer is not None:
            for partition in assigned:
                self.consumer.seek(partition, 0)
        self.has_joined = True
        self.joined.set()

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        """Finish the current runs of these partitions, commit, and release them."""
        await self._lines.leave(set(revoked))
        with contextlib.suppress(KafkaError, OSError):
            await self._commit()
        for partition in revoked:
            self._marks.pop(partition, None)

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
        done = {p: mark.position for p, mark in self._marks.items() if mark.position is not None and p in assigned}
        new = {p: offset for p, offset in done.items() if self._committed.get(p) != offset}
        if new:
            self.fault_point("before_offsets")
            await self.consumer.commit(new)
            self.fault_point("after_offsets")
            self._committed.update(new)
