"""Processes that a service had started and that go on after its death: memory that nobody gives back."""

import contextlib
import time

import psutil

from tests.faults.fleet import Fleet

_SECONDS_TO_NOTICE = 10


class Orphans:
    """Asked right before each kill which children there are."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._children: list[tuple[str, psutil.Process]] = []

    def note(self, target: str) -> None:
        """Remember the children of a service that is about to be killed."""
        pid = self._fleet.pid(target) if target in self._fleet.members else None
        if pid is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                self._children += [(target, child) for child in psutil.Process(pid).children(recursive=True)]

    def left(self) -> tuple[str, ...]:
        """Those that still run some seconds after their parents' death."""
        end = time.monotonic() + _SECONDS_TO_NOTICE
        while (alive := [(t, c) for t, c in self._children if c.is_running()]) and time.monotonic() < end:
            time.sleep(0.2)
        return tuple(f"{target}'s process {child.pid}" for target, child in alive)
