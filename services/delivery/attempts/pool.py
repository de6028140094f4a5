"""The deliveries that run in this process: a slow package occupies its own slots and not the whole service."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from libs.service_kit.telemetry import log


class WorkerPool:
    """Runs at most `slots` coroutines at a time. An error in one is logged; its lease expires and it is tried again."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._busy: set[asyncio.Task[None]] = set()

    @property
    def free(self) -> int:
        """The number of free slots."""
        return self._slots - len(self._busy)

    def submit(self, work: Coroutine[Any, Any, None], done: Callable[[], None]) -> None:
        """Start a coroutine; `done` is called when it has ended, in whatever way."""
        task = asyncio.create_task(work)
        self._busy.add(task)
        task.add_done_callback(self._ended)
        task.add_done_callback(lambda _: done())

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery.bug", exc_info=error)

    async def idle(self) -> None:
        """Wait until nothing runs."""
        while self._busy:
            await asyncio.wait(set(self._busy))

    async def close(self, *, seconds: float) -> None:
        """Wait at most `seconds` for what runs, then cancel it; the next process finds out what became of it."""
        if self._busy:
            _, late = await asyncio.wait(set(self._busy), timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=5)
