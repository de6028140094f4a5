"""The filter (seccomp) that lets through what a process needs to compute, and to read files where it may.

The list is what the workers were seen to call with each engine, and what other libraries of C call for the same. Any
other call fails as if this kernel did not know it (ENOSYS): libraries then do without, as they do on an old kernel.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Callable, Mapping

Numbers = Mapping[str, tuple[int | None, int | None]]
"""Of each call its number on x86-64 and on ARM64, which lacks some old ones."""

COMPUTING: Numbers = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "close": (3, 57),
    "dup": (32, 23),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "newfstatat": (262, 79),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "rseq": (334, 293),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getcwd": (79, 17),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "uname": (63, 160),
    "setitimer": (38, 103),
    "clone": (56, 220),
    "set_robust_list": (273, 99),
    "prlimit64": (302, 261),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
READING: Numbers = {
    "open": (2, None),
    "openat": (257, 56),
    "stat": (4, None),
    "lstat": (6, None),
    "statx": (332, 291),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getdents64": (217, 61),
    "pread64": (17, 67),
    "fadvise64": (221, 223),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ONLY_WITHOUT = {"open": (1, WRITING), "openat": (2, WRITING), "prlimit64": (0, 0xFFFFFFFF)}
"""Which argument must have none of these bits: no file is opened to write, no limit set but one's own."""
_ONLY_WITH = {"clone": (0, 0x10000)}
"""Which argument must have these bits: CLONE_THREAD, since a decoder (HEIC) starts a thread. Processes are refused.

`clone3` hides its flags from a filter. It is not on the list, and libc then calls `clone`.
"""
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column of the numbers, and what the kernel calls the machine (AUDIT_ARCH)."""

_SECCOMP, _IS_THERE = (317, 277), 2
"""The call that tells what filters can do: its numbers, and the question whether an answer of theirs is known."""
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _IS_EQUAL, _HAS_ANY, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_MACHINE, _CALL, _ARGUMENTS = 4, 0, 16  # where they lie in what a filter is shown


def no_new_privileges() -> bool:
    """A promise without which the kernel lets nobody but root install a filter."""
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def filters_here() -> bool:
    """Whether this kernel has such filters, and the numbers of this machine's calls are here. Nothing is installed."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    column, _ = _MACHINES[platform.machine()]
    call: Callable[..., int] = ctypes.CDLL(None).syscall
    return call(_SECCOMP[column], _IS_THERE, 0, ctypes.byref(ctypes.c_uint32(_FAIL))) == 0


def allow_only(*, reading: bool) -> bool:
    """From now on only these calls succeed. False on a machine whose numbers are not here, or without filters."""
    if platform.machine() not in _MACHINES:
        return False
    column, machine = _MACHINES[platform.machine()]
    allowed = {**COMPUTING, **(READING if reading else {})}
    known = {name: numbers[column] for name, numbers in allowed.items()}
    return _install(_filter(machine, {name: number for name, number in known.items() if number is not None}))


def _filter(machine: int, allowed: Mapping[str, int]) -> bytes:
    """A BPF program of steps: code, how many to skip when true, when false, value."""
    free = [number for name, number in allowed.items() if name not in _ONLY_WITHOUT | _ONLY_WITH]
    bound = [(number, *_ONLY_WITHOUT[name], False) for name, number in allowed.items() if name in _ONLY_WITHOUT]
    bound += [(number, *_ONLY_WITH[name], True) for name, number in allowed.items() if name in _ONLY_WITH]
    unknown = 4 + len(free) + 3 * len(bound)
    refused, fine = unknown + 1, unknown + 2
    steps = [(_LOAD, 0, 0, _MACHINE), (_IS_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _CALL)]
    for number in free:
        steps.append((_IS_EQUAL, fine - len(steps) - 1, 0, number))
    for number, argument, bits, wanted in bound:
        has, has_not = (fine, refused) if wanted else (refused, fine)
        steps.append((_IS_EQUAL, 0, 2, number))
        steps.append((_LOAD, 0, 0, _ARGUMENTS + 8 * argument))
        steps.append((_HAS_ANY, has - len(steps) - 1, has_not - len(steps) - 1, bits))
    steps += [(_RETURN, 0, 0, _FAIL | errno.ENOSYS), (_RETURN, 0, 0, _FAIL | errno.EPERM), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def _install(program: bytes) -> bool:
    class _Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    steps = ctypes.create_string_buffer(program, len(program))
    filter_ = _Program(len(program) // 8, ctypes.cast(steps, ctypes.c_void_p))
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0)


def _prctl(*arguments: object) -> bool:
    call: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
    return call(*arguments) == 0
