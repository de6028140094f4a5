"""A folder that one program at a time works in."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from libs.embedded.process import AlreadyRunning
from libs.embedded.texts import EmbeddedCode


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no other program (or thread) holds the folder, then hold it.

    The kernel lets go when this program ends, whatever happens to it; nothing is left behind in the folder. Only
    programs that ask for the same lock are kept out.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def only_program_in(folder: Path) -> Iterator[None]:
    """Be the only program that runs on the folder. Raises AlreadyRunning, with the number of the one that does.

    The file `running.lock` stays when the program ends; what counts is the lock, which the kernel takes back.
    """
    file = os.open(folder / "running.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            pid = os.pread(file, 20, 0).decode("ascii", "replace").strip() or "?"
            raise AlreadyRunning(EmbeddedCode.FOLDER_IN_USE, folder=folder, pid=pid) from held
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(file)
