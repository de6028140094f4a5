"""One transaction that pays several documents of one party, less its credit notes.

Decided is what the text names, each document by its number or reference, when their sum is the amount; and, where the
text names nothing, the only sum there is. A sum counts when it is no accident: with many open documents some of them
add up to nearly any amount.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, gcd
from typing import Final
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.events.booking import Evidence
from contracts.fields import DocumentKind

from .blocking import blocking_keys_of_document, blocking_keys_of_transaction
from .evidence import TRANSFERS, Comparison, Contradiction, compare
from .keys import DocumentKeys, TransactionKeys
from .numbers import names_a_number

PairIds = tuple[UUID, UUID]

MOST_OPEN: Final = 12
"""With more open documents of a party only those count that the text names."""
MOST_TOGETHER: Final = 8
"""How many documents one sum may have when the text names none."""
CHANCE: Final = 0.01
"""How many sums may be expected to hit the amount by accident."""
MOST_PROPOSED: Final = 3
PAID_TOGETHER: Final = TRANSFERS | {
    TransactionKind.DIRECT_DEBIT,
    TransactionKind.CARD_SETTLEMENT,
    TransactionKind.UNKNOWN,
}
"""A settlement pays the statements of several cards, and nothing else."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A transaction and the documents that it pays together. `is_named`: the text names each of them."""

    transaction: TransactionKeys
    parts: tuple[Comparison, ...]
    is_named: bool

    @property
    def document_ids(self) -> tuple[UUID, ...]:
        """The documents."""
        return tuple(part.document.document_id for part in self.parts)

    @property
    def is_netted(self) -> bool:
        """Whether credit notes are taken off."""
        return len({(part.document.cents or 0) < 0 for part in self.parts}) > 1

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Why: the evidence of each document."""
        return tuple(dict.fromkeys(e for part in self.parts for e in part.evidence))


def decide(transaction: TransactionKeys, documents: Iterable[DocumentKeys]) -> Combination | None:
    """The open documents that a transaction pays together, when the text or the only possible sum decides."""
    if transaction.kind not in PAID_TOGETHER:
        return None
    is_card = transaction.kind is TransactionKind.CARD_SETTLEMENT
    documents = (d for d in documents if (d.kind is DocumentKind.CARD_STATEMENT) is is_card)
    open_ones = _comparable(transaction, documents)
    named = [c for c in open_ones if c.referenced]
    if len(named) > 1 and _sum(named) == transaction.cents:
        return Combination(transaction, tuple(named), is_named=True)
    if named or transaction.ogm or transaction.creditor_reference or names_a_number(transaction.communication):
        return None
    of_party = [c for c in open_ones if c.same_party]
    sums = possible_sums(transaction.cents, of_party)
    if len(sums) != 1 or not _is_no_accident(sums[0], of_party):
        return None
    return Combination(transaction, sums[0], is_named=False)


def propose(transaction: TransactionKeys, documents: Iterable[DocumentKeys]) -> tuple[Combination, ...]:
    """Combinations that a user may accept, the likeliest first: those with all that the text names, then the smallest.

    Other numbers of a series do not exclude a document here: a payer names some of several.
    """
    some = [
        c
        for c in _compared(transaction, documents)
        if {*c.contradictions} <= {Contradiction.OTHER_DOCUMENT_NUMBER} and c.in_time is not False
    ]
    sums = possible_sums(transaction.cents, [c for c in some if c.same_party or c.referenced])
    named = {c.document.document_id for c in some if c.referenced}
    sums.sort(key=lambda group: (-sum(c.document.document_id in named for c in group), len(group)))
    return tuple(Combination(transaction, group, is_named=False) for group in sums[:MOST_PROPOSED])


def possible_sums(cents: int, of_party: Sequence[Comparison]) -> list[tuple[Comparison, ...]]:
    """The groups of documents whose sum is the amount, the smallest first; none that holds another, none of one.

    With a document of just this amount, or with very many documents, there are none: then no sum says anything.
    """
    if not 1 < len(of_party) <= MOST_OPEN or any(c.document.cents == cents for c in of_party):
        return []
    amounts = [c.document.cents or 0 for c in of_party]
    found: list[frozenset[int]] = []
    for size in range(2, min(len(of_party), MOST_TOGETHER) + 1):
        for group in combinations(range(len(of_party)), size):
            if sum(amounts[i] for i in group) == cents and not any(smaller <= {*group} for smaller in found):
                found.append(frozenset(group))
    return [tuple(of_party[i] for i in sorted(group)) for group in found]


def are_related(document: DocumentKeys, transaction: TransactionKeys) -> bool:
    """Whether they share a reference, the account, the company or the whole name: only then they are looked at."""
    pairs = (
        (document.iban, transaction.iban),
        (document.company, transaction.creditor_company),
        (document.ogm, transaction.ogm),
        (document.creditor_reference, transaction.creditor_reference),
        (document.name or None, transaction.name or None),
    )
    same = any(one is not None and one == other for one, other in pairs)
    return same or not document.numbers.isdisjoint(transaction.numbers)


def find_combinations(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], never: Collection[PairIds] = ()
) -> tuple[Combination, ...]:
    """All that is decided among open documents and transactions; `never`: pairs that users unlinked."""
    by_key: dict[tuple[str, str], list[DocumentKeys]] = defaultdict(list)
    for document in documents:
        for key in blocking_keys_of_document(document):
            by_key[key].append(document)
    found = []
    for transaction in transactions:
        some = {d for key in blocking_keys_of_transaction(transaction) for d in by_key.get(key, ())}
        related = [
            d for d in some if are_related(d, transaction) and (d.document_id, transaction.transaction_id) not in never
        ]
        if decided := decide(transaction, related):
            found.append(decided)
    return without_rivals(found)


def without_rivals(found: Collection[Combination]) -> tuple[Combination, ...]:
    """The combinations of which no other claims a document; what the text names is claimed only by another name."""
    claims: dict[UUID, list[Combination]] = defaultdict(list)
    for combination in found:
        for document_id in combination.document_ids:
            claims[document_id].append(combination)
    return tuple(
        one
        for one in found
        if not any(
            other is not one and (other.is_named or not one.is_named)
            for document_id in one.document_ids
            for other in claims[document_id]
        )
    )


def _comparable(transaction: TransactionKeys, documents: Iterable[DocumentKeys]) -> list[Comparison]:
    """The documents that this transaction may pay a part of, in the order of their ids."""
    some = _compared(transaction, documents)
    return [c for c in some if not c.contradictions and c.in_time is not False and (c.same_party or c.referenced)]


def _compared(transaction: TransactionKeys, documents: Iterable[DocumentKeys]) -> list[Comparison]:
    in_order = sorted(documents, key=lambda d: d.document_id)
    return [compare(document, transaction) for document in in_order if document.cents]


def _is_no_accident(group: Sequence[Comparison], of_party: Sequence[Comparison]) -> bool:
    """Whether it is all that is open, or so few sums were possible that none would hit the amount by accident."""
    if len(group) == len(of_party):
        return True
    amounts = [abs(c.document.cents or 0) for c in of_party]
    tried = sum(comb(len(amounts), size) for size in range(2, min(len(amounts), MOST_TOGETHER) + 1))
    return tried * gcd(*amounts) <= CHANCE * sum(amounts)


def _sum(comparisons: Iterable[Comparison]) -> int:
    return sum(c.document.cents or 0 for c in comparisons)
