"""What one round of judging has in hand."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from contracts.events.client import ClientConfigured
from libs.service_kit import Transaction
from services.reconcile.queries import clients


@dataclass
class Judging:
    """One transaction of one client. `who` and `action` say for the timeline and for closed tasks whose doing it is."""

    tx: Transaction
    client_id: UUID
    client: ClientConfigured | None
    now: datetime
    who: UUID | None = None
    action: str | None = None
    acted_on: set[UUID] = field(default_factory=set)


async def begin(
    tx: Transaction, client_id: UUID, now: datetime, *, who: UUID | None = None, action: str | None = None
) -> Judging:
    """Start judging, with the client's settings as they are now."""
    return Judging(tx, client_id, await clients.settings_of(tx, client_id), now, who, action)
