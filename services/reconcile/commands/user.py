"""Who acts, when, on whose behalf."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.service_kit import Transaction
from services.reconcile.queries import tasks
from services.reconcile.reconciliation import Judging, begin


@dataclass(frozen=True)
class Person:
    """A person at work for one client, in one transaction."""

    tx: Transaction
    client_id: UUID
    user_id: UUID | None
    now: datetime

    async def judging(self, action: str, *about: UUID) -> Judging:
        """Begin judging in this person's name; tasks about these things are closed by this action."""
        judging = await begin(self.tx, self.client_id, self.now, who=self.user_id, action=action)
        judging.acted_on.update(about)
        return judging

    async def note(
        self, what: str, *, document_id: UUID | None = None, transaction_id: UUID | None = None, **details: Any
    ) -> None:
        """A line in the timeline of one thing, in this person's name; what is empty is left out."""
        said = {name: value for name, value in details.items() if value}
        await tasks.note(
            self.tx,
            self.client_id,
            what,
            self.now,
            who=self.user_id,
            document_id=document_id,
            transaction_id=transaction_id,
            details=said,
        )


class Unknown(LookupError):
    """There is no such thing for this client."""
