"""Payments that come back or were made twice: refused direct debits, refunds, the same invoice paid again."""

from contracts.events.bank import TransactionKind
from tests.reconcile.years.invoices import collect, invoice, paid_on, pay
from tests.reconcile.years.truth import Relation
from tests.reconcile.years.writer import Writer

RETURN_TEXTS = ("RETOUR DOMICILIATION MS02", "RETOUR MD06", "TERUGGEKEERDE DOMICILIERING AM04", "REFUND DIRECT DEBIT")


def returned_debit(w: Writer) -> None:
    """A direct debit that was refused or reversed; collected again three times in four, else it stays unpaid."""
    party, paper = invoice(w, missing=0)
    day = w.later(paper.issued, 3, 20)
    first = collect(w, party, -paper.cents, day, paper.number)
    reason = f"{w.chance.choice(RETURN_TEXTS)} {paper.number}"
    back = collect(w, party, paper.cents, w.later(day, 1, 40), text=reason, is_return=w.is_so(0.8))
    transactions, shows = [first, back], frozenset({"mandate", "name"})
    if w.is_so(0.75):
        transactions.append(collect(w, party, -paper.cents, w.later(day, 41, 60), paper.number))
    w.group("returned", Relation.RETURNED, [paper], transactions, shows, returned=((first, back),))


def returned_transfer(w: Writer) -> None:
    """A transfer to a closed account comes back and is made again."""
    party, paper = invoice(w, missing=0)
    day = paid_on(w, paper)
    first, _ = pay(w, party, paper, paper.cents, day)
    values, _ = w.party_at_bank(party)
    text = f"RETOUR AC04 COMPTE CLOTURE {paper.number}"
    back = w.pay(paper.cents, w.later(day, 1, 5), **values, text=text, is_return=True)
    again, shows = pay(w, party, paper, paper.cents, w.later(day, 6, 15))
    w.group("returned", Relation.RETURNED, [paper], [first, back, again], shows, returned=((first, back),))


def paid_twice(w: Writer) -> None:
    """Paid twice by mistake; two times in three the second payment is refunded."""
    sale = w.is_so(0.4)
    party, paper = invoice(w, sale=sale, missing=0)
    day = paid_on(w, paper)
    first, shows = pay(w, party, paper, paper.cents, day)
    second, _ = pay(w, party, paper, paper.cents, w.later(day, 2, 20))
    transactions = [first, second]
    if w.is_so(0.66):
        cents = -paper.cents if sale else paper.cents
        values, _ = w.party_at_bank(party)
        text = w.chance.choice((f"double paiement {paper.number}", f"terugbetaling {paper.number}", "remboursement"))
        transactions.append(w.pay(cents, w.later(day, 22, 60), kind=TransactionKind.TRANSFER, **values, text=text))
    w.group("paid_twice", Relation.PAID_TWICE, [paper], transactions, shows)
