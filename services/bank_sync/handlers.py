"""What bank_sync does when something happened."""

from contracts.events.client import ClientConfigured
from contracts.events.extraction import DocumentExtracted
from libs.service_kit import Context
from services.bank_sync import queries
from services.bank_sync.domain.card_lines import CardMovement, transactions_of_card
from services.bank_sync.service import Deps, service
from services.bank_sync.tables import BankTransaction


@service.on(ClientConfigured)
async def keep_accounts(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Know which accounts are the company's own: money between them needs no document."""
    async with ctx.transaction() as tx:
        await queries.keep_client(tx, event)


@service.on(DocumentExtracted)
async def book_card_lines(event: DocumentExtracted, ctx: Context[Deps]) -> None:
    """The lines of a card statement become movements of the card; the same statement again books nothing again."""
    if event.card_statement is None:
        return
    booked = transactions_of_card(event.client_id, event.card_statement)
    if not booked:
        return
    async with ctx.transaction() as tx:
        new = await queries.add_unknown_transactions(tx, [_row(one) for one in booked])
        for one in booked:
            if one.transaction.transaction_id in new:
                tx.publish(one.transaction)


def _row(movement: CardMovement) -> BankTransaction:
    booked = movement.transaction
    return BankTransaction(
        transaction_id=booked.transaction_id,
        client_id=booked.client_id,
        statement_id=movement.statement_id,
        account=booked.account,
        booking_date=booked.booking_date,
        amount=booked.amount,
        money=movement.money,
        content=movement.content,
        bank_reference="",
        occurrence=movement.occurrence,
        source=booked.source.value,
        doubts=[],
    )
