"""Child processes that outlive the service that started them, and keep its memory."""

import contextlib
import time

import psutil

from tests.faults.processes import ServiceProcesses

_SECONDS_TO_NOTICE = 10


class Orphans:
    """Collects a service's child processes right before it is killed."""

    def __init__(self, processes: ServiceProcesses) -> None:
        self._processes = processes
        self._children: list[tuple[str, psutil.Process]] = []

    def note(self, target: str) -> None:
        """Remember the children of a service that is about to be killed."""
        pid = self._processes.pid(target) if target in self._processes.members else None
        if pid is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                self._children += [(target, child) for child in psutil.Process(pid).children(recursive=True)]

    def left(self) -> tuple[str, ...]:
        """The children that still run some seconds after the death of their parents."""
        end = time.monotonic() + _SECONDS_TO_NOTICE
        while (alive := [(t, c) for t, c in self._children if c.is_running()]) and time.monotonic() < end:
            time.sleep(0.2)
        return tuple(f"{target}'s process {child.pid}" for target, child in alive)
