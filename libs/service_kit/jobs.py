"""Background jobs of a service: run at their interval, and at once when woken or when there is more to do."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from libs.service_kit.context import Context
from libs.service_kit.database import DatabaseAway
from libs.service_kit.service import Job, Service
from libs.service_kit.telemetry import JOBS, log


class Jobs:
    """Runs the jobs of one service until `stopping` is set."""

    def __init__(self, service: Service[Any], context: Callable[[], Context[Any]], stopping: asyncio.Event) -> None:
        self._service, self._context, self._stopping = service, context, stopping
        self._woken = {name: asyncio.Event() for name in service.jobs}

    def wake(self, name: str) -> None:
        """Run this job at once."""
        self._woken[name].set()

    def wake_all(self) -> None:
        """Wake every waiting job, so that it sees that the service stops."""
        for woken in self._woken.values():
            woken.set()

    async def repeat(self, job: Job) -> None:
        """Run a job every `job.seconds`, sooner when woken, and at once again when it returned True."""
        woken = self._woken[job.name]
        while not self._stopping.is_set():
            if await self.run(job):
                continue
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(woken.wait(), job.seconds)
            woken.clear()

    async def run(self, job: Job) -> bool:
        """Run a job once; returns whether it has more to do. An error is logged, and the job runs again later."""
        name = self._service.deployed_name
        try:
            more = bool(await job.run(self._context()))
            JOBS.labels(name, job.name, "done").inc()
        except Exception as error:  # noqa: BLE001 - the job runs again later; its failure is counted and logged
            JOBS.labels(name, job.name, "failed").inc()
            if isinstance(error, DatabaseAway):
                log.warning("job.database_away", job=job.name, error=type(error).__name__)
            else:
                log.error("job.failed", job=job.name, exc_info=error)
            await asyncio.sleep(min(1.0, job.seconds))
            return False
        return more
