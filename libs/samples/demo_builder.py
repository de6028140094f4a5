"""Draws the demo's documents and payments of one client from its own random source."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from libs.samples import coda_transactions as bank
from libs.samples import make
from libs.samples.coda import BankTransaction, Counterparty
from libs.samples.companies import Company
from libs.samples.demo import DemoClient, DemoDocument, DemoTransaction, Evidence, Expectation, Route, TaskReason
from libs.samples.document import Paper
from libs.samples.drafts import Wish, draft
from libs.samples.layouts import family
from libs.samples.truth import Kind, Sample


class Desk:
    """Collects the documents and transactions of one client."""

    def __init__(self, client: DemoClient, seed: int, today: date) -> None:
        self.client = client
        self.rng = random.Random(f"demo-{client.key}-{seed}")
        self.today = today
        self.documents: list[DemoDocument] = []
        self.transactions: list[DemoTransaction] = []

    @property
    def me(self) -> Company:
        return self.client.company

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def purchase(self, seller: Company, issued_days_ago: int, wish: Wish) -> Paper:
        """A document that a seller sends to this client."""
        return self._draft(seller, self.me, issued_days_ago, wish)

    def sale(self, buyer: Company, issued_days_ago: int, wish: Wish) -> Paper:
        """A document that this client sends to a buyer."""
        kind: Kind = "sales_credit_note" if wish.kind.endswith("credit_note") else "sales_invoice"
        return self._draft(self.me, buyer, issued_days_ago, replace(wish, kind=kind))

    def _draft(self, seller: Company, buyer: Company, days: int, wish: Wish) -> Paper:
        wish = replace(wish, issue_date=self.ago(days), days=wish.days or 30)
        return draft(self.rng, seller, buyer, wish, client_vat=self.me.vat)

    def hand_in(self, name: str, paper: Paper, layout: str, expected: Expectation, form: str = "pdf") -> Sample:
        """Make the file (pdf, ubl or facturx) and add it to the client's documents."""
        title = f"{name}_{paper.number.replace('/', '-')}"
        if form == "ubl":
            sample = make.ubl_sample(f"{self.client.key}-{name}", paper, family(layout), filename=f"{title}.xml")
        elif form == "facturx":
            sample = make.facturx_sample(f"{self.client.key}-{name}", paper, family(layout), filename=f"{title}.pdf")
        else:
            sample = make.pdf_sample(f"{self.client.key}-{name}", paper, family(layout), filename=f"{title}.pdf")
        self.documents.append(DemoDocument(self.client.key, sample, expected))
        return sample

    def line(self, key: str, transaction: BankTransaction, expected: str = "linked") -> None:
        self.transactions.append(DemoTransaction(key, transaction, expected))  # type: ignore[arg-type]

    def pay(self, key: str, paper: Paper, days_ago: int, text: str = "", *, amount: Decimal | None = None,
            structured: bool = False, expected: str = "linked") -> None:  # fmt: skip
        """Add a transfer for this document: outgoing to the seller, or incoming from the buyer."""
        incoming = paper.seller is self.me or paper.is_credit
        other = paper.buyer if paper.seller is self.me else paper.seller
        value = amount or paper.totals.payable
        reference = paper.reference or ""
        transaction = (bank.transfer_in if incoming else bank.transfer_out)(
            value,
            self.ago(days_ago),
            counterparty(other),
            "" if structured else text,
            ogm=reference if structured and not reference.startswith("RF") else "",
            rf=reference if structured and reference.startswith("RF") else "",
        )
        self.line(key, transaction, expected)


def counterparty(company: Company) -> Counterparty:
    """A company as a bank prints it on a statement: capitals, at most 35 characters."""
    return Counterparty(
        name=company.name.upper(),
        iban=company.iban,
        bic=company.bic,
        street=company.street,
        locality=f"{company.postcode} {company.city}",
    )


def delivered(why: str, evidence: Evidence | None, transaction: str | None, route: Route = "purchase") -> Expectation:
    return Expectation("delivered", why, route, evidence, transaction)


def waits(why: str, task: TaskReason | None, transaction: str | None = None) -> Expectation:
    return Expectation("task", why, task=task, transaction=transaction)
