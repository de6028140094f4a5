"""What a file would try that has taken over the process which opened it."""

import errno
import fcntl
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[2]
Found = dict[str, str]


def reaching(precious: str) -> Found:
    """Reaching out of the process, taking too much, changing a file that everybody may change: what came of it."""
    host = os.getppid()
    return _tried(
        {
            "connect": socket.socket,
            "run a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
            "start a process": lambda: os.fork() or os._exit(0),
            "spawn a program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
            "signal": lambda: os.kill(host, 0),
            "signal by a descriptor": lambda: fcntl.fcntl(1, fcntl.F_SETOWN, host),
            "limit the host": lambda: resource.prlimit(host, resource.RLIMIT_NOFILE),
            "lift a limit": lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40)),
            "take memory": lambda: bytearray(4 << 30),
            "write": lambda: os.open(precious, os.O_WRONLY),
            "empty": lambda: os.open(precious, os.O_RDONLY | os.O_TRUNC),
            "make": lambda: os.open(precious + ".new", os.O_RDONLY | os.O_CREAT),
            "remove": lambda: Path(precious).unlink(),
            "rename": lambda: Path(precious).rename(precious + ".old"),
            "change rights": lambda: Path(precious).chmod(0o600),
        }
    )


def computing_in_a_thread() -> list[int]:
    """What a decoder may do that splits its work: the answer of a thread of this process."""
    answers: list[int] = []
    thread = Thread(target=lambda: answers.append(6 * 7))
    thread.start()
    thread.join()
    return answers


def looking(precious: str) -> Found:
    """Reading what is somebody else's."""
    return _tried(
        {
            "read": lambda: Path(precious).read_text(),
            "list": lambda: list(Path(precious).parent.iterdir()),
            "read the host's environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        }
    )


def asking(precious: str) -> Found:
    """Asking whether something is there, without reading it."""
    path = Path(precious)
    return _tried(
        {
            "its size": path.stat,
            "itself": path.lstat,
            "may I": lambda: _yes(os.access(path, os.F_OK)),
            "where it leads": lambda: path.is_symlink() or path.readlink(),
            "a place": lambda: os.open(path, os.O_PATH),
        }
    )


def _yes(answer: bool) -> None:  # noqa: FBT001 - what the kernel says
    if not answer:
        raise PermissionError(errno.EACCES, "no")


def _tried(attempts: dict[str, Callable[[], object]]) -> Found:
    found = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            found[name] = "done"
        except (ValueError, MemoryError) as error:
            found[name] = type(error).__name__
        except OSError as error:
            found[name] = errno.errorcode[error.errno or errno.EPERM]
    return found


def become_nobody() -> None:
    """So that the host is a process of the same user, as in an installation."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def in_a_child(act: Callable[[], object]) -> None:
    """Do it in a child of a host of the same user, and print what it gives as JSON."""
    become_nobody()
    inlet, outlet = os.pipe()
    if os.fork() == 0:
        os.write(outlet, json.dumps(act()).encode())
        os._exit(0)
    os.close(outlet)
    os.wait()
    sys.stdout.write(os.read(inlet, 1 << 16).decode())


def run(script: str, *arguments: str, said: bytes = b"") -> bytes:
    """What a script prints that a Python of its own runs."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, input=said, capture_output=True, cwd=ROOT, timeout=120, check=True).stdout
