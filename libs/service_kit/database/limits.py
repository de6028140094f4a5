"""How long work waits for the database, and how soon a side that vanished holds nothing any more."""

from dataclasses import dataclass
from typing import Final

KEEPALIVE: Final = {"idle": 10, "interval": 5, "count": 3}
"""Seconds without traffic before the other side is asked whether it is there, between two questions, and how many."""


@dataclass(frozen=True)
class Limits:
    """Seconds; `pooler` says that PgBouncer or its like stands in between and gives each transaction any connection.

    wait       for a free connection
    connect    for a new connection, and for the beginning and the end of a transaction without work in it
    statement  the server ends a statement after so long
    lost       the other side has acknowledged nothing, or begun a transaction and said nothing more
    lock       for the lock of a client, in all
    """

    wait: float = 10.0
    connect: float = 10.0
    statement: float = 30.0
    lost: float = 20.0
    lock: float = 30.0
    pooler: bool = False

    @property
    def answer(self) -> float:
        """Who has not heard of a statement for so long, although the server has ended it, talks to nobody."""
        return self.statement + self.connect

    def server_settings(self, name: str) -> dict[str, str]:
        """What every connection asks of the server, so that a host that vanished holds nothing for long."""
        if self.pooler:  # it refuses or ignores all others: see `in_transaction`
            return {"application_name": name}
        return {
            "application_name": name,
            **self._timeouts(),
            "tcp_keepalives_idle": str(KEEPALIVE["idle"]),
            "tcp_keepalives_interval": str(KEEPALIVE["interval"]),
            "tcp_keepalives_count": str(KEEPALIVE["count"]),
            "tcp_user_timeout": _milliseconds(self.lost),
        }

    def in_transaction(self) -> str:
        """Expressions that set the limits for one transaction, where a pooler does not keep those of a connection."""
        if not self.pooler:
            return ""
        return "".join(f", set_config('{name}', '{value}', true)" for name, value in self._timeouts().items())

    def _timeouts(self) -> dict[str, str]:
        return {
            "statement_timeout": _milliseconds(self.statement),
            "idle_in_transaction_session_timeout": _milliseconds(self.lost),
            "lock_timeout": "10000",
        }


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * 1000))
