"""Look-ups that row-level security would make scan a client: by text, tag, amount and number.

The functions of the database answer them with ids (`migrations/r0002_look_ups.py`). What is found more often than
`MOST` is common: then the list is walked from its newest row on, and a page is soon full. The planner may not look at
the statistics of these columns and would sort the whole list instead, so sorting is ruled out for the transaction.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Text, Uuid, any_, cast, column, func, literal, or_, select

from libs.service_kit import Transaction
from services.reconcile.domain.search import Search, pattern
from services.reconcile.tables import BankTransaction, Document

MOST: Final = 2000
SAMPLE: Final = 2000
COMMON: Final = 50
"""A text that so many of the newest `SAMPLE` rows have is common."""
TRIGRAM: Final = 3
"""A shorter text has no entry in the index, and is usually common."""
LARGEST_AMOUNT: Final = 15
"""No amount has more digits before its point."""
_LOOK_UPS: Final = func.reconcile


async def documents_found(tx: Transaction, client_id: UUID, search: Search) -> ColumnElement[bool]:
    """Documents with the text anywhere, a number without its spaces, or the amount of either sign."""
    newest = select(Document.searched).where(Document.client_id == client_id, Document.received_at.is_not(None))
    newest = newest.order_by(Document.received_at.desc(), Document.document_id.desc()).limit(SAMPLE)
    readings = [await _containing(tx, _LOOK_UPS.documents_containing, Document, newest, search)]
    if search.amount is not None:
        readings.append(await documents_amounting_to(tx, search.amount))
    return or_(*readings)


async def transactions_found(tx: Transaction, client_id: UUID, search: Search) -> ColumnElement[bool]:
    """Transactions with the text anywhere, a number without its spaces, or the amount of either sign."""
    newest = select(BankTransaction.searched).where(BankTransaction.client_id == client_id)
    newest = newest.order_by(BankTransaction.booking_date.desc(), BankTransaction.transaction_id.desc()).limit(SAMPLE)
    readings = [await _containing(tx, _LOOK_UPS.transactions_containing, BankTransaction, newest, search)]
    if search.amount is not None:
        readings.append(transactions_amounting_to(search.amount))
    return or_(*readings)


async def documents_tagged(tx: Transaction, tag: str) -> ColumnElement[bool]:
    """Documents with this tag."""
    found = await _ids(tx, _LOOK_UPS.documents_tagged(tag, MOST + 1))
    return _among(Document.document_id, found) if found is not None else literal(tag) == any_(Document.tags)


async def transactions_tagged(tx: Transaction, tag: str) -> ColumnElement[bool]:
    """Transactions with this tag."""
    found = await _ids(tx, _LOOK_UPS.transactions_tagged(tag, MOST + 1))
    return (
        _among(BankTransaction.transaction_id, found)
        if found is not None
        else literal(tag) == any_(BankTransaction.tags)
    )


async def documents_amounting_to(tx: Transaction, amount: Decimal) -> ColumnElement[bool]:
    """Documents with this total, of either sign."""
    found = await _ids(tx, _LOOK_UPS.documents_amounting_to(amount, MOST + 1))
    return _among(Document.document_id, found) if found is not None else Document.total.in_([amount, -amount])


def transactions_amounting_to(amount: Decimal) -> ColumnElement[bool]:
    """Transactions of this amount, of either sign."""
    if amount.adjusted() > LARGEST_AMOUNT or amount * 100 != int(amount * 100):
        return literal(value=False)
    cents = int(amount * 100)
    return BankTransaction.cents.in_([cents, -cents])


def documents_numbered(numbers: Collection[str]) -> Select[UUID]:
    """The ids of documents with one of these numbers, in one of the forms that a number has."""
    return _numbered(_LOOK_UPS.documents_numbered, numbers)


def transactions_numbered(numbers: Collection[str]) -> Select[UUID]:
    """The ids of transactions whose communication holds one of these numbers."""
    return _numbered(_LOOK_UPS.transactions_numbered, numbers)


def _numbered(look_up: Any, numbers: Collection[str]) -> Select[UUID]:
    found = look_up(cast(sorted(numbers), ARRAY(Text())), MOST).table_valued(column("id", Uuid())).render_derived()
    ids: Select[UUID] = select(found.c.id)
    return ids


async def _containing(
    tx: Transaction, look_up: Any, table: Any, newest: Select[str], search: Search
) -> ColumnElement[bool]:
    patterns = [pattern(search.text), pattern(search.compact) if search.compact else None]
    anywhere = or_(*(table.searched.like(each, escape="\\") for each in patterns if each))
    if len(search.text) < TRIGRAM or await _is_common(tx, newest, patterns):
        await _walk(tx)
        return anywhere
    found = await _ids(tx, look_up(*(cast(each, Text()) for each in patterns), MOST + 1))
    return anywhere if found is None else _among(_key(table), found)


async def _is_common(tx: Transaction, newest: Select[str], patterns: Sequence[str | None]) -> bool:
    """Whether so many of the newest rows have a text that a page is full sooner than the index has listed them all."""
    sample = newest.subquery()
    anywhere = or_(*(sample.c.searched.like(each, escape="\\") for each in patterns if each))
    return (await tx.one(select(func.count()).select_from(sample).where(anywhere)) or 0) >= COMMON


async def _walk(tx: Transaction) -> None:
    await tx.all(select(func.set_config("enable_sort", "off", True)))  # noqa: FBT003 - for this transaction


def _key(table: Any) -> Any:
    return table.document_id if table is Document else table.transaction_id


async def _ids(tx: Transaction, look_up: Any) -> Sequence[UUID] | None:
    """The ids that a look-up finds; None when they are too many to be listed."""
    found = look_up.table_valued(column("id", Uuid())).render_derived()
    ids: Sequence[UUID] = await tx.all(select(found.c.id))
    if len(ids) <= MOST:
        return ids
    await _walk(tx)
    return None


def _among(name: Any, ids: Sequence[UUID]) -> ColumnElement[bool]:
    among: ColumnElement[bool] = name == any_(cast(list(ids), ARRAY(Uuid())))
    return among
