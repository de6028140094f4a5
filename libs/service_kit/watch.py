"""What operators see of a service while its database or its broker is away, and whether it is alive and ready."""

import asyncio
import contextlib
import time
from typing import Final

from libs.service_kit.consumer import Consumer
from libs.service_kit.database import ALL_TENANTS, Contended, Database, DatabaseAway
from libs.service_kit.database.outages import outages
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import DATABASE_AWAY, DEAD_LETTERS, KAFKA_AWAY, OUTBOX_AGE, OUTBOX_UNSENT, POOL

SECONDS: Final = 2.0


class Watch:
    """Looks every two seconds: sets the gauges, whatever works and whatever does not."""

    def __init__(self, name: str, settings: KitSettings, database: Database, consumer: Consumer | None) -> None:
        """After `kafka_silent_seconds` without an answer of the broker the service is not ready.

        After `stuck_seconds` with one record, while the database answers, the process should be started again.
        """
        self._name, self._settings, self._database, self._consumer = name, settings, database, consumer
        self.to_replay = asyncio.Event()
        """Set when dead letters wait to be handled again."""
        self._oldest: float | None = None
        self._away_since: float | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        """Set the gauges until the service stops."""
        while not stopping.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), SECONDS)

    async def look(self) -> None:
        """Set the gauges once."""
        try:
            async with asyncio.timeout(SECONDS * 2):
                await self._ask_database()
            self._away_since = None
        except (DatabaseAway, Contended, TimeoutError):
            self._away_since = self._away_since or time.monotonic()
        away = 0.0 if self._away_since is None else time.monotonic() - self._away_since
        DATABASE_AWAY.labels(self._name).set(away)
        OUTBOX_AGE.labels(self._name).set(0.0 if self._oldest is None else max(0.0, time.time() - self._oldest))
        connections = self._database.connections
        POOL.labels(self._name, "in_use").set(connections.in_use)
        POOL.labels(self._name, "waiting").set(connections.waiting)
        POOL.labels(self._name, "waiting_for_client").set(self._database.locks.waiting())
        if self._consumer is not None:
            KAFKA_AWAY.labels(self._name).set(self._consumer.silent_for())

    async def _ask_database(self) -> None:
        schema = self._database.schema
        async with self._database.begin(ALL_TENANTS, read_only=True) as tx:
            with outages(tx.connection):
                row = await tx.connection.fetchrow(
                    f"SELECT (SELECT count(*) FROM (SELECT 1 FROM {schema}.unsent LIMIT 10001) AS first) AS unsent,"  # noqa: S608
                    f" (SELECT created_at FROM {schema}.outbox WHERE seq = (SELECT min(seq) FROM {schema}.unsent))"
                    " AS oldest,"
                    f" (SELECT count(*) FROM {schema}.dead_letter WHERE state IN ('dead', 'unsent')) AS dead,"
                    f" EXISTS (SELECT 1 FROM {schema}.dead_letter WHERE state IN ('early', 'replay')) AS to_replay"
                )
        OUTBOX_UNSENT.labels(self._name).set(row["unsent"])
        DEAD_LETTERS.labels(self._name).set(row["dead"])
        self._oldest = None if row["oldest"] is None else row["oldest"].timestamp()
        if row["to_replay"]:
            self.to_replay.set()

    async def ready(self) -> dict[str, bool]:
        """Whether the database takes writes, and the broker has given us our part and answers."""
        try:
            async with asyncio.timeout(2):
                await self._database.ping()
            database = True
        except (TimeoutError, DatabaseAway, Contended):
            database = False
        return {"database": database, "kafka": self._consumer is None or self._broker_answers(self._consumer)}

    def _broker_answers(self, consumer: Consumer) -> bool:
        return consumer.has_joined and consumer.silent_for() < self._settings.kafka_silent_seconds

    def alive(self) -> bool:
        """Whether no record has been in hand for very long while the database answers."""
        if self._consumer is None or self._away_since is not None:
            return True
        return self._consumer.longest_in_hand() < self._settings.stuck_seconds
