"""Booked transactions."""

from contracts.events.bank import TransactionBooked
from libs.service_kit import Context
from services.reconcile.domain.exemptions import known_by
from services.reconcile.domain.keys import TransactionKeys, keys_of_transaction
from services.reconcile.domain.search import words_of_transaction
from services.reconcile.reconciliation import Names, Round, begin_round, open_booking, reconcile
from services.reconcile.service import Deps, service
from services.reconcile.tables import BankTransaction


@service.on(TransactionBooked)
async def match_transaction(event: TransactionBooked, ctx: Context[Deps]) -> None:
    """Find the document that this transaction pays; open a task when in doubt or when there is none."""
    keys = keys_of_transaction(event)
    payee = known_by(keys.iban, keys.name, keys.communication)
    names = Names(payee=payee, outgoing=keys.cents < 0, cents=abs(keys.cents))
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.transaction_id], names=names)
        if record_booking(round_, event, keys):
            await reconcile(round_, transaction_ids=[event.transaction_id])


def record_booking(round_: Round, event: TransactionBooked, keys: TransactionKeys) -> bool:
    """Take the transaction in; False when it is here already."""
    if event.transaction_id in round_.board.transactions.now:
        return False
    round_.board.transactions.now[event.transaction_id] = BankTransaction(
        client_id=event.client_id,
        transaction_id=event.transaction_id,
        account=event.account,
        amount=event.amount,
        currency=event.currency,
        booking_date=event.booking_date,
        kind=event.kind.value,
        needs_document=event.needs_document,
        counterparty=event.counterparty_name or event.merchant,
        communication=event.communication,
        booked=event.model_dump(mode="json"),
        cents=keys.cents,
        ogm=keys.ogm,
        creditor_reference=keys.creditor_reference,
        iban=keys.iban,
        creditor_company=keys.creditor_company,
        name=keys.name,
        numbers=sorted(keys.numbers),
        searched=words_of_transaction(event, keys),
        learnt=round_.board.named.exempt,
    )
    open_booking(round_, event.transaction_id, is_document=False)
    return True
