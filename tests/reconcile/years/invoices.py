"""Invoices paid one by one: purchases, sales, subscriptions; less a discount, rounded, in parts, to a factor."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentKind
from tests.reconcile.builders import be_iban
from tests.reconcile.years.parties import Party, plain
from tests.reconcile.years.truth import Paper, Relation
from tests.reconcile.years.wording import Wording, write, write_number
from tests.reconcile.years.writer import Writer

PURCHASE, SALE = DocumentKind.PURCHASE_INVOICE, DocumentKind.SALES_INVOICE


def invoice(w: Writer, *, sale: bool = False, cents: int | None = None, missing: float = 0.04) -> tuple[Party, Paper]:
    """An invoice of any party."""
    party = w.customer() if sale else w.supplier()
    reference = party.next_reference(w.chance) if not sale or w.sales_refer else None
    kind = SALE if sale else PURCHASE
    days = w.chance.choice((8, 15, 30, 30, 30, 60))
    paper = w.paper(kind, party, cents or w.cents(), w.day(), reference=reference, days=days, missing=missing)
    return party, paper


def sign(paper: Paper) -> int:
    """The sign of the transaction that pays a document: sales come in; credit notes go the other way."""
    return 1 if paper.kind.is_sale != paper.kind.is_credit_note else -1


def pay(
    w: Writer, party: Party, paper: Paper, cents: int, on: date, wording: Wording | None = None
) -> tuple[UUID, frozenset[str]]:
    """A transfer with what the payer wrote; returns its id and what it shows."""
    wording = wording or write(w.chance, paper.number, paper.reference)
    values, shows = w.party_at_bank(party)
    kind = w.chance.choices((TransactionKind.TRANSFER, TransactionKind.INSTANT), (0.9, 0.1))[0]
    return w.pay(sign(paper) * cents, on, kind=kind, **values, **wording.values), shows | wording.shows


def paid_on(w: Writer, paper: Paper) -> date:
    """Mostly before the due date, sometimes months late."""
    return w.later(paper.issued, 35, 110) if w.is_so(0.07) else w.later(paper.issued, 0, 34)


def purchase(w: Writer, *, sale: bool = False) -> None:
    """One invoice and its payment; a few are never paid."""
    party, paper = invoice(w, sale=sale)
    if w.is_so(0.05):
        w.group("missing_payment", Relation.NONE, [paper], [])
        return
    if w.is_so(0.04):
        w.copy(paper)
    transaction, shows = pay(w, party, paper, paper.cents, paid_on(w, paper))
    w.group("sale" if sale else "purchase", Relation.WHOLE, [paper], [transaction], shows)


def sale(w: Writer) -> None:
    """One sales invoice and its payment."""
    purchase(w, sale=True)


def direct_debit(w: Writer) -> None:
    """An invoice that the supplier collects, with its mandate."""
    party, paper = invoice(w)
    transaction = collect(w, party, -paper.cents, w.later(paper.issued, 3, 20), paper.number)
    w.group("direct_debit", Relation.WHOLE, [paper], [transaction], frozenset({"mandate", "name"}))


def collect(w: Writer, party: Party, cents: int, on: date, number: str | None = None, **more: Any) -> UUID:
    """A direct debit."""
    text = f"domiciliation {number}" if number and w.is_so(0.5) else None
    return w.pay(
        cents,
        on,
        kind=TransactionKind.DIRECT_DEBIT,
        name=party.name.upper(),
        mandate_id=party.mandate,
        creditor_id=party.creditor_id,
        **({"text": text} | more),
    )


def subscription(w: Writer) -> None:
    """The same price every month, collected a fixed number of days later or transferred some time later."""
    party, lag, collects = w.supplier(), w.chance.randint(3, 12), w.is_so(0.6)
    reference = party.fixed_reference
    for month in range(1, 13):
        day = date(2026, month, 1) + timedelta(days=w.chance.randrange(2))
        paper = w.paper(PURCHASE, party, party.price, day, reference=reference, days=15)
        if collects:
            transaction = collect(w, party, -party.price, day + timedelta(days=lag))
            shows = frozenset({"mandate", "name"})
        else:
            transaction, shows = pay(w, party, paper, party.price, w.later(day, 2, 40))
        w.group("subscription", Relation.WHOLE, [paper], [transaction], shows)


def credit_note(w: Writer) -> None:
    """A credit note that the supplier pays back."""
    party = w.supplier()
    paper = w.paper(DocumentKind.PURCHASE_CREDIT_NOTE, party, w.cents(500, 50_000), w.day())
    transaction, shows = pay(w, party, paper, paper.cents, w.later(paper.issued, 3, 40))
    w.group("credit_note", Relation.WHOLE, [paper], [transaction], shows)


def discount(w: Writer) -> None:
    """1, 2 or 3 % less for paying early."""
    party, paper = invoice(w, sale=w.is_so(0.5), cents=w.cents(5_000), missing=0)
    less = paper.cents * w.chance.choice((1, 2, 2, 2, 3)) // 100
    transaction, shows = pay(w, party, paper, paper.cents - less, w.later(paper.issued, 0, 10))
    w.group("discount", Relation.DISCOUNT, [paper], [transaction], shows)


def rounding(w: Writer) -> None:
    """Some cents off: a typing error, or cash rounded to five cents."""
    party, paper = invoice(w, sale=w.is_so(0.6), missing=0)
    off = w.chance.choice((-2, -1, 1, 2, 3, -5))
    transaction, shows = pay(w, party, paper, paper.cents + off, paid_on(w, paper))
    w.group("rounding", Relation.ROUNDING, [paper], [transaction], shows)


def parts(w: Writer) -> None:
    """Paid in two parts, or only a part so far."""
    party, paper = invoice(w, sale=w.is_so(0.6), cents=w.cents(20_000, 900_000), missing=0)
    first = paper.cents * w.chance.choice((30, 40, 50)) // 100
    day = paid_on(w, paper)
    paid = [pay(w, party, paper, first, day)]
    if w.is_so(0.6):
        paid.append(pay(w, party, paper, paper.cents - first, w.later(day, 10, 40)))
    shows = frozenset.intersection(*(seen for _, seen in paid))
    w.group("part", Relation.PART, [paper], [t for t, _ in paid], shows)


def instalments(w: Writer) -> None:
    """Three to six equal instalments, once a month."""
    party, paper = invoice(w, cents=w.cents(60_000, 900_000), missing=0)
    count = w.chance.randint(3, 6)
    each = paper.cents // count
    amounts = [each] * (count - 1) + [paper.cents - each * (count - 1)]
    paid = [pay(w, party, paper, cents, paper.issued + timedelta(days=30 * i + 5)) for i, cents in enumerate(amounts)]
    shows = frozenset.intersection(*(seen for _, seen in paid))
    w.group("instalment", Relation.INSTALMENT, [paper], [t for t, _ in paid], shows)


def factor(w: Writer) -> None:
    """The supplier sold the claim: the payment goes to another company, the text names the document."""
    _, paper = invoice(w, missing=0)
    wording = write_number(w.chance, paper.number or "")
    name, iban = (
        w.chance.choice(("KBC COMMERCIAL FINANCE", "EUROFACTOR NV", "ING COMMERCIAL FINANCE")),
        be_iban(77, 310),
    )
    transaction = w.pay(-paper.cents, paid_on(w, paper), name=name, iban=iban, **wording.values)
    w.group("factor", Relation.FACTOR, [paper], [transaction], wording.shows)


def changed_account(w: Writer) -> None:
    """The supplier has another account than the one that is printed."""
    party, paper = invoice(w, missing=0)
    wording = write(w.chance, paper.number, paper.reference)
    name, iban = plain(party.name)[:35], be_iban(w.chance.randrange(10**7), 363)
    transaction = w.pay(-paper.cents, paid_on(w, paper), name=name, iban=iban, **wording.values)
    w.group("changed_account", Relation.CHANGED_ACCOUNT, [paper], [transaction], wording.shows | {"name"})
