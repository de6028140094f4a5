"""What a worker process may not do, set just before it touches a foreign file; nothing can lift it afterwards.

Limits on processor time, memory, files and processes come from the kernel (setrlimit). Network, starting programs,
signals and changes to files are refused by a seccomp filter on Linux for x86-64 and ARM64. Elsewhere only Python's own
calls are stopped (an audit hook), which holds back our code but not a fault in a native library: `confine` says which.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Callable

from services.ocr_extract.limits import Limits

_NOBODY = 65534

_REFUSED = {
    "x86_64": (
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
            ),  # link* unlink* symlink* chmod* chown* truncate mount
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 203, 200, 201, 202, 206, 199, 242),
            *(221, 281, 117, 129, 130),
            *(270, 271, 425, 280, 282),
            *(38, 276, 34, 33),
            *(37, 35, 36, 53, 54, 45, 40),
        ),
    ),
}
"""Per machine the audit architecture and the numbers of the system calls that fail with EPERM."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL, _EPERM = 0x7FFF0000, 0x80000000, 0x00050001


def confine(limits: Limits) -> str:
    """Apply everything. Gives `kernel` when the system refuses network and programs, else `interpreter`."""
    _limit(limits)
    _drop_root()
    return forbid()


def _limit(limits: Limits) -> None:
    cpu = limits.cpu_seconds
    for name, value in (
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_DATA", limits.memory_bytes),
        ("RLIMIT_AS", 2 * limits.memory_bytes),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", limits.open_files),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            resource.setrlimit(kind, (value, value))


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
    known = _REFUSED.get(platform.machine()) if sys.platform == "linux" else None
    if known and _install(_filter(*known)):
        return "kernel"
    sys.addaudithook(_refuse_in_python)
    return "interpreter"


def _filter(architecture: int, refused: tuple[int, ...]) -> bytes:
    """A BPF program: another architecture dies, these calls fail with EPERM, all others go on."""
    program = [
        (_LOAD, 0, 0, 4),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
    ]
    for left, number in zip(range(len(refused), 0, -1), refused, strict=True):
        program.append((_JUMP_EQUAL, left, 0, number))
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]
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
