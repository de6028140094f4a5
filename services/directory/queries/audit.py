"""Who changed what."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.directory.tables import Audit


async def write_down(tx: Transaction, **values: Any) -> None:
    """One entry."""
    await tx.execute(insert(Audit).values(**values))


async def entries_before(
    tx: Transaction, *, firm_id: UUID | None = None, client_id: UUID | None = None, before: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """The entries of one client, or those of a firm itself, newest first."""
    mine = Audit.client_id == client_id if client_id else (Audit.firm_id == firm_id) & Audit.client_id.is_(None)
    statement = select(*Audit.__table__.c).where(mine).order_by(Audit.audit_id.desc()).limit(limit)
    return await tx.rows(statement if before is None else statement.where(Audit.audit_id < before))
