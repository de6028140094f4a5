"""Carries out a plan: each fault at its place in the progress of the load, in the order of the plan."""

import asyncio
from collections.abc import Callable

from tests.faults.fleet import Fleet
from tests.faults.plan import Fault
from tests.faults.timeline import Timeline


class Progress:
    """How many files were taken in; faults wait for it, and the load waits for the faults that are due."""

    def __init__(self) -> None:
        self.taken_in = 0
        self._changed = asyncio.Condition()

    async def count(self) -> None:
        """One more file was taken in."""
        async with self._changed:
            self.taken_in += 1
            self._changed.notify_all()

    async def until(self, number: int) -> None:
        """Wait for that many files."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.taken_in >= number)


class Siege:
    """Kills by plan. `struck` is what has been killed so far, in order."""

    def __init__(
        self,
        fleet: Fleet,
        plan: tuple[Fault, ...],
        progress: Progress,
        timeline: Timeline,
        before: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`before` is told each target right before it is killed."""
        self._fleet, self._plan, self._progress, self._timeline = fleet, plan, progress, timeline
        self._before = before
        self.struck: list[str] = []
        self._reviving: dict[str, asyncio.Task[None]] = {}
        self._struck_one = asyncio.Condition()

    async def run(self) -> None:
        """All faults of the plan; ends when everything that was killed has been started again."""
        for fault in self._plan:
            await self._progress.until(fault.after)
            await asyncio.sleep(fault.lead)
            if fault.target in self._reviving:
                await self._reviving[fault.target]
            self._before(fault.target)
            await self._fleet.kill(fault.target)
            self._timeline.note("killed", target=fault.target, after=fault.after, taken_in=self._progress.taken_in)
            self._reviving[fault.target] = asyncio.create_task(self._revive(fault))
            async with self._struck_one:
                self.struck.append(fault.target)
                self._struck_one.notify_all()
        await asyncio.gather(*self._reviving.values())

    async def until_struck(self, files: int) -> None:
        """Wait for every fault that belongs before this file: a fast load does not run ahead of its plan."""
        due = sum(fault.after < files for fault in self._plan)
        async with self._struck_one:
            await self._struck_one.wait_for(lambda: len(self.struck) >= due)

    async def _revive(self, fault: Fault) -> None:
        await asyncio.sleep(fault.pause)
        await self._fleet.revive(fault.target)
        self._timeline.note("revived", target=fault.target)
