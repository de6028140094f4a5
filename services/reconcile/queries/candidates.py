"""Lookups of candidates by key. All of them use an index that starts with the client."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union, update

from libs.service_kit import Transaction
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.queries import look_ups
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
    keys: list[ColumnElement[bool]] = [
        column == key
        for column, key in (
            (BankTransaction.cents, document.cents),
            (BankTransaction.ogm, document.ogm),
            (BankTransaction.creditor_reference, document.creditor_reference),
            (BankTransaction.iban, document.iban),
            (BankTransaction.creditor_company, document.company),
            (BankTransaction.name, document.name),
        )
        if key is not None and key != ""
    ]
    if document.numbers:
        keys.append(BankTransaction.transaction_id.in_(look_ups.transactions_numbered(document.numbers)))
    if not keys:
        return []
    found = [BankTransaction.client_id == client_id, BankTransaction.is_open]
    if document.issued:
        found.append(BankTransaction.booking_date >= document.issued - BACK)
    order = (BankTransaction.booking_date, BankTransaction.transaction_id)
    ids = _first_of_each(select(BankTransaction.transaction_id).where(*found).order_by(*order), keys)
    mine = _TRANSACTION.where(BankTransaction.client_id == client_id, BankTransaction.transaction_id.in_(ids))
    return [TransactionCandidate(*row) for row in await tx.tuples(mine.order_by(*order).limit(MOST))]


async def open_documents_like(
    tx: Transaction, client_id: UUID, transaction: TransactionKeys
) -> list[DocumentCandidate]:
    """Open documents that share the amount, a reference, the party's account or its name with a transaction."""
    keys: list[ColumnElement[bool]] = [
        column == key
        for column, key in (
            (Document.cents, transaction.cents),
            (Document.ogm, transaction.ogm),
            (Document.creditor_reference, transaction.creditor_reference),
            (Document.iban, transaction.iban),
            (Document.company, transaction.creditor_company),
            (Document.name, transaction.name),
        )
        if key is not None and key != ""
    ]
    if transaction.numbers:
        keys.append(Document.document_id.in_(look_ups.documents_numbered(transaction.numbers)))
    in_time = or_(Document.issued.is_(None), Document.issued <= transaction.booked + BACK)
    order = (Document.issued.desc().nulls_last(), Document.document_id)
    found = select(Document.document_id).where(Document.client_id == client_id, Document.is_open, in_time)
    ids = _first_of_each(found.order_by(*order), keys)
    mine = _DOCUMENT.where(Document.client_id == client_id, Document.document_id.in_(ids))
    return [DocumentCandidate(*row) for row in await tx.tuples(mine.order_by(*order).limit(MOST))]


def _first_of_each(ordered: Select[UUID], keys: Sequence[ColumnElement[bool]]) -> CompoundSelect[UUID]:
    """The ids of the first rows by each key: the first of all are among them, and each is found by its own index."""
    return union(*(select(ordered.where(key).limit(MOST).subquery()) for key in keys))


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
