"""From the lines of a card statement to movements of the card, each with an id that the same line always gets.

A card is an account of its own: what was spent goes out, a refund or a load comes in. The monthly debit of the bank
account pays the statement; it is not what these lines are.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid5

from contracts.events.bank import StatementRef, TransactionBooked, TransactionKind, TransactionSource
from contracts.fields import CardLine, CardLineKind, CardStatementFields
from services.bank_sync.domain.identity import letters
from services.bank_sync.domain.transactions import needs_document

KINDS: dict[CardLineKind, TransactionKind] = {
    CardLineKind.PURCHASE: TransactionKind.CARD,
    CardLineKind.REFUND: TransactionKind.CARD,
    CardLineKind.FEE: TransactionKind.BANK_COSTS,
    CardLineKind.CASH: TransactionKind.CASH,
    CardLineKind.LOAD: TransactionKind.OWN_ACCOUNT,
}
"""A load is the company's own money: it has left another account of its own, and no document comes with it."""


@dataclass(frozen=True, slots=True)
class CardMovement:
    """A movement with what it is recognised by: its statement, and its content as the statement prints it."""

    transaction: TransactionBooked
    statement_id: UUID
    content: str
    occurrence: int

    @property
    def money(self) -> str:
        """Account, currency, day and amount, as they are kept."""
        booked = self.transaction
        return f"{booked.account}|{booked.currency}|{booked.booking_date.isoformat()}|{booked.amount:f}"


def transactions_of_card(client_id: UUID, statement: CardStatementFields) -> tuple[CardMovement, ...]:
    """The movements of a statement in its order; lines that say the same are told apart by their place among them."""
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
        found.append(CardMovement(booked, uuid5(client_id, f"card statement|{of}"), content, seen[content]))
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
        statement=StatementRef(number=statement.number or "", sequence_number=f"{position:04d}"),
        source=TransactionSource.CARD_STATEMENT,
    )


def _statement_key(statement: CardStatementFields) -> str:
    """The statement's number; without one, its balances and days, which no other statement of the card has."""
    cards = ",".join(sorted(letters(card) for card in statement.cards))
    if statement.number:
        return f"{cards}|{letters(statement.number)}"
    days = [line.day for line in statement.lines]
    last = max(days).isoformat() if days else ""
    return f"{cards}|{statement.carried_over:f}|{statement.total:f}|{last}"


def _content(line: CardLine, currency: str) -> str:
    return f"{letters(line.card)}|{line.day.isoformat()}|{currency}|{line.amount:f}|{letters(line.merchant)}"
