"""Makes the content of an invoice, credit note or receipt: lines, dates, numbers, terms, references.

What the caller does not specify is drawn from the given random source: the demo can ask for "this seller, paid by
structured communication" and leave the rest to the seed.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from libs.samples import check_digits, money, wording
from libs.samples.companies import Company
from libs.samples.document import Document
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
# unit: minimum and maximum quantity
_QUANTITIES = {
    "kwh": (240, 3900), "bag": (4, 60), "kg": (5, 180), "pc": (1, 48), "h": (1, 32), "m2": (8, 140), "m": (5, 90),
    "l": (20, 78), "night": (1, 4), "box": (1, 12), "km": (40, 900), "day": (1, 12), "month": (1, 3),
}  # fmt: skip


@dataclass(frozen=True)
class DocumentSpec:
    """What the caller specifies of a document; None is drawn."""

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
    prints_negative: bool = False
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
    spec: DocumentSpec,
    *,
    client_vat: str | None = None,
    words: dict[str, str] | None = None,
    figures: Figures | None = None,
) -> Document:
    """Returns a document for this specification. A seller has the same words, notation and numbering on all documents.

    `words` and `figures` replace those of the seller, for a document in another vocabulary or notation.
    """
    language = spec.language or seller.language
    issued = spec.issue_date or date(2026, 1, 5) + timedelta(days=rng.randrange(300))
    seller_rng = random.Random(f"house-style-{seller.name}-{language}")
    words = words or wording.pick(seller_rng, language, seller.country)
    figures = figures or draw_figures(seller_rng, language, seller.country, spec.currency)
    credit = spec.kind.endswith("credit_note")
    number = spec.number or draw_number(seller_rng, rng, issued, credit=credit, language=language)
    lines = spec.lines or draw_lines(rng, seller, language, spec)
    totals = _totals(lines, spec)
    terms = _terms(rng, spec)
    days = rng.choice((8, 14, 15, 30, 30, 30, 45, 60))
    due_date, terms_text = due(terms, issued, spec.days or days, words)
    return Document(
        kind=spec.kind,
        language=language,
        seller=seller,
        buyer=buyer,
        number=number,
        issue_date=issued,
        currency=spec.currency,
        lines=lines,
        totals=totals,
        words=words,
        figures=figures,
        client_vat=client_vat,
        due_date=due_date,
        print_due_date=terms in PRINTS_A_DATE,
        terms=terms_text,
        delivery_date=_delivery_date(rng, issued, spec),
        customer_no=f"{rng.randrange(10_000, 999_999)}" if rng.random() < 0.7 else None,
        order_no=spec.order_no or (f"PO-{rng.randrange(1000, 9999)}" if rng.random() < 0.35 else None),
        contact=rng.choice(FIRST_NAMES[language]) if rng.random() < 0.3 else None,
        original_number=spec.original_number,
        reference=_reference(rng, seller, spec),
        payment=spec.payment,
        paid_on=issued if spec.payment in ("card", "cash") else None,
        mandate=f"B2B{rng.randrange(10**9, 10**10)}" if spec.payment == "direct_debit" else None,
        print_bank=spec.payment == "bank",
        prints_negative=spec.prints_negative,
        prices_include_vat=spec.prices_include_vat,
        notes=_notes(words, lines, seller, spec),
        remark=spec.remark,
        receipt_time=f"{rng.randrange(8, 21)}:{rng.randrange(60):02d}",
    )


def _terms(rng: random.Random, spec: DocumentSpec) -> Terms:
    """A direct debit has a date; a credit note, and an invoice paid by card or in cash, have no terms."""
    drawn: tuple[Terms, ...] = ("date", "date", "date_and_terms", "date_and_terms", "days_only")
    chosen: Terms = rng.choice(drawn)
    if spec.payment in ("card", "cash") or spec.kind.endswith("credit_note"):
        return "none"
    return "date" if spec.payment == "direct_debit" else spec.terms or chosen


def _totals(lines: tuple[Line, ...], spec: DocumentSpec) -> money.Totals:
    totals = money.add_up(lines, discount_percent=spec.discount_percent, rounding=spec.rounding)
    prepaid = money.cents(totals.total_with_vat * spec.prepaid_percent / 100)
    totals = replace(totals, prepaid=prepaid, payable=totals.total_with_vat - prepaid)
    return totals.to_five_cents if spec.cash_rounding else totals


def draw_lines(rng: random.Random, seller: Company, language: Language, spec: DocumentSpec) -> tuple[Line, ...]:
    """Returns lines that fit the seller's trade; a good is repeated only after all were used."""
    stock = list(goods(spec.trade or seller.trade))
    count = spec.line_count or rng.choice((1, 2, 2, 3, 3, 4, 5, 6))
    rng.shuffle(stock)
    chosen = [stock[index % len(stock)] for index in range(count)]
    note = wording.variants(language, seller.country)["article_note"]
    return tuple(_line(rng, good, seller, language, spec, note) for good in chosen)


def _line(
    rng: random.Random, good: Good, seller: Company, language: Language, spec: DocumentSpec, note: tuple[str, ...]
) -> Line:
    category: Category = "S"
    rate = Decimal(0)
    exempt = spec.exempt_lines or good.rate_class == "e"
    if spec.treatment != "domestic":
        category = _CATEGORY[spec.treatment]
    elif exempt:
        category = "E"
    else:
        rate = RATES[seller.country][good.rate_class]
    price = Decimal(rng.randrange(good.low, good.high + 1)) / 100
    detail = rng.choice(note).format(code=f"{rng.randrange(10_000, 99_999)}") if rng.random() < 0.15 else ""
    discount = Decimal(rng.choice((5, 10, 15))) if spec.line_discounts and rng.random() < 0.5 else Decimal(0)
    quantity = _quantity(rng, good)
    if spec.kind == "receipt" and good.unit not in ("l", "km", "kwh"):
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
        detail="" if spec.kind == "receipt" else detail,
        gross_price=_shop_price(price, rate) if spec.prices_include_vat else None,
    )


def _shop_price(net: Decimal, rate: Decimal) -> Decimal:
    """Returns the price with VAT, rounded to five cents as in shops."""
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


def draw_number(
    seller_rng: random.Random, rng: random.Random, issued: date, *, credit: bool, language: Language
) -> str:
    """Returns an invoice number; its format is drawn from `seller_rng`, its serial number from `rng`."""
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
    return seller_rng.choice(forms)


def _delivery_date(rng: random.Random, issued: date, spec: DocumentSpec) -> date | None:
    wanted = spec.delivery_date if spec.delivery_date is not None else rng.random() < 0.25
    return issued - timedelta(days=rng.randrange(0, 9)) if wanted or spec.treatment == "intra_community" else None


def _reference(rng: random.Random, seller: Company, spec: DocumentSpec) -> str | None:
    """Returns a payment reference when the document asks for a transfer."""
    if spec.payment != "bank" or spec.kind.endswith("credit_note"):
        return None
    kind = spec.reference
    if kind is None:
        kind = "ogm" if seller.country == "BE" and rng.random() < 0.7 else "none"
    if kind == "ogm":
        return check_digits.structured_communication(rng.randrange(10**8, 10**10))
    if kind == "rf":
        return check_digits.creditor_reference(f"{rng.randrange(10**6, 10**9)}")
    return None


def _notes(words: dict[str, str], lines: tuple[Line, ...], seller: Company, spec: DocumentSpec) -> tuple[str, ...]:
    found = []
    if spec.treatment != "domestic":
        found.append(words[spec.treatment])
    elif any(line.category == "E" for line in lines):
        found.append(words["exempt"])
    if seller.trade == "renovation" and any(line.rate == 6 for line in lines):
        found.append(words["reduced_works"])
    if spec.kind.endswith("credit_note"):
        found.append(words["credit_reason"])
    return tuple(found)
