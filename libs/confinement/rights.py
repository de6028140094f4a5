"""Giving up every right but to compute; nothing can bring them back.

Limits on processor time, memory, files and processes come from the kernel. On Linux for x86-64 and ARM64 a filter then
lets through the few system calls that computing needs: no connection, no program, no signal, no change to a file.
Elsewhere Python's own calls are stopped, which holds back our code but not a fault in a native library.
"""

import math
import os
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from libs.confinement.encodings import load_encodings
from libs.confinement.folders import keep_to
from libs.confinement.system_calls import WRITING, allow_only, no_new_privileges

READER = 65533
"""The user and group of confined processes where root starts them: no account has this number.

It is not nobody's (65534): other programs run as that one, the embedded database among them.
"""


@dataclass(frozen=True)
class KernelLimits:
    """What a process may take of the computer, and as which user it runs where root starts it."""

    cpu_seconds: int = 60
    wall_seconds: int = 90
    memory_bytes: int = 1 << 30
    open_files: int = 64
    user: int = READER

    @property
    def longest_cpu_seconds(self) -> int:
        """What `more_time` can never exceed."""
        return self.cpu_seconds


def bare_environment(**more: str) -> dict[str, str]:
    """What such a process is started with: our code, and none of the service's secrets."""
    root = Path(__file__).resolve().parents[2]
    plain = {"PYTHONPATH": str(root), "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return plain | more


def confine(limits: KernelLimits, readable: Sequence[Path] = ()) -> Literal["kernel", "interpreter"]:
    """Apply everything to this process. Files can be opened below `readable` alone, and only to read them.

    Says who refuses the rest: the `kernel`, or only Python's `interpreter`.
    """
    load_encodings()
    _limit(limits)
    _drop_root(limits.user)
    if sys.platform == "linux" and no_new_privileges():
        keep_to(readable)
        if allow_only(reading=bool(readable)):
            return "kernel"
    _start_nothing()
    _refuse_in_python(reading=bool(readable))
    return "interpreter"


def more_time(limits: KernelLimits, *, cpu_seconds: int, wall_seconds: int) -> None:
    """So much from now on; without it the process ends when the time that it has is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = math.ceil(used.ru_utime + used.ru_stime) + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(cpu, limits.longest_cpu_seconds), limits.longest_cpu_seconds))
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)


def _limit(limits: KernelLimits) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.longest_cpu_seconds))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)
    for name, value in (
        ("RLIMIT_DATA", limits.memory_bytes),
        ("RLIMIT_AS", 2 * limits.memory_bytes),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", limits.open_files),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            resource.setrlimit(kind, (value, value))


def _drop_root(user: int) -> None:
    """Become a user who owns nothing: root would be able to undo its limits. Raises ValueError when that is root."""
    if os.geteuid() == 0:
        if user <= 0:
            raise ValueError("a confined process must not be root")
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)


def _start_nothing() -> None:
    """Neither processes nor threads, where no filter tells the ones from the others; HEIC is not read there."""
    if hasattr(resource, "RLIMIT_NPROC"):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


_REFUSED = (
    *("socket.", "fcntl.", "resource.prlimit"),
    *("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
)


def _refuse_in_python(*, reading: bool) -> None:
    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            flags = arguments[2]
            allowed = reading and isinstance(flags, int) and not flags & WRITING
        elif event in ("os.listdir", "os.scandir"):
            allowed = reading
        else:
            allowed = not event.startswith(_REFUSED)
        if not allowed:
            raise PermissionError(f"{event} is not allowed with a foreign file in hand")

    sys.addaudithook(refuse)
