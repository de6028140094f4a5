"""Ranked suggestions for users where the matcher is not certain.

The product's soft rule: of amount, counterparty and date, two of three make a candidate. A reference that the payer
typed makes one too, also with a smaller amount (a partial payment, suggested and never linked).
"""

from collections.abc import Iterable
from uuid import UUID

from contracts.events.booking import EvidenceKind
from contracts.events.task import Relation, Suggestion

from .combining import Combination
from .evidence import Comparison, Contradiction, compare, days_between
from .keys import DocumentKeys, TransactionKeys
from .matching import PairIds
from .relations import Difference, difference_of

ENOUGH = 2
MOST = 5
WEIGHT: dict[EvidenceKind, int] = {
    EvidenceKind.STRUCTURED_COMMUNICATION: 64,
    EvidenceKind.DOCUMENT_NUMBER: 32,
    EvidenceKind.STATEMENT_NUMBER: 32,
    EvidenceKind.AMOUNT: 16,
    EvidenceKind.COUNTERPARTY_IBAN: 8,
    EvidenceKind.MANDATE_SERIES: 8,
    EvidenceKind.COUNTERPARTY_NAME: 4,
    EvidenceKind.MERCHANT: 4,
    EvidenceKind.DATE: 2,
}


def is_candidate(comparison: Comparison) -> bool:
    """Whether two of three criteria agree or the payer named it; never with another reference or direction."""
    if not _same_direction(comparison) or Contradiction.OTHER_STRUCTURED_COMMUNICATION in comparison.contradictions:
        return False
    return comparison.criteria >= ENOUGH or comparison.referenced


def difference_asked(ranked: Iterable[Comparison]) -> Difference | None:
    """The difference that a task asks about: of the first pair that the payer named and nothing contradicts."""
    for comparison in ranked:
        if comparison.referenced and not comparison.contradictions:
            difference = difference_of(comparison)
            return difference if difference.is_asked else None
    return None


def rank(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Candidates only, the best first: strength of evidence, then fewer contradictions, then the nearer date."""
    candidates = [c for c in comparisons if is_candidate(c)]
    return sorted(candidates, key=_order)[:MOST]


def for_document(
    document: DocumentKeys, transactions: Iterable[TransactionKeys], never: frozenset[PairIds] = frozenset()
) -> list[Comparison]:
    """The transactions that may pay this document, ranked."""
    return rank(compare(document, t) for t in transactions if (document.document_id, t.transaction_id) not in never)


def for_transaction(
    transaction: TransactionKeys, documents: Iterable[DocumentKeys], never: frozenset[PairIds] = frozenset()
) -> list[Comparison]:
    """The documents that this transaction may pay, ranked."""
    return rank(compare(d, transaction) for d in documents if (d.document_id, transaction.transaction_id) not in never)


def as_suggestions(
    ranked: Iterable[Comparison], combinations: Iterable[Combination] = (), *, about: UUID
) -> tuple[Suggestion, ...]:
    """The other side of each pair with its evidence, for a task about one document or transaction.

    What pays the whole comes before combinations, and these before parts.
    """
    pairs = [(difference_of(c), c) for c in ranked]
    singles = [
        Suggestion(
            document_id=None if c.document.document_id == about else c.document.document_id,
            transaction_id=None if c.transaction.transaction_id == about else c.transaction.transaction_id,
            relation=difference.relation,
            difference=difference.amount if difference.cents else None,
            evidence=c.evidence,
        )
        for difference, c in pairs
    ]
    first = [s for s in singles if s.relation in _WHOLE]
    groups = [
        Suggestion(
            document_id=group.document_ids[0],
            document_ids=group.document_ids,
            relation=Relation.NETTED if group.is_netted else Relation.TOGETHER,
            evidence=group.evidence,
        )
        for group in combinations
    ]
    return (*first, *groups, *(s for s in singles if s.relation not in _WHOLE))[:MOST]


_WHOLE = (Relation.WHOLE, Relation.OTHER_PAYEE)


def _same_direction(comparison: Comparison) -> bool:
    cents = comparison.document.cents
    return cents is not None and (cents < 0) == (comparison.transaction.cents < 0)


def _order(comparison: Comparison) -> tuple[int, int, int, UUID, UUID]:
    strength = sum(WEIGHT.get(kind, 0) for kind in {e.kind for e in comparison.evidence})
    return (
        -strength,
        len(comparison.contradictions),
        days_between(comparison.document, comparison.transaction),
        comparison.document.document_id,
        comparison.transaction.transaction_id,
    )
