"""Makes the documents and payments of one client of the demo, each client with its own random source."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from libs.samples import coda_transactions as bank
from libs.samples import make
from libs.samples.coda import BankTransaction, Counterparty
from libs.samples.companies import Company
from libs.samples.demo import DemoClient, DemoDocument, DemoTransaction, Evidence, Expectation, Route, TaskReason
from libs.samples.document import Document
from libs.samples.drafts import DocumentSpec, draft
from libs.samples.layouts import family
from libs.samples.truth import Kind, Sample


class DemoBuilder:
    """Makes and collects the documents and transactions of one client."""

    def __init__(self, client: DemoClient, seed: int, today: date) -> None:
        self.client = client
        self.rng = random.Random(f"demo-{client.key}-{seed}")
        self.today = today
        self.documents: list[DemoDocument] = []
        self.transactions: list[DemoTransaction] = []

    @property
    def company(self) -> Company:
        return self.client.company

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def purchase(self, seller: Company, issued_days_ago: int, spec: DocumentSpec) -> Document:
        """Returns a document that a seller sends to this client."""
        return self._draft(seller, self.company, issued_days_ago, spec)

    def sale(self, buyer: Company, issued_days_ago: int, spec: DocumentSpec) -> Document:
        """Returns a document that this client sends to a buyer."""
        kind: Kind = "sales_credit_note" if spec.kind.endswith("credit_note") else "sales_invoice"
        return self._draft(self.company, buyer, issued_days_ago, replace(spec, kind=kind))

    def _draft(self, seller: Company, buyer: Company, days: int, spec: DocumentSpec) -> Document:
        spec = replace(spec, issue_date=self.days_ago(days), days=spec.days or 30)
        return draft(self.rng, seller, buyer, spec, client_vat=self.company.vat)

    def add_document(
        self, name: str, document: Document, layout: str, expected: Expectation, form: str = "pdf"
    ) -> Sample:
        """Make the file (pdf, ubl or facturx) and add it to the client's documents."""
        title = f"{name}_{document.number.replace('/', '-')}"
        if form == "ubl":
            sample = make.ubl_sample(f"{self.client.key}-{name}", document, family(layout), filename=f"{title}.xml")
        elif form == "facturx":
            sample = make.facturx_sample(f"{self.client.key}-{name}", document, family(layout), filename=f"{title}.pdf")
        else:
            sample = make.pdf_sample(f"{self.client.key}-{name}", document, family(layout), filename=f"{title}.pdf")
        self.documents.append(DemoDocument(self.client.key, sample, expected))
        return sample

    def add_transaction(self, key: str, transaction: BankTransaction, expected: str = "linked") -> None:
        self.transactions.append(DemoTransaction(key, transaction, expected))  # type: ignore[arg-type]

    def add_payment(self, key: str, document: Document, days_ago: int, text: str = "", *, amount: Decimal | None = None,
            structured: bool = False, expected: str = "linked") -> None:  # fmt: skip
        """Add a transfer for this document: outgoing to the seller, or incoming from the buyer."""
        incoming = document.seller is self.company or document.is_credit
        other = document.buyer if document.seller is self.company else document.seller
        value = amount or document.totals.payable
        reference = document.reference or ""
        transaction = (bank.transfer_in if incoming else bank.transfer_out)(
            value,
            self.days_ago(days_ago),
            counterparty(other),
            "" if structured else text,
            ogm=reference if structured and not reference.startswith("RF") else "",
            rf=reference if structured and reference.startswith("RF") else "",
        )
        self.add_transaction(key, transaction, expected)


def counterparty(company: Company) -> Counterparty:
    """Returns a company as a bank prints it on a statement: in capitals."""
    return Counterparty(
        name=company.name.upper(),
        iban=company.iban,
        bic=company.bic,
        street=company.street,
        locality=f"{company.postcode} {company.city}",
    )


def delivered(why: str, evidence: Evidence | None, transaction: str | None, route: Route = "purchase") -> Expectation:
    return Expectation("delivered", why, route, evidence, transaction)


def needs_user(why: str, task: TaskReason | None, transaction: str | None = None) -> Expectation:
    return Expectation("task", why, task=task, transaction=transaction)
