"""Ends this process at a named point of the kit, once for each file with the point's name in a folder."""

import os
import signal
from pathlib import Path

from libs.service_kit.fault_points import FaultPoint, no_fault

VARIABLE = "SEREIN_KILL_POINTS"


def from_environment() -> FaultPoint:
    """The fault point of a process whose environment names a folder; otherwise nothing happens."""
    folder = os.environ.get(VARIABLE)
    return no_fault if folder is None else killed_at(Path(folder))


def killed_at(folder: Path) -> FaultPoint:
    """Ends the process with SIGKILL at a point that the folder names; the file is gone then."""

    def reached(point: str) -> None:
        try:
            (folder / point).unlink()
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    return reached
