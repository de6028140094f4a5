"""How long to wait before the next attempt: one retry policy for Kafka, the database and outgoing requests.

Only the pauses are shared: each caller decides what is worth another attempt and when to give up. We would use nothing
more of a library for retries.
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
    """The duration, up to a fifth shorter or longer, so that those who failed together do not return together."""
    return seconds * random.uniform(0.8, 1.2)
