"""Keeping a process to some folders: Landlock, in Linux since 5.13 and switched on in most systems.

A process that loads a module late has to read files. What the service itself may read (everybody's documents, its own
environment under /proc) is none of its business. Where there is no Landlock it can read what its user can.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_PATH_BENEATH = _ASK_VERSION = 1
_EVERYTHING = (1 << 13) - 1  # that its first version knows: reading, writing, making, removing, running
_READING = 1 << 2 | 1 << 3  # files, and the lists of folders


def installed() -> tuple[Path, ...]:
    """Where programs lie: Python and its packages, the system's libraries, our own code. No data of anybody's."""
    root = Path(__file__).resolve().parents[2]
    ours = (root / "contracts", root / "libs", root / "services")
    return (Path(sys.prefix), Path(sys.base_prefix), Path("/usr"), Path("/lib"), Path("/lib64"), *ours)


def landlock_version() -> int:
    """Which Landlock this kernel has, counted from 1; 0 where it has none or is told not to use it."""
    if sys.platform != "linux":
        return 0
    call: Callable[..., int] = ctypes.CDLL(None).syscall
    return max(0, call(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION))


def keep_to(folders: Sequence[Path]) -> bool:
    """From now on nothing is opened but below these, and nothing changed anywhere. False: the kernel cannot do that.

    Comes after `no_new_privileges`.
    """
    call: Callable[..., int] = ctypes.CDLL(None).syscall
    attributes = struct.pack("=Q", _EVERYTHING)
    rules = call(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    for folder in folders:
        with suppress(FileNotFoundError, PermissionError):
            place = os.open(folder, os.O_PATH | os.O_DIRECTORY)
            call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", _READING, place), 0)
            os.close(place)
    kept = call(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return kept
