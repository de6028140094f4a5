"""The circuit breaker: a process whose events nearly all become dead letters stops, before all of them are."""

from collections import Counter, deque
from typing import Final
from uuid import UUID

_LAST: Final = 100
_CLIENTS: Final = 3
"""Dead letters in a row of so many clients are nobody's data, but our bug."""


class TooManyDeadLetters(Exception):
    """So many dead letters that this process must be at fault: it stops before all events are dead."""


class CircuitBreaker:
    """Knows what became of the last events of one process; `limit` dead letters in a row are too many."""

    def __init__(self, service: str, limit: int) -> None:
        self._service, self._limit = service, limit
        self._recent: deque[UUID | bool | None] = deque(maxlen=_LAST)
        """True where it went well, otherwise the client of the dead letter."""

    def handled(self) -> None:
        """An event was handled."""
        self._recent.append(True)

    def dead(self, client: UUID | None) -> None:
        """Count a new dead letter; those known before, consumed again with their topic, do not count.

        However many one client has, they can be this client's fault. Ten in a row of three clients are ours, and so are
        most of the last hundred events, of which one client counts for ten at most.
        """
        self._recent.append(client)
        recent = list(self._recent)
        last = recent[-self._limit :]
        in_a_row = len(last) == self._limit and True not in last
        dead = Counter(outcome for outcome in recent if outcome is not True)
        number = sum(min(of_client, self._limit) for of_client in dead.values())
        if (in_a_row and len(set(last)) >= _CLIENTS) or (number > len(recent) / 2 and number >= 5 * self._limit):
            raise TooManyDeadLetters(f"{self._service}: {dead.total()} dead letters in the last {len(recent)} events")
