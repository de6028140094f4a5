"""The user who gives a command."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.service_kit import Transaction
from services.reconcile.domain.history import What
from services.reconcile.queries import history
from services.reconcile.reconciliation import Round, begin_round


@dataclass(frozen=True)
class ActingUser:
    """A user who works for one client, in one database transaction."""

    tx: Transaction
    client_id: UUID
    user_id: UUID | None
    now: datetime
    largest_event: int

    async def begin_round(self, action: str, *about: UUID) -> Round:
        """Begin a round in this user's name; tasks about these items are closed by this action."""
        round_ = await begin_round(self.tx, self.client_id, self.now, user_id=self.user_id, action=action)
        round_.acted_on.update(about)
        return round_

    async def record(
        self, what: What, *, document_id: UUID | None = None, transaction_id: UUID | None = None, **details: object
    ) -> None:
        """Write a line in the history of one item, in this user's name; empty details are left out."""
        given = {name: value for name, value in details.items() if value}
        await history.record(
            self.tx,
            self.client_id,
            what,
            self.now,
            user_id=self.user_id,
            document_id=document_id,
            transaction_id=transaction_id,
            details=given,
        )
