"""Records for the lines of a service, as a consumer puts them there, without a broker."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.service_kit.consumer import Watermark
from libs.service_kit.lines import Lines, Waiting
from libs.service_kit.testing import Harness
from tests.service_kit.toy.contract import Counted


def counted(client: UUID, number: int, mood: str = "calm") -> Envelope:
    """A number to be counted, in its envelope."""
    return Envelope.wrap(Counted(client_id=client, number=number, behaviour=mood), source="test")


async def until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    """Wait until something is true that nobody tells."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - the parts under test have no event for it
            await asyncio.sleep(0.005)


class Feed:
    """The lines of one service, filled by the test."""

    def __init__(self, toy: Harness[Any], *, workers: int, outside: int, leave_seconds: float) -> None:
        self._dispatcher = toy.running.dispatcher
        self.lines = Lines(
            self._dispatcher, self._finish, workers=workers, outside=outside, leave_seconds=leave_seconds
        )
        self.marks: dict[int, Watermark] = defaultdict(Watermark)
        self.finished: list[tuple[int, int]] = []

    def add(self, *envelopes: Envelope | Event, partition: int = 0) -> None:
        """Put records into the partition, behind those that are there."""
        mark, ours = self.marks[partition], []
        for item in envelopes:
            envelope = item if isinstance(item, Envelope) else Envelope.wrap(item, source="test")
            record = self._dispatcher.decode(envelope.encode(), "toy")
            ours.append(Waiting(partition, mark.seen, record, mark))
            mark.read(mark.seen)
        self.lines.add(ours)

    async def until_done(self, *partitions: int, seconds: float = 30) -> None:
        """Wait until all records of these partitions, or of all, are done; raises what ended a worker."""
        async with asyncio.timeout(seconds):
            while any(self.marks[number].span for number in partitions or tuple(self.marks)):
                failure = self.lines.failure()
                if failure is not None:
                    raise failure
                await asyncio.sleep(0.005)

    def positions(self) -> Sequence[tuple[int | None, int]]:
        """For each partition, the position that may be committed, and where its records end."""
        return [(mark.position, mark.seen) for _, mark in sorted(self.marks.items())]

    def _finish(self, waiting: Waiting) -> None:
        waiting.mark.finish(waiting.offset)
        self.finished.append((waiting.partition, waiting.offset))


@asynccontextmanager
async def feeding(
    toy: Harness[Any], *, workers: int = 4, outside: int = 2, leave_seconds: float = 30
) -> AsyncIterator[Feed]:
    """Lines for a test, which are closed after it."""
    feed = Feed(toy, workers=workers, outside=outside, leave_seconds=leave_seconds)
    try:
        yield feed
    finally:
        await feed.lines.close()
