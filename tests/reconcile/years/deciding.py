"""Which groups the visible data decide, judged as a careful bookkeeper would, with all documents on the table.

A pair of equal amount is decided by a reference or a long document number that is written and was read; or by the
account, the mandate or the name, when no other open document or payment of that party has this amount near in time. A
card by merchant and day of use. A payment of several by their numbers, or by the only sum that fits.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final
from uuid import UUID

from contracts.events.bank import TransactionBooked
from contracts.fields import DocumentKind
from tests.reconcile.years.parties import plain
from tests.reconcile.years.truth import ONE_TO_ONE, TOGETHER, CompanyYear, Group, Paper, Relation

LONG_NUMBER: Final = 5
"""Digits with which a document number and the amount need no party."""
NEAR_DAYS: Final = 60
COLLECTED_DAYS: Final = 20
"""A supplier collects some days after each invoice, so the months of a subscription do not get in the way."""
REFERRING: Final = frozenset({"reference", "number", "digits", "numbers", "references", "some"})
MOST_OPEN: Final = 12
SHORTEST_WORD: Final = 4


@dataclass
class _Table:
    papers: dict[UUID, Paper]
    transactions: dict[UUID, TransactionBooked]
    by_cents: dict[int, list[Paper]] = field(default_factory=lambda: defaultdict(list))
    by_party: dict[int, list[Paper]] = field(default_factory=lambda: defaultdict(list))
    paid_by_cents: dict[int, list[TransactionBooked]] = field(default_factory=lambda: defaultdict(list))
    party_of: dict[UUID, int] = field(default_factory=dict)
    paid: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))


def note_decidable(year: CompanyYear) -> None:
    """Set `decidable` of every group of a complete year."""
    table = _table(year)
    for group in year.groups:
        papers = [table.papers[i] for i in group.documents]
        group.is_marked = all(_known(group, p) or group.shows & REFERRING for p in papers)
        if group.relation in ONE_TO_ONE and len(papers) == 1 and len(group.transactions) == 1:
            group.decidable = _decides(table, group, papers[0], table.transactions[group.transactions[0]])
        elif group.relation in TOGETHER and len(papers) > 1:
            group.decidable = _decides_together(table, group, papers)


def signed(paper: Paper) -> int:
    """The amount of the transaction that pays the document in full."""
    return paper.cents if paper.kind.is_sale != paper.kind.is_credit_note else -paper.cents


def _table(year: CompanyYear) -> _Table:
    table = _Table({p.id: p for p in year.documents}, {t.transaction_id: t for t in year.transactions})
    for paper in year.documents:
        if paper.id not in year.copies and paper.kind.is_payable:
            table.by_cents[signed(paper)].append(paper)
            table.by_party[paper.party].append(paper)
    for transaction in year.transactions:
        table.paid_by_cents[int(transaction.amount * 100)].append(transaction)
    for group in year.groups:
        for transaction_id in group.transactions:
            for document_id in group.documents:
                table.party_of[transaction_id] = table.papers[document_id].party
                table.paid[document_id].append(transaction_id)
    return table


def _decides(table: _Table, group: Group, paper: Paper, transaction: TransactionBooked) -> bool:
    if "total" not in paper.intact or "other" in group.shows:
        return False
    if {"reference"} <= group.shows & paper.intact:
        return _only_one(table, paper, transaction, lambda p: p.reference == paper.reference)
    digits = sum(c.isdigit() for c in paper.number or "")
    if {"number"} <= group.shows & paper.intact and digits >= LONG_NUMBER:
        return _only_one(table, paper, transaction, lambda p: p.number == paper.number)
    if "merchant" in group.shows:
        return _decides_card(table, group, paper, transaction)
    return group.relation is Relation.WHOLE and _known(group, paper) and _alone(table, group, paper, transaction)


def _known(group: Group, paper: Paper) -> bool:
    """Whether the party is recognised: by account, by the mandate of its creditor number, or by its name."""
    marks = (("iban", "iban"), ("mandate", "vat"), ("name", "name"), ("merchant", "name"))
    return any(at_bank in group.shows and on_paper in paper.intact for at_bank, on_paper in marks)


def _only_one(table: _Table, paper: Paper, transaction: TransactionBooked, is_like: Callable[[Paper], bool]) -> bool:
    """Whether no other document of this amount carries the same reference, and the payment is after it."""
    papers = [p for p in table.by_cents[signed(paper)] if is_like(p)]
    return len(papers) == 1 and -20 <= (transaction.booking_date - paper.issued).days <= 200


def _alone(table: _Table, group: Group, paper: Paper, transaction: TransactionBooked) -> bool:
    """Whether neither has a rival: a document or a payment of this amount, alike by party or by a word of its name."""
    cents, words = signed(paper), _words(paper)
    near = COLLECTED_DAYS if "mandate" in group.shows else NEAR_DAYS
    if "issued" not in paper.intact or not -3 <= (transaction.booking_date - paper.issued).days <= near:
        return False
    documents = [
        p
        for p in table.by_cents[cents]
        if p is not paper
        and abs((p.issued - paper.issued).days) <= near
        and (p.party == paper.party or _words(p) & words)
    ]
    payments = [
        t
        for t in table.paid_by_cents[cents]
        if t is not transaction
        and abs((t.booking_date - transaction.booking_date).days) <= near
        and (table.party_of.get(t.transaction_id) == paper.party or _bank_words(t) & words)
    ]
    return not documents and not payments


def _decides_card(table: _Table, group: Group, paper: Paper, transaction: TransactionBooked) -> bool:
    if paper.kind is DocumentKind.CARD_STATEMENT:
        near = [p for p in table.by_cents[signed(paper)] if p.kind is paper.kind]
        return len(near) == 1 and "name" in paper.intact
    if "day" not in group.shows or not {"issued", "name"} <= paper.intact:
        return False
    rivals = [p for p in table.by_cents[signed(paper)] if abs((p.issued - paper.issued).days) <= 1]
    paid = [t for t in table.paid_by_cents[signed(paper)] if abs((t.booking_date - paper.issued).days) <= 4]
    return len(rivals) == 1 and paid == [transaction]


def _decides_together(table: _Table, group: Group, papers: list[Paper]) -> bool:
    """By the numbers or references that the text names, or by the only sum of what the party has open."""
    if any("total" not in p.intact for p in papers):
        return False
    known = all(_known(group, p) for p in papers)
    if "numbers" in group.shows:
        long = all(sum(c.isdigit() for c in p.number or "") >= LONG_NUMBER for p in papers)
        return all("number" in p.intact for p in papers) and (known or long)
    if "references" in group.shows:
        return all("reference" in p.intact for p in papers)
    one_party = len({p.party for p in papers}) == 1
    return one_party and known and "some" not in group.shows and _only_sum(table, group, papers)


def _only_sum(table: _Table, group: Group, papers: list[Paper]) -> bool:
    transaction = table.transactions[group.transactions[0]]
    day = transaction.booking_date
    open_ones = [
        p
        for p in table.by_party[papers[0].party]
        if (day - p.issued).days <= 2 * NEAR_DAYS and p.issued <= day and not _paid_before(table, group, p)
    ]
    if len(open_ones) > MOST_OPEN or any(signed(p) == int(transaction.amount * 100) for p in open_ones):
        return False
    cents = sum(signed(p) for p in papers)
    amounts = [signed(p) for p in open_ones]
    sums = sum(sum(some) == cents for size in range(2, len(amounts) + 1) for some in combinations(amounts, size))
    return sums == 1


def _paid_before(table: _Table, group: Group, paper: Paper) -> bool:
    day = table.transactions[group.transactions[0]].booking_date
    return any(table.transactions[t].booking_date < day for t in table.paid[paper.id] if t not in group.transactions)


def _words(paper: Paper) -> frozenset[str]:
    party = paper.fields.buyer if paper.kind.is_sale else paper.fields.seller
    return _long_words(party.name.value) if party.name else frozenset()


def _bank_words(transaction: TransactionBooked) -> frozenset[str]:
    return _long_words(transaction.counterparty_name or "")


def _long_words(name: str) -> frozenset[str]:
    return frozenset(word for word in plain(name).split() if len(word) >= SHORTEST_WORD)
