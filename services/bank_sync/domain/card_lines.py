"""From the lines of a card statement to transactions of the card, with the same id for the same line every time.

A card is an account of its own: purchases go out, refunds and loads come in. The monthly debit of the bank account that
pays the statement is another transaction.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid5

from contracts.card_statement import CardLine, CardLineKind, CardStatementFields
from contracts.events.bank import StatementRef, TransactionBooked, TransactionKind, TransactionSource
from services.bank_sync.domain.identity import letters
from services.bank_sync.domain.transactions import needs_document

KINDS: dict[CardLineKind, TransactionKind] = {
    CardLineKind.PURCHASE: TransactionKind.CARD,
    CardLineKind.REFUND: TransactionKind.CARD,
    CardLineKind.FEE: TransactionKind.BANK_COSTS,
    CardLineKind.CASH: TransactionKind.CASH,
    CardLineKind.LOAD: TransactionKind.OWN_ACCOUNT,
}
"""A load comes from another account of the same company, and no document belongs to it."""


@dataclass(frozen=True, slots=True)
class CardTransaction:
    """A transaction and what it is recognised by: its statement, and its content as printed there."""

    booked: TransactionBooked
    statement_id: UUID
    content: str
    occurrence: int

    @property
    def money(self) -> str:
        """Account, currency, day and amount, as they are kept."""
        booked = self.booked
        return f"{booked.account}|{booked.currency}|{booked.booking_date.isoformat()}|{booked.amount:f}"


def card_transactions(client_id: UUID, statement: CardStatementFields) -> tuple[CardTransaction, ...]:
    """The transactions of a statement in its order, without lines of zero.

    Equal lines are numbered, so that each gets an id of its own.
    """
    of = _statement_key(statement)
    seen: Counter[str] = Counter()
    found = []
    for position, line in enumerate(statement.lines, start=1):
        if not line.amount:
            continue
        content = _content(line, statement.currency)
        seen[content] += 1
        transaction_id = uuid5(client_id, f"card|{of}|{content}|{seen[content]}")
        booked = _booked(client_id, transaction_id, statement, line, position)
        found.append(CardTransaction(booked, uuid5(client_id, f"card statement|{of}"), content, seen[content]))
    return tuple(found)


def _booked(
    client_id: UUID, transaction_id: UUID, statement: CardStatementFields, line: CardLine, position: int
) -> TransactionBooked:
    kind = KINDS[line.kind]
    return TransactionBooked(
        client_id=client_id,
        transaction_id=transaction_id,
        account=line.card,
        amount=-line.amount,
        currency=statement.currency,
        booking_date=line.booked or line.day,
        value_date=line.day,
        kind=kind,
        needs_document=needs_document(kind),
        merchant=line.merchant,
        card=line.card,
        used_on=line.day,
        original_amount=-line.foreign_amount if line.foreign_amount is not None else None,
        original_currency=line.foreign_currency,
        statement=StatementRef(number=statement.number or "", sequence_number=f"{position:04d}"),
        source=TransactionSource.CARD_STATEMENT,
    )


def _statement_key(statement: CardStatementFields) -> str:
    """The statement's number; without one its balances and last day, which no other statement of the card has."""
    cards = ",".join(sorted(letters(card) for card in statement.cards))
    if statement.number:
        return f"{cards}|{letters(statement.number)}"
    days = [line.day for line in statement.lines]
    last = max(days).isoformat() if days else ""
    return f"{cards}|{statement.carried_over:f}|{statement.total:f}|{last}"


def _content(line: CardLine, currency: str) -> str:
    return f"{letters(line.card)}|{line.day.isoformat()}|{currency}|{line.amount:f}|{letters(line.merchant)}"
