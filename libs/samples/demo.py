"""The data of the demo: a firm, two clients, their documents and bank statements, and the expected outcome of each.

Client A is a bakery, delivered by e-mail to Octopus; client B is a joinery, delivered by SFTP to Winbooks. The
statements pay most invoices, in each way that the link rules recognise; some need a user's decision, on purpose. All
dates are in the weeks before `today`, so that the set can be used on any day. The same seed and day give the same
bytes.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from libs.samples.coda import BankTransaction, Statement, write
from libs.samples.companies import Company, CompanyGenerator, fixed_clients
from libs.samples.truth import Sample

Outcome = Literal["delivered", "task", "duplicate"]
Evidence = Literal["structured_communication", "document_number", "iban_and_amount", "mandate", "card"]
TaskReason = Literal["payment_missing", "document_missing", "ambiguous_link", "partial_payment"]
Route = Literal["purchase", "sales", "misc"]

DEMO_DAY = date(2026, 11, 16)


@dataclass(frozen=True)
class Expectation:
    """The expected outcome of a document.

    delivered: arrives once, by `route`; `evidence` is why it was linked, `transaction` the key of the payment.
    task: needs a user; `task` is the reason when the rules give one (a contract has none).
    duplicate: the same bytes as an earlier document, so it is not processed again.
    """

    outcome: Outcome
    why: str
    route: Route | None = None
    evidence: Evidence | None = None
    transaction: str | None = None
    task: TaskReason | None = None


@dataclass(frozen=True)
class DemoDocument:
    client: str
    sample: Sample
    expected: Expectation


@dataclass(frozen=True)
class DemoTransaction:
    """One transaction and its expected outcome: `expected` is linked, no_document or the reason of a task."""

    key: str
    transaction: BankTransaction
    expected: Literal["linked", "no_document", "document_missing", "ambiguous_link", "partial_payment"]


@dataclass(frozen=True)
class DemoStatement:
    client: str
    filename: str
    content: bytes
    statement: Statement
    transactions: tuple[DemoTransaction, ...]


@dataclass(frozen=True)
class DemoDelivery:
    """How a client's accounting package receives files: an address or a folder per route."""

    package: Literal["octopus", "winbooks"]
    channel: Literal["email", "sftp"]
    places: dict[Route, str]


@dataclass(frozen=True)
class DemoClient:
    key: str
    company: Company
    file_number: str
    email: str
    delivery: DemoDelivery


@dataclass(frozen=True)
class DemoFirm:
    company: Company
    email: str
    staff: tuple[str, ...]


@dataclass(frozen=True)
class DemoSet:
    firm: DemoFirm
    clients: tuple[DemoClient, ...]
    documents: tuple[DemoDocument, ...]
    statements: tuple[DemoStatement, ...]

    def of(self, client: str) -> tuple[DemoDocument, ...]:
        return tuple(document for document in self.documents if document.client == client)


def demo_set(seed: int = 2026, today: date = DEMO_DAY) -> DemoSet:
    """Returns the whole set. It takes a second or two to make."""
    from libs.samples.demo_bakery import draw_bakery
    from libs.samples.demo_joinery import draw_joinery

    companies, fixed = CompanyGenerator(seed), fixed_clients()
    firm = companies.company("BE-nl", "legal", name="Boekhoudkantoor Terlinden & Partners BV")
    bakery = DemoClient(
        key="a",
        company=fixed[0],
        file_number="0417",
        email="zaakvoerder@gouden-korst.example",
        delivery=DemoDelivery(
            "octopus",
            "email",
            {
                "purchase": "uid52417-AANKOOP@octopus.example",
                "sales": "uid52417-VERKOOP@octopus.example",
                "misc": "uid52417-DIVERSEN@octopus.example",
            },
        ),
    )
    joinery = DemoClient(
        key="b",
        company=fixed[1],
        file_number="0562",
        email="gerant@menuiserie-werisoul.example",
        delivery=DemoDelivery(
            "winbooks", "sftp", {"purchase": "/0562/Achats", "sales": "/0562/Ventes", "misc": "/0562/Divers"}
        ),
    )
    documents: list[DemoDocument] = []
    statements: list[DemoStatement] = []
    for client, build in ((bakery, draw_bakery), (joinery, draw_joinery)):
        made, transactions = build(companies, client, seed, today)
        documents += made
        statements.append(_statement(client, transactions))
    _amounts_are_distinct(statements)
    return DemoSet(
        firm=DemoFirm(firm, "terlinden@terlinden-partners.example", ("Griet", "Wim", "Aurélie")),
        clients=(bakery, joinery),
        documents=tuple(documents),
        statements=tuple(statements),
    )


def _statement(client: DemoClient, transactions: list[DemoTransaction]) -> DemoStatement:
    ordered = tuple(sorted(transactions, key=lambda entry: entry.transaction.entry_date))
    day = max(entry.transaction.entry_date for entry in ordered)
    company = client.company
    statement = Statement(
        iban=company.iban,
        bic=company.bic,
        holder=company.name,
        company_number=company.company_number,
        old_balance=Decimal("68450.37") if client.key == "a" else Decimal("92118.90"),
        old_balance_date=min(entry.transaction.entry_date for entry in ordered),
        date=day,
        number=181 if client.key == "a" else 97,
        transactions=tuple(entry.transaction for entry in ordered),
        description="Zichtrekening" if company.language == "nl" else "Compte a vue",
    )
    filename = f"{company.iban}_EUR_{day.year}_{statement.number:03d}.cod"
    return DemoStatement(client.key, filename, write([statement]), statement, ordered)


def _amounts_are_distinct(statements: list[DemoStatement]) -> None:
    """Raises ValueError when two transactions of a client have the same amount: their match would be ambiguous."""
    for statement in statements:
        amounts = [entry.transaction.amount for entry in statement.transactions]
        if len(set(amounts)) != len(amounts):
            raise ValueError(f"two transactions of one amount for client {statement.client}: choose another seed")
