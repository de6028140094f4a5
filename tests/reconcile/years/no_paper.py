"""Money without a paper of its own: fees, interest, cash, salaries, taxes, own accounts, terminals, contracts; and
documents that look alike and are two.
"""

from datetime import date, timedelta
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentKind
from tests.reconcile.builders import be_iban, ogm
from tests.reconcile.years.invoices import PURCHASE, invoice, paid_on, pay
from tests.reconcile.years.parties import FAMILIES
from tests.reconcile.years.truth import Relation
from tests.reconcile.years.writer import Writer

K = TransactionKind


def barred(w: Writer) -> None:
    """A month of what never has a document; now and then of the very amount of an invoice of that month."""
    day = w.day(until=300)
    same = w.year.documents[-1].cents if w.year.documents and w.is_so(0.4) else w.cents()
    found = [
        w.pay(-w.chance.choice((375, 1250, same)), day, kind=K.BANK_COSTS, text="FRAIS DE GESTION / BEHEERSKOSTEN"),
        w.pay(-w.chance.choice((4012, same)), day, kind=K.INTEREST, text="INTERETS DEBITEURS"),
        w.pay(-w.chance.choice((5000, 10000, same)), day, kind=K.CASH, text=f"RETRAIT {day:%d/%m} 10:14 GENT"),
        w.pay(-w.chance.choice((201_044, same)), day, kind=K.SALARY, name=_person(w), iban=_iban(w), text="loon"),
        w.pay(
            -w.chance.choice((250_000, same)), day, kind=K.TAX, name="SPF FINANCES TVA", iban=be_iban(2003, 679),
            reference=ogm(w.chance.randrange(10**9, 10**10)),
        ),
    ]  # fmt: skip
    _no_paper(w, "barred", found, is_barred=True)


def own_transfer(w: Writer) -> None:
    """Money to the company's own savings account, or back."""
    cents = w.chance.choice((-1, 1)) * w.chance.choice((100_000, 500_000, 12_100))
    _no_paper(w, "own_transfer", [w.pay(cents, w.day(), kind=K.OWN_ACCOUNT, name="VOLKAERT NV", iban=w.savings)])


def settlement(w: Writer) -> None:
    """What the customers of the day paid at the terminal of the shop, in one sum."""
    same = [p.cents for p in w.year.documents[-30:] if p.kind.is_sale]
    cents = w.chance.choice(same) if same and w.is_so(0.1) else w.cents(5_000, 200_000)
    found = w.pay(cents, w.day(), kind=K.CARD, name="WORLDLINE TERMINAL 20711834", text="CARTES DU JOUR 14 TRX")
    _no_paper(w, "settlement", [found])


def unknown_refund(w: Writer) -> None:
    """A stranger with the family name of a customer pays the amount of an open sale, for something else."""
    party, paper = invoice(w, sale=True, missing=0)
    w.group("missing_payment", Relation.NONE, [paper], [])
    family = party.name.split()[-2] if len(party.name.split()) > 1 else "CLAES"
    name = f"{family.upper()} {w.chance.choice(('ELEKTRO', 'IMMO', 'TEXTIEL'))}"
    text = w.chance.choice(("remboursement", "terugbetaling waarborg", "refund 4471"))
    found = w.pay(paper.cents, paid_on(w, paper), name=name, iban=_iban(w), text=text)
    _no_paper(w, "stranger", [found])


def contract(w: Writer) -> None:
    """A rent or a lease: one paper, the same payment every month."""
    party, cents = w.supplier(), w.cents(20_000, 250_000)
    paper = w.paper(DocumentKind.CONTRACT, party, cents, date(2026, 1, 2), days=0, missing=0)
    name = {"name": party.name.upper(), "iban": party.iban}
    text = w.chance.choice(("loyer / huur", "leasing 1-ABC-234", "huur handelspand"))
    paid = [w.pay(-cents, date(2026, m, 3), kind=K.STANDING_ORDER, **name, text=text) for m in range(1, 13)]
    w.group("contract", Relation.CONTRACT, [paper], paid)


def same_number_other_year(w: Writer) -> None:
    """Two invoices of one number, of two years: not a duplicate."""
    party, number = w.supplier(), f"{w.chance.randrange(100, 900)}"
    for day in (date(2026, 1, 10), date(2027, 1, 9)):
        paper = w.paper(PURCHASE, party, w.cents(), day, number=number, missing=0)
        transaction, shows = pay(w, party, paper, paper.cents, w.later(day, 2, 20))
        w.group("same_number", Relation.WHOLE, [paper], [transaction], shows)


def corrected(w: Writer) -> None:
    """An invoice, the credit note that cancels it, and a new one with the next number: only the new one is paid."""
    party = w.supplier()
    day = w.day(until=300)
    wrong = w.paper(PURCHASE, party, w.cents(), day, missing=0)
    note = w.paper(DocumentKind.PURCHASE_CREDIT_NOTE, party, wrong.cents, day + timedelta(days=4), missing=0)
    w.group("corrected", Relation.NONE, [wrong, note], [])
    cents = wrong.cents + w.chance.choice((-1210, 1210, 2420))
    paper = w.paper(PURCHASE, party, max(cents, 500), day + timedelta(days=4), missing=0)
    transaction, shows = pay(w, party, paper, paper.cents, w.later(day, 6, 30))
    w.group("purchase", Relation.WHOLE, [paper], [transaction], shows)


def twin_invoices(w: Writer) -> None:
    """Two invoices of one day, one supplier and one amount: two deliveries, not a duplicate."""
    party, cents, day = w.supplier(), w.cents(), w.day()
    for _ in range(2):
        paper = w.paper(PURCHASE, party, cents, day, missing=0)
        transaction, shows = pay(w, party, paper, cents, w.later(day, 5, 20))
        w.group("twin", Relation.WHOLE, [paper], [transaction], shows)


def _no_paper(w: Writer, scenario: str, transactions: list[UUID], *, is_barred: bool = False) -> None:
    w.group(scenario, Relation.NONE, [], transactions, barred=is_barred)


def _person(w: Writer) -> str:
    return f"{w.chance.choice(FAMILIES).upper()} {w.chance.choice(('AN', 'TOM', 'ELS'))}"


def _iban(w: Writer) -> str:
    return be_iban(w.chance.randrange(10**7), 143)
