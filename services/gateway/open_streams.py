"""The live streams that are open in this process, counted and limited."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from libs.refusal import Refusal
from services.gateway.texts import Code


class OpenStreams:
    """Counts open streams per user, per firm and in all. `stopping` is set when the process ends, and with it all."""

    def __init__(self, per_user: int, per_firm: int, in_all: int, stopping: asyncio.Event) -> None:
        self._per_user, self._per_firm, self._in_all, self._stopping = per_user, per_firm, in_all, stopping
        self._open: Counter[UUID] = Counter()
        self._firms: Counter[UUID] = Counter()

    @property
    def stopping(self) -> bool:
        """Whether the process is about to end."""
        return self._stopping.is_set()

    def refuse_if_full(self, user_id: UUID, firm: UUID) -> None:
        """Raises Refusal (429) when this user, their firm, or this process has as many streams as allowed."""
        shared = self._firms[firm] >= self._per_firm or self._firms.total() >= self._in_all
        if shared or self._open[user_id] >= self._per_user:
            raise Refusal(Code.TOO_MANY_STREAMS, seconds=5)

    @contextmanager
    def one_more(self, user_id: UUID, firm: UUID) -> Iterator[None]:
        """Count a stream while it is open. `firm` is that of the user, or the client of a user without one."""
        counted = ((self._open, user_id), (self._firms, firm))
        for counter, owner in counted:
            counter[owner] += 1
        try:
            yield
        finally:
            for counter, owner in counted:
                counter[owner] -= 1
                if not counter[owner]:
                    del counter[owner]
