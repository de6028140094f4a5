"""Transactions, and the parties whose transactions need no document."""

from collections.abc import Collection, Sequence
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import Transaction
from libs.service_kit.database.rows import given_columns
from services.reconcile.tables import BankTransaction, Exemption


class TransactionChanges(TypedDict, total=False):
    """Columns of a transaction to be set."""

    marks: dict[str, Any]
    learnt: bool
    tags: list[str]
    note: str | None
    searched: str
    ambiguous: bool
    is_open: bool
    is_combined: bool
    reconcile_again: bool


async def transaction(tx: Transaction, client_id: UUID, transaction_id: UUID) -> BankTransaction | None:
    """One transaction with all its columns."""
    return await tx.one(
        select(BankTransaction).where(
            BankTransaction.client_id == client_id, BankTransaction.transaction_id == transaction_id
        )
    )


async def transactions(tx: Transaction, client_id: UUID, ids: Collection[UUID]) -> Sequence[BankTransaction]:
    """These transactions, oldest id first."""
    if not ids:
        return []
    return await tx.all(
        select(BankTransaction)
        .where(BankTransaction.client_id == client_id, BankTransaction.transaction_id.in_(ids))
        .order_by(BankTransaction.transaction_id)
    )


async def change_transaction(
    tx: Transaction, client_id: UUID, transaction_id: UUID, **values: Unpack[TransactionChanges]
) -> None:
    """Set columns of one transaction."""
    if values:
        await tx.execute(
            update(BankTransaction)
            .where(BankTransaction.client_id == client_id, BankTransaction.transaction_id == transaction_id)
            .values(**values)
        )


async def transactions_due(tx: Transaction, client_id: UUID, limit: int) -> Sequence[UUID]:
    """Transactions marked for another round."""
    return await tx.all(
        select(BankTransaction.transaction_id)
        .where(BankTransaction.client_id == client_id, BankTransaction.reconcile_again)
        .order_by(BankTransaction.transaction_id)
        .limit(limit)
    )


async def keep_exemption(tx: Transaction, exemption: Exemption) -> None:
    """Remember the statement for later transactions; the newest one counts."""
    row = insert(Exemption).values(given_columns(exemption))
    newest = {name: row.excluded[name] for name in ("why", "most", "decided_by", "decided_at")}
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id", "party", "outgoing"], set_=newest))


async def forget_exemption(tx: Transaction, client_id: UUID, party: str, *, outgoing: bool) -> None:
    """Delete the statement: transactions of this party need documents again."""
    await tx.execute(
        delete(Exemption).where(
            Exemption.client_id == client_id, Exemption.party == party, Exemption.outgoing == outgoing
        )
    )
