"""Publishes events again: later, after newer ones, sometimes several times.

The services' own relays do it: rows of their outboxes are marked as not sent yet. A second program that writes to the
topics would not do: when two programs begin a partition of the embedded broker at the same moment, it can lose a record
that it has acknowledged.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import asyncpg

_AT_ONCE = 25
_AWAY = (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError)
"""What a connection answers while the database is killed and started."""


class Republisher:
    """Republishes a share of all events of these services, drawn from the seed; 1.0 is each once on average."""

    def __init__(self, owner_url: Callable[[], str], services: Iterable[str], seed: int, *, share: float) -> None:
        self._owner_url, self._services, self._share = owner_url, tuple(services), share
        self._rng = random.Random(f"echo-{seed}")
        self._republished: Counter[str] = Counter()

    @property
    def republished(self) -> int:
        """How many events were published again."""
        return self._republished.total()

    async def run(self) -> None:
        """Runs until cancelled; waits while the database is away."""
        while True:
            with suppress(*_AWAY):
                connection = await asyncpg.connect(self._owner_url(), timeout=5)
                try:
                    await self._republish_shares(connection)
                finally:
                    with suppress(*_AWAY):
                        await connection.close(timeout=2)
            await asyncio.sleep(0.5)

    async def _republish_shares(self, connection: Any) -> None:
        while True:
            for service in self._services:
                await self._republish(connection, service)
            await asyncio.sleep(0.3)

    async def _republish(self, connection: Any, service: str) -> None:
        published = f"SELECT seq FROM {service}.outbox EXCEPT SELECT seq FROM {service}.unsent"
        sent = [row["seq"] for row in await connection.fetch(published)]
        owed = int(len(sent) * self._share) - self._republished[service]
        if owed < 1:
            return
        chosen = self._rng.sample(sorted(sent), min(owed, _AT_ONCE, len(sent)))
        again = f"INSERT INTO {service}.unsent SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING"
        await connection.execute(again, chosen)
        await connection.execute("SELECT pg_notify($1, '')", f"{service}_outbox")
        self._republished[service] += len(chosen)
