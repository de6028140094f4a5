"""Tasks."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from libs.service_kit import Transaction
from services.reconcile.tables import BankTransaction, Document, Task


class Subject(NamedTuple):
    """What a task is about: a document or a transaction."""

    document_id: UUID | None
    transaction_id: UUID | None


async def tasks_about(tx: Transaction, client_id: UUID, subjects: Collection[UUID]) -> Sequence[Task]:
    """All tasks about these items, closed ones too."""
    if not subjects:
        return []
    return await tx.all(select(Task).where(Task.client_id == client_id, Task.subject_id.in_(subjects)))


async def task(tx: Transaction, client_id: UUID, task_id: UUID) -> Task | None:
    """One task."""
    return await tx.one(select(Task).where(Task.client_id == client_id, Task.task_id == task_id))


async def subjects_due(tx: Transaction, client_id: UUID, now: datetime, limit: int) -> list[Subject]:
    """The subjects of parked tasks whose day has come."""
    rows = await tx.tuples(
        select(Task.document_id, Task.transaction_id)
        .where(Task.client_id == client_id, Task.status == "parked", Task.wake_at <= now)
        .order_by(Task.wake_at, Task.task_id)
        .limit(limit)
    )
    return [Subject(*row) for row in rows]


async def clients_due(tx: Transaction, now: datetime) -> list[UUID]:
    """Clients with items marked for another round, holds that are over, or parked tasks that are due."""
    again = select(Document.client_id).where(Document.reconcile_again)
    open_again = select(BankTransaction.client_id).where(BankTransaction.reconcile_again)
    waited = select(Document.client_id).where(Document.hold_until <= now)
    woken = select(Task.client_id).where(Task.status == "parked", Task.wake_at <= now)
    return sorted(client_id for (client_id,) in await tx.tuples(again.union(open_again, waited, woken)))
