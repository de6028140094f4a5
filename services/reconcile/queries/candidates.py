"""Lookups of candidates by key. All of them use an index that starts with the client."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, update

from libs.service_kit import Transaction
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.rows import DocumentCandidate, TransactionCandidate
from services.reconcile.tables import BankTransaction, Document

_DOCUMENT: Select[*tuple[Any, ...]] = select(*(getattr(Document, name) for name in DocumentCandidate._fields))
_TRANSACTION: Select[*tuple[Any, ...]] = select(
    *(getattr(BankTransaction, name) for name in TransactionCandidate._fields)
)

MOST = 60
BACK = timedelta(days=120)


async def documents_of_amounts(tx: Transaction, client_id: UUID, cents: Collection[int]) -> list[DocumentCandidate]:
    """All read documents of these amounts, open or not."""
    rows = await tx.tuples(
        _DOCUMENT.where(Document.client_id == client_id, Document.cents.in_(cents), Document.received_at.is_not(None))
    )
    return [DocumentCandidate(*row) for row in rows]


async def transactions_of_amounts(
    tx: Transaction, client_id: UUID, cents: Collection[int]
) -> list[TransactionCandidate]:
    """All transactions of these amounts, open or not."""
    rows = await tx.tuples(_TRANSACTION.where(BankTransaction.client_id == client_id, BankTransaction.cents.in_(cents)))
    return [TransactionCandidate(*row) for row in rows]


async def open_transactions_like(
    tx: Transaction, client_id: UUID, document: DocumentKeys
) -> list[TransactionCandidate]:
    """Open transactions that share the amount, a reference, the party's account or its name with a document."""
    keys: list[ColumnElement[bool]] = []
    if document.cents is not None:
        keys.append(BankTransaction.cents == document.cents)
    if document.ogm:
        keys.append(BankTransaction.ogm == document.ogm)
    if document.creditor_reference:
        keys.append(BankTransaction.creditor_reference == document.creditor_reference)
    if document.numbers:
        keys.append(BankTransaction.numbers.overlap(sorted(document.numbers)))
    if document.iban:
        keys.append(BankTransaction.iban == document.iban)
    if document.company:
        keys.append(BankTransaction.creditor_company == document.company)
    if document.name:
        keys.append(BankTransaction.name == document.name)
    if not keys:
        return []
    found = [BankTransaction.client_id == client_id, BankTransaction.is_open, or_(*keys)]
    if document.issued:
        found.append(BankTransaction.booking_date >= document.issued - BACK)
    rows = await tx.tuples(
        _TRANSACTION.where(*found).order_by(BankTransaction.booking_date, BankTransaction.transaction_id).limit(MOST)
    )
    return [TransactionCandidate(*row) for row in rows]


async def open_documents_like(
    tx: Transaction, client_id: UUID, transaction: TransactionKeys
) -> list[DocumentCandidate]:
    """Open documents that share the amount, a reference, the party's account or its name with a transaction."""
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


async def mark_ambiguous(
    tx: Transaction, client_id: UUID, items: Collection[UUID], ambiguous: Collection[UUID]
) -> None:
    """Store for these items whether the match is ambiguous."""
    if not items:
        return
    for table, name in ((Document, Document.document_id), (BankTransaction, BankTransaction.transaction_id)):
        await tx.execute(
            update(table).where(table.client_id == client_id, name.in_(items)).values(ambiguous=name.in_(ambiguous))
        )
