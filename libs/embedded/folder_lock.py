"""A folder that one program at a time works in."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


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
