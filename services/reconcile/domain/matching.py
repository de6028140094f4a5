"""Which documents and transactions belong together for certain; everything else is a question for a person.

A pair is linked by itself only when nothing contradicts it and it is the only one in both directions. The verdict is a
function of the whole set, not of the order in which things came in: grounds are tried strongest first, and within one
ground the movements in the order they were booked, so that a document paid in January is no longer there to be paid
in February. When a late arrival makes an earlier link uncertain, the link is withdrawn and becomes a question.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from contracts.events.booking import Evidence

from .blocking import facets_of_document, facets_of_transaction
from .evidence import Comparison, Ground, compare
from .keys import DocumentKeys, TransactionKeys
from .names import may_be_one

PairIds = tuple[UUID, UUID]

RIVAL_DAYS: dict[Ground, int] = {
    Ground.STRUCTURED_COMMUNICATION: 0,
    Ground.DOCUMENT_NUMBER: 0,
    Ground.COUNTERPARTY_IBAN: 20,
    Ground.MANDATE_SERIES: 20,
    Ground.MERCHANT: 20,
    Ground.STATEMENT_NUMBER: 0,
}
"""Two movements this close together compete for one document; further apart, the first has paid it.

The explicit grounds name the document, so only movements of one day are a tie. The others only name the party, and a
monthly subscription must not hide that one of two equal payments belongs to an invoice we have not got.
"""


EXPLICIT = frozenset({Ground.STRUCTURED_COMMUNICATION, Ground.DOCUMENT_NUMBER, Ground.STATEMENT_NUMBER})
SERIES_DAYS = 25
"""Where the same amount is asked again and again, a payment outside these days may as well be another one's."""


@dataclass(frozen=True, slots=True)
class Link:
    """A pair that is certain, with its reasons."""

    document_id: UUID
    transaction_id: UUID
    ground: Ground
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Verdict:
    """What is certain, and which documents and transactions are part of a question."""

    links: tuple[Link, ...] = ()
    asked_documents: frozenset[UUID] = frozenset()
    asked_transactions: frozenset[UUID] = frozenset()

    def pairs(self) -> frozenset[PairIds]:
        """The links as pairs of ids."""
        return frozenset((link.document_id, link.transaction_id) for link in self.links)


def judge(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], never: Iterable[PairIds] = ()
) -> Verdict:
    """Judge documents and movements that are open or were linked by us; `never` are the pairs a person took apart.

    Only equal amounts meet, so a caller may judge one amount at a time and gets the same answer as for all at once.
    """
    return _Judgement(_comparisons(documents, transactions, frozenset(never))).run()


@dataclass
class _Judgement:
    comparisons: Sequence[Comparison]
    links: list[Link] = field(default_factory=list)
    paid: set[UUID] = field(default_factory=set)
    used: set[UUID] = field(default_factory=set)
    asked_documents: set[UUID] = field(default_factory=set)
    asked_transactions: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_transaction = _grouped(self.comparisons, lambda c: c.transaction.transaction_id)
        self.by_document = _grouped(self.comparisons, lambda c: c.document.document_id)

    def run(self) -> Verdict:
        transactions = sorted({c.transaction for c in self.comparisons}, key=lambda t: (t.booked, t.transaction_id))
        for ground in Ground:
            for transaction in transactions:
                self._decide(ground, self.by_transaction[transaction.transaction_id])
        return Verdict(tuple(self.links), frozenset(self.asked_documents), frozenset(self.asked_transactions))

    def _decide(self, ground: Ground, candidates: list[Comparison]) -> None:
        open_ones = [c for c in candidates if self._open(c)]
        best = [c for c in open_ones if c.ground is ground and c.linkable]
        if not best or best[0].transaction.transaction_id in self.asked_transactions:
            return
        one = best[0]
        others = [c for c in open_ones if c is not one and _competes(ground, c)]
        others += [
            c
            for c in self.by_document[one.document.document_id]
            if c is not one and self._open(c) and _competes(ground, c) and _close(c, one, RIVAL_DAYS[ground])
        ]
        if others or one.document.document_id in self.asked_documents or self._lost_in_series(one, ground):
            self._ask(one, *others)
        else:
            self._link(one, ground)

    def _lost_in_series(self, one: Comparison, ground: Ground) -> bool:
        """Whether the same is asked again and again, paid or not, and this day cannot tell which one was meant."""
        alike = (*self.by_transaction[one.transaction.transaction_id], *self.by_document[one.document.document_id])
        if not any(c is not one and (c.ground is ground if ground in EXPLICIT else c.same_party) for c in alike):
            return False
        issued = one.document.issued
        return issued is None or not 0 <= (one.transaction.booked - issued).days <= SERIES_DAYS

    def _open(self, comparison: Comparison) -> bool:
        return (
            comparison.document.document_id not in self.paid and comparison.transaction.transaction_id not in self.used
        )

    def _ask(self, *comparisons: Comparison) -> None:
        self.asked_documents |= {c.document.document_id for c in comparisons}
        self.asked_transactions |= {c.transaction.transaction_id for c in comparisons}

    def _link(self, one: Comparison, ground: Ground) -> None:
        self.paid.add(one.document.document_id)
        self.used.add(one.transaction.transaction_id)
        self.links.append(Link(one.document.document_id, one.transaction.transaction_id, ground, evidence=one.evidence))


def _competes(ground: Ground, other: Comparison) -> bool:
    """An explicit reference yields only to another one; a ground that names only the party, to any plausible pair."""
    if ground in EXPLICIT:
        return other.linkable and other.ground is ground
    return other.rival


def _close(other: Comparison, one: Comparison, days: int) -> bool:
    return abs((other.transaction.booked - one.transaction.booked).days) <= days


def _comparisons(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], never: frozenset[PairIds]
) -> list[Comparison]:
    """All pairs of one amount that share anything at all, in an order that does not depend on arrival."""
    shelves: dict[tuple[int, str, str], list[DocumentKeys]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: d.document_id):
        if document.cents is not None:
            for facet in facets_of_document(document):
                shelves[document.cents, *facet].append(document)
    found: dict[PairIds, Comparison] = {}
    for transaction in sorted(transactions, key=lambda t: t.transaction_id):
        for facet in facets_of_transaction(transaction):
            for document in shelves.get((transaction.cents, *facet), ()):
                ids = (document.document_id, transaction.transaction_id)
                strangers = facet[0] == "word" and not may_be_one(document.name, transaction.name)
                if ids not in found and ids not in never and not strangers:
                    found[ids] = compare(document, transaction)
    return [c for c in found.values() if c.linkable or c.same_party]


def _grouped(comparisons: Iterable[Comparison], key: Callable[[Comparison], UUID]) -> dict[UUID, list[Comparison]]:
    groups: dict[UUID, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        groups[key(comparison)].append(comparison)
    return groups
