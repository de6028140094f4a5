"""Cards: receipts and their debits, card statements and what they are paid with, foreign currency."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentKind
from tests.reconcile.years.parties import FAMILIES, PLACES, SHOPS, Party, new_party, plain
from tests.reconcile.years.truth import Paper, Relation
from tests.reconcile.years.writer import Writer, money

RECEIPT, STATEMENT = DocumentKind.RECEIPT, DocumentKind.CARD_STATEMENT
ISSUERS = ("Worldline NV", "KBC Kredietkaarten", "Visa Business Fortis", "Mastercard Belfius")
ABROAD = (("Amazon Web Services", "USD"), ("Github Inc", "USD"), ("Adobe Systems", "USD"), ("Trainline Ltd", "GBP"))
RATES = {"USD": (84, 97), "GBP": (113, 121)}


def card_receipt(w: Writer) -> None:
    """A receipt and its card payment, booked up to four days after the day of use."""
    shop, place = w.supplier(), w.chance.choice(PLACES)
    if w.is_so(0.75):
        shop = _shop(w)
    day, cents = w.day(), w.cents(400, 25_000)
    number = f"{w.chance.randrange(100, 999_999):06d}" if w.is_so(0.5) else "-"
    paper = w.paper(RECEIPT, shop, cents, day, number=number, days=0, iban=None, customer_vat=None, missing=0.2)
    booked, at_terminal = w.later(day, 0, 4), plain(shop.name)
    at_terminal = at_terminal[: w.chance.choice((35, 35, 22, 16))].strip()
    tells_day = w.is_so(0.7)
    time = f"{w.chance.randrange(7, 22):02d}:{w.chance.randrange(60):02d}"
    text = w.chance.choice(
        (
            f"BANCONTACT {day:%d/%m} {time}",
            f"PAIEMENT PAR CARTE {day:%d-%m-%Y} {time} 4871 04XX XXXX {w.chance.randrange(10**4):04d}",
            f"TERMINAL {w.chance.randrange(10**8):08d} {day:%d/%m/%y} {time} UUR",
            f"{at_terminal} {place}",
            None,
        )
    )
    shows = {"merchant"} | ({"day"} if tells_day or (text and f"{day:%d}" in text and ":" in text) else set())
    transaction = w.pay(
        -cents,
        booked,
        kind=TransactionKind.CARD,
        name=f"{at_terminal} {place}",
        text=text,
        value_date=booked,
        used_on=day if tells_day else None,
        place=place if w.is_so(0.5) else None,
        card=f"XXXX{w.chance.randrange(3) + 1111}",
    )
    if not paper.number or w.is_so(0.03):
        w.copy(paper)
    w.group("card_receipt", Relation.WHOLE, [paper], [transaction], frozenset(shows))


def _shop(w: Writer) -> Party:
    """A shop whose first word is its trade, as many others'."""
    shop = new_party(w.chance, 2 * 10**6 + w.chance.randrange(10**5))
    shop.name = f"{w.chance.choice(SHOPS)} {w.chance.choice(FAMILIES)}"
    return shop


def card_statement(w: Writer) -> None:
    """A monthly statement of a card and the debit that pays it."""
    issuer = _issuer(w, w.chance.choice(ISSUERS))
    paper = _statement(w, issuer)
    transaction, shows = _settle(w, issuer, [paper])
    w.group("card_statement", Relation.WHOLE, [paper], [transaction], shows)


def two_cards(w: Writer) -> None:
    """The statements of two cards, paid by one debit."""
    issuer = _issuer(w, w.chance.choice(ISSUERS))
    first = _statement(w, issuer)
    second = _statement(w, issuer, first.issued)
    transaction, shows = _settle(w, issuer, [first, second])
    w.group("two_cards", Relation.BATCH, [first, second], [transaction], shows)


def _issuer(w: Writer, name: str) -> Party:
    issuer = new_party(w.chance, 3 * 10**6 + ISSUERS.index(name))
    issuer.name = name
    return issuer


def _statement(w: Writer, issuer: Party, day: date | None = None) -> Paper:
    number = f"{w.chance.randrange(1000, 9999)}-{w.chance.randint(1, 12):02d}"
    return w.paper(STATEMENT, issuer, w.cents(5_000, 500_000), day or w.day(), number=number, days=0, iban=None)


def _settle(w: Writer, issuer: Party, papers: list[Paper]) -> tuple[UUID, frozenset[str]]:
    text = "DECOMPTE CARTE " + " ".join(f"XXXX{(p.number or '')[:4]}" for p in papers)
    transaction = w.pay(
        -sum(p.cents for p in papers),
        w.later(papers[0].issued, 1, 6),
        kind=TransactionKind.CARD_SETTLEMENT,
        name=plain(issuer.name),
        text=text,
    )
    return transaction, frozenset({"merchant"})


def foreign_currency(w: Writer) -> None:
    """An invoice in another currency, paid with a card in euros; the bank tells the original amount or not."""
    name, currency = w.chance.choice(ABROAD)
    shop = new_party(w.chance, 4 * 10**6 + w.chance.randrange(10**5))
    shop.name = name
    day, cents = w.day(), w.cents(900, 90_000)
    paper = w.paper(
        DocumentKind.PURCHASE_INVOICE, shop, cents, day, days=0, iban=None, missing=0,
        currency=currency, supplier_vat=None,
    )  # fmt: skip
    euros = cents * w.chance.randint(*RATES[currency]) // 100
    more: dict[str, Any] = {}
    if w.is_so(0.7):
        more = {"original_amount": -money(cents), "original_currency": currency}
    text = f"{money(cents)} {currency} TAUX {Decimal(euros) / cents:.4f}" if w.is_so(0.6) else None
    transaction = w.pay(
        -euros, day + timedelta(days=w.chance.randint(1, 4)), kind=TransactionKind.CARD, name=plain(name),
        used_on=day, text=text, **more,
    )  # fmt: skip
    w.group("foreign_currency", Relation.FOREIGN_CURRENCY, [paper], [transaction], frozenset({"merchant"}))
