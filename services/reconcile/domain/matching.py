"""Which documents and transactions belong together for certain; everything else is a task for a user.

A pair is linked automatically only when nothing contradicts it and no other pair competes in either direction. The
result depends on the whole set, not on the order of arrival: grounds are tried strongest first, and within one ground
the transactions in the order they were booked, so that a document paid in January cannot be paid again in February.
When a later item makes an earlier link uncertain, the link is removed and a task is opened.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from contracts.events.booking import Evidence

from .blocking import blocking_keys_of_document, blocking_keys_of_transaction
from .evidence import Comparison, Ground, compare
from .keys import DocumentKeys, TransactionKeys
from .names import may_be_same
from .returns import Return, find_returns

PairIds = tuple[UUID, UUID]

RIVAL_DAYS: dict[Ground, int] = {
    Ground.STRUCTURED_COMMUNICATION: 0,
    Ground.DOCUMENT_NUMBER: 0,
    Ground.COUNTERPARTY_IBAN: 20,
    Ground.MANDATE_SERIES: 20,
    Ground.MERCHANT: 20,
    Ground.STATEMENT_NUMBER: 0,
    Ground.COUNTERPARTY_NAME: 60,
}
"""Transactions this many days apart compete for one document; further apart, the first has paid it.

The explicit grounds name the document, so only transactions of one day tie. The others only name the party, and one of
two equal payments of a monthly subscription may belong to an invoice that has not come in.
"""


EXPLICIT = frozenset({Ground.STRUCTURED_COMMUNICATION, Ground.DOCUMENT_NUMBER, Ground.STATEMENT_NUMBER})
SERIES_DAYS = 25
"""In a series of equal amounts, a payment later than this after the issue date may pay another document."""


@dataclass(frozen=True, slots=True)
class Match:
    """A certain pair, with its evidence."""

    document_id: UUID
    transaction_id: UUID
    ground: Ground
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class MatchResult:
    """The certain pairs, the payments that came back, and what is ambiguous."""

    matches: tuple[Match, ...] = ()
    returns: tuple[Return, ...] = ()
    ambiguous_documents: frozenset[UUID] = frozenset()
    ambiguous_transactions: frozenset[UUID] = frozenset()

    def pairs(self) -> frozenset[PairIds]:
        """The matches as pairs of ids."""
        return frozenset((match.document_id, match.transaction_id) for match in self.matches)


def find_matches(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], never: Iterable[PairIds] = ()
) -> MatchResult:
    """Match documents and transactions that are open or automatically linked; `never`: pairs that users unlinked.

    Only equal amounts are compared, and opposite ones for returns, so matching one amount with its opposite at a time
    gives the same result as all at once. A payment that came back pays nothing.
    """
    never, transactions = frozenset(never), tuple(transactions)
    returns = find_returns(transactions, never)
    gone = {t.transaction_id for r in returns for t in (r.payment, r.returned)}
    left = [t for t in transactions if t.transaction_id not in gone]
    return replace(_Matching(_comparisons(documents, left, never)).run(), returns=returns)


@dataclass
class _Matching:
    comparisons: Sequence[Comparison]
    matches: list[Match] = field(default_factory=list)
    paid: set[UUID] = field(default_factory=set)
    used: set[UUID] = field(default_factory=set)
    ambiguous_documents: set[UUID] = field(default_factory=set)
    ambiguous_transactions: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_transaction = _grouped(self.comparisons, lambda c: c.transaction.transaction_id)
        self.by_document = _grouped(self.comparisons, lambda c: c.document.document_id)

    def run(self) -> MatchResult:
        transactions = sorted({c.transaction for c in self.comparisons}, key=lambda t: (t.booked, t.transaction_id))
        for ground in Ground:
            for transaction in transactions:
                self._decide(ground, self.by_transaction[transaction.transaction_id])
        return MatchResult(
            tuple(self.matches),
            ambiguous_documents=frozenset(self.ambiguous_documents),
            ambiguous_transactions=frozenset(self.ambiguous_transactions),
        )

    def _decide(self, ground: Ground, candidates: list[Comparison]) -> None:
        open_ones = [c for c in candidates if self._open(c)]
        best = [c for c in open_ones if c.ground is ground and c.linkable]
        if not best or best[0].transaction.transaction_id in self.ambiguous_transactions:
            return
        one = best[0]
        others = [c for c in open_ones if c is not one and _competes(ground, c)]
        others += [
            c
            for c in self.by_document[one.document.document_id]
            if c is not one and self._open(c) and _competes(ground, c) and _close(c, one, RIVAL_DAYS[ground])
        ]
        if others or one.document.document_id in self.ambiguous_documents or self._lost_in_series(one, ground):
            self._ask(one, *others)
        else:
            self._link(one, ground)

    def _lost_in_series(self, one: Comparison, ground: Ground) -> bool:
        """Whether it is one of a series of equal amounts, and the day does not tell which one was paid."""
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
        self.ambiguous_documents |= {c.document.document_id for c in comparisons}
        self.ambiguous_transactions |= {c.transaction.transaction_id for c in comparisons}

    def _link(self, one: Comparison, ground: Ground) -> None:
        self.paid.add(one.document.document_id)
        self.used.add(one.transaction.transaction_id)
        self.matches.append(
            Match(one.document.document_id, one.transaction.transaction_id, ground, evidence=one.evidence)
        )


def _competes(ground: Ground, other: Comparison) -> bool:
    """Whether another pair competes: for an explicit ground only one of the same ground, else any plausible pair."""
    if ground in EXPLICIT:
        return other.linkable and other.ground is ground
    return other.rival


def _close(other: Comparison, one: Comparison, days: int) -> bool:
    return abs((other.transaction.booked - one.transaction.booked).days) <= days


def _comparisons(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], never: frozenset[PairIds]
) -> list[Comparison]:
    """All pairs of equal amount with a common blocking key, in an order independent of arrival."""
    buckets: dict[tuple[int, str, str], list[DocumentKeys]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: d.document_id):
        if document.cents is not None:
            for key in blocking_keys_of_document(document):
                buckets[document.cents, *key].append(document)
    found: dict[PairIds, Comparison] = {}
    for transaction in sorted(transactions, key=lambda t: t.transaction_id):
        for key in blocking_keys_of_transaction(transaction):
            for document in buckets.get((transaction.cents, *key), ()):
                ids = (document.document_id, transaction.transaction_id)
                strangers = key[0] == "word" and not may_be_same(document.name, transaction.name)
                if ids not in found and ids not in never and not strangers:
                    found[ids] = compare(document, transaction)
    return [c for c in found.values() if c.linkable or c.same_party]


def _grouped(comparisons: Iterable[Comparison], key: Callable[[Comparison], UUID]) -> dict[UUID, list[Comparison]]:
    groups: dict[UUID, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        groups[key(comparison)].append(comparison)
    return groups
