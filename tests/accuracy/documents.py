"""Makes the documents of a run, each from a seed, a class and a number: file, image, expected values and client."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, get_args

from libs.samples import make, wording
from libs.samples.card_statements import StatementAxes, draw_statement, statement_sample
from libs.samples.card_statements.words import WORDS as STATEMENT_WORDS
from libs.samples.companies import Company, CompanyGenerator, Region, outside_the_union
from libs.samples.drafts import draft
from libs.samples.figures import Figures, draw_figures
from libs.samples.leases import lease
from libs.samples.letter_texts import SUBJECTS
from libs.samples.letters import STATIONERY, letter
from libs.samples.offers import OFFERS, offer_words
from libs.samples.renderings import photo, scan
from libs.samples.truth import Language, Sample
from libs.samples.wording import Vocabulary
from tests.accuracy.designs import Design, Form
from tests.accuracy.specials import RECEIPTS, SPECIALS, Special, draw_special

Class = Literal[
    "born-digital", "xml", "scan", "photo", "receipts", "receipt-photos", "card-statements", "card-statement-scans"
]
CLASSES: tuple[Class, ...] = get_args(Class)
IMAGE_CLASSES: frozenset[Class] = frozenset(("scan", "photo", "receipt-photos", "card-statement-scans"))
_WEIGHTS: dict[Class, int] = {
    "born-digital": 68, "xml": 24, "scan": 40, "photo": 32, "receipts": 12, "receipt-photos": 12,
    "card-statements": 12, "card-statement-scans": 7,
}  # fmt: skip
STATEMENTS_BY_TELEPHONE = 0.4
"""The share of photos among one-page statements that are images; longer ones are always scans."""
_CLIENT_REGIONS: tuple[Region, ...] = ("BE-nl", "BE-nl", "BE-nl", "BE-fr", "BE-fr", "BE-fr", "FR", "FR", "LU")
Designs = Mapping[Form, tuple[Design, ...]]


@dataclass(frozen=True)
class Task:
    """One document to make; the same task makes the same document in any run."""

    class_: Class
    seed: int
    number: int


@dataclass(frozen=True)
class Document:
    """A document with the data that a run needs. `design`, `choice` and `rendering` describe its appearance."""

    task: Task
    sample: Sample
    client: Company
    special: str
    design: str
    choice: dict[str, str]
    rendering: str | None = None
    lot: str = "no design"

    @property
    def look(self) -> dict[str, str]:
        """The properties by which faults are grouped."""
        rendering = {"image": self.rendering.split("+")[0]} if self.rendering else {}
        return self.choice | rendering | {"special": self.special, "language": self.sample.truth.language}


def plan(seed: int, count: int, classes: tuple[Class, ...] = CLASSES) -> list[Task]:
    """`count` tasks spread over the classes by their weights, at least one per class."""
    total = sum(_WEIGHTS[name] for name in classes)
    shares = {name: max(1, round(count * _WEIGHTS[name] / total)) for name in classes}
    return [Task(name, seed, number) for name in classes for number in range(shares[name])]


def make_document(task: Task, designs: Designs) -> Document:
    """Draw and print a document; for the classes of images, scan or photograph it."""
    form: Form = "statement" if "statement" in task.class_ else "till" if "receipt" in task.class_ else "sheet"
    design = designs[form][task.number % len(designs[form])]
    name = f"{task.class_}-{task.seed}-{task.number:04d}"
    rng = random.Random(f"accuracy-{design.lot}-{name}")
    companies = CompanyGenerator(rng.randrange(2**31))
    client = companies.company(rng.choice(_CLIENT_REGIONS), rng.choice(("bakery", "renovation", "hotel", "garage")))
    inputs = _Inputs(rng, companies, client, name, f"{design.lot}-{name}")
    if form == "statement":
        return _document(task, inputs, "card-statement", design, _statement(inputs, design))
    special = draw_special(rng, RECEIPTS if form == "till" else SPECIALS)
    while task.class_ == "xml" and not special.in_xml:
        special = draw_special(rng, SPECIALS)
    if task.class_ == "photo" and (special.spec.line_count or 0) > 6:
        special = SPECIALS[0]
    if special.document_type in ("letter", "contract"):
        sample = _letter(inputs, special) if special.document_type == "letter" else _contract(inputs)
        return _document(task, inputs, special.name, None, sample)
    return _document(task, inputs, special.name, design, _invoice(inputs, design, special, task))


@dataclass(frozen=True)
class _Inputs:
    """The inputs of one document: random numbers, companies, its name, its client."""

    rng: random.Random
    companies: CompanyGenerator
    client: Company
    name: str
    seed: str


def _document(task: Task, inputs: _Inputs, special: str, design: Design | None, sample: Sample) -> Document:
    look = design.name if design else f"{sample.truth.layout}"
    choice = design.by_axis if design else {}
    done = Document(task, sample, inputs.client, special, look, choice, lot=design.lot if design else "no design")
    if task.class_ == "scan" or (task.class_ == "card-statement-scans" and not _by_telephone(inputs, sample)):
        content, fault = scan(sample.content, inputs.seed)
        return replace(done, sample=replace(sample, content=content), rendering=fault)
    if task.class_ in IMAGE_CLASSES:
        content, fault = photo(sample.content, inputs.seed)
        photographed = replace(sample, content=content, filename=f"{inputs.name}.jpg", media_type="image/jpeg")
        return replace(done, sample=photographed, rendering=fault)
    return done


def _by_telephone(inputs: _Inputs, statement: Sample) -> bool:
    chance = random.Random(f"telephone-{inputs.seed}").random()
    return statement.truth.pages == 1 and chance < STATEMENTS_BY_TELEPHONE


def _house(
    inputs: _Inputs, language: str, country: str, currency: str, design: Design | None
) -> tuple[dict[str, str], Figures]:
    """The words and the notation of one document."""
    added: Vocabulary = design.words if design else {}
    words = wording.pick(inputs.rng, language, country, added=added)
    figures = draw_figures(inputs.rng, language, country, currency)
    return words, design.notation(figures, inputs.rng) if design else figures


def _invoice(inputs: _Inputs, design: Design, special: Special, task: Task) -> Sample:
    rng, spec, client = inputs.rng, special.spec, inputs.client
    other = inputs.companies.company(rng.choice(special.regions), rng.choice(special.trades))
    seller, buyer = (client, other) if special.document_type == "sale" else (other, client)
    if spec.treatment == "export":
        buyer = outside_the_union(other, rng)
    language: Language = spec.language or seller.language
    words, figures = _house(inputs, language, seller.country, spec.currency, design)
    if special.document_type == "offer":
        words = offer_words(language, rng.choice(tuple(OFFERS[language])), words)
    if spec.kind.endswith("credit_note"):
        spec = replace(spec, original_number=f"2026-{rng.randrange(100, 9999):04d}")
    document = draft(rng, seller, buyer, spec, client_vat=client.vat, words=words, figures=figures)
    if task.class_ == "xml":
        form = rng.choice(("ubl", "ubl", "ubl-bare", "facturx"))
        if form == "facturx":
            return make.facturx_sample(inputs.name, document, design.family)
        return make.ubl_sample(inputs.name, document, design.family if form == "ubl" else None)
    sample = make.pdf_sample(inputs.name, document, design.family)
    if task.class_ == "photo" and sample.truth.pages > 1:
        short = draft(rng, seller, buyer, replace(spec, line_count=1), client_vat=client.vat, words=words,
                      figures=figures)  # fmt: skip
        return make.pdf_sample(inputs.name, short, design.family)
    return sample if special.document_type != "offer" else _nothing_to_book(sample)


def _nothing_to_book(sample: Sample) -> Sample:
    """The sample with a truth without number and totals: those of an offer are not those of an invoice."""
    bare = {"number": None, "due_date": None, "total_without_vat": None, "total_vat": None, "total_with_vat": None,
            "prepaid": None, "payable": None, "vat_rows": (), "lines": ()}  # fmt: skip
    return replace(sample, truth=sample.truth.model_copy(update=bare))


def _letter(inputs: _Inputs, special: Special) -> Sample:
    rng = inputs.rng
    sender = inputs.companies.company(
        rng.choice(special.regions), rng.choice(("insurance", "telecom", "property", "legal"))
    )
    language: Language = rng.choice((sender.language, sender.language, "en"))
    words, figures = _house(inputs, language, sender.country, "EUR", None)
    return letter(
        inputs.name, sender, inputs.client, words, figures, language=language, subject=rng.choice(SUBJECTS),
        day=_day(rng), stationery=rng.choice(STATIONERY), rng=rng,
    )  # fmt: skip


def _contract(inputs: _Inputs) -> Sample:
    client = inputs.client
    landlord = inputs.companies.company("BE-fr" if client.language == "fr" else "BE-nl", "property")
    figures = draw_figures(inputs.rng, "fr" if client.language == "fr" else "nl", "BE", "EUR")
    rent = Decimal(inputs.rng.randrange(14, 70) * 50)
    return lease(inputs.name, landlord, client, figures, signed=_day(inputs.rng), rent=rent)


def _statement(inputs: _Inputs, design: Design) -> Sample:
    rng, client = inputs.rng, inputs.client
    language: Language = rng.choice((client.language, client.language, "en"))
    issuer = inputs.companies.company(rng.choice(("BE-nl", "BE-fr")), "insurance")
    choices = STATEMENT_WORDS[language] | design.words.get(language, {})
    words = wording.pick(rng, language, "BE") | {role: rng.choice(found) for role, found in sorted(choices.items())}
    figures = design.notation(draw_figures(rng, language, "BE", "EUR"), rng)
    statement = draw_statement(rng, issuer, client, choices)
    if not isinstance(design.axes, StatementAxes):
        raise TypeError(design.form)
    return statement_sample(inputs.name, statement, design.by_axis, design.axes, words, figures, language)


def _day(rng: random.Random) -> date:
    return date(2026, 1, 5) + timedelta(days=rng.randrange(300))


def documents(tasks: list[Task], designs: Designs) -> Iterator[Document]:
    """All documents of a plan, one after the other."""
    for task in tasks:
        yield make_document(task, designs)
