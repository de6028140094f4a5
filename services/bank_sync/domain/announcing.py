"""From a movement as the bank books it to the event that the other services hear."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from contracts.events.bank import StatementRef, TransactionBooked, TransactionSource
from services.bank_sync.domain.statement import Movement, Statement, StructuredKind
from services.bank_sync.domain.transactions import kind_of, needs_document

CENT = Decimal("0.01")


class ThirdDecimal(Exception):
    """An amount that is no whole number of cents: our events speak cents."""


def announcement(
    client_id: UUID,
    transaction_id: UUID,
    statement: Statement,
    movement: Movement,
    source: TransactionSource,
    own_accounts: Collection[str],
) -> TransactionBooked:
    """What happened on the account, once and in cents."""
    kind = kind_of(movement, own_accounts)
    structured = movement.structured
    ogm = structured.value if structured and structured.kind is StructuredKind.OGM else None
    reference = structured.value if structured and structured.kind is StructuredKind.CREDITOR_REFERENCE else None
    party = movement.counterparty
    return TransactionBooked(
        client_id=client_id,
        transaction_id=transaction_id,
        account=statement.account.number,
        amount=_cents(movement.amount),
        currency=statement.account.currency,
        booking_date=movement.booking_date,
        value_date=movement.value_date,
        kind=kind,
        needs_document=needs_document(kind),
        counterparty_name=party.name or None,
        counterparty_iban=party.iban,
        counterparty_account=party.account or None,
        counterparty_bic=party.bic or None,
        communication=movement.communication or None,
        structured_communication=ogm,
        creditor_reference=reference,
        end_to_end_id=movement.end_to_end or None,
        mandate_id=movement.mandate or None,
        creditor_id=movement.creditor_id or None,
        merchant=movement.card.merchant or None if movement.card else None,
        card=movement.card.number or None if movement.card else None,
        bank_reference=movement.bank_reference or None,
        transaction_code=str(movement.code) if movement.code else None,
        statement=StatementRef(number=statement.coda_number or statement.number, sequence_number=movement.number),
        source=source,
    )


def _cents(amount: Decimal) -> Decimal:
    cents = amount.quantize(CENT)
    if cents != amount:
        raise ThirdDecimal(str(amount))
    return cents
