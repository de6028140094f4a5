"""Pairs of documents that may be one invoice."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import Transaction
from services.reconcile.domain.duplicates import Suspicion
from services.reconcile.tables import Document, Duplicate


async def pairs_of(tx: Transaction, client_id: UUID, documents: Collection[UUID]) -> Sequence[Duplicate]:
    """All pairs that hold one of these documents, settled or not."""
    if not documents:
        return []
    return await tx.all(
        select(Duplicate).where(
            Duplicate.client_id == client_id,
            or_(Duplicate.first_id.in_(documents), Duplicate.second_id.in_(documents)),
        )
    )


async def unsettled_partners(tx: Transaction, client_id: UUID, documents: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For each of these documents its live partners in pairs that nobody took apart."""
    rows = [row for row in await pairs_of(tx, client_id, documents) if row.said != "apart"]
    ids = {row.first_id for row in rows} | {row.second_id for row in rows}
    if not ids:
        return {}
    live = await tx.all(
        select(Document.document_id).where(
            Document.client_id == client_id,
            Document.document_id.in_(ids),
            Document.marks["deleted_at"].astext.is_(None),
        )
    )
    partners: dict[UUID, set[UUID]] = {}
    for row in rows:
        for one, other in ((row.first_id, row.second_id), (row.second_id, row.first_id)):
            if one in documents and other in live:
                partners.setdefault(one, set()).add(other)
    return partners


async def suspect(tx: Transaction, client_id: UUID, found: Iterable[Suspicion]) -> None:
    """Keep pairs in doubt; what a person said about a pair stays."""
    rows = [{"client_id": client_id, "first_id": s.first, "second_id": s.second, "why": s.why} for s in found]
    if rows:
        await tx.execute(insert(Duplicate).values(rows).on_conflict_do_nothing())


async def drop_doubts(tx: Transaction, client_id: UUID, pairs: Collection[tuple[UUID, UUID]]) -> None:
    """Pairs that are no longer alike, after a correction."""
    if pairs:
        await tx.execute(
            delete(Duplicate).where(
                Duplicate.client_id == client_id,
                Duplicate.said.is_(None),
                tuple_(Duplicate.first_id, Duplicate.second_id).in_(pairs),
            )
        )


async def settle(
    tx: Transaction, client_id: UUID, pair: tuple[UUID, UUID], said: str, who: UUID | None, now: datetime
) -> None:
    """A person's word on a pair."""
    first, second = sorted(pair)
    word = {"said": said, "said_by": who, "said_at": now}
    row = insert(Duplicate).values(client_id=client_id, first_id=first, second_id=second, why="person", **word)
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id", "first_id", "second_id"], set_=word))
