"""Makes any number of documents of all kinds, layouts, countries and languages, for accuracy and load runs."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from libs.samples import make
from libs.samples.companies import Company, CompanyGenerator, Region, fixed_clients
from libs.samples.document import Document
from libs.samples.drafts import DocumentSpec, draft
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

# weight, name of the special case, and the specification of the document
_SPECS: tuple[tuple[int, str, DocumentSpec], ...] = (
    (20, "plain", DocumentSpec()),
    (6, "ogm", DocumentSpec(reference="ogm")),
    (3, "rf", DocumentSpec(reference="rf")),
    (4, "english", DocumentSpec(language="en")),
    (5, "card", DocumentSpec(payment="card")),
    (4, "direct-debit", DocumentSpec(payment="direct_debit")),
    (1, "cash", DocumentSpec(payment="cash", line_count=1)),
    (4, "credit", DocumentSpec(kind="purchase_credit_note")),
    (3, "credit-minus", DocumentSpec(kind="purchase_credit_note", prints_negative=True)),
    (5, "reverse-charge", DocumentSpec(treatment="reverse_charge")),
    (4, "intra-community", DocumentSpec(treatment="intra_community")),
    (2, "exempt", DocumentSpec(trade="training")),
    (1, "small-business", DocumentSpec(treatment="small_business")),
    (4, "discounts", DocumentSpec(line_discounts=True, line_count=5)),
    (3, "total-discount", DocumentSpec(discount_percent=Decimal(3), line_count=4)),
    (3, "prepaid", DocumentSpec(prepaid_percent=Decimal(30))),
    (2, "dollars", DocumentSpec(language="en", currency="USD", treatment="reverse_charge", reference="none")),
    (1, "pounds", DocumentSpec(language="en", currency="GBP", treatment="reverse_charge", reference="none")),
    (3, "days-only", DocumentSpec(terms="days_only", days=30)),
    (2, "end-of-month", DocumentSpec(terms="end_of_month_only", days=30)),
    (1, "month-plus", DocumentSpec(terms="month_plus_only", days=15)),
    (1, "no-terms", DocumentSpec(terms="none")),
    (1, "silent", DocumentSpec(payment="unknown", terms="none")),
    (2, "long", DocumentSpec(line_count=46)),
    (2, "cent-off", DocumentSpec(rounding="per_line", line_count=6)),
    (8, "sales", DocumentSpec(kind="sales_invoice")),
    (2, "sales-credit", DocumentSpec(kind="sales_credit_note")),
    (6, "receipt", DocumentSpec(kind="receipt", payment="card", prices_include_vat=True)),
    (2, "receipt-cash", DocumentSpec(kind="receipt", payment="cash", prices_include_vat=True)),
    (2, "contract", DocumentSpec(kind="contract")),
    (3, "ubl", DocumentSpec(reference="ogm")),
    (1, "ubl-bare", DocumentSpec()),
    (1, "ubl-credit", DocumentSpec(kind="purchase_credit_note")),
    (3, "facturx", DocumentSpec()),
)

SPECIALS: tuple[str, ...] = tuple(name for _, name, _ in _SPECS)


def samples(seed: int, count: int, *, layouts: tuple[Family, ...] | None = None) -> Iterator[Sample]:
    """Yields `count` documents; the n-th is the same for every `count`. `layouts` limits the families of invoices."""
    for index in range(count):
        rng = random.Random(f"batch-{seed}-{index}")
        special = rng.choices(SPECIALS, weights=[weight for weight, _, _ in _SPECS])[0]
        yield one(seed, index, special, layouts=layouts)


def one(seed: int, index: int, special: str, *, layouts: tuple[Family, ...] | None = None) -> Sample:
    """Returns one document of a special case."""
    spec = next(found for _, name, found in _SPECS if name == special)
    rng = random.Random(f"one-{seed}-{index}-{special}")
    companies = CompanyGenerator(seed * 1_000_003 + index)
    client = rng.choice(fixed_clients())
    family = rng.choice(layouts or tuple(FAMILIES.values()))
    name = f"{seed}-{index:05d}-{special}"
    if spec.kind == "contract":
        signed = date(2026, 1, 5) + timedelta(days=rng.randrange(300))
        figures = draw_figures(rng, client.language, "BE", "EUR")
        rent = Decimal(rng.randrange(14, 70) * 50)
        return lease(name, companies.company(client.region, "property"), client, figures, signed=signed, rent=rent)
    document = _document(rng, companies, client, spec, special)
    if special.startswith("ubl"):
        return make.ubl_sample(name, document, None if special == "ubl-bare" else family)
    if special == "facturx":
        return make.facturx_sample(name, document, family)
    if spec.kind == "receipt":
        family = rng.choice(tuple(RECEIPT_FAMILIES.values()))
    return make.pdf_sample(name, document, family)


def _document(
    rng: random.Random, companies: CompanyGenerator, client: Company, spec: DocumentSpec, special: str
) -> Document:
    spec = replace(spec, original_number=_original(rng, spec.kind))
    if spec.kind.startswith("sales"):
        other = companies.company(
            rng.choice(("BE-nl", "BE-fr", "BE-fr", "FR")), rng.choice(("hotel", "office", "garage"))
        )
        return draft(rng, client, other, spec, client_vat=client.vat)
    region, trade = _seller(rng, spec)
    seller = companies.company(region, trade)
    if special == "cent-off":
        return _until(lambda: draft(rng, seller, client, spec, client_vat=client.vat), _is_a_cent_off)
    return draft(rng, seller, client, spec, client_vat=client.vat)


def _seller(rng: random.Random, spec: DocumentSpec) -> tuple[Region, str]:
    """Returns region and trade of a plausible seller: reverse charge comes from subcontractors or from abroad."""
    belgian: tuple[Region, ...] = ("BE-nl", "BE-fr")
    if spec.kind == "receipt":
        return rng.choice((*belgian, "FR", "DE")), rng.choice(("grocery", "fuel", "catering", "office"))
    if spec.treatment == "intra_community":
        return rng.choice(_FOREIGN), rng.choice(("milling", "packaging", "machinery", "building", "office"))
    if spec.treatment == "reverse_charge":
        if spec.currency == "EUR" and rng.random() < 0.6:
            return rng.choice(belgian), "subcontracting"
        return rng.choice(_FOREIGN), rng.choice(("software", "printing", "transport"))
    region = rng.choice(belgian if spec.reference == "ogm" else _REGIONS)
    return region, spec.trade or rng.choice(_PURCHASE_TRADES)


def _original(rng: random.Random, kind: Kind) -> str | None:
    return f"2026-{rng.randrange(100, 9999):04d}" if kind.endswith("credit_note") else None


def _is_a_cent_off(document: Document) -> bool:
    """Tells whether VAT rounded per line differs from VAT on the total, as it does on real invoices."""
    return add_up(document.lines).total_vat != document.totals.total_vat


def _until(make_document: Callable[[], Document], accepted: Callable[[Document], bool]) -> Document:
    for _ in range(200):
        document = make_document()
        if accepted(document):
            return document
    raise RuntimeError("no document of this kind in 200 draws")
