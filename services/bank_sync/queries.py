"""Every SQL statement of bank_sync."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal_column, select, true, tuple_
from sqlalchemy.orm import aliased

from contracts.events.bank import TransactionSource
from contracts.events.client import ClientConfigured
from libs.service_kit import Transaction
from services.bank_sync.domain.chain import Link
from services.bank_sync.domain.identity import Identity
from services.bank_sync.domain.statement import Account
from services.bank_sync.tables import BankStatement, BankTransaction, Client

AROUND = timedelta(days=5)
"""How far two sources may disagree about the day of one transaction."""


class ListedStatement(NamedTuple):
    """A statement as the list shows it; `transactions` counts those that it brought in."""

    statement_id: UUID
    account: str
    currency: str
    number: str
    old_balance: Decimal
    new_balance: Decimal
    new_balance_date: date
    continuity: str
    source: str
    imported_at: datetime
    transactions: int


async def keep_client(tx: Transaction, event: ClientConfigured) -> None:
    """Store the newest list of a client's own accounts."""
    client = Client(client_id=event.client_id, ibans=list(event.ibans), revision=event.revision)
    await tx.replace(client, newest_by="revision")


async def own_accounts(tx: Transaction, client_id: UUID) -> list[str]:
    """The client's own IBANs; empty when none are known."""
    return await tx.one(select(Client.ibans).where(Client.client_id == client_id)) or []


async def links(tx: Transaction, client_id: UUID, account: Account) -> list[Link]:
    """The imported statements of one account, as links of its chain."""
    rows = await tx.all(
        select(BankStatement).where(
            BankStatement.client_id == client_id,
            BankStatement.account == account.number,
            BankStatement.currency == account.currency,
        )
    )
    return [
        Link(
            row.statement_id,
            Account(row.account, row.currency, row.iban),
            row.number,
            row.old_balance,
            row.old_balance_date,
            row.new_balance,
            row.new_balance_date,
        )
        for row in rows
    ]


async def known_identities(
    tx: Transaction, client_id: UUID, account: Account, first: date, last: date
) -> list[Identity]:
    """The stored transactions of an account from `first` to `last`, a few days more on both sides."""
    condition = (
        BankTransaction.client_id == client_id,
        BankTransaction.account == account.number,
        BankTransaction.money.startswith(f"{account.number}|{account.currency}|", autoescape=True),
        BankTransaction.booking_date.between(first - AROUND, last + AROUND),
    )
    rows = await tx.all(select(BankTransaction).where(*condition).order_by(BankTransaction.occurrence))
    return [
        Identity(
            row.transaction_id,
            TransactionSource(row.source),
            row.money,
            row.content,
            row.bank_reference,
            row.occurrence,
        )
        for row in rows
    ]


async def add_transactions(tx: Transaction, transactions: Iterable[BankTransaction]) -> None:
    """Insert new transactions. Raises UniqueViolationError when one is already there."""
    await tx.add_all(list(transactions))


async def add_unknown_transactions(tx: Transaction, transactions: Iterable[BankTransaction]) -> set[UUID]:
    """Insert the transactions that are not there yet; returns their ids."""
    return {row.transaction_id for row in await tx.add_all(list(transactions), unless_there=True)}


async def accounts(tx: Transaction, client_id: UUID) -> Sequence[BankStatement]:
    """The latest statement of each account, which holds its present balance.

    Each account is found behind the one before in the index: a client has few of them, and thousands of statements.
    """
    found = _latest_of_the_first_account(client_id).cte("found", recursive=True)
    known = tuple_(found.c.account, found.c.currency)
    beyond = tuple_(BankStatement.account, BankStatement.currency) > known
    following = _latest_of_the_first_account(client_id, beyond).correlate(found).lateral("following")
    found = found.union_all(select(following).select_from(found.join(following, true())))
    return await tx.all(select(aliased(BankStatement, found)).order_by(found.c.account, found.c.currency))


def _latest_of_the_first_account(client_id: UUID, *beyond: ColumnElement[bool]) -> Select[BankStatement]:
    """The limit is part of the text: of one that is a parameter the planner thinks that it may be large, and sorts."""
    order = (BankStatement.account, BankStatement.currency, BankStatement.new_balance_date.desc())
    found = select(BankStatement).where(BankStatement.client_id == client_id, *beyond)
    return found.order_by(*order).limit(literal_column("1"))


async def statements(
    tx: Transaction, client_id: UUID, after: tuple[date, UUID] | None, limit: int
) -> Sequence[ListedStatement]:
    """Statements, newest first, with the number of their transactions."""
    query = select(
        BankStatement.statement_id,
        BankStatement.account,
        BankStatement.currency,
        BankStatement.printed_number,
        BankStatement.old_balance,
        BankStatement.new_balance,
        BankStatement.new_balance_date,
        BankStatement.continuity,
        BankStatement.source,
        BankStatement.imported_at,
        BankStatement.transactions,
    ).where(BankStatement.client_id == client_id)
    if after is not None:
        position = func.row(BankStatement.new_balance_date, BankStatement.statement_id)
        query = query.where(position < func.row(*after))
    order = (BankStatement.new_balance_date.desc(), BankStatement.statement_id.desc())
    return [ListedStatement(*row) for row in await tx.tuples(query.order_by(*order).limit(limit))]
