"""The history of documents and transactions."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from contracts.ids import uuid7
from libs.service_kit import Transaction
from services.reconcile.domain.history import What
from services.reconcile.tables import History


async def record(
    tx: Transaction,
    client_id: UUID,
    what: What,
    now: datetime,
    *,
    user_id: UUID | None = None,
    document_id: UUID | None = None,
    transaction_id: UUID | None = None,
    history_id: UUID | None = None,
    details: Mapping[str, object] | None = None,
) -> bool:
    """Add one line; False when a line with this id exists already."""
    line = History(
        client_id=client_id,
        history_id=history_id or uuid7(),
        at=now,
        what=what.value,
        user_id=user_id,
        document_id=document_id,
        transaction_id=transaction_id,
        details=dict(details or {}),
    )
    return await tx.add(line, unless_there=True)
