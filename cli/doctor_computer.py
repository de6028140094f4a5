"""What `serein doctor` looks at on the computer itself: port, folder, memory, user, kernel."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from cli.finding import Finding
from libs.confinement import READER, bare_environment, installed, landlock_version
from libs.embedded.ports import is_free, may_listen_on
from libs.embedded.unprivileged import Account, closed_folder_above

PORT = 8080
ROOM_NEEDED = 2 * 1024**3
MEMORY_NEEDED = 3 * 1024**3


def computer(var: Path, port: int = PORT) -> list[Finding]:
    """Every check of the computer; `var` need not exist yet."""
    found = [_python(), _system(), _room(var), _rights(var), _memory(), _port(port), _user(), _seccomp(), _landlock()]
    return [*found, _readers()] if os.geteuid() == 0 else found


def _python() -> Finding:
    return Finding(
        "Python",
        is_well=sys.version_info >= (3, 11),
        is_needed=True,
        found=platform.python_version(),
        remedy="install Python 3.11 or newer",
    )


def _system() -> Finding:
    return Finding(
        "operating system",
        is_well=sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"},
        is_needed=True,
        found=platform.platform(),
        remedy="the embedded parts are made for Linux on x86-64 and ARM; elsewhere use docker compose",
    )


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _room(var: Path) -> Finding:
    free = shutil.disk_usage(_existing(var)).free
    return Finding(
        "disk",
        is_well=free > ROOM_NEEDED,
        is_needed=True,
        found=f"{free / 1024**3:.1f} GiB free",
        remedy="free at least 2 GiB",
    )


def _rights(var: Path) -> Finding:
    place = _existing(var)
    may = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return Finding(
        "data folder",
        is_well=may,
        is_needed=True,
        found=f"{var} can be written" if may else f"{place} cannot be written",
        remedy="choose another folder with --var",
    )


def _memory() -> Finding:
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Finding(
        "memory",
        is_well=total > MEMORY_NEEDED,
        is_needed=False,
        found=f"{total / 1024**3:.1f} GiB",
        remedy="4 GiB are comfortable; with less, scans are read slowly",
    )


def _port(port: int) -> Finding:
    free = is_free(port)
    return Finding(
        f"port {port}",
        is_well=free,
        is_needed=False,
        found="free" if free else "in use, perhaps by Serein itself" if may_listen_on(port) else "reserved for root",
        remedy="choose another one with --port",
    )


def _user() -> Finding:
    is_root = os.geteuid() == 0
    return Finding(
        "user",
        is_well=not is_root,
        is_needed=False,
        found="root" if is_root else "an ordinary user",
        remedy="it works as root, with the database as nobody; an ordinary user is better",
    )


def _seccomp() -> Finding:
    status = Path("/proc/self/status")
    there = status.exists() and "\nSeccomp:" in status.read_text("ascii", "replace")
    return Finding(
        "seccomp",
        is_well=there,
        is_needed=False,
        found="in the kernel" if there else "missing",
        remedy="without it, only limits hold the processes that open files of strangers",
    )


def _readers() -> Finding:
    """Whether the processes that open foreign files, which root starts as a user of their own, can load code late."""
    closed = next((each for each in map(_closed, installed()) if each), None)
    may_load = closed is None and _may_load()
    barred = f"may not enter {closed}" if closed else "cannot load the code"
    return Finding(
        "the readers' user",
        is_well=may_load,
        is_needed=False,
        found=f"{READER} {'can load the code' if may_load else barred}",
        remedy="install Python and Serein where every user may read, not below /root",
    )


def _closed(folder: Path) -> Path | None:
    return closed_folder_above(folder, Account("readers", READER, READER)) if folder.exists() else None


def _may_load() -> bool:
    command = [sys.executable, "-c", "import encodings.utf_16, pydantic, libs.ubl_schema"]
    as_them: dict[str, Any] = {"user": READER, "group": READER, "extra_groups": []}
    try:
        done = subprocess.run(command, **as_them, env=bare_environment(), cwd="/", capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _landlock() -> Finding:
    found = landlock_version()
    return Finding(
        "Landlock",
        is_well=found > 0,
        is_needed=True,
        found=f"version {found}" if found else "missing",
        remedy="`landlock` in /sys/kernel/security/lsm (Linux 5.13), or SEREIN_READER_WITHOUT_LANDLOCK=true",
    )
