"""Draws the content of a card statement: cards, lines of every kind, and totals that agree to the cent."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from libs.samples.card_statements.words import MERCHANTS, RATES
from libs.samples.companies import Company
from libs.samples.money import cents
from libs.samples.reference_data.names import FIRST_NAMES, SURNAMES
from libs.samples.truth import CardLineTruth, CardStatementTruth

Scheme = Literal["Mastercard", "Visa", "prepaid"]
_FIRST_DIGIT: dict[Scheme, str] = {"Mastercard": "5", "Visa": "4", "prepaid": "5"}


@dataclass(frozen=True)
class CardStatement:
    """The content before it is printed; `holders` maps a card to its holder."""

    issuer: Company
    client: Company
    scheme: Scheme
    number: str
    day: date
    holders: dict[str, str]
    lines: tuple[CardLineTruth, ...]
    brought: Decimal
    debit_day: date | None

    @property
    def total(self) -> Decimal:
        """Returns the amount to be debited, or for a prepaid card the remaining balance."""
        spent = sum((line.amount for line in self.lines), Decimal(0))
        return self.brought - spent if self.scheme == "prepaid" else self.brought + spent

    @property
    def truth(self) -> CardStatementTruth:
        return CardStatementTruth(
            scheme=self.scheme, cards=tuple(self.holders), lines=self.lines, brought=self.brought, total=self.total,
            debit_day=self.debit_day,
        )  # fmt: skip

    def of(self, card: str) -> tuple[CardLineTruth, ...]:
        return tuple(line for line in self.lines if line.card == card)


def draw_statement(
    rng: random.Random, issuer: Company, client: Company, words: dict[str, tuple[str, ...]]
) -> CardStatement:
    """Returns one month of one or two cards; a long statement takes several pages."""
    scheme: Scheme = rng.choice(("Mastercard", "Mastercard", "Visa", "Visa", "prepaid"))
    day = date(2026, rng.randrange(2, 12), rng.choice((2, 5, 20, 27)))
    cards = [
        f"{_FIRST_DIGIT[scheme]}{rng.randrange(100, 999)} {rng.randrange(10, 99)}XX XXXX {rng.randrange(1000, 9999)}"
        for _ in range(rng.choice((1, 1, 2)))
    ]
    lines = [line for card in cards for line in _lines_of(rng, card, scheme, day, words, rng.choice((4, 9, 16, 34)))]
    brought = Decimal(rng.randrange(100, 900)) + Decimal(rng.randrange(100)) / 100
    return CardStatement(
        issuer=issuer,
        client=client,
        scheme=scheme,
        number=f"{day.year}{day.month:02d}/{rng.randrange(100, 999)}",
        day=day,
        holders={card: f"{rng.choice(FIRST_NAMES['fr'])} {rng.choice(SURNAMES['BE-nl'])}" for card in cards},
        lines=tuple(lines),
        brought=brought * 5 if scheme == "prepaid" else brought if rng.random() < 0.25 else Decimal(0),
        debit_day=None if scheme == "prepaid" else day + timedelta(days=12),
    )


def _lines_of(
    rng: random.Random, card: str, scheme: Scheme, day: date, words: dict[str, tuple[str, ...]], count: int
) -> list[CardLineTruth]:
    first = day - timedelta(days=32)
    days = sorted(first + timedelta(days=rng.randrange(30)) for _ in range(count))
    lines = [_purchase(rng, card, bought) for bought in days]
    if rng.random() < 0.45:
        returned = rng.choice(lines)
        lines.append(returned.model_copy(update={
            "kind": "refund", "amount": -returned.amount, "merchant": f"{words['refund'][0]} {returned.merchant}",
            "day": day - timedelta(days=1), "booked": day, "foreign_amount": None, "foreign_currency": None,
        }))  # fmt: skip
    if rng.random() < 0.4:
        fee = Decimal(rng.choice((250, 300, 1250, 3500))) / 100
        lines.append(_other(card, day, rng.choice(words["fee"]), fee, "fee"))
    if scheme == "prepaid":
        lines.insert(0, _other(card, first, rng.choice(words["load"]), -Decimal(rng.choice((250, 500, 1000))), "load"))
    return lines


def _purchase(rng: random.Random, card: str, day: date) -> CardLineTruth:
    merchant, town, currency = rng.choice(MERCHANTS)
    amount = Decimal(rng.randrange(250, 42_000)) / 100
    foreign = None if currency == "EUR" else amount
    if foreign is not None:
        amount = cents(foreign / Decimal(RATES[currency]))
    return CardLineTruth(
        card=card, day=day, booked=day + timedelta(days=rng.randrange(1, 4)), merchant=f"{merchant} {town}",
        amount=amount, foreign_amount=foreign, foreign_currency=None if foreign is None else currency,
    )  # fmt: skip


def _other(card: str, day: date, name: str, amount: Decimal, kind: Literal["fee", "load"]) -> CardLineTruth:
    return CardLineTruth(card=card, day=day, booked=day, merchant=name, amount=amount, kind=kind)
