"""Carries out a plan: each fault at its place in the progress of the load, in the order of the plan."""

import asyncio
from collections.abc import Callable

from tests.faults.plan import Fault
from tests.faults.processes import ServiceProcesses
from tests.faults.timeline import Timeline


class Progress:
    """How many files were taken in. Faults wait for it, and the load waits for the faults that are due."""

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


class FaultSchedule:
    """Kills by plan and starts again. `injected` lists the targets killed so far, in order."""

    def __init__(
        self,
        processes: ServiceProcesses,
        plan: tuple[Fault, ...],
        progress: Progress,
        timeline: Timeline,
        before: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`before` is called with each target right before it is killed."""
        self._processes, self._plan, self._progress, self._timeline = processes, plan, progress, timeline
        self._before = before
        self.injected: list[str] = []
        self._restarting: dict[str, asyncio.Task[None]] = {}
        self._one_injected = asyncio.Condition()

    async def run(self) -> None:
        """Carry out all faults of the plan; returns when everything that was killed has been started again."""
        for fault in self._plan:
            await self._progress.until(fault.after)
            await asyncio.sleep(fault.lead)
            if fault.target in self._restarting:
                await self._restarting[fault.target]
            self._before(fault.target)
            await self._processes.kill(fault.target)
            self._timeline.note("killed", target=fault.target, after=fault.after, taken_in=self._progress.taken_in)
            self._restarting[fault.target] = asyncio.create_task(self._restart(fault))
            async with self._one_injected:
                self.injected.append(fault.target)
                self._one_injected.notify_all()
        await asyncio.gather(*self._restarting.values())

    async def until_injected(self, files: int) -> None:
        """Wait for every fault that the plan puts before this file, so that a fast load does not overtake its plan."""
        due = sum(fault.after < files for fault in self._plan)
        async with self._one_injected:
            await self._one_injected.wait_for(lambda: len(self.injected) >= due)

    async def _restart(self, fault: Fault) -> None:
        await asyncio.sleep(fault.pause)
        await self._processes.restart(fault.target)
        self._timeline.note("restarted", target=fault.target)
