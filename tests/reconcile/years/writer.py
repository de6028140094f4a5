"""Writes down the documents, the transactions and the truth of one company; the scenarios say what happens to it."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentFields, DocumentKind, Origin
from libs.samples.check_digits import be_enterprise_number, be_vat
from tests.reconcile.builders import be_iban, booked, fields, read
from tests.reconcile.years import reading
from tests.reconcile.years.parties import Party, at_the_bank, new_party
from tests.reconcile.years.truth import CompanyYear, Group, Paper, Relation

OWN_NAME = "Brasserie Volkaert NV"
YEAR = 2026


class Writer:
    """One company in the making. A paper that never came in has no id in the truth, but its payment exists."""

    def __init__(self, chance: random.Random, suppliers: int, customers: int) -> None:
        self.chance = chance
        self.year = CompanyYear(self.uuid())
        self.vat = be_vat(be_enterprise_number(chance.randrange(4_000_000, 8_000_000)))
        self.iban = be_iban(chance.randrange(10**7), 68)
        self.savings = be_iban(chance.randrange(10**7), 734)
        self.suppliers = [new_party(chance, i) for i in range(suppliers)]
        self.customers = [new_party(chance, 10**6 + i) for i in range(customers)]
        self.sales_number = chance.randrange(1, 400)
        self.sales_style = chance.choice(("{y}/{n:04d}", "V{y}{n:04d}", "{n:05d}", "{y}-{n:05d}"))
        self.sales_refer = chance.random() < 0.6

    def uuid(self) -> UUID:
        """An id that the seed decides."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def is_so(self, probability: float) -> bool:
        """True in this share of the cases."""
        return self.chance.random() < probability

    def day(self, *, until: int = 330) -> date:
        """A day of the year."""
        return date(YEAR, 1, 2) + timedelta(days=self.chance.randrange(until))

    def later(self, day: date, least: int, most: int) -> date:
        """A day between `least` and `most` days after a day."""
        return day + timedelta(days=self.chance.randint(least, most))

    def cents(self, least: int = 800, most: int = 400_000) -> int:
        """A price: round in one of six, else any, with more small ones than large ones."""
        if self.is_so(0.16):
            return self.chance.choice((5000, 10000, 12100, 25000, 6050, 121000, 50000, 4840))
        return int(least * (most / least) ** self.chance.random())

    def supplier(self) -> Party:
        """Any supplier."""
        return self.chance.choice(self.suppliers)

    def customer(self) -> Party:
        """Any customer."""
        return self.chance.choice(self.customers)

    def next_sale(self) -> str:
        """The number of the next sales invoice; a company counts its own without gaps."""
        self.sales_number += 1
        return self.sales_style.format(y=YEAR, n=self.sales_number)

    def paper(
        self,
        kind: DocumentKind,
        party: Party,
        cents: int,
        issued: date,
        *,
        number: str | None = None,
        reference: str | None = None,
        days: int = 30,
        missing: float = 0.04,
        **more: Any,
    ) -> Paper:
        """A document that came in and was read, with the mistakes that readers make.

        With the probability `missing` it never comes in: it is known here and not in the year.
        """
        number = number or self.number(kind, party)
        seen = self._printed(kind, party, cents, issued, number, reference, days, **more)
        is_electronic = self.is_so(0.35) and kind.is_invoice
        readable = seen if is_electronic else reading.read_badly(self.chance, seen, is_sale=kind.is_sale)
        paper = Paper(
            id=self.uuid(),
            kind=kind,
            received_at=datetime.combine(self.later(issued, 0, 12), time(11), UTC),
            fields=readable,
            intact=reading.intact(seen, readable, is_sale=kind.is_sale),
            party=party.index,
            cents=cents,
            issued=issued,
            number=number,
            reference=reference,
        )
        if not self.is_so(missing):
            self.year.documents.append(paper)
        return paper

    def copy(self, paper: Paper) -> None:
        """The same document once more, in another scan in which it can still be recognised."""
        again = reading.read_badly(self.chance, paper.fields, is_sale=paper.kind.is_sale, rate=0.5)
        if not self.year.documents or self.year.documents[-1] is not paper:
            return
        later = paper.received_at + timedelta(days=self.chance.randint(0, 20))
        intact = paper.intact & reading.intact(paper.fields, again, is_sale=paper.kind.is_sale)
        if not reading.alike(paper.fields, again, is_sale=paper.kind.is_sale):
            return
        second = replace(paper, id=self.uuid(), fields=again, intact=intact, received_at=later)
        self.year.documents.append(second)
        self.year.copies[second.id] = paper.id

    def _printed(
        self, kind: DocumentKind, party: Party, cents: int, issued: date,
        number: str | None, reference: str | None, days: int, **more: Any,
    ) -> DocumentFields:  # fmt: skip
        sale = kind.is_sale
        is_rf = reference is not None and reference.startswith("RF")
        values: dict[str, Any] = {
            "number": None if number == "-" else number,
            "total": str(money(cents)),
            "issued": issued,
            "due": issued + timedelta(days=days) if days else None,
            "seller": OWN_NAME if sale else party.name,
            "supplier_vat": self.vat if sale else party.vat,
            "buyer": party.name if sale else OWN_NAME,
            "customer_vat": party.vat if sale else self.vat,
            "iban": self.iban if sale else party.iban if party.prints_iban else None,
            "reference": None if is_rf else reference,
        }
        if is_rf:
            values["creditor_reference"] = read(reference, origin=Origin.TEXT)
        return fields(**(values | more))

    def number(self, kind: DocumentKind, party: Party) -> str:
        """The next number, of the company's own series for a sale."""
        return self.next_sale() if kind.is_sale else party.next_number(self.chance)

    def pay(
        self, cents: int, on: date, *, kind: TransactionKind = TransactionKind.TRANSFER,
        name: str | None = None, iban: str | None = None, **more: Any,
    ) -> UUID:  # fmt: skip
        """Book a transaction; a negative amount is a payment. Returns its id."""
        transaction_id = self.uuid()
        self.year.transactions.append(
            booked(
                self.year.client_id,
                amount=str(money(cents)),
                on=on,
                kind=kind,
                name=name,
                iban=iban,
                transaction_id=transaction_id,
                **({"value_date": on} | more),
            )
        )
        return transaction_id

    def party_at_bank(self, party: Party) -> tuple[dict[str, Any], frozenset[str]]:
        """Name and account of a party as the statement prints them, and what they show."""
        name, is_plain = at_the_bank(self.chance, party.name)
        shows = {"name"} if is_plain and name else set()
        iban = party.iban if self.is_so(0.97) else None
        return {"name": name, "iban": iban}, frozenset(shows | ({"iban"} if iban else set()))

    def group(
        self,
        scenario: str,
        relation: Relation,
        papers: Sequence[Paper],
        transactions: Iterable[UUID],
        shows: frozenset[str] = frozenset(),
        **more: Any,
    ) -> Group:
        """Note that these belong together; of papers that never came in only the payment is noted."""
        came = {p.id for p in self.year.documents[-60:]}
        group = Group(
            scenario, relation, tuple(p.id for p in papers if p.id in came), tuple(transactions), shows, **more
        )
        if papers and len(group.documents) < len(papers):
            group.scenario = "missing_document"
            group.relation = relation if group.documents else Relation.NONE
        self.year.groups.append(group)
        return group


def money(cents: int) -> Decimal:
    """Cents as an amount."""
    return Decimal(cents).scaleb(-2)
