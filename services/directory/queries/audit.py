"""Who changed what."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from libs.service_kit import Transaction
from services.directory.tables import Audit


async def record(tx: Transaction, entry: Audit) -> None:
    """Add one entry."""
    await tx.add(entry)


async def entries_before(
    tx: Transaction, *, firm_id: UUID | None = None, client_id: UUID | None = None, before: UUID | None, limit: int
) -> Sequence[Audit]:
    """The entries of one client, or those of a firm itself, newest first."""
    mine = Audit.client_id == client_id if client_id else (Audit.firm_id == firm_id) & Audit.client_id.is_(None)
    statement = select(Audit).where(mine).order_by(Audit.audit_id.desc()).limit(limit)
    return await tx.all(statement if before is None else statement.where(Audit.audit_id < before))
