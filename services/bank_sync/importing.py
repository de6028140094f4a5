"""Taking in the statements of one file: all of them or none, each transaction announced once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.events.bank import StatementImported, TransactionSource
from libs.service_kit import Context, Transaction
from services.bank_sync import queries
from services.bank_sync.domain.announcing import announcement
from services.bank_sync.domain.chain import Judgement, Link, Verdict, judge, link_of
from services.bank_sync.domain.identity import Recognition, counted, identify, recognise, statement_id
from services.bank_sync.domain.statement import Movement, Statement
from services.bank_sync.domain.transactions import transactions_of
from services.bank_sync.service import Deps
from services.bank_sync.tables import BankStatement, BankTransaction


@dataclass(frozen=True)
class Imported:
    """What became of one statement."""

    statement_id: UUID
    statement: Statement
    judgement: Judgement
    new: int
    known: int


class ForeignAccount(Exception):
    """The statement is of an account that the client has not told us about."""

    def __init__(self, account: str, holder: str) -> None:
        super().__init__(account)
        self.account, self.holder = account, holder


async def import_statements(
    read: list[Statement], sha256: str, source: TransactionSource, ctx: Context[Deps], *, confirmed: bool
) -> list[Imported]:
    """Import what is new of a file in one transaction. Raises ForeignAccount unless the account is confirmed."""
    async with ctx.transaction() as tx:
        own = await queries.own_accounts(tx)
        for statement in read:
            if own and not confirmed and statement.account.number not in own:
                raise ForeignAccount(statement.account.number, statement.holder)
        return [await _import(statement, sha256, source, own, ctx, tx) for statement in read]


async def _import(
    statement: Statement, sha256: str, source: TransactionSource, own: list[str], ctx: Context[Deps], tx: Transaction
) -> Imported:
    client_id = _client(ctx)
    number = statement_id(client_id, statement)
    link = link_of(statement, number)
    judgement = judge(link, await queries.links(tx, statement.account))
    movements = transactions_of(statement)
    if judgement.verdict is Verdict.DUPLICATE:
        return Imported(number, statement, judgement, new=0, known=len(movements))
    recognised = await _recognise(client_id, statement, movements, judgement, source, tx)
    news = [(r, m) for r, m in zip(recognised, movements, strict=True) if r.same_as is None]
    await tx.add(_statement_row(client_id, statement, link, judgement, source, sha256, ctx.now))
    await queries.add_transactions(tx, [_transaction_row(client_id, number, r, m, statement) for r, m in news])
    for recognition, movement in news:
        identity = recognition.identity
        tx.publish(announcement(client_id, identity.transaction_id, statement, movement, source, own))
    tx.publish(_imported(client_id, number, statement, len(news), source, sha256))
    return Imported(number, statement, judgement, new=len(news), known=len(movements) - len(news))


async def _recognise(
    client_id: UUID,
    statement: Statement,
    movements: tuple[Movement, ...],
    judgement: Judgement,
    source: TransactionSource,
    tx: Transaction,
) -> tuple[Recognition, ...]:
    if not movements:
        return ()
    days = [movement.booking_date for movement in movements]
    known = await queries.known_identities(tx, statement.account, min(days), max(days))
    earlier = counted(k for k in known if k.source is source) if judgement.proven else None
    return recognise(identify(client_id, statement.account, movements, source, earlier), known)


def _client(ctx: Context[Deps]) -> UUID:
    if ctx.client_id is None:
        raise TypeError("statements are imported for one client")
    return ctx.client_id


def _statement_row(
    client_id: UUID,
    statement: Statement,
    link: Link,
    judgement: Judgement,
    source: TransactionSource,
    sha256: str,
    now: datetime,
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
        verdict=judgement.verdict.value,
        source=source.value,
        sha256=sha256,
        imported_at=now,
    )


def _transaction_row(
    client_id: UUID, statement_id: UUID, recognition: Recognition, movement: Movement, statement: Statement
) -> BankTransaction:
    identity = recognition.identity
    return BankTransaction(
        transaction_id=identity.transaction_id,
        client_id=client_id,
        statement_id=statement_id,
        account=statement.account.number,
        booking_date=movement.booking_date,
        amount=movement.amount,
        money=identity.money,
        content=identity.content,
        bank_reference=identity.bank_reference,
        occurrence=identity.occurrence,
        source=identity.source.value,
        doubts=list(recognition.doubts),
    )


def _imported(
    client_id: UUID, number: UUID, statement: Statement, news: int, source: TransactionSource, sha256: str
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
        transactions=news,
        source=source,
        sha256=sha256,
    )
