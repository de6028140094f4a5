"""Card statements as they are read: lines, cards and the total that they add up to."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from contracts.fields import Box, EventPart
from contracts.values import Amount, Code, Currency, Name


class CardLineKind(StrEnum):
    """What a line of a card statement is. `load` is money put on the card: a load, or a payment of the balance due."""

    PURCHASE = "purchase"
    REFUND = "refund"
    FEE = "fee"
    LOAD = "load"
    CASH = "cash"


class CardLine(EventPart):
    """One line of a card statement.

    `amount` is in the statement's currency, with the sign of the statement: positive for spending (purchase, fee,
    cash), negative for money returned (refund, load). `day` is the day of the purchase, `booked` the issuer's booking
    day.
    """

    card: Name
    day: date
    booked: date | None = None
    merchant: Name
    amount: Amount
    kind: CardLineKind
    foreign_amount: Amount | None = None
    foreign_currency: Currency | None = None
    page: int
    box: Box


class CardStatementFields(EventPart):
    """A card statement whose lines and totals agree to the cent; one that does not is never published.

    `scheme` is `mastercard`, `visa` or `prepaid` where the document states it; `number` is the statement's own. `cards`
    are masked. For a credit card, `carried_over` plus the lines is `total`, the amount due. For a prepaid card,
    `carried_over` minus the lines is `total`, the balance left, and nothing is debited.
    """

    scheme: Code | None = None
    number: Name | None = None
    currency: Currency = "EUR"
    cards: Annotated[tuple[Name, ...], Field(max_length=200)]
    lines: Annotated[tuple[CardLine, ...], Field(max_length=5_000)]
    carried_over: Amount = Decimal(0)
    total: Amount
    debit_date: date | None = None
