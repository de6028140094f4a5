"""The live streams that are open in this process, counted and limited."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from libs.refusal import Refusal
from services.gateway.texts import Code


class OpenStreams:
    """Counts open streams per user and in all. `stopping` is set when the process ends, and with it every stream."""

    def __init__(self, per_user: int, in_all: int, stopping: asyncio.Event) -> None:
        self._per_user, self._in_all, self._stopping = per_user, in_all, stopping
        self._open: Counter[UUID] = Counter()

    @property
    def stopping(self) -> bool:
        """Whether the process is about to end."""
        return self._stopping.is_set()

    def refuse_if_full(self, user_id: UUID) -> None:
        """Raises Refusal (429) when this user, or this process, has as many streams as allowed."""
        if self._open[user_id] >= self._per_user or self._open.total() >= self._in_all:
            raise Refusal(Code.TOO_MANY_STREAMS, seconds=5)

    @contextmanager
    def one_more(self, user_id: UUID) -> Iterator[None]:
        """Count a stream while it is open."""
        self._open[user_id] += 1
        try:
            yield
        finally:
            self._open[user_id] -= 1
            if not self._open[user_id]:
                del self._open[user_id]
