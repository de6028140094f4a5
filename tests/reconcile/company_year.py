"""A year of an invented company, from a seed, with the true pairs of document and payment.

It has the cases that make matching hard: the same price every month, reference numbers that were not read, missing
invoices, payments without communication, in parts and in batches, direct debits, cards, foreign currency.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.events.bank import TransactionBooked, TransactionKind
from contracts.fields import DocumentFields, DocumentKind
from libs.samples.check_digits import be_enterprise_number, be_vat
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys, keys_of_document, keys_of_transaction
from tests.reconcile.builders import be_iban, booked, fields, ogm

FIRST = (
    *("Dubois", "Peeters", "Lemaire", "Claes", "Vermeulen", "Noël", "Desmet", "Willems", "Fontaine", "Aerts"),
    *("Delvaux", "Goossens", "Lambert", "Wouters", "Renard", "Bogaerts", "Thiry", "Maes", "Collard", "Verhaegen"),
)
TRADE = (
    *("Électricité", "Bouw", "Informatique", "Drukkerij", "Transport", "Tuinen", "Chauffage", "Schilderwerken"),
    *("Nettoyage", "Catering", "Consulting", "Carrelages", "Kantoor", "Téléphonie", "Verzekeringen", "Leasing"),
)
FORMS = ("SRL", "BV", "NV", "SA", "SPRL", "BVBA", "")
PLACES = ("IXELLES", "GENT", "LEUVEN", "NAMUR", "WAVRE", "HASSELT", "1050 BRUXELLES")
ROUND = ("50.00", "100.00", "121.00", "250.00", "12.50", "60.50", "1210.00")


@dataclass
class Supplier:
    """A seller, with the habits of both sides."""

    name: str
    vat: str
    iban: str
    prints_reference: bool
    fixed_reference: str | None
    prints_iban: bool
    style: str
    monthly_price: str | None
    habit: str
    mandate: str
    counter: int


@dataclass
class Year:
    """All documents and transactions of a year, and the true pairs."""

    documents: list[tuple[UUID, DocumentKind, DocumentFields]] = field(default_factory=list)
    transactions: list[TransactionBooked] = field(default_factory=list)
    truth: set[tuple[UUID, UUID]] = field(default_factory=set)
    exact: set[tuple[UUID, UUID]] = field(default_factory=set)

    def document_keys(self) -> list[DocumentKeys]:
        """Returns the documents as the matcher sees them."""
        return [keys_of_document(*document) for document in self.documents]

    def transaction_keys(self) -> list[TransactionKeys]:
        """Returns the transactions as the matcher sees them."""
        return [keys_of_transaction(transaction) for transaction in self.transactions]


class _Writer:
    def __init__(self, seed: int, suppliers: int, per_supplier: int) -> None:
        self.random = random.Random(seed)
        self.year = Year()
        self.seen: set[UUID] = set()
        self.per_supplier = per_supplier
        self.suppliers = [self._supplier(n) for n in range(suppliers)]
        self.customers = [self._supplier(1000 + n) for n in range(max(2, suppliers // 3))]
        self.sales_number = 0

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def write(self) -> Year:
        for seller in self.suppliers:
            self._purchases(seller)
        for buyer in self.customers:
            self._sales(buyer)
        self._card_purchases()
        self._without_documents()
        self.random.shuffle(self.year.documents)
        self.random.shuffle(self.year.transactions)
        return self.year

    def _supplier(self, number: int) -> Supplier:
        r = self.random
        name = f"{r.choice(TRADE)} {r.choice(FIRST)} {'& Fils ' if self.chance(0.15) else ''}{r.choice(FORMS)}".strip()
        account = r.randrange(10**7)
        return Supplier(
            name=name,
            vat=be_vat(be_enterprise_number(r.randrange(4_000_000, 8_000_000))),
            iban=be_iban(account, r.choice((68, 210, 310, 402, 730))),
            prints_reference=self.chance(0.5),
            fixed_reference=ogm(r.randrange(10**10)) if self.chance(0.15) else None,
            prints_iban=self.chance(0.93),
            style=r.choice(("{y}/{n:04d}", "{y}-{n:03d}", "F{y}{n:05d}", "{n}", "INV-{y}-{n:04d}", "{n:07d}")),
            monthly_price=r.choice(ROUND) if self.chance(0.35) else None,
            habit=r.choices(("transfer", "direct_debit"), (0.8, 0.2))[0],
            mandate=f"M{number:05d}",
            counter=r.randrange(1, 900),
        )

    def _amount(self, seller: Supplier) -> Decimal:
        if seller.monthly_price:
            return Decimal(seller.monthly_price)
        if self.chance(0.15):
            return Decimal(self.random.choice(ROUND))
        return Decimal(self.random.randrange(500, 300_000)) / 100

    def _invoice_days(self, seller: Supplier) -> list[date]:
        if seller.monthly_price:
            return [date(2026, month, 1) + timedelta(days=self.random.randrange(3)) for month in range(1, 13)]
        return sorted(date(2026, 1, 1) + timedelta(days=self.random.randrange(350)) for _ in range(self.per_supplier))

    def _purchases(self, seller: Supplier) -> None:
        waiting: list[tuple[UUID, Decimal, date, str | None, str]] = []
        for day in self._invoice_days(seller):
            seller.counter += self.random.randrange(1, 6)
            number = seller.style.format(y=2026, n=seller.counter)
            amount = self._amount(seller)
            reference = None
            if seller.prints_reference:
                reference = seller.fixed_reference or ogm(self.random.randrange(10**10))
            document_id = self.uuid()
            due = day + timedelta(days=self.random.choice((8, 15, 30)))
            if not self.chance(0.1):
                self._receive(document_id, DocumentKind.PURCHASE_INVOICE, seller, number, amount, day, due, reference)
            if self.chance(0.08):
                continue
            if seller.habit == "direct_debit":
                self._debit(document_id, seller, amount, day, number)
            elif self.chance(0.05):
                waiting.append((document_id, amount, day, reference, number))
                self._batch(seller, waiting)
            else:
                self._transfer(document_id, seller, amount, day, due, reference, number)

    def _receive(
        self, document_id: UUID, kind: DocumentKind, who: Supplier, number: str, amount: Decimal,
        day: date, due: date, reference: str | None,
    ) -> None:  # fmt: skip
        """The document is received and read, with the mistakes that readers make."""
        if self.chance(0.01):
            number = self._misread(number)
        if self.chance(0.01):
            amount += Decimal(self.random.choice(("9.00", "-0.10", "90.00"))) if amount > 100 else Decimal("1.00")
        values: dict[str, Any] = {
            "number": None if self.chance(0.03) else number,
            "total": str(amount),
            "issued": None if self.chance(0.02) else day,
            "due": due,
            "reference": None if self.chance(0.05) else reference,
            "currency": None if self.chance(0.03) else "EUR",
        }
        name = who.name if not self.chance(0.04) else None
        if kind is DocumentKind.SALES_INVOICE:
            values |= {"seller": "Brasserie Volkaert NV", "buyer": name, "customer_vat": who.vat}
        else:
            iban = who.iban if who.prints_iban and not self.chance(0.06) else None
            values |= {"seller": name, "supplier_vat": None if self.chance(0.05) else who.vat, "iban": iban}
        self._take_in(document_id, kind, fields(**values))

    def _take_in(self, document_id: UUID, kind: DocumentKind, seen: DocumentFields) -> None:
        self.year.documents.append((document_id, kind, seen))
        self.seen.add(document_id)

    def _misread(self, number: str) -> str:
        place = self.random.randrange(len(number))
        if not number[place].isdigit():
            return number
        return number[:place] + str(self.random.randrange(10)) + number[place + 1 :]

    def _pay(self, ids: list[UUID], amount: Decimal, day: date, *, exact: bool = True, **more: Any) -> None:
        """Add a payment; it is `exact` when it pays one document in full."""
        if self.chance(0.03):
            return
        transaction_id = self.uuid()
        self.year.transactions.append(
            booked(amount=str(amount), on=day, transaction_id=transaction_id, **({"text": None} | more))
        )
        pairs = {(document_id, transaction_id) for document_id in ids if document_id in self.seen}
        self.year.truth |= pairs
        if exact:
            self.year.exact |= pairs

    def _bank_name(self, name: str) -> str | None:
        if self.chance(0.03):
            return None
        plain = name.upper().replace("É", "E").replace("Ë", "E")
        return plain[:26] if self.chance(0.7) else plain.rsplit(" ", 1)[0]

    def _paid_on(self, day: date, due: date) -> date:
        if self.chance(0.06):
            return due + timedelta(days=self.random.randrange(20, 90))
        return day + timedelta(days=self.random.randrange(0, (due - day).days + 8))

    def _communication(self, reference: str | None, number: str) -> dict[str, Any]:
        if reference and not self.chance(0.05):
            return {"reference": reference}
        written = number if not self.chance(0.02) else self._misread(number)
        kind = self.random.choices(("number", "spaced", "nothing", "other"), (0.5, 0.15, 0.25, 0.1))[0]
        if kind == "number":
            return {"text": f"{self.random.choice(('facture', 'factuur', 'FACT', 'inv'))} {written}"}
        if kind == "spaced":
            return {"text": f"{written.replace('-', ' ').replace('/', ' ')} merci"}
        return {"text": "client 4711 avec nos remerciements" if kind == "other" else None}

    def _transfer(
        self, document_id: UUID, who: Supplier, amount: Decimal, day: date, due: date,
        reference: str | None, number: str,
    ) -> None:  # fmt: skip
        paid = self._paid_on(day, due)
        party: dict[str, Any] = {"name": self._bank_name(who.name), "iban": who.iban}
        kind = self.random.choices(("whole", "parts", "twice", "discount"), (0.93, 0.04, 0.01, 0.02))[0]
        communication = self._communication(reference, number)
        if kind == "parts" and amount > 10:
            first = (amount / 3).quantize(Decimal("0.01"))
            self._pay([document_id], -first, paid, exact=False, **party, **communication)
            self._pay([document_id], first - amount, paid + timedelta(days=20), exact=False, **party, **communication)
        elif kind == "discount":
            self._pay(
                [document_id],
                -(amount * 98 / 100).quantize(Decimal("0.01")),
                paid,
                exact=False,
                **party,
                **communication,
            )
        else:
            self._pay([document_id], -amount, paid, **party, **communication)
            if kind == "twice":
                later = paid + timedelta(days=self.random.randrange(1, 10))
                self._pay([document_id], -amount, later, **party, **communication)

    def _debit(self, document_id: UUID, who: Supplier, amount: Decimal, day: date, number: str) -> None:
        self._pay(
            [document_id],
            -amount,
            day + timedelta(days=self.random.choice((5, 8, 14))),
            kind=TransactionKind.DIRECT_DEBIT,
            name=self._bank_name(who.name),
            iban=None,
            mandate_id=who.mandate,
            creditor_id=f"BE69ZZZ{who.vat[2:]}",
            text=None if self.chance(0.6) else f"domiciliation {number}",
        )

    def _batch(self, who: Supplier, waiting: list[tuple[UUID, Decimal, date, str | None, str]]) -> None:
        if len(waiting) < 2:
            return
        day = waiting[-1][2] + timedelta(days=10)
        total = sum((amount for _, amount, _, _, _ in waiting), Decimal(0))
        text = " + ".join(number for *_, number in waiting)
        ids = [document_id for document_id, *_ in waiting]
        self._pay(ids, -total, day, exact=False, name=self._bank_name(who.name), iban=who.iban, text=text)
        waiting.clear()

    def _sales(self, who: Supplier) -> None:
        for _ in range(self.per_supplier):
            self.sales_number += 1
            number, amount = f"V2026{self.sales_number:04d}", self._amount(who)
            day = date(2026, 1, 1) + timedelta(days=self.random.randrange(350))
            due = day + timedelta(days=30)
            reference = ogm(self.random.randrange(10**10)) if who.prints_reference else None
            document_id = self.uuid()
            self._receive(document_id, DocumentKind.SALES_INVOICE, who, number, amount, day, due, reference)
            if not self.chance(0.1):
                communication = self._communication(reference, number)
                self._pay(
                    [document_id],
                    amount,
                    self._paid_on(day, due),
                    name=self._bank_name(who.name),
                    iban=who.iban,
                    **communication,
                )

    def _card_purchases(self) -> None:
        shops = [
            f"{self.random.choice(FIRST)} {self.random.choice(('Frituur', 'Librairie', 'Tankstation'))}"
            for _ in range(8)
        ]
        for _ in range(8 * self.per_supplier):
            shop = self.random.choice(shops)
            day = date(2026, 1, 1) + timedelta(days=self.random.randrange(350))
            amount = Decimal("12.50") if self.chance(0.2) else Decimal(self.random.randrange(300, 9000)) / 100
            document_id = self.uuid()
            if not self.chance(0.35):
                self._take_in(
                    document_id,
                    DocumentKind.RECEIPT,
                    fields(number=None, total=str(amount), issued=day, seller=shop, supplier_vat=None, iban=None),
                )
            self._pay(
                [document_id],
                -amount,
                day + timedelta(days=self.random.choice((0, 1, 2, 3))),
                kind=TransactionKind.CARD,
                name=f"{shop.upper()} {self.random.choice(PLACES)}",
                iban=None,
                value_date=day,
            )

    def _without_documents(self) -> None:
        for month in range(1, 13):
            for worker in range(3):
                self._pay(
                    [], Decimal("-2010.00") - worker, date(2026, month, 25), kind=TransactionKind.SALARY, iban=None
                )
            self._pay(
                [], Decimal("-12.50"), date(2026, month, 28), kind=TransactionKind.BANK_COSTS, name=None, iban=None
            )
            self._pay([], Decimal("-250.00"), date(2026, month, 20), kind=TransactionKind.TAX, name="SPF FINANCES")


def company_year(seed: int, *, suppliers: int = 12, per_supplier: int = 10) -> Year:
    """Returns a year; the same seed gives the same year."""
    return _Writer(seed, suppliers, per_supplier).write()
