"""How long to wait before trying again: one retry policy for the bus, the database and what leaves the building.

A loop of our own needs the pauses and nothing else: each decides itself what counts as a reason to try again and when
to give up. That is all we would use of a library for retries.
"""

import random
from collections.abc import Iterator


def backoff(first: float, most: float, *, factor: float = 2.0) -> Iterator[float]:
    """Pauses in seconds without end: the first, then each `factor` times as long, up to `most`; all with jitter."""
    pause = first
    while True:
        yield jittered(min(pause, most))
        pause = min(pause * factor, most)


def jittered(seconds: float) -> float:
    """About as long, up to a fifth more or less: whoever failed at the same moment does not return at the same one."""
    return seconds * random.uniform(0.8, 1.2)
