"""Finding a free port for a server of our own.

The port is taken from below the range that the operating system hands out for outgoing connections. A client that
keeps knocking on a stopped server would otherwise, sooner or later, be given that very port for itself, connect to
itself, and the server could not come back.
"""

import errno
import secrets
import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"
_LOWEST = 15_000
_EPHEMERAL_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL_START_OF_EPHEMERAL_RANGE = 32_768


class NoFreePort(RuntimeError):
    """Not one of many ports tried was free: the computer is in trouble, not this program."""


def free_port() -> int:
    """A port on which nothing listens now. Someone else may still be faster: whoever uses it must be ready to retry."""
    beyond = _start_of_ephemeral_range()
    for _ in range(200):
        port = _LOWEST + secrets.randbelow(max(beyond - _LOWEST, 1000))
        if is_free(port):
            return port
    raise NoFreePort(f"none of 200 ports tried between {_LOWEST} and {beyond} on {LOOPBACK} was free")


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that just ended do not count
        try:
            probe.bind((LOOPBACK, port))
        except OSError as refused:
            if refused.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
        return True


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
