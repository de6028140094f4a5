"""Finding a free port for a server of our own.

The port is taken from below the range that the operating system hands out for outgoing connections. A client that
keeps knocking on a stopped server would otherwise, sooner or later, be given that very port for itself, connect to
itself, and the server could not come back.

A port that was chosen stays with the program that chose it until that program ends, also while its server does not
listen yet, or is down for a moment: no other program of the same user is given it.
"""

import errno
import fcntl
import os
import secrets
import socket
import tempfile
import threading
from pathlib import Path

from libs.embedded.texts import EmbeddedCode
from libs.refusal import Refusal

LOOPBACK = "127.0.0.1"
_LOWEST = 15_000
_TRIES = 200
_EPHEMERAL_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL_START_OF_EPHEMERAL_RANGE = 32_768


class NoFreePort(Refusal):
    """Not one of many ports tried was free: the computer is in trouble, not this program."""


def free_port() -> int:
    """A port on which nothing listens now and that no program of this user has chosen.

    Somebody else's program may still be faster: whoever uses the port must be ready to try another one.
    """
    beyond = _start_of_ephemeral_range()
    for _ in range(_TRIES):
        port = _LOWEST + secrets.randbelow(max(beyond - _LOWEST, 1000))
        if is_free(port) and _leases.take(port):
            return port
    raise NoFreePort(EmbeddedCode.NO_FREE_PORT, tried=_TRIES, host=LOOPBACK)


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback address."""
    return _why_not(port) is None


def may_listen_on(port: int) -> bool:
    """Whether this user may open the port at all: those below 1024 are often reserved for root."""
    return _why_not(port) != errno.EACCES


def _why_not(port: int) -> int | None:
    """The error of a server that would listen on this port: in use, or not allowed."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that just ended do not count
        try:
            probe.bind((LOOPBACK, port))
        except OSError as refused:
            if refused.errno in {errno.EADDRINUSE, errno.EACCES}:
                return refused.errno
            raise
        return None


def accepts(port: int) -> bool:
    """Whether somebody accepts TCP connections on this port of the loopback address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        if client.connect_ex((LOOPBACK, port)) != 0:
            return False
        itself: bool = client.getsockname() == client.getpeername()
        return not itself


def _start_of_ephemeral_range() -> int:
    try:
        return int(_EPHEMERAL_RANGE.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):  # not Linux, or a sandbox that hides it
        return _USUAL_START_OF_EPHEMERAL_RANGE


class _Leases:
    """The ports that programs of this user have chosen: byte n of one file, locked by the program that has port n.

    The kernel forgets a program's locks when it ends. Where no such file can be had, programs choose without knowing
    of each other.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._ours: set[int] = set()
        self._file: int | None = None  # never closed: closing it would give up every lock on it
        self._tried = False

    def take(self, port: int) -> bool:
        """Whether the port is now ours: False when another program, or this one, has chosen it before."""
        with self._guard:
            if not self._tried:
                self._file, self._tried = self._open(), True
            if port in self._ours or not self._locks(port):
                return False
            self._ours.add(port)
            return True

    def _locks(self, port: int) -> bool:
        if self._file is None:
            return True
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        except (BlockingIOError, PermissionError):  # POSIX allows either answer
            return False
        return True

    @staticmethod
    def _open() -> int | None:
        path = Path(tempfile.gettempdir(), f"serein-ports-{os.geteuid()}")
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError:
            return None
        if os.fstat(file).st_uid != os.geteuid():  # laid out by a stranger, who could lock every port
            os.close(file)
            return None
        return file


_leases = _Leases()
