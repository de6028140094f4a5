"""Dead letters: events that could not be handled are kept, byte for byte and with the reason, until they are replayed.

States: `dead` (for an operator), `waiting` (an event version unknown to this process: replayed when a newer process
starts), `early` (something it depends on has not arrived: replayed every two seconds, `dead` when that has not helped
for a day), `replay` (requested), `replayed`; and of events that Kafka does not take: `unsent` (for an operator; later
events of its key wait), `dropped` (decided: never sent).
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import text

from libs.service_kit.database import ALL_TENANTS, Database

_NAMESPACE = UUID("6d1f6bb4-6c1f-5d8e-9b0d-0e6a1f4b7c55")


@dataclass(frozen=True)
class DeadLetter:
    """One dead letter, before it is stored."""

    raw: bytes
    topic: str
    reason: str
    state: str = "dead"
    type: str | None = None
    event_id: UUID | None = None
    client_id: UUID | None = None
    traceback: str | None = None

    @property
    def dead_letter_id(self) -> UUID:
        """The id: the same for the same event, or the same bytes, however often they come."""
        return uuid5(_NAMESPACE, str(self.event_id or hashlib.sha256(self.raw).hexdigest()))


def storable(reason: str) -> str:
    """A text without what PostgreSQL refuses: NUL and halves of surrogate pairs, from a document or a file name."""
    return reason.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


async def keep(database: Database, dead_letter: DeadLetter) -> bool:
    """Store a dead letter, or count another attempt on the one already there; returns whether it is new."""
    async with database.begin(ALL_TENANTS) as tx:
        new = await tx.value(
            text(
                f"INSERT INTO {database.schema}.dead_letter"  # noqa: S608
                " (dead_letter_id, client_id, topic, type, event_id, raw, reason, traceback, state)"
                " VALUES (:dead_letter_id, :client_id, :topic, :type, :event_id, :raw, :reason, :traceback, :state)"
                " ON CONFLICT (dead_letter_id) DO UPDATE SET attempts = dead_letter.attempts + 1, last_at = now(),"
                " reason = excluded.reason, traceback = excluded.traceback, state = CASE WHEN excluded.state = 'early'"
                " AND dead_letter.first_at < now() - interval '1 day' THEN 'dead' ELSE excluded.state END"
                " RETURNING attempts = 1"
            ).bindparams(
                dead_letter_id=dead_letter.dead_letter_id,
                client_id=dead_letter.client_id,
                topic=dead_letter.topic,
                type=dead_letter.type,
                event_id=dead_letter.event_id,
                raw=dead_letter.raw,
                reason=dead_letter.reason,
                traceback=dead_letter.traceback,
                state=dead_letter.state,
            )
        )
    return bool(new)


async def in_states(database: Database, *states: str) -> list[Any]:
    """At most a hundred dead letters in these states, those that waited longest first."""
    async with database.begin(ALL_TENANTS, read_only=True) as tx:
        return list(
            await tx.fetch(
                text(
                    f"SELECT dead_letter_id, topic, raw FROM {database.schema}.dead_letter"  # noqa: S608
                    " WHERE state = ANY(:states) ORDER BY last_at LIMIT 100"
                ).bindparams(states=list(states))
            )
        )


async def mark(database: Database, dead_letter_id: UUID, state: str) -> None:
    """Set the state of a dead letter."""
    async with database.begin(ALL_TENANTS) as tx:
        await tx.execute(
            text(
                f"UPDATE {database.schema}.dead_letter SET state = :state, last_at = now()"  # noqa: S608
                " WHERE dead_letter_id = :dead_letter_id"
            ).bindparams(state=state, dead_letter_id=dead_letter_id)
        )


async def count(database: Database) -> int:
    """How many dead letters wait for an operator."""
    async with database.begin(ALL_TENANTS, read_only=True) as tx:
        statement = text(f"SELECT count(*) FROM {database.schema}.dead_letter WHERE state IN ('dead', 'unsent')")  # noqa: S608
        return int(await tx.value(statement))
