"""Who opened which document: written into the audit trail once for a while, not at every page that is drawn."""

import time
from collections import OrderedDict
from uuid import UUID

ANSWERED = (200, 206, 304)
"""The statuses of an answer with which the user sees the document."""

_ONCE_IN = 600.0
"""Seconds in which the same user opening the same document again is no new entry."""
_REMEMBERED = 20_000


class Openings:
    """What was written down lately by this process."""

    def __init__(self) -> None:
        self._until: OrderedDict[tuple[UUID, str, UUID], float] = OrderedDict()

    def is_new(self, session_id: UUID, action: str, subject: UUID) -> bool:
        """Whether this is to be written down; it then counts as done."""
        now, key = time.monotonic(), (session_id, action, subject)
        if self._until.get(key, 0.0) > now:
            return False
        self._until[key] = now + _ONCE_IN
        self._until.move_to_end(key)
        if len(self._until) > _REMEMBERED:
            self._until.popitem(last=False)
        return True
