"""Importing the statements of one file: all or none, and each transaction published once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.events.bank import StatementImported, TransactionSource
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from services.bank_sync import queries
from services.bank_sync.domain.announcing import announcement
from services.bank_sync.domain.chain import Continuity, ContinuityCheck, Link, check_continuity, link_of
from services.bank_sync.domain.identity import Recognition, counted, identify, recognise, statement_id
from services.bank_sync.domain.statement import Statement, StatementTransaction
from services.bank_sync.domain.transactions import booked_transactions
from services.bank_sync.service import Deps
from services.bank_sync.tables import BankStatement, BankTransaction
from services.bank_sync.texts import Code


@dataclass(frozen=True)
class Imported:
    """The result for one statement: how many transactions were new, and how many were known already."""

    statement_id: UUID
    statement: Statement
    check: ContinuityCheck
    new: int
    known: int


async def import_statements(
    read: list[Statement], sha256: str, source: TransactionSource, ctx: Context[Deps], *, confirmed: bool
) -> list[Imported]:
    """Import what is new in a file, in one database transaction.

    Raises Refusal for an account that is not one of the client's, unless `confirmed`.
    """
    async with ctx.transaction() as tx:
        own = await queries.own_accounts(tx, _client(ctx))
        for statement in read:
            if own and not confirmed and statement.account.number not in own:
                raise Refusal(Code.ACCOUNT_NOT_YOURS, account=statement.account.number, holder=statement.holder)
        return [await _import(statement, sha256, source, own, ctx, tx) for statement in read]


async def _import(
    statement: Statement, sha256: str, source: TransactionSource, own: list[str], ctx: Context[Deps], tx: Transaction
) -> Imported:
    client_id = _client(ctx)
    number = statement_id(client_id, statement)
    link = link_of(statement, number)
    check = check_continuity(link, await queries.links(tx, client_id, statement.account))
    transactions = booked_transactions(statement)
    if check.continuity is Continuity.DUPLICATE:
        return Imported(number, statement, check, new=0, known=len(transactions))
    recognised = await _recognise(client_id, statement, transactions, check, source, tx)
    new = [(r, t) for r, t in zip(recognised, transactions, strict=True) if r.same_as is None]
    await tx.add(_statement_row(client_id, statement, link, check, source, sha256, ctx.now, len(new)))
    await queries.add_transactions(tx, [_transaction_row(client_id, number, r, t, statement) for r, t in new])
    for recognition, transaction in new:
        identity = recognition.identity
        tx.publish(announcement(client_id, identity.transaction_id, statement, transaction, source, own))
    tx.publish(_imported(client_id, number, statement, len(new), source, sha256))
    return Imported(number, statement, check, new=len(new), known=len(transactions) - len(new))


async def _recognise(
    client_id: UUID,
    statement: Statement,
    transactions: tuple[StatementTransaction, ...],
    check: ContinuityCheck,
    source: TransactionSource,
    tx: Transaction,
) -> tuple[Recognition, ...]:
    if not transactions:
        return ()
    days = [transaction.booking_date for transaction in transactions]
    known = await queries.known_identities(tx, client_id, statement.account, min(days), max(days))
    earlier = counted(k for k in known if k.source is source) if check.proven else None
    return recognise(identify(client_id, statement.account, transactions, source, earlier), known)


def _client(ctx: Context[Deps]) -> UUID:
    if ctx.client_id is None:
        raise TypeError("statements are imported for one client")
    return ctx.client_id


def _statement_row(
    client_id: UUID,
    statement: Statement,
    link: Link,
    check: ContinuityCheck,
    source: TransactionSource,
    sha256: str,
    now: datetime,
    new: int,
) -> BankStatement:
    return BankStatement(
        statement_id=link.statement_id,
        client_id=client_id,
        account=statement.account.number,
        iban=statement.account.iban,
        currency=statement.account.currency,
        holder=statement.holder,
        number=link.number,
        printed_number=statement.coda_number or statement.number,
        old_balance=statement.old_balance,
        old_balance_date=link.old_balance_date,
        new_balance=statement.new_balance,
        new_balance_date=statement.new_balance_date,
        continuity=check.continuity.value,
        source=source.value,
        sha256=sha256,
        transactions=new,
        imported_at=now,
    )


def _transaction_row(
    client_id: UUID,
    statement_id: UUID,
    recognition: Recognition,
    transaction: StatementTransaction,
    statement: Statement,
) -> BankTransaction:
    identity = recognition.identity
    return BankTransaction(
        transaction_id=identity.transaction_id,
        client_id=client_id,
        statement_id=statement_id,
        account=statement.account.number,
        booking_date=transaction.booking_date,
        amount=transaction.amount,
        money=identity.money,
        content=identity.content,
        bank_reference=identity.bank_reference,
        occurrence=identity.occurrence,
        source=identity.source.value,
        doubts=list(recognition.doubts),
    )


def _imported(
    client_id: UUID, number: UUID, statement: Statement, new: int, source: TransactionSource, sha256: str
) -> StatementImported:
    return StatementImported(
        client_id=client_id,
        statement_id=number,
        account=statement.account.number,
        number=statement.coda_number or statement.number,
        currency=statement.account.currency,
        old_balance=statement.old_balance,
        new_balance=statement.new_balance,
        new_balance_date=statement.new_balance_date,
        transactions=new,
        source=source,
        sha256=sha256,
    )
