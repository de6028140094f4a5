"""Who listens to live states in this process: how many, and whether the process is still meant to go on."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from libs.service_kit import Problem


class Listeners:
    """Counts open streams; `stopping` is the process's own, so that streams end and let it go."""

    def __init__(self, per_user: int, in_all: int, stopping: asyncio.Event) -> None:
        self._per_user, self._in_all, self._stopping = per_user, in_all, stopping
        self._open: Counter[UUID] = Counter()

    @property
    def stopping(self) -> bool:
        """Whether the process is about to end."""
        return self._stopping.is_set()

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
