"""One payment for several documents: batches, credit notes taken off, collective orders."""

from datetime import timedelta

from contracts.fields import DocumentKind
from tests.reconcile.years.invoices import PURCHASE, SALE
from tests.reconcile.years.parties import Party
from tests.reconcile.years.truth import Paper, Relation
from tests.reconcile.years.wording import THANKS, name_all, printed
from tests.reconcile.years.writer import Writer


def batch(w: Writer) -> None:
    """Two to five documents of one party in one transfer, which names all of them, some or none."""
    sale = w.is_so(0.3)
    party = w.customer() if sale else w.supplier()
    papers = _several(w, party, SALE if sale else PURCHASE, w.chance.choice((2, 2, 2, 3, 3, 4, 5)))
    cents = sum(p.cents for p in papers) * (1 if sale else -1)
    _pay_together(w, "batch", Relation.BATCH, party, papers, cents)


def netted(w: Writer) -> None:
    """One or two invoices less a credit note of the same supplier."""
    party = w.supplier()
    papers = _several(w, party, PURCHASE, w.chance.choice((1, 1, 2)))
    total = sum(p.cents for p in papers)
    less = max(500, total * w.chance.randint(5, 60) // 100)
    note = w.paper(DocumentKind.PURCHASE_CREDIT_NOTE, party, less, w.later(papers[-1].issued, 1, 15), missing=0)
    _pay_together(w, "netted", Relation.NETTED, party, [*papers, note], less - total)


def collective(w: Writer) -> None:
    """One order for several suppliers, booked as one total: the bank prints the details in the text, or none."""
    papers = []
    day = w.day()
    for _ in range(w.chance.randint(2, 5)):
        party = w.supplier()
        papers.append(w.paper(PURCHASE, party, w.cents(), w.later(day, 0, 10), missing=0))
    text, shows = f"ORDRE COLLECTIF {len(papers)} VIREMENTS", frozenset[str]()
    if w.is_so(0.6):
        text, shows = f"{text} {' '.join(p.number or '' for p in papers)}", frozenset({"numbers"})
    transaction = w.pay(-sum(p.cents for p in papers), w.later(day, 12, 25), text=text)
    w.group("collective", Relation.COLLECTIVE, papers, [transaction], shows)


def _several(w: Writer, party: Party, kind: DocumentKind, count: int) -> list[Paper]:
    day, papers = w.day(until=300), []
    for _ in range(count):
        reference = party.next_reference(w.chance) if w.is_so(0.5) else None
        papers.append(w.paper(kind, party, w.cents(), day, reference=reference, days=30, missing=0.01))
        day += timedelta(days=w.chance.randint(0, 9))
    return papers


def _pay_together(w: Writer, scenario: str, relation: Relation, party: Party, papers: list[Paper], cents: int) -> None:
    values, shows = w.party_at_bank(party)
    text, named = _text(w, papers)
    transaction = w.pay(cents, w.later(papers[-1].issued, 2, 35), **values, text=text)
    w.group(scenario, relation, papers, [transaction], shows | named)


def _text(w: Writer, papers: list[Paper]) -> tuple[str | None, frozenset[str]]:
    """A text that names all (`numbers`), some (`some`) or none."""
    way = w.chance.random()
    if way < 0.5:
        return name_all(w.chance, [p.number or "" for p in papers]), frozenset({"numbers"})
    if way < 0.6 and all(p.reference and not p.reference.startswith("RF") for p in papers):
        return " ".join(printed(p.reference or "") for p in papers), frozenset({"references"})
    if way < 0.72 and len(papers) > 1:
        return name_all(w.chance, [p.number or "" for p in papers[:-1]]), frozenset({"some"})
    return w.chance.choice((*THANKS, "diverses factures", "saldo")), frozenset()
