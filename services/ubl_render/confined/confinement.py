"""What the process may do once it has a foreign file in its hands: read its input, compute, write its answer, end.

Limits on processor time, memory, files and processes come from the kernel (setrlimit). On Linux for x86-64 and ARM64 a
seccomp filter then allows the few system calls that computing needs and refuses all others with EPERM: no file can be
opened, no connection made, no program started. Elsewhere only the limits hold; `confine` says which it is.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Callable

from services.ubl_render.confined.limits import Limits

_NOBODY = 65534

_ALLOWED = {
    "x86_64": (
        0xC000003E,
        (
            # read write readv writev close fstat newfstatat lseek fcntl
            *(0, 1, 19, 20, 3, 5, 262, 8, 72),
            # mmap mprotect munmap brk mremap madvise
            *(9, 10, 11, 12, 25, 28),
            # rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack futex sched_yield sched_getaffinity rseq
            *(13, 14, 15, 131, 202, 24, 204, 334),
            # clock_gettime gettimeofday time getrandom getpid gettid getcwd exit exit_group
            *(228, 96, 201, 318, 39, 186, 79, 60, 231),
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(63, 64, 65, 66, 57, 80, 79, 62, 25),
            *(222, 226, 215, 214, 216, 233),
            *(134, 135, 139, 132, 98, 124, 123, 293),
            *(113, 169, 278, 172, 178, 17, 93, 94),
        ),
    ),
}
"""Per machine the audit architecture and the numbers of the system calls that are allowed."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL, _EPERM = 0x7FFF0000, 0x80000000, 0x00050001


def confine(limits: Limits) -> str:
    """Apply everything, for good. Gives `kernel` when the filter holds, else `limits`."""
    _limit(limits)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    if hasattr(resource, "RLIMIT_NPROC"):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    known = _ALLOWED.get(platform.machine()) if sys.platform == "linux" else None
    return "kernel" if known and _install(_filter(*known)) else "limits"


def _limit(limits: Limits) -> None:
    for name, value in (
        ("RLIMIT_CPU", limits.cpu_seconds),
        ("RLIMIT_DATA", limits.memory_bytes),
        ("RLIMIT_AS", 2 * limits.memory_bytes),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            resource.setrlimit(kind, (value, value))


def _filter(architecture: int, allowed: tuple[int, ...]) -> bytes:
    """A BPF program: another architecture dies, these calls go on, all others fail with EPERM."""
    program = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    for left, number in zip(range(len(allowed), 0, -1), allowed, strict=True):
        program.append((_JUMP_EQUAL, left, 0, number))
    program += [(_RETURN, 0, 0, _EPERM), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("<HBBI", *step) for step in program)


def _install(program: bytes) -> bool:
    class _Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    steps = ctypes.create_string_buffer(program, len(program))
    filter_ = _Program(len(program) // 8, ctypes.cast(steps, ctypes.c_void_p))
    prctl: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0) == 0
