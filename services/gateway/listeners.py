"""Who listens to live states in this process: how many, and whether the process is still meant to go on."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from libs.service_kit import Problem

SILENCE = 4.0


class Listeners:
    """Counts open streams. The beat comes from a background job, which stops first when the process stops."""

    def __init__(self, per_user: int, in_all: int) -> None:
        self._per_user, self._in_all = per_user, in_all
        self._open: Counter[UUID] = Counter()
        self._beat: float | None = None

    def beat(self) -> None:
        """The process goes on."""
        self._beat = time.monotonic()

    @property
    def stopping(self) -> bool:
        """Whether the beat has stopped, so that streams end and let the process go."""
        return self._beat is not None and time.monotonic() - self._beat > SILENCE

    def refuse_if_full(self, user_id: UUID) -> None:
        """Problem 429 when this user, or this process, has enough."""
        if self._open[user_id] >= self._per_user or self._open.total() >= self._in_all:
            raise Problem(429, "too_many_listeners", seconds=5)

    @contextmanager
    def one_more(self, user_id: UUID) -> Iterator[None]:
        """A stream, from its first to its last byte."""
        self._open[user_id] += 1
        try:
            yield
        finally:
            self._open[user_id] -= 1
            if not self._open[user_id]:
                del self._open[user_id]
