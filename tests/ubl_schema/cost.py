"""Measures the cost of reading a file."""

import contextlib
import tracemalloc

from libs.ubl_schema import UnreadableFile, read
from tests.work import calls


def cost(data: bytes) -> tuple[int, int]:
    """Returns the number of calls, and the peak memory of reading in bytes."""

    def reading() -> None:
        with contextlib.suppress(UnreadableFile):
            read(data)

    work = calls(reading)
    tracemalloc.start()
    try:
        reading()
        return work, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
