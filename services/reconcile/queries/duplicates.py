"""Pairs of documents that may be one invoice."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import Transaction
from services.reconcile.tables import Document, Duplicate


async def pairs_of(tx: Transaction, client_id: UUID, documents: Collection[UUID]) -> Sequence[Duplicate]:
    """All pairs with one of these documents, decided or not."""
    if not documents:
        return []
    return await tx.all(
        select(Duplicate).where(
            Duplicate.client_id == client_id,
            or_(Duplicate.first_id.in_(documents), Duplicate.second_id.in_(documents)),
        )
    )


async def unsettled_partners(tx: Transaction, client_id: UUID, documents: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For each of these documents the other documents, not deleted, of pairs that no user declared different."""
    rows = [row for row in await pairs_of(tx, client_id, documents) if row.decision != "different"]
    ids = {row.first_id for row in rows} | {row.second_id for row in rows}
    if not ids:
        return {}
    not_deleted = select(Document.document_id).where(
        Document.client_id == client_id,
        Document.document_id.in_(ids),
        Document.marks["deleted_at"].astext.is_(None),
    )
    live = set(await tx.all(not_deleted))
    partners: dict[UUID, set[UUID]] = {}
    for row in rows:
        for one, other in ((row.first_id, row.second_id), (row.second_id, row.first_id)):
            if one in documents and other in live:
                partners.setdefault(one, set()).add(other)
    return partners


async def decide(
    tx: Transaction, client_id: UUID, pair: tuple[UUID, UUID], decision: str, user_id: UUID | None, now: datetime
) -> None:
    """Store a user's decision about a pair."""
    first, second = sorted(pair)
    word = {"decision": decision, "decided_by": user_id, "decided_at": now}
    row = insert(Duplicate).values(client_id=client_id, first_id=first, second_id=second, why="user", **word)
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id", "first_id", "second_id"], set_=word))
