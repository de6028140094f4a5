"""Documents, their corrections and releases."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import func, select, update

from libs.service_kit import Transaction
from services.reconcile.rows import Part
from services.reconcile.tables import Document, Release


class DocumentChanges(TypedDict, total=False):
    """Columns of a document to be set."""

    sha256: str
    media_type: str
    size: int
    filename: str
    channel: str
    received_at: datetime
    received_by: UUID | None
    kind_hint: str | None
    part_of: UUID | None
    part_number: int | None

    reading_at: datetime
    read_kind: str
    read_confidence: float
    read_fields: dict[str, Any]
    read_at: datetime
    learnt: dict[str, Any]
    language: str | None
    pages: int | None
    embedded_sha256: str | None
    pdf_sha256: str | None
    warnings: list[Any]
    regions: list[Any]
    known_parts: list[Any]
    division_failure: dict[str, Any] | None
    unreadable: dict[str, Any]

    user_kind: str
    corrections: dict[str, Any]
    marks: dict[str, Any]
    tags: list[str]
    note: str | None

    kind: str
    kind_confidence: float
    fields: dict[str, Any]
    state: str
    payment: str
    hold: str | None
    hold_until: datetime | None
    eligible_at: datetime | None
    ambiguous: bool
    is_open: bool
    is_combined: bool
    reconcile_again: bool

    cents: int | None
    currency: str | None
    issued: date | None
    day: date | None
    due: date | None
    ogm: str | None
    creditor_reference: str | None
    iban: str | None
    company: str | None
    name: str
    number: str | None
    numbers: list[str]
    counterparty: str | None
    total: Decimal | None
    searched: str

    revision: int
    release_id: UUID | None
    released_at: datetime | None
    release_cause: str
    rendered_at: datetime | None
    refused: list[Any]
    delivered_at: datetime | None
    failure: dict[str, Any] | None
    failed_at: datetime | None
    delivery_id: UUID | None
    unconfirmed: bool
    receipt: dict[str, Any] | None


async def document(tx: Transaction, client_id: UUID, document_id: UUID) -> Document | None:
    """One document with all its columns."""
    return await tx.one(select(Document).where(Document.client_id == client_id, Document.document_id == document_id))


async def documents(tx: Transaction, client_id: UUID, ids: Collection[UUID]) -> Sequence[Document]:
    """These documents, oldest id first."""
    if not ids:
        return []
    return await tx.all(
        select(Document)
        .where(Document.client_id == client_id, Document.document_id.in_(ids))
        .order_by(Document.document_id)
    )


async def change_document(
    tx: Transaction, client_id: UUID, document_id: UUID, **values: Unpack[DocumentChanges]
) -> None:
    """Set columns of one document."""
    if values:
        await tx.execute(
            update(Document)
            .where(Document.client_id == client_id, Document.document_id == document_id)
            .values(**values)
        )


async def parts_of(tx: Transaction, photo: Document) -> Sequence[Part]:
    """The documents that a photo shows: those cut out of it, in order, then those known before."""
    known = [UUID(known) for known in photo.known_parts]
    rows = await tx.tuples(
        select(Document.document_id, Document.state)
        .where(Document.client_id == photo.client_id)
        .where((Document.part_of == photo.document_id) | Document.document_id.in_(known))
        .order_by(Document.part_of != photo.document_id, Document.part_number)
    )
    return [Part(*row) for row in rows]


async def parts_in(tx: Transaction, row: Document) -> int:
    """How many regions of a photo have become documents; 0 for a document without regions."""
    if not row.regions:
        return 0
    cut = select(func.count()).where(Document.client_id == row.client_id, Document.part_of == row.document_id)
    return (await tx.one(cut) or 0) + len(row.known_parts)


async def releases_of(tx: Transaction, client_id: UUID, document_id: UUID) -> Sequence[Release]:
    """All released revisions, in order."""
    return await tx.all(
        select(Release)
        .where(Release.client_id == client_id, Release.document_id == document_id)
        .order_by(Release.revision)
    )


async def documents_due(tx: Transaction, client_id: UUID, now: datetime, limit: int) -> Sequence[UUID]:
    """Documents marked for another round, or whose hold is over."""
    return await tx.all(
        select(Document.document_id)
        .where(Document.client_id == client_id, Document.reconcile_again | (Document.hold_until <= now))
        .order_by(Document.document_id)
        .limit(limit)
    )
