"""From a transaction as the bank books it to the event that other services receive."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from contracts.events.bank import StatementRef, TransactionBooked, TransactionSource
from libs.payment_references import creditor_references, structured_communications
from libs.refusal import Refusal
from services.bank_sync.domain.statement import Statement, StatementTransaction, StructuredKind
from services.bank_sync.domain.transactions import is_return, kind_of, needs_document
from services.bank_sync.texts import Code

CENT = Decimal("0.01")

LONGEST_COMMUNICATION = 5_000
"""What an event carries of a communication, in characters; a bank's own limit is far below."""


class _Original(TypedDict):
    original_amount: Decimal | None
    original_currency: str | None


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
    card = transaction.card
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
        is_return=is_return(transaction),
        counterparty_name=party.name or None,
        counterparty_iban=party.iban,
        counterparty_account=party.account or None,
        counterparty_bic=party.bic or None,
        communication=transaction.communication[:LONGEST_COMMUNICATION] or None,
        structured_communication=_reference(transaction, StructuredKind.OGM, structured_communications),
        creditor_reference=_reference(transaction, StructuredKind.CREDITOR_REFERENCE, creditor_references),
        end_to_end_id=transaction.end_to_end or None,
        mandate_id=transaction.mandate or None,
        creditor_id=transaction.creditor_id or None,
        merchant=card.merchant or None if card else None,
        card=card.number or None if card else None,
        place=card.place or None if card else None,
        used_on=card.used_on if card else None,
        **_original(transaction),
        bank_reference=transaction.bank_reference or None,
        transaction_code=str(transaction.code) if transaction.code else None,
        statement=StatementRef(number=statement.coda_number or statement.number, sequence_number=transaction.number),
        source=source,
    )


def _reference(
    transaction: StatementTransaction, kind: StructuredKind, in_text: Callable[[str], Sequence[str]]
) -> str | None:
    """The reference that the bank marked as one, else the only one that the payer typed into the text."""
    if transaction.structured and transaction.structured.kind is kind:
        return transaction.structured.value
    typed = in_text(transaction.communication)
    return typed[0] if len(typed) == 1 else None


def _original(transaction: StatementTransaction) -> _Original:
    """The amount before the exchange, with the sign of the transaction; nothing where it has more than cents."""
    card = transaction.card
    if card is None or card.original_amount is None or card.original_amount != card.original_amount.quantize(CENT):
        return {"original_amount": None, "original_currency": None}
    amount = card.original_amount.quantize(CENT).copy_sign(transaction.amount)
    return {"original_amount": amount, "original_currency": card.original_currency or None}


def _cents(amount: Decimal) -> Decimal:
    cents = amount.quantize(CENT)
    if cents != amount:
        raise Refusal(Code.AMOUNT_NOT_IN_CENTS, amount=amount)
    return cents
