"""Any number of documents, over all kinds, layouts, countries and languages, for accuracy and load runs."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from libs.samples import make
from libs.samples.companies import Company, Region, World, fixed_clients
from libs.samples.document import Paper
from libs.samples.drafts import Wish, draft
from libs.samples.figures import draw_figures
from libs.samples.layouts import FAMILIES, RECEIPT_FAMILIES, Family
from libs.samples.leases import lease
from libs.samples.money import add_up
from libs.samples.truth import Kind, Sample

_PURCHASE_TRADES = (
    "milling", "dairy", "building", "energy", "telecom", "software", "office", "cleaning", "garage", "transport",
    "packaging", "printing", "machinery", "hotel", "subcontracting",
)  # fmt: skip
_REGIONS: tuple[Region, ...] = ("BE-nl", "BE-nl", "BE-nl", "BE-fr", "BE-fr", "BE-fr", "FR", "NL", "DE", "LU")
_FOREIGN: tuple[Region, ...] = ("FR", "NL", "DE", "LU")

# what is special about a document, and how often out of the sum of all
_WISHES: tuple[tuple[int, str, Wish], ...] = (
    (20, "plain", Wish()),
    (6, "ogm", Wish(reference="ogm")),
    (3, "rf", Wish(reference="rf")),
    (4, "english", Wish(language="en")),
    (5, "card", Wish(payment="card")),
    (4, "direct-debit", Wish(payment="direct_debit")),
    (1, "cash", Wish(payment="cash", line_count=1)),
    (4, "credit", Wish(kind="purchase_credit_note")),
    (3, "credit-minus", Wish(kind="purchase_credit_note", minus_on_paper=True)),
    (5, "reverse-charge", Wish(treatment="reverse_charge")),
    (4, "intra-community", Wish(treatment="intra_community")),
    (2, "exempt", Wish(trade="training")),
    (1, "small-business", Wish(treatment="small_business")),
    (4, "discounts", Wish(line_discounts=True, line_count=5)),
    (3, "total-discount", Wish(discount_percent=Decimal(3), line_count=4)),
    (3, "prepaid", Wish(prepaid_percent=Decimal(30))),
    (2, "dollars", Wish(language="en", currency="USD", treatment="reverse_charge", reference="none")),
    (1, "pounds", Wish(language="en", currency="GBP", treatment="reverse_charge", reference="none")),
    (3, "days-only", Wish(terms="days_only", days=30)),
    (2, "end-of-month", Wish(terms="end_of_month_only", days=30)),
    (1, "month-plus", Wish(terms="month_plus_only", days=15)),
    (1, "no-terms", Wish(terms="none")),
    (1, "silent", Wish(payment="unknown", terms="none")),
    (2, "long", Wish(line_count=46)),
    (2, "cent-off", Wish(rounding="per_line", line_count=6)),
    (8, "sales", Wish(kind="sales_invoice")),
    (2, "sales-credit", Wish(kind="sales_credit_note")),
    (6, "receipt", Wish(kind="receipt", payment="card", prices_include_vat=True)),
    (2, "receipt-cash", Wish(kind="receipt", payment="cash", prices_include_vat=True)),
    (2, "contract", Wish(kind="contract")),
    (3, "ubl", Wish(reference="ogm")),
    (1, "ubl-bare", Wish()),
    (1, "ubl-credit", Wish(kind="purchase_credit_note")),
    (3, "facturx", Wish()),
)

SPECIALS: tuple[str, ...] = tuple(name for _, name, _ in _WISHES)


def samples(seed: int, count: int, *, layouts: tuple[Family, ...] | None = None) -> Iterator[Sample]:
    """`count` documents; the n-th is the same whatever `count` is. `layouts` limits the invoice families."""
    for index in range(count):
        rng = random.Random(f"batch-{seed}-{index}")
        special = rng.choices(SPECIALS, weights=[weight for weight, _, _ in _WISHES])[0]
        yield one(seed, index, special, layouts=layouts)


def one(seed: int, index: int, special: str, *, layouts: tuple[Family, ...] | None = None) -> Sample:
    """One document of a chosen kind."""
    wish = next(found for _, name, found in _WISHES if name == special)
    rng = random.Random(f"one-{seed}-{index}-{special}")
    world = World(seed * 1_000_003 + index)
    client = rng.choice(fixed_clients())
    family = rng.choice(layouts or tuple(FAMILIES.values()))
    name = f"{seed}-{index:05d}-{special}"
    if wish.kind == "contract":
        signed = date(2026, 1, 5) + timedelta(days=rng.randrange(300))
        figures = draw_figures(rng, client.language, "BE", "EUR")
        rent = Decimal(rng.randrange(14, 70) * 50)
        return lease(name, world.company(client.region, "property"), client, figures, signed=signed, rent=rent)
    paper = _paper(rng, world, client, wish, special)
    if special.startswith("ubl"):
        return make.ubl_sample(name, paper, None if special == "ubl-bare" else family)
    if special == "facturx":
        return make.facturx_sample(name, paper, family)
    if wish.kind == "receipt":
        family = rng.choice(tuple(RECEIPT_FAMILIES.values()))
    return make.pdf_sample(name, paper, family)


def _paper(rng: random.Random, world: World, client: Company, wish: Wish, special: str) -> Paper:
    wish = replace(wish, original_number=_original(rng, wish.kind))
    if wish.kind.startswith("sales"):
        other = world.company(rng.choice(("BE-nl", "BE-fr", "BE-fr", "FR")), rng.choice(("hotel", "office", "garage")))
        return draft(rng, client, other, wish, client_vat=client.vat)
    region, trade = _seller(rng, wish)
    seller = world.company(region, trade)
    if special == "cent-off":
        return _until(lambda: draft(rng, seller, client, wish, client_vat=client.vat), _is_a_cent_off)
    return draft(rng, seller, client, wish, client_vat=client.vat)


def _seller(rng: random.Random, wish: Wish) -> tuple[Region, str]:
    """A supplier who could send such a document: builders shift the VAT at home, services and goods over the border."""
    belgian: tuple[Region, ...] = ("BE-nl", "BE-fr")
    if wish.kind == "receipt":
        return rng.choice((*belgian, "FR", "DE")), rng.choice(("grocery", "fuel", "catering", "office"))
    if wish.treatment == "intra_community":
        return rng.choice(_FOREIGN), rng.choice(("milling", "packaging", "machinery", "building", "office"))
    if wish.treatment == "reverse_charge":
        if wish.currency == "EUR" and rng.random() < 0.6:
            return rng.choice(belgian), "subcontracting"
        return rng.choice(_FOREIGN), rng.choice(("software", "printing", "transport"))
    region = rng.choice(belgian if wish.reference == "ogm" else _REGIONS)
    return region, wish.trade or rng.choice(_PURCHASE_TRADES)


def _original(rng: random.Random, kind: Kind) -> str | None:
    return f"2026-{rng.randrange(100, 9999):04d}" if kind.endswith("credit_note") else None


def _is_a_cent_off(paper: Paper) -> bool:
    """VAT rounded per line differs from VAT on the total, as happens in real life."""
    return add_up(paper.lines).total_vat != paper.totals.total_vat


def _until(make_paper: Callable[[], Paper], accepted: Callable[[Paper], bool]) -> Paper:
    for _ in range(200):
        paper = make_paper()
        if accepted(paper):
            return paper
    raise RuntimeError("no paper of this kind in 200 draws")
