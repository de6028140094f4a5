"""The deliveries that are under way in this process: a slow package keeps one hand busy, not all of them."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from libs.service_kit.telemetry import log


class Crew:
    """At most `hands` pieces of work at a time. An error in one is logged; its lease runs out and it is tried again."""

    def __init__(self, hands: int) -> None:
        self._hands = hands
        self._busy: set[asyncio.Task[None]] = set()

    @property
    def free(self) -> int:
        """How many more pieces of work can be taken up."""
        return self._hands - len(self._busy)

    def take_up(self, work: Coroutine[Any, Any, None], done: Callable[[], None]) -> None:
        """Begin a piece of work; `done` is called when it is over, however it ended."""
        task = asyncio.create_task(work)
        self._busy.add(task)
        task.add_done_callback(self._ended)
        task.add_done_callback(lambda _: done())

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery.bug", exc_info=error)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._busy:
            await asyncio.wait(set(self._busy))

    async def leave(self, *, seconds: float) -> None:
        """Let what is under way come to its end for a while, then drop it; the next process asks what became of it."""
        if self._busy:
            _, late = await asyncio.wait(set(self._busy), timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=5)
