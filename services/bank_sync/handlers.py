"""What bank_sync does when an event arrives."""

from contracts.events.client import ClientConfigured
from contracts.events.extraction import DocumentExtracted
from libs.service_kit import Context
from services.bank_sync import queries
from services.bank_sync.domain.card_lines import CardTransaction, card_transactions
from services.bank_sync.service import Deps, service
from services.bank_sync.tables import BankTransaction


@service.on(ClientConfigured)
async def keep_accounts(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Store the company's own accounts: a payment between two of them needs no document."""
    async with ctx.transaction() as tx:
        await queries.keep_client(tx, event)


@service.on(DocumentExtracted)
async def book_card_lines(event: DocumentExtracted, ctx: Context[Deps]) -> None:
    """Book the lines of a card statement as transactions; the same statement again books nothing again."""
    if event.card_statement is None:
        return
    transactions = card_transactions(event.client_id, event.card_statement)
    if not transactions:
        return
    async with ctx.transaction() as tx:
        new = await queries.add_unknown_transactions(tx, [_row(each) for each in transactions])
        tx.publish(each.booked for each in transactions if each.booked.transaction_id in new)


def _row(transaction: CardTransaction) -> BankTransaction:
    booked = transaction.booked
    return BankTransaction(
        transaction_id=booked.transaction_id,
        client_id=booked.client_id,
        statement_id=transaction.statement_id,
        account=booked.account,
        booking_date=booked.booking_date,
        amount=booked.amount,
        money=transaction.money,
        content=transaction.content,
        bank_reference="",
        occurrence=transaction.occurrence,
        source=booked.source.value,
        doubts=[],
    )
