"""A wire that stutters: what was said on the topics is said again, later, behind newer news, sometimes several times.

The services' own relays do the repeating: rows of their outboxes are marked as not sent yet. A second program that
writes to the topics would not do: when two begin a partition of the embedded broker in the same moment, it can lose a
record that it has acknowledged.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import asyncpg

from libs.service_kit.database import CONNECTION_LOST

_AT_ONCE = 25


class Echo:
    """Repeats a share of all events of these services, chosen from the seed's own draw; 1.0 is each once on average."""

    def __init__(self, owner_url: Callable[[], str], services: Iterable[str], seed: int, *, share: float) -> None:
        self._owner_url, self._services, self._share = owner_url, tuple(services), share
        self._chance = random.Random(f"echo-{seed}")
        self._repeated: Counter[str] = Counter()

    @property
    def repeated(self) -> int:
        """How many events were said again."""
        return self._repeated.total()

    async def run(self) -> None:
        """Until cancelled; a database that is away is waited for."""
        while True:
            with suppress(*CONNECTION_LOST, asyncpg.PostgresError):
                connection = await asyncpg.connect(self._owner_url(), timeout=5)
                try:
                    await self._stutter(connection)
                finally:
                    with suppress(*CONNECTION_LOST):
                        await connection.close(timeout=2)
            await asyncio.sleep(0.5)

    async def _stutter(self, connection: Any) -> None:
        while True:
            for service in self._services:
                await self._repeat(connection, service)
            await asyncio.sleep(0.3)

    async def _repeat(self, connection: Any, service: str) -> None:
        sent = [r["seq"] for r in await connection.fetch(f"SELECT seq FROM {service}.outbox WHERE sent_at IS NOT NULL")]
        owed = int(len(sent) * self._share) - self._repeated[service]
        if owed < 1:
            return
        chosen = self._chance.sample(sorted(sent), min(owed, _AT_ONCE, len(sent)))
        await connection.execute(f"UPDATE {service}.outbox SET sent_at = NULL WHERE seq = ANY($1)", chosen)
        await connection.execute("SELECT pg_notify($1, '')", f"{service}_outbox")
        self._repeated[service] += len(chosen)
