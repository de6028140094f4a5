"""Lookups by key: who may belong together. All of them go through an index that starts with the client."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, update

from libs.service_kit import Transaction
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.rows import DocumentCandidate, MovementCandidate
from services.reconcile.tables import Document, Movement

_DOCUMENT: Select[*tuple[Any, ...]] = select(*(getattr(Document, name) for name in DocumentCandidate._fields))
_MOVEMENT: Select[*tuple[Any, ...]] = select(*(getattr(Movement, name) for name in MovementCandidate._fields))

MOST = 60
BACK = timedelta(days=120)


async def documents_of_amounts(tx: Transaction, client_id: UUID, cents: Collection[int]) -> list[DocumentCandidate]:
    """All read documents of these amounts, open or not."""
    rows = await tx.tuples(
        _DOCUMENT.where(Document.client_id == client_id, Document.cents.in_(cents), Document.received_at.is_not(None))
    )
    return [DocumentCandidate(*row) for row in rows]


async def movements_of_amounts(tx: Transaction, client_id: UUID, cents: Collection[int]) -> list[MovementCandidate]:
    """All movements of these amounts, open or not."""
    rows = await tx.tuples(_MOVEMENT.where(Movement.client_id == client_id, Movement.cents.in_(cents)))
    return [MovementCandidate(*row) for row in rows]


async def open_movements_like(tx: Transaction, client_id: UUID, document: DocumentKeys) -> list[MovementCandidate]:
    """Open movements that share the amount, a reference, the party's account or its name with a document."""
    keys: list[ColumnElement[bool]] = []
    if document.cents is not None:
        keys.append(Movement.cents == document.cents)
    if document.ogm:
        keys.append(Movement.ogm == document.ogm)
    if document.creditor_reference:
        keys.append(Movement.creditor_reference == document.creditor_reference)
    if document.numbers:
        keys.append(Movement.numbers.overlap(sorted(document.numbers)))
    if document.iban:
        keys.append(Movement.iban == document.iban)
    if document.company:
        keys.append(Movement.creditor_company == document.company)
    if document.name:
        keys.append(Movement.name == document.name)
    if not keys:
        return []
    found = [Movement.client_id == client_id, Movement.is_open, or_(*keys)]
    if document.issued:
        found.append(Movement.booking_date >= document.issued - BACK)
    rows = await tx.tuples(_MOVEMENT.where(*found).order_by(Movement.booking_date, Movement.transaction_id).limit(MOST))
    return [MovementCandidate(*row) for row in rows]


async def open_documents_like(
    tx: Transaction, client_id: UUID, transaction: TransactionKeys
) -> list[DocumentCandidate]:
    """Open documents that share the amount, a reference, the party's account or its name with a movement."""
    keys: list[ColumnElement[bool]] = [Document.cents == transaction.cents]
    if transaction.ogm:
        keys.append(Document.ogm == transaction.ogm)
    if transaction.creditor_reference:
        keys.append(Document.creditor_reference == transaction.creditor_reference)
    if transaction.numbers:
        keys.append(Document.numbers.overlap(sorted(transaction.numbers)))
    if transaction.iban:
        keys.append(Document.iban == transaction.iban)
    if transaction.creditor_company:
        keys.append(Document.company == transaction.creditor_company)
    if transaction.name:
        keys.append(Document.name == transaction.name)
    late = or_(Document.issued.is_(None), Document.issued <= transaction.booked + BACK)
    rows = await tx.tuples(
        _DOCUMENT.where(Document.client_id == client_id, Document.is_open, or_(*keys), late)
        .order_by(Document.issued.desc().nulls_last(), Document.document_id)
        .limit(MOST)
    )
    return [DocumentCandidate(*row) for row in rows]


async def mark_asked(tx: Transaction, client_id: UUID, things: Collection[UUID], asked: Collection[UUID]) -> None:
    """Keep for these things whether they are part of a question."""
    if not things:
        return
    for table, name in ((Document, Document.document_id), (Movement, Movement.transaction_id)):
        await tx.execute(
            update(table).where(table.client_id == client_id, name.in_(things)).values(asked=name.in_(asked))
        )
