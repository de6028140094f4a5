"""What a worker process may not do, set just before it touches a foreign file; nothing can lift it afterwards.

Limits on processor time, memory, files and processes come from the kernel (setrlimit). Network, starting programs,
signals and changes to files are refused by a seccomp filter on Linux for x86-64 and ARM64. Elsewhere only Python's own
calls are stopped (an audit hook), which holds back our code but not a fault in a native library: `confine` says which.
"""

import ctypes
import math
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass

from services.ocr_extract.limits import Limits

_NOBODY = 65534


@dataclass(frozen=True)
class _Machine:
    """Numbers of a machine's system calls: those that fail, and those that open files with their argument of flags."""

    architecture: int
    refused: tuple[int, ...]
    opening: dict[int, int]


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        (
            *(41, 42, 49, 50, 43, 44, 53, 288),  # socket connect bind listen accept sendto socketpair accept4
            *(59, 322, 101, 62, 200),  # execve execveat ptrace kill tkill
            *(310, 311, 425, 321, 323),  # process_vm_readv process_vm_writev io_uring_setup bpf userfaultfd
            *(82, 264, 316, 83, 258, 84, 85, 133, 259),  # rename* mkdir* rmdir creat mknod*
            *(
                86,
                265,
                87,
                263,
                88,
                266,
                90,
                268,
                92,
                260,
                76,
                165,
            ),  # link* unlink* symlink* chmod* chown*...
            437,  # openat2
        ),
        {2: 1, 257: 2},  # open openat
    ),
    "aarch64": _Machine(
        0xC00000B7,
        (
            *(198, 203, 200, 201, 202, 206, 199, 242),
            *(221, 281, 117, 129, 130),
            *(270, 271, 425, 280, 282),
            *(38, 276, 34, 33),
            *(37, 35, 36, 53, 54, 45, 40),
            437,
        ),
        {56: 2},
    ),
}

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_ANY, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL, _EPERM = 0x7FFF0000, 0x80000000, 0x00050001
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(limits: Limits) -> str:
    """Apply everything. Gives `kernel` when the system refuses network and programs, else `interpreter`."""
    _limit(limits)
    _drop_root()
    return forbid()


def _limit(limits: Limits) -> None:
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


def allow_a_page(limits: Limits) -> None:
    """Time for one more page to be recognised: without it the process ends when the time it has is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = math.ceil(used.ru_utime + used.ru_stime) + limits.page_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(cpu, limits.longest_cpu_seconds), limits.longest_cpu_seconds))
    signal.setitimer(signal.ITIMER_REAL, 2 * limits.page_seconds)


def _drop_root() -> None:
    """Root in a worker would be able to undo its limits; also no further processes from here on."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    if hasattr(resource, "RLIMIT_NPROC"):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def forbid() -> str:
    """Refuse network, programs, signals and changes to files."""
    machine = _MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine and _install(_filter(machine)):
        return "kernel"
    sys.addaudithook(_refuse_in_python)
    return "interpreter"


def _filter(machine: _Machine) -> bytes:
    """A BPF program: another architecture dies; refused calls and opening for writing fail; all others go on.

    A step is (code, value, where to go when true, where when false); `None` is the next step.
    """
    steps: list[tuple[int, int, str | None, str | None]] = [
        (_LOAD, 4, None, None),
        (_JUMP_EQUAL, machine.architecture, "number", None),
        (_RETURN, _KILL, None, None),
        (_LOAD, 0, None, None),
    ]
    places = {"number": 3}
    steps += [(_JUMP_EQUAL, number, "refuse", None) for number in machine.refused]
    steps += [(_JUMP_EQUAL, number, f"open{number}", None) for number in machine.opening]
    places["allow"] = len(steps)
    steps.append((_RETURN, _ALLOW, None, None))
    for number, argument in machine.opening.items():
        places[f"open{number}"] = len(steps)
        steps += [(_LOAD, 16 + 8 * argument, None, None), (_JUMP_ANY, _WRITING, "refuse", None)]
        steps.append((_RETURN, _ALLOW, None, None))
    places["refuse"] = len(steps)
    steps.append((_RETURN, _EPERM, None, None))
    return b"".join(
        struct.pack("<HBBI", code, _jump(places, yes, at), _jump(places, no, at), value)
        for at, (code, value, yes, no) in enumerate(steps)
    )


def _jump(places: dict[str, int], target: str | None, at: int) -> int:
    return places[target] - at - 1 if target else 0


def _install(program: bytes) -> bool:
    class _Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    steps = ctypes.create_string_buffer(program, len(program))
    filter_ = _Program(len(program) // 8, ctypes.cast(steps, ctypes.c_void_p))
    prctl: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0) == 0


_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
)


def _refuse_in_python(event: str, _: object) -> None:
    if event.startswith(_EVENTS):
        raise PermissionError(f"{event} is not allowed while reading a file")
