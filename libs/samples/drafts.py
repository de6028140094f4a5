"""Draws the facts of an invoice, credit note or receipt: lines, dates, numbers, terms, references.

Everything that a caller does not fix is drawn from the given random source, so a demo can say "this supplier, paid by
structured communication" and leave the rest to the seed.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from libs.samples import check_digits, money, wording
from libs.samples.companies import Company
from libs.samples.document import Paper
from libs.samples.figures import Figures, draw_figures
from libs.samples.money import Line, Rounding
from libs.samples.reference_data.goods import RATES, UNITS, Good, goods
from libs.samples.reference_data.names import FIRST_NAMES
from libs.samples.terms import PRINTS_A_DATE, Terms, due
from libs.samples.truth import Category, Kind, Language, Payment

Treatment = Literal[
    "domestic", "reverse_charge", "intra_community", "exempt", "small_business", "export", "margin", "zero"
]
Reference = Literal["ogm", "rf", "none"]

_CATEGORY: dict[Treatment, Category] = {
    "reverse_charge": "AE",
    "intra_community": "K",
    "exempt": "E",
    "small_business": "E",
    "export": "G",
    "margin": "E",
    "zero": "Z",
}
# unit: lowest and highest quantity
_QUANTITIES = {
    "kwh": (240, 3900), "bag": (4, 60), "kg": (5, 180), "pc": (1, 48), "h": (1, 32), "m2": (8, 140), "m": (5, 90),
    "l": (20, 78), "night": (1, 4), "box": (1, 12), "km": (40, 900), "day": (1, 12), "month": (1, 3),
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What the caller fixes of a document; None is drawn."""

    kind: Kind = "purchase_invoice"
    language: Language | None = None
    trade: str | None = None
    treatment: Treatment = "domestic"
    currency: str = "EUR"
    number: str | None = None
    original_number: str | None = None
    issue_date: date | None = None
    days: int | None = None
    terms: Terms | None = None
    reference: Reference | None = None
    payment: Payment = "bank"
    lines: tuple[Line, ...] | None = None
    line_count: int | None = None
    line_discounts: bool = False
    discount_percent: Decimal = Decimal(0)
    prepaid_percent: Decimal = Decimal(0)
    rounding: Rounding = "per_rate"
    minus_on_paper: bool = False
    prices_include_vat: bool = False
    exempt_lines: bool = False
    remark: str | None = None
    order_no: str | None = None
    delivery_date: bool | None = None
    cash_rounding: bool = False


def draft(
    rng: random.Random,
    seller: Company,
    buyer: Company,
    wish: Wish,
    *,
    client_vat: str | None = None,
    words: dict[str, str] | None = None,
    figures: Figures | None = None,
) -> Paper:
    """A document with this wish. A seller keeps its words, figures and numbering from document to document.

    `words` and `figures` replace the supplier's own, for papers in a vocabulary or notation of another house.
    """
    language = wish.language or seller.language
    issued = wish.issue_date or date(2026, 1, 5) + timedelta(days=rng.randrange(300))
    house = random.Random(f"house-style-{seller.name}-{language}")
    words = words or wording.pick(house, language, seller.country)
    figures = figures or draw_figures(house, language, seller.country, wish.currency)
    credit = wish.kind.endswith("credit_note")
    number = wish.number or draw_number(house, rng, issued, credit=credit, language=language)
    lines = wish.lines or draw_lines(rng, seller, language, wish)
    totals = _totals(lines, wish)
    terms = _terms(rng, wish)
    days = rng.choice((8, 14, 15, 30, 30, 30, 45, 60))
    due_date, terms_text = due(terms, issued, wish.days or days, words)
    return Paper(
        kind=wish.kind,
        language=language,
        seller=seller,
        buyer=buyer,
        number=number,
        issue_date=issued,
        currency=wish.currency,
        lines=lines,
        totals=totals,
        words=words,
        figures=figures,
        client_vat=client_vat,
        due_date=due_date,
        print_due_date=terms in PRINTS_A_DATE,
        terms=terms_text,
        delivery_date=_delivery_date(rng, issued, wish),
        customer_no=f"{rng.randrange(10_000, 999_999)}" if rng.random() < 0.7 else None,
        order_no=wish.order_no or (f"PO-{rng.randrange(1000, 9999)}" if rng.random() < 0.35 else None),
        contact=rng.choice(FIRST_NAMES[language]) if rng.random() < 0.3 else None,
        original_number=wish.original_number,
        reference=_reference(rng, seller, wish),
        payment=wish.payment,
        paid_on=issued if wish.payment in ("card", "cash") else None,
        mandate=f"B2B{rng.randrange(10**9, 10**10)}" if wish.payment == "direct_debit" else None,
        print_bank=wish.payment == "bank",
        minus_on_paper=wish.minus_on_paper,
        prices_include_vat=wish.prices_include_vat,
        notes=_notes(words, lines, seller, wish),
        remark=wish.remark,
        receipt_time=f"{rng.randrange(8, 21)}:{rng.randrange(60):02d}",
    )


def _terms(rng: random.Random, wish: Wish) -> Terms:
    """A direct debit announces its day; what was paid at once and a credit note have none."""
    drawn: tuple[Terms, ...] = ("date", "date", "date_and_terms", "date_and_terms", "days_only")
    chosen: Terms = rng.choice(drawn)
    if wish.payment in ("card", "cash") or wish.kind.endswith("credit_note"):
        return "none"
    return "date" if wish.payment == "direct_debit" else wish.terms or chosen


def _totals(lines: tuple[Line, ...], wish: Wish) -> money.Totals:
    totals = money.add_up(lines, discount_percent=wish.discount_percent, rounding=wish.rounding)
    prepaid = money.cents(totals.total_with_vat * wish.prepaid_percent / 100)
    totals = replace(totals, prepaid=prepaid, payable=totals.total_with_vat - prepaid)
    return totals.to_five_cents if wish.cash_rounding else totals


def draw_lines(rng: random.Random, seller: Company, language: Language, wish: Wish) -> tuple[Line, ...]:
    """Lines that fit the supplier's trade, each good at most once until they run out."""
    stock = list(goods(wish.trade or seller.trade))
    count = wish.line_count or rng.choice((1, 2, 2, 3, 3, 4, 5, 6))
    rng.shuffle(stock)
    chosen = [stock[index % len(stock)] for index in range(count)]
    note = wording.variants(language, seller.country)["article_note"]
    return tuple(_line(rng, good, seller, language, wish, note) for good in chosen)


def _line(
    rng: random.Random, good: Good, seller: Company, language: Language, wish: Wish, note: tuple[str, ...]
) -> Line:
    category: Category = "S"
    rate = Decimal(0)
    exempt = wish.exempt_lines or good.rate_class == "e"
    if wish.treatment != "domestic":
        category = _CATEGORY[wish.treatment]
    elif exempt:
        category = "E"
    else:
        rate = RATES[seller.country][good.rate_class]
    price = Decimal(rng.randrange(good.low, good.high + 1)) / 100
    detail = rng.choice(note).format(code=f"{rng.randrange(10_000, 99_999)}") if rng.random() < 0.15 else ""
    discount = Decimal(rng.choice((5, 10, 15))) if wish.line_discounts and rng.random() < 0.5 else Decimal(0)
    quantity = _quantity(rng, good)
    if wish.kind == "receipt" and good.unit not in ("l", "km", "kwh"):
        quantity = Decimal(rng.choice((1, 1, 1, 2, 2, 3, 4)))
    return Line(
        description=good.names[language],
        quantity=quantity,
        unit=UNITS[good.unit][language],
        unit_price=price,
        rate=rate,
        category=category,
        discount=discount,
        code=f"{rng.choice('ABKMPRST')}{rng.randrange(1000, 99999)}",
        detail="" if wish.kind == "receipt" else detail,
        gross_price=_shop_price(price, rate) if wish.prices_include_vat else None,
    )


def _shop_price(net: Decimal, rate: Decimal) -> Decimal:
    """A price with VAT as shops choose it: round to five cents."""
    return (net * (100 + rate) / 5).quantize(Decimal(1)) * 5 / 100


def _quantity(rng: random.Random, good: Good) -> Decimal:
    if good.unit == "lump":
        return Decimal(1)
    low, high = _QUANTITIES.get(good.unit, (1, 20))
    if good.low >= 10_000:
        high = min(high, 3)
        low = 1
    elif good.low >= 2_500:
        high = min(high, 16)
        low = min(low, 2)
    whole = Decimal(rng.randrange(low, high + 1))
    if good.unit == "h" and rng.random() < 0.5:
        return whole + Decimal(rng.choice((25, 50, 75))) / 100
    if good.unit in ("l", "m2", "kg") and rng.random() < 0.5:
        return whole + Decimal(rng.randrange(1, 100)) / 100
    return whole


def draw_number(house: random.Random, rng: random.Random, issued: date, *, credit: bool, language: Language) -> str:
    """An invoice number in one of the forms that programs give them: the form is the house's, the serial is drawn."""
    prefix = {
        "nl": ("CN", "VF"),
        "fr": ("NC", "FA"),
        "de": ("GS", "RE"),
        "en": ("CR", "INV"),
    }[language][0 if credit else 1]
    serial, year = rng.randrange(11, 9800), issued.year
    forms = (
        f"{year}/{serial:05d}",
        f"{year}-{serial:04d}",
        f"{year}{serial:05d}",
        f"{prefix}{year % 100}{serial:05d}",
        f"{prefix}{year % 100}{issued.month:02d}-{serial:04d}",
        f"{year % 100}/{serial}",
        f"{prefix}-{serial:06d}",
        f"{prefix[0]}{year % 100}.{serial:04d}",
        f"{rng.randrange(400_000, 9_900_000)}",
        f"{prefix}-{year}-{serial}",
    )
    return house.choice(forms)


def _delivery_date(rng: random.Random, issued: date, wish: Wish) -> date | None:
    wanted = wish.delivery_date if wish.delivery_date is not None else rng.random() < 0.25
    return issued - timedelta(days=rng.randrange(0, 9)) if wanted or wish.treatment == "intra_community" else None


def _reference(rng: random.Random, seller: Company, wish: Wish) -> str | None:
    """A structured communication where the paper asks for a transfer."""
    if wish.payment != "bank" or wish.kind.endswith("credit_note"):
        return None
    kind = wish.reference
    if kind is None:
        kind = "ogm" if seller.country == "BE" and rng.random() < 0.7 else "none"
    if kind == "ogm":
        return check_digits.structured_communication(rng.randrange(10**8, 10**10))
    if kind == "rf":
        return check_digits.creditor_reference(f"{rng.randrange(10**6, 10**9)}")
    return None


def _notes(words: dict[str, str], lines: tuple[Line, ...], seller: Company, wish: Wish) -> tuple[str, ...]:
    found = []
    if wish.treatment != "domestic":
        found.append(words[wish.treatment])
    elif any(line.category == "E" for line in lines):
        found.append(words["exempt"])
    if seller.trade == "renovation" and any(line.rate == 6 for line in lines):
        found.append(words["reduced_works"])
    if wish.kind.endswith("credit_note"):
        found.append(words["credit_reason"])
    return tuple(found)
