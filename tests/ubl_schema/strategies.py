"""Generates any valid invoice: lines, rates, allowances, missing parts and unusual texts, with sums that agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from libs.ubl_schema.model import (
    Address,
    AllowanceCharge,
    Attachment,
    Classification,
    Contact,
    Delivery,
    Identifier,
    Invoice,
    ItemAttribute,
    Line,
    Party,
    Payment,
    Period,
    Preceding,
    References,
    Totals,
    VatBreakdown,
)

from .builders import PDF, PNG, enterprise, iban, ogm

T = TypeVar("T")


def examples(number: int) -> settings:
    """Returns settings with this number of examples, without shrinking: each step needs an official validation."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    return settings(max_examples=number, deadline=None, phases=phases, suppress_health_check=list(HealthCheck))


CENT = Decimal("0.01")
ZERO = Decimal("0.00")
REASON = {"E": None, "AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}

texts = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=30,
    )
    .map(str.strip)
    .filter(bool)
)
notes = st.lists(texts, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Generates the value or None."""
    return st.none() | strategy


def cents(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Generates an amount between two numbers of cents."""
    return st.integers(low, high).map(lambda number: Decimal(number) * CENT)


companies = st.integers(1, 999_999).map(enterprise)
countries = st.sampled_from(["BE", "NL", "FR", "DE", "LU"])
seller_countries = st.sampled_from(["BE", "FR", "LU"])
"""Peppol adds national rules for sellers of the Netherlands, Germany, the Nordic countries, Italy and Greece."""
identifiers = st.one_of(
    companies.map(lambda number: Identifier(value=number, scheme="0208")),
    texts.map(lambda value: Identifier(value=value)),
    st.just(Identifier(value="5790000435968", scheme="0088")),
)


def addresses_in(somewhere: st.SearchStrategy[str]) -> st.SearchStrategy[Address]:
    """Generates any part of an address, as a reader may find it."""
    parts = ("line1", "line2", "line3", "city", "post_code", "subdivision")
    return st.builds(Address, country=somewhere, **{part: maybe(texts) for part in parts})


addresses = addresses_in(countries)
contacts = st.builds(Contact, name=maybe(texts), phone=maybe(texts), email=maybe(texts))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    one, other = sorted((draw(days), draw(days)))
    return Period(start=draw(maybe(st.just(one))), end=draw(maybe(st.just(other))))


@st.composite
def parties(draw: st.DrawFn, *, vat: bool, seller: bool) -> Party:
    number = draw(companies)
    endpoint = draw(st.sampled_from([Identifier(value=number, scheme="0208"), None]))
    some = st.lists(identifiers, max_size=2 if seller else 1, unique_by=lambda item: (item.scheme, item.value))
    return Party(
        name=draw(texts),
        trading_name=draw(maybe(texts)),
        identifiers=tuple(draw(some)),
        legal_id=draw(maybe(identifiers)) or Identifier(value=number, scheme="0208"),
        vat_id=f"BE{number}" if vat else None,
        tax_registration=draw(maybe(texts)) if seller else None,
        legal_form=draw(maybe(texts)) if seller else None,
        endpoint=endpoint,
        address=draw(addresses_in(seller_countries if seller else countries)),
        contact=draw(contacts),
    )


@st.composite
def line_allowances(draw: st.DrawFn) -> AllowanceCharge:
    charge = draw(st.booleans())
    code = "FC" if charge else "95"
    return AllowanceCharge(
        is_charge=charge, amount=draw(cents(1, 500)), reason_code=draw(maybe(st.just(code))), reason=draw(texts)
    )


@st.composite
def lines(draw: st.DrawFn, index: int, category: str, rate: Decimal | None) -> Line:
    quantity = Decimal(draw(st.integers(-5000, 5000))) / draw(st.sampled_from([1, 4, 100]))
    base = draw(st.sampled_from([None, Decimal(1), Decimal(100)]))
    discount = draw(maybe(cents(0, 100)))
    price = Decimal(draw(st.integers(0, 10_000_000))) / draw(st.sampled_from([1, 100, 10_000]))
    items = draw(st.lists(line_allowances(), max_size=2))
    extra = sum(((item.amount or ZERO) * (1 if item.is_charge else -1) for item in items), ZERO)
    net = (quantity * price / (base or 1) + extra).quantize(CENT, rounding="ROUND_HALF_UP")
    return Line(
        id=str(index),
        note=draw(maybe(notes)),
        quantity=quantity,
        unit=draw(st.sampled_from(["C62", "HUR", "KGM", "MTR"])),
        net=net,
        accounting_cost=draw(maybe(texts)),
        order_line=draw(maybe(texts)),
        object_id=draw(maybe(st.builds(Identifier, value=texts, scheme=st.sampled_from([None, "ABT"])))),
        allowances=tuple(items),
        description=draw(maybe(notes)),
        name=draw(texts),
        seller_item_id=draw(maybe(texts)),
        buyer_item_id=draw(maybe(texts)),
        standard_item_id=draw(maybe(st.just(Identifier(value="5412345000013", scheme="0160")))),
        origin_country=draw(maybe(countries)),
        classifications=tuple(
            draw(
                st.lists(
                    st.builds(Classification, value=texts, scheme=st.just("STI"), version=maybe(texts)), max_size=2
                )
            )
        ),
        vat_category=category,
        vat_rate=rate,
        attributes=tuple(draw(st.lists(st.builds(ItemAttribute, name=texts, value=texts), max_size=2))),
        price=price,
        base_quantity=base,
        price_discount=discount,
        gross_price=None if discount is None else price + discount,
    )


@st.composite
def payments(draw: st.DrawFn) -> tuple[Payment, ...]:
    means = draw(st.sampled_from(["1", "10", "30", "48", "49", "58", "ZZZ"]))
    reference = draw(maybe(st.integers(0, 9_999_999_999).map(ogm) | texts))
    some = []
    for index in range(draw(st.integers(0, 2))):
        with_account = means in {"30", "58"} or draw(st.booleans())
        some.append(
            Payment(
                means=means,
                means_text=draw(maybe(texts)) if index == 0 else None,
                reference=reference,
                iban=draw(st.integers(0, 9_999_999_999).map(iban)) if with_account else None,
                account_name=draw(maybe(texts)) if with_account else None,
                bic=draw(maybe(st.just("TESTBEBB"))) if with_account else None,
                card_number=draw(maybe(st.just("1234"))) if means == "48" and index == 0 else None,
                mandate=draw(texts) if means == "49" and index == 0 else None,
            )
        )
    return tuple(some[:1] if means == "49" else some)


@st.composite
def references(draw: st.DrawFn) -> References:
    order = draw(maybe(texts))
    return References(
        project=draw(maybe(texts)),
        contract=draw(maybe(texts)),
        purchase_order=order,
        sales_order=draw(maybe(texts)) if order else None,
        receiving_advice=draw(maybe(texts)),
        despatch_advice=draw(maybe(texts)),
        tender=draw(maybe(texts)),
        invoiced_object=draw(maybe(st.builds(Identifier, value=texts, scheme=st.sampled_from([None, "ABT"])))),
    )


@st.composite
def document_allowances(draw: st.DrawFn, choices: list[tuple[str, Decimal | None]]) -> tuple[AllowanceCharge, ...]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        category, rate = draw(st.sampled_from(choices))
        percentage, base = draw(st.sampled_from([(None, None), (Decimal(10), Decimal("50.00"))]))
        charge = draw(st.booleans())
        found.append(
            AllowanceCharge(
                is_charge=charge,
                reason_code=draw(maybe(st.just("FC" if charge else "95"))),
                reason=draw(texts),
                percentage=percentage,
                base=base,
                amount=Decimal("5.00") if base else draw(cents(1, 5000)),
                vat_category=category,
                vat_rate=rate,
            )
        )
    return tuple(found)


def breakdown_of(some_lines: list[Line], items: tuple[AllowanceCharge, ...]) -> list[VatBreakdown]:
    """Returns the VAT breakdown of such an invoice."""
    sums: dict[tuple[str, Decimal | None], Decimal] = {}
    for line in some_lines:
        key = (line.vat_category or "", line.vat_rate)
        sums[key] = sums.get(key, ZERO) + (line.net or ZERO)
    for item in items:
        key = (item.vat_category or "", item.vat_rate)
        sums[key] = sums.get(key, ZERO) + (item.amount or ZERO) * (1 if item.is_charge else -1)
    parts = []
    for (category, rate), base in sums.items():
        vat = (base * (rate or 0) / 100).quantize(CENT, rounding="ROUND_HALF_UP")
        parts.append(
            VatBreakdown(
                base=base,
                vat=vat,
                category=category,
                rate=rate,
                exemption_reason="Article 44" if category == "E" else None,
                exemption_code=REASON.get(category),
            )
        )
    return parts


attachments = st.one_of(
    st.builds(
        Attachment,
        id=texts,
        description=maybe(texts),
        filename=st.just("document.pdf"),
        media_type=st.just("application/pdf"),
        content=st.binary(max_size=200).map(lambda more: PDF + more),
    ),
    st.just(Attachment(id="scan", filename="scan.png", media_type="image/png", content=PNG)),
    st.builds(Attachment, id=texts, description=maybe(texts), uri=st.just("https://example.org/terms.pdf")),
)


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """Generates a valid invoice or credit note, complete for EN 16931."""
    outside = draw(st.integers(0, 9)) == 0
    kinds: list[tuple[str, Decimal | None]] = (
        [("O", None)]
        if outside
        else draw(
            st.lists(
                st.sampled_from(
                    [
                        ("S", Decimal(21)),
                        ("S", Decimal(12)),
                        ("S", Decimal(6)),
                        ("S", Decimal("5.5")),
                        ("Z", Decimal(0)),
                        ("E", Decimal(0)),
                        ("AE", Decimal(0)),
                        ("K", Decimal(0)),
                        ("G", Decimal(0)),
                    ]
                ),
                min_size=1,
                max_size=4,
                unique=True,
            )
        )
    )
    some_lines = [draw(lines(index, *draw(st.sampled_from(kinds)))) for index in range(1, draw(st.integers(1, 4)) + 1)]
    items = draw(
        document_allowances(sorted({(line.vat_category or "", line.vat_rate) for line in some_lines}, key=str))
    )
    breakdown = breakdown_of(some_lines, items)
    without = sum((part.base or ZERO for part in breakdown), ZERO)
    vat = sum((part.vat or ZERO for part in breakdown), ZERO)
    prepaid = draw(maybe(cents(0, 10_000)))
    rounding = draw(maybe(cents(-4, 4)))
    credit = draw(st.booleans())
    issued = draw(days)
    due = draw(maybe(days.filter(lambda day: day >= issued)))
    ways = draw(payments())
    if credit and due is not None and not ways:
        ways = (Payment(means="1"),)
    intra = any(part.category == "K" for part in breakdown)
    foreign = draw(st.integers(0, 4)) == 0
    tax_point = draw(maybe(days))
    allowances = sum((item.amount or ZERO for item in items if not item.is_charge), ZERO)
    charges = sum((item.amount or ZERO for item in items if item.is_charge), ZERO)
    return Invoice(
        number=draw(texts),
        issue_date=issued,
        type_code=draw(st.sampled_from(["381", "396"] if credit else ["380", "383", "386", "393"])),
        currency="EUR",
        vat_currency="SEK" if foreign else None,
        tax_point_date=tax_point,
        tax_point_code=draw(st.sampled_from([None, "3", "35", "432"])) if tax_point is None else None,
        due_date=due,
        buyer_reference=draw(texts),
        accounting_cost=draw(maybe(texts)),
        payment_terms=draw(notes) if due is None else draw(maybe(notes)),
        note=draw(maybe(notes)),
        period=draw(periods()),
        references=draw(references()),
        preceding=tuple(draw(st.lists(st.builds(Preceding, number=texts, issue_date=maybe(days)), max_size=2))),
        attachments=tuple(draw(st.lists(attachments, max_size=2))),
        seller=draw(parties(vat=not outside, seller=True)),
        buyer=draw(parties(vat=not outside, seller=False)),
        payee=draw(maybe(st.builds(Party, name=texts.map("Factor ¶ {}".format), legal_id=maybe(identifiers)))),
        delivery=Delivery(
            delivered_on=issued if intra else draw(maybe(days)),
            location=draw(maybe(st.just(Identifier(value="5790000435968", scheme="0088")))),
            name=draw(maybe(texts)),
            address=draw(addresses) if intra else draw(st.just(Address()) | addresses),
        ),
        payments=ways,
        allowances=items,
        breakdown=tuple(breakdown),
        totals=Totals(
            lines=sum((line.net or ZERO for line in some_lines), ZERO),
            allowances=allowances or None,
            charges=charges or None,
            without_vat=without,
            vat=vat,
            vat_in_vat_currency=(vat * 11).quantize(CENT) if foreign else None,
            with_vat=without + vat,
            prepaid=prepaid,
            rounding=rounding,
            payable=without + vat - (prepaid or ZERO) + (rounding or ZERO),
        ),
        lines=tuple(some_lines),
    )
