"""Tasks and the timeline."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from contracts.ids import uuid7
from libs.service_kit import Transaction
from services.reconcile.tables import Document, History, Movement, Task


async def tasks_about(tx: Transaction, client_id: UUID, subjects: Collection[UUID]) -> Sequence[Row[Any]]:
    """All tasks about these things, closed ones too."""
    if not subjects:
        return []
    return await tx.rows(select(Task.__table__).where(Task.client_id == client_id, Task.subject_id.in_(subjects)))


async def task(tx: Transaction, client_id: UUID, task_id: UUID) -> Row[Any] | None:
    """One task."""
    return await tx.row(select(Task.__table__).where(Task.client_id == client_id, Task.task_id == task_id))


async def keep_task(tx: Transaction, **values: Any) -> None:
    """A task as it now is."""
    row = insert(Task).values(**values)
    changing = {name: value for name, value in values.items() if name not in ("client_id", "task_id")}
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id", "task_id"], set_=changing))


async def subjects_due(tx: Transaction, client_id: UUID, now: datetime, limit: int) -> Sequence[Row[Any]]:
    """What parked tasks are about whose day has come."""
    return await tx.rows(
        select(Task.document_id, Task.transaction_id)
        .where(Task.client_id == client_id, Task.status == "parked", Task.wake_at <= now)
        .order_by(Task.wake_at, Task.task_id)
        .limit(limit)
    )


async def clients_due(tx: Transaction, now: datetime) -> list[UUID]:
    """Clients for whom something is to be judged again, waits no longer, or comes back to the list."""
    again = select(Document.client_id).where(Document.judge_again)
    moved = select(Movement.client_id).where(Movement.judge_again)
    waited = select(Document.client_id).where(Document.hold_until <= now)
    woken = select(Task.client_id).where(Task.status == "parked", Task.wake_at <= now)
    rows = await tx.rows(again.union(moved, waited, woken))
    return sorted(row.client_id for row in rows)


async def note(
    tx: Transaction,
    client_id: UUID,
    what: str,
    now: datetime,
    *,
    who: UUID | None = None,
    document_id: UUID | None = None,
    transaction_id: UUID | None = None,
    history_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> bool:
    """One line of the timeline; False when a line with this id is there already."""
    row = insert(History).values(
        client_id=client_id,
        history_id=history_id or uuid7(),
        at=now,
        what=what,
        who=who,
        document_id=document_id,
        transaction_id=transaction_id,
        details=dict(details or {}),
    )
    return await tx.execute(row.on_conflict_do_nothing()) > 0


async def notes(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Several lines of the timeline at once."""
    if rows:
        await tx.execute(insert(History).values(rows))
