"""Lines: the records of one client wait in a line, and a few workers take the lines in turn.

A line gives one run at a time and then goes to the back, so that no client holds up the others. Records of handlers
that work long outside the database wait in lines of their own key, with workers of their own, of which one client never
has all: its 200 files are 200 lines.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from libs.service_kit.attempts import Attempts
from libs.service_kit.decoding import Decoded
from libs.service_kit.dispatcher import Dispatcher
from libs.service_kit.fair_turns import FairQueue

RUN_RECORDS = 100
CAREFUL = 20
"""After a run broke, so many records of the line are handled one by one."""
LEAVE_SECONDS = 4.0
"""How long a change of the group waits for records in hand. What takes longer goes on: the inbox knows what it did."""


def share(workers: int) -> int:
    """How many of these workers one client may have at once: three of four, so that another one finds one free."""
    return max(1, workers * 3 // 4)


@dataclass(frozen=True)
class Waiting:
    """A record that waits to be handled."""

    partition: Any
    offset: int
    record: Decoded
    mark: Any = None


@dataclass
class Line:
    """Records in order, of one `owner` (a client); `attempts` are those at the first one, when it waits for another."""

    key: object
    owner: UUID | None = None
    waiting: deque[Waiting] = field(default_factory=deque)
    in_hand: Sequence[Waiting] = ()
    since: float = 0.0
    careful: int = 0
    attempts: Attempts = field(default_factory=Attempts)
    left: set[Any] = field(default_factory=set)
    """Partitions that were given to another process while their records were in hand."""


class Lines:
    """The lines of one service and their workers. `finished` is called with each record that is done."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        finished: Callable[[Waiting], None],
        *,
        workers: int,
        outside: int,
        leave_seconds: float = LEAVE_SECONDS,
    ) -> None:
        self._dispatcher, self._finished, self._leave_seconds = dispatcher, finished, leave_seconds
        self._lines: dict[object, Line] = {}
        self._ready: FairQueue[Line] = FairQueue(workers)
        self._ready_outside: FairQueue[Line] = FairQueue(share(outside))
        self._idle = asyncio.Condition()
        queues = [self._ready] * workers + [self._ready_outside] * outside
        self.workers = [asyncio.create_task(self._work(queue)) for queue in queues]

    def add(self, records: Iterable[Waiting]) -> None:
        """Append records to their lines."""
        for waiting in records:
            key = waiting.record.line
            line = self._lines.get(key)
            if line is None:
                line = self._lines[key] = Line(key, waiting.record.client)
                self._queue_of(waiting).put(line.owner, line)
            line.waiting.append(waiting)

    def longest_in_hand(self) -> float:
        """Seconds that the oldest run in hand has taken so far."""
        now = time.monotonic()
        return max((now - line.since for line in self._lines.values() if line.in_hand), default=0.0)

    def failure(self) -> BaseException | None:
        """The error of a worker that failed."""
        return next((task.exception() for task in self.workers if task.done() and not task.cancelled()), None)

    async def leave(self, partitions: set[Any]) -> None:
        """Drop the waiting records of these partitions, and finish or leave those in hand."""
        for line in self._lines.values():
            if line.waiting and line.waiting[0].partition in partitions:
                line.attempts = Attempts()
            line.waiting = deque(waiting for waiting in line.waiting if waiting.partition not in partitions)
            if any(waiting.partition in partitions for waiting in line.in_hand):
                line.left |= partitions
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._leave_seconds), self._idle:
                await self._idle.wait_for(lambda: not self._holds(partitions))

    async def close(self) -> None:
        """Stop the workers after the records in hand."""
        for line in self._lines.values():
            line.waiting.clear()
            line.left = {waiting.partition for waiting in line.in_hand}
        async with self._idle:
            await self._idle.wait_for(
                lambda: not any(line.in_hand for line in self._lines.values()) or self.failure() is not None
            )
        for task in self.workers:
            task.cancel()
        await asyncio.wait(self.workers)

    def _holds(self, partitions: set[Any]) -> bool:
        return self.failure() is None and any(
            waiting.partition in partitions and not waiting.record.is_outside
            for line in self._lines.values()
            for waiting in line.in_hand
        )

    def _queue_of(self, waiting: Waiting) -> FairQueue[Line]:
        return self._ready_outside if waiting.record.is_outside else self._ready

    async def _work(self, ready: FairQueue[Line]) -> None:
        while True:
            owner, line = await ready.get()
            try:
                pause = await self._take_run(line)
            finally:
                line.in_hand = ()
                ready.done(owner)
                async with self._idle:
                    self._idle.notify_all()
            if not line.waiting:
                del self._lines[line.key]
            elif pause:
                asyncio.get_running_loop().call_later(pause, ready.put, owner, line)
            else:
                ready.put(owner, line)

    async def _take_run(self, line: Line) -> float:
        """Handle the first records of a line; returns for how long the line should wait."""
        most = 1 if line.careful else RUN_RECORDS
        line.in_hand = [line.waiting.popleft() for _ in range(min(most, len(line.waiting)))]
        line.since = time.monotonic()
        line.left.clear()
        if not line.in_hand:
            return 0.0
        step = await self._dispatcher.handle_first([waiting.record for waiting in line.in_hand], line.attempts)
        if step.done:
            line.careful = max(line.careful - 1, 0)
            line.attempts = Attempts()
        else:  # its next attempt is its own too, whatever has come behind it
            line.careful = max(line.careful, 1) if step.pause else CAREFUL
        for waiting in line.in_hand[: step.done]:
            self._finished(waiting)
        undone = [waiting for waiting in line.in_hand[step.done :] if waiting.partition not in line.left]
        if len(undone) < len(line.in_hand) - step.done:
            line.attempts = Attempts()
        line.waiting.extendleft(reversed(undone))
        return step.pause if undone else 0.0
