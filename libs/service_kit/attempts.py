"""What is remembered of a record between its attempts; the pauses are waited for by its line, not by a worker."""

import time
from datetime import timedelta

from libs.service_kit.backoff import backoff, jittered

LONGEST_PAUSE = 10.0
"""The longest pause in seconds before the next attempt of a record; the later records of its client wait too."""
OUTAGE_SECONDS = 30.0
"""How long one record waits for the database before it is asked whether it answers others."""


def next_turn() -> float:
    """Seconds until a line whose client is busy has its turn again."""
    return jittered(0.1)


class Attempts:
    """The attempts at one record; `replayed` when it is that of a dead letter."""

    def __init__(self, *, replayed: bool = False) -> None:
        self.replayed = replayed
        self.number = self.contended = 0
        self.away_since: float | None = None
        self._pauses = backoff(0.1, LONGEST_PAUSE, factor=4)
        self._looks = backoff(0.1, 5)

    def pause(self, after: timedelta | None = None) -> float:
        """Seconds until the next attempt; `after` is what the handler asked for."""
        pause = next(self._pauses)
        return pause if after is None else jittered(min(after.total_seconds(), LONGEST_PAUSE))

    def next_look(self) -> float:
        """Seconds until it is looked again whether the database is back."""
        self.away_since = self.away_since or time.monotonic()
        return next(self._looks)

    def has_waited_long(self) -> bool:
        """Whether this record has waited for the database so long that others should be asked."""
        return self.away_since is not None and time.monotonic() - self.away_since > OUTAGE_SECONDS
