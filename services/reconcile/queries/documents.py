"""Documents, their corrections and what left."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.reconcile.domain.corrections import Lesson
from services.reconcile.tables import Correction, Document, Release


async def ensure_document(tx: Transaction, client_id: UUID, document_id: UUID) -> Row[Any]:
    """The document's row, begun when this is the first we hear of it."""
    row = insert(Document).values(client_id=client_id, document_id=document_id, state="received")
    await tx.execute(row.on_conflict_do_nothing())
    found = await document(tx, client_id, document_id)
    if found is None:
        raise LookupError(f"document {document_id} is not this client's")
    return found


async def document(tx: Transaction, client_id: UUID, document_id: UUID) -> Row[Any] | None:
    """One document with all its columns."""
    return await tx.row(
        select(Document.__table__).where(Document.client_id == client_id, Document.document_id == document_id)
    )


async def documents(tx: Transaction, client_id: UUID, ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """These documents, oldest id first."""
    if not ids:
        return []
    return await tx.rows(
        select(Document.__table__)
        .where(Document.client_id == client_id, Document.document_id.in_(ids))
        .order_by(Document.document_id)
    )


async def change_document(tx: Transaction, client_id: UUID, document_id: UUID, **values: Any) -> None:
    """Set columns of one document."""
    if values:
        await tx.execute(
            update(Document)
            .where(Document.client_id == client_id, Document.document_id == document_id)
            .values(**values)
        )


async def documents_numbered(tx: Transaction, client_id: UUID, row: Row[Any]) -> Sequence[Row[Any]]:
    """Live documents that may be the same as this one: same number, or same amount and date."""
    same = [Document.number.is_not(None) & Document.numbers.overlap(row.numbers)] if row.numbers else []
    if row.number:
        same.append(Document.number == row.number)
    if row.cents is not None and row.issued is not None:
        same.append((Document.cents == row.cents) & (Document.issued == row.issued))
    if not same:
        return []
    condition = same[0]
    for other in same[1:]:
        condition = condition | other
    return await tx.rows(
        select(Document.__table__).where(
            Document.client_id == client_id, Document.document_id != row.document_id,
            Document.state != "deleted", condition,
        )
    )  # fmt: skip


async def parts_of(tx: Transaction, picture: Row[Any]) -> Sequence[Row[Any]]:
    """The documents that this picture shows: those cut out of it, in their order, then those known from before."""
    known = [UUID(known) for known in picture.known_parts]
    return await tx.rows(
        select(Document.document_id, Document.state)
        .where(Document.client_id == picture.client_id)
        .where((Document.part_of == picture.document_id) | Document.document_id.in_(known))
        .order_by(Document.part_of != picture.document_id, Document.part_number)
    )


async def parts_in(tx: Transaction, row: Row[Any]) -> int:
    """How many papers of a picture are documents by now; none of what shows no several papers."""
    if not row.regions:
        return 0
    cut = select(func.count()).where(Document.client_id == row.client_id, Document.part_of == row.document_id)
    return int(await tx.value(cut)) + len(row.known_parts)


async def ibans_of_company(tx: Transaction, client_id: UUID, company: str | None, but: UUID) -> set[str]:
    """The accounts on which this company has asked to be paid, on documents other than this one."""
    if company is None:
        return set()
    rows = await tx.rows(
        select(Document.iban)
        .where(Document.client_id == client_id, Document.company == company, Document.document_id != but)
        .where(Document.iban.is_not(None), Document.state != "deleted")
        .distinct()
    )
    return {str(row.iban) for row in rows}


async def keep_correction(tx: Transaction, **values: Any) -> None:
    """Who corrected what, from what."""
    await tx.execute(insert(Correction).values(**values))


async def lessons(tx: Transaction, client_id: UUID, counterparty_key: str | None) -> list[Lesson]:
    """What people corrected on documents of this counterparty, oldest first."""
    if counterparty_key is None:
        return []
    rows = await tx.rows(
        select(Correction.path, Correction.was, Correction.value)
        .where(Correction.client_id == client_id, Correction.counterparty_key == counterparty_key)
        .order_by(Correction.made_at, Correction.correction_id)
    )
    return [Lesson(row.path, row.was, row.value) for row in rows]


async def keep_release(tx: Transaction, **values: Any) -> None:
    """The snapshot that left."""
    await tx.execute(insert(Release).values(**values))


async def releases_of(tx: Transaction, client_id: UUID, document_id: UUID) -> Sequence[Row[Any]]:
    """All revisions that left, first one first."""
    return await tx.rows(
        select(Release.__table__)
        .where(Release.client_id == client_id, Release.document_id == document_id)
        .order_by(Release.revision)
    )


async def documents_due(tx: Transaction, client_id: UUID, now: datetime, limit: int) -> list[UUID]:
    """Documents to judge again, or whose waiting time is over."""
    rows = await tx.rows(
        select(Document.document_id)
        .where(Document.client_id == client_id, Document.judge_again | (Document.hold_until <= now))
        .order_by(Document.document_id)
        .limit(limit)
    )
    return [row.document_id for row in rows]
