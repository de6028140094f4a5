"""What one reconciliation round works with."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from contracts.events.client import ClientConfigured
from libs.service_kit import Transaction
from services.reconcile.queries import clients


@dataclass
class Round:
    """A round for one client, in one database transaction. `user_id` and `action`: of a command, if one began it."""

    tx: Transaction
    client_id: UUID
    client: ClientConfigured | None
    now: datetime
    user_id: UUID | None = None
    action: str | None = None
    acted_on: set[UUID] = field(default_factory=set)


async def begin_round(
    tx: Transaction, client_id: UUID, now: datetime, *, user_id: UUID | None = None, action: str | None = None
) -> Round:
    """Begin a round with the client's present settings."""
    return Round(tx, client_id, await clients.settings_of(tx, client_id), now, user_id, action)
