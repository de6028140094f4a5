"""The documents and statements of a run, drawn from its seed: those of two companies in two months.

Most documents are paid on a statement and must be delivered; some must become tasks; some are the same bytes again;
some cannot be read.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from libs.samples import bad, demo_set
from libs.samples import coda_transactions as bank
from libs.samples.coda import Statement, write
from libs.samples.companies import CompanyGenerator
from libs.samples.demo import DemoClient, DemoDocument, DemoSet, DemoStatement, DemoTransaction
from libs.samples.demo_builder import DemoBuilder, delivered, needs_user
from libs.samples.document import Document
from libs.samples.drafts import DocumentSpec
from libs.samples.figures import draw_figures
from libs.samples.layouts import FAMILIES
from libs.samples.leases import lease
from libs.samples.truth import Sample, duplicate

DAYS = 40
_TRADES = ("milling", "dairy", "office", "cleaning", "garage", "packaging", "printing", "machinery", "software")
_UNREADABLE: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("encrypted", bad.encrypted_pdf),
    ("truncated", bad.truncated_pdf),
    ("entities", bad.ubl_with_external_entity),
)

# the kinds of documents, with their weights
_MIX = {
    "ogm": 30,
    "number": 14,
    "ubl": 20,
    "sales": 12,
    "card": 5,
    "unpaid": 6,
    "again": 7,
    "unreadable": 3,
    "lease": 3,
}


@dataclass(frozen=True)
class Upload:
    """One file on its way to the platform: a document, or a bank statement."""

    client: str
    name: str
    filename: str
    content: bytes
    media_type: str
    is_statement: bool = False


def draw_load(seed: int, documents: int, today: date) -> DemoSet:
    """A firm with the demo's two clients, `documents` documents in all, and the statements that pay them."""
    frame = demo_set(2026, today)
    companies, rng = CompanyGenerator(seed), random.Random(f"load-{seed}")
    builders = [DemoBuilder(client, seed, today) for client in frame.clients]
    draws = {
        client.key: _ClientDraw(companies, builder, rng)
        for client, builder in zip(frame.clients, builders, strict=True)
    }
    for number in range(documents):
        kind = rng.choices(list(_MIX), weights=list(_MIX.values()))[0]
        rng.choice(list(draws.values())).draw(number, kind)
    return replace(
        frame,
        documents=tuple(document for builder in builders for document in builder.documents),
        statements=tuple(one for builder in builders for one in _statements(builder, today)),
    )


def uploads_of(load: DemoSet, seed: int) -> tuple[Upload, ...]:
    """All files in the order in which they are sent: shuffled, with statements in between, some of them twice."""
    rng = random.Random(f"order-{seed}")
    documents = [
        Upload(d.client, d.sample.name, d.sample.filename, d.sample.content, d.sample.media_type)
        for d in load.documents
    ]
    statements = [
        Upload(s.client, s.filename, s.filename, s.content, "text/plain", is_statement=True) for s in load.statements
    ]
    statements += [replace(one, name=f"again {one.name}") for one in statements[::2]]
    everything = documents + statements
    rng.shuffle(everything)
    return tuple(everything)


class _ClientDraw:
    """Draws documents of one client, one after the other."""

    def __init__(self, companies: CompanyGenerator, builder: DemoBuilder, rng: random.Random) -> None:
        self._companies, self._builder, self._rng = companies, builder, rng

    def draw(self, number: int, kind: str) -> None:
        """Draw one more document of this kind."""
        name = f"{number:04d}-{kind}"
        if kind == "again" and not self._builder.documents:
            kind = "ogm"
        {
            "ogm": self._paid_with_communication,
            "number": self._paid_with_number,
            "ubl": self._over_peppol,
            "sales": self._sold,
            "card": self._paid_by_card,
            "unpaid": self._not_paid,
            "again": self._the_same_again,
            "unreadable": self._unreadable,
            "lease": self._lease,
        }[kind](name)

    def _bought(self, spec: DocumentSpec) -> Document:
        seller = self._companies.company(self._rng.choice(("BE-nl", "BE-fr")), self._rng.choice(_TRADES))
        lines = spec.line_count or self._rng.randint(2, 5)
        return self._builder.purchase(seller, self._days(), replace(spec, line_count=lines, terms="date"))

    def _days(self) -> int:
        return self._rng.randint(12, DAYS)

    def _layout(self) -> str:
        return self._rng.choice(sorted(FAMILIES))

    def _pay(self, name: str, document: Document, text: str = "") -> None:
        self._builder.add_payment(name, document, self._rng.randint(1, 10), text, structured=not text)

    def _paid_with_communication(self, name: str) -> None:
        document = self._bought(DocumentSpec(reference="ogm"))
        self._builder.add_document(name, document, self._layout(), delivered("paid", "structured_communication", name))
        self._pay(name, document)

    def _paid_with_number(self, name: str) -> None:
        document = self._bought(DocumentSpec(reference="none"))
        self._builder.add_document(name, document, self._layout(), delivered("paid", "document_number", name))
        self._pay(name, document, f"Factuur {document.number}")

    def _over_peppol(self, name: str) -> None:
        document = self._bought(DocumentSpec(reference="ogm"))
        expected = delivered("paid", "structured_communication", name)
        self._builder.add_document(name, document, self._layout(), expected, form="ubl")
        self._pay(name, document)

    def _sold(self, name: str) -> None:
        buyer = self._companies.company("BE-nl", "hotel")
        spec = DocumentSpec(reference="ogm", line_count=self._rng.randint(2, 5), days=14, terms="date")
        document = self._builder.sale(buyer, self._days(), spec)
        expected = delivered("sold", "structured_communication", name, "sales")
        self._builder.add_document(name, document, self._layout(), expected)
        self._pay(name, document)

    def _paid_by_card(self, name: str) -> None:
        document = self._bought(DocumentSpec(payment="card"))
        self._builder.add_document(name, document, self._layout(), delivered("paid by card", None, None))

    def _not_paid(self, name: str) -> None:
        document = self._bought(DocumentSpec(reference="ogm"))
        self._builder.add_document(name, document, self._layout(), needs_user("not paid yet", "payment_missing"))

    def _the_same_again(self, name: str) -> None:
        first = self._rng.choice(self._builder.documents)
        same = duplicate(first.sample, f"{name}-{first.sample.filename}")
        sample = replace(same, name=f"{self._builder.client.key}-{name}")
        self._builder.documents.append(replace(first, sample=sample))

    def _unreadable(self, name: str) -> None:
        """An unreadable file with a trailing comment, so that no two have the same bytes."""
        kind, make = self._rng.choice(_UNREADABLE)
        mark = f"<!-- {name} -->" if kind == "entities" else f"% {name}"
        media_type = "application/xml" if kind == "entities" else "application/pdf"
        like = self._builder.documents[0].sample.truth if self._builder.documents else None
        if like is None:
            return self._not_paid(name)
        content = make() + f"\n{mark}\n".encode()
        sample = Sample(f"{self._builder.client.key}-{name}", f"{name}-{kind}", media_type, content, like)
        self._builder.documents.append(
            DemoDocument(self._builder.client.key, sample, needs_user("cannot be read", None))
        )
        return None

    def _lease(self, name: str) -> None:
        builder = self._builder
        landlord, figures = self._companies.company("BE-nl", "legal"), draw_figures(builder.rng, "nl", "BE", "EUR")
        sample = lease(
            f"{builder.client.key}-{name}",
            landlord,
            builder.company,
            figures,
            signed=builder.days_ago(44),
            rent=Decimal("1850.00"),
        )
        builder.documents.append(DemoDocument(builder.client.key, sample, needs_user("a contract", None)))


def _statements(builder: DemoBuilder, today: date) -> Sequence[DemoStatement]:
    """The client's payments on statements that follow each other, with bank costs on each."""
    if not builder.transactions:
        return ()
    by_day = sorted(builder.transactions, key=lambda entry: entry.transaction.entry_date)
    weeks = [today - timedelta(days=days) for days in (8, 5, 3, 0)]
    found, balance, since = [], Decimal("250000.00"), by_day[0].transaction.entry_date - timedelta(days=1)
    for number, last in enumerate(weeks, start=31):
        lines = [entry for entry in by_day if since < entry.transaction.entry_date <= last]
        costs = bank.bank_costs(Decimal("1.00") + number, last, f"KOSTEN {number}")
        lines.append(DemoTransaction(f"costs-{number}", costs, "no_document"))
        found.append(_statement(builder.client, number, lines, balance, since, last))
        balance, since = found[-1].statement.new_balance, last
    return found


def _statement(
    client: DemoClient, number: int, lines: list[DemoTransaction], balance: Decimal, since: date, last: date
) -> DemoStatement:
    company = client.company
    statement = Statement(
        iban=company.iban,
        bic=company.bic,
        holder=company.name,
        company_number=company.company_number,
        old_balance=balance,
        old_balance_date=since,
        date=last,
        number=number,
        transactions=tuple(entry.transaction for entry in lines),
    )
    filename = f"{company.iban}_{last.year}_{number:03d}.cod"
    return DemoStatement(client.key, filename, write([statement]), statement, tuple(lines))
