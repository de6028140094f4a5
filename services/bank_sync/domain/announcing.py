"""From a transaction as the bank books it to the event that other services receive."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from contracts.events.bank import StatementRef, TransactionBooked, TransactionSource
from libs.refusal import Refusal
from services.bank_sync.domain.statement import Statement, StatementTransaction, StructuredKind
from services.bank_sync.domain.transactions import kind_of, needs_document
from services.bank_sync.texts import Code

CENT = Decimal("0.01")

LONGEST_COMMUNICATION = 5_000
"""What an event carries of a communication, in characters; a bank's own limit is far below."""


def announcement(
    client_id: UUID,
    transaction_id: UUID,
    statement: Statement,
    transaction: StatementTransaction,
    source: TransactionSource,
    own_accounts: Collection[str],
) -> TransactionBooked:
    """The event for one transaction, in cents. Raises Refusal for an amount with a third decimal."""
    kind = kind_of(transaction, own_accounts)
    structured = transaction.structured
    ogm = structured.value if structured and structured.kind is StructuredKind.OGM else None
    reference = structured.value if structured and structured.kind is StructuredKind.CREDITOR_REFERENCE else None
    party = transaction.counterparty
    return TransactionBooked(
        client_id=client_id,
        transaction_id=transaction_id,
        account=statement.account.number,
        amount=_cents(transaction.amount),
        currency=statement.account.currency,
        booking_date=transaction.booking_date,
        value_date=transaction.value_date,
        kind=kind,
        needs_document=needs_document(kind),
        counterparty_name=party.name or None,
        counterparty_iban=party.iban,
        counterparty_account=party.account or None,
        counterparty_bic=party.bic or None,
        communication=transaction.communication[:LONGEST_COMMUNICATION] or None,
        structured_communication=ogm,
        creditor_reference=reference,
        end_to_end_id=transaction.end_to_end or None,
        mandate_id=transaction.mandate or None,
        creditor_id=transaction.creditor_id or None,
        merchant=transaction.card.merchant or None if transaction.card else None,
        card=transaction.card.number or None if transaction.card else None,
        bank_reference=transaction.bank_reference or None,
        transaction_code=str(transaction.code) if transaction.code else None,
        statement=StatementRef(number=statement.coda_number or statement.number, sequence_number=transaction.number),
        source=source,
    )


def _cents(amount: Decimal) -> Decimal:
    cents = amount.quantize(CENT)
    if cents != amount:
        raise Refusal(Code.AMOUNT_NOT_IN_CENTS, amount=amount)
    return cents
