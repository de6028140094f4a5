"""Ranked suggestions: what a person is offered when the matcher is not certain.

The product's soft rule lives here: amount, counterparty, date; two of three make a candidate. A reference that the
payer typed makes one too, also when the amount is smaller (a partial payment, proposed and never linked).
"""

from collections.abc import Iterable
from uuid import UUID

from contracts.events.booking import EvidenceKind
from contracts.events.task import Suggestion

from .evidence import Comparison, Contradiction, compare, days_between
from .keys import DocumentKeys, TransactionKeys
from .matching import PairIds

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
    """Two of three, or named by the payer; never against another structured communication or direction."""
    if not _same_direction(comparison) or Contradiction.OTHER_STRUCTURED_COMMUNICATION in comparison.contradictions:
        return False
    return comparison.criteria >= ENOUGH or comparison.referenced


def is_partial(comparison: Comparison) -> bool:
    """Less than the document asks, and the payer named the document."""
    document, transaction = comparison.document, comparison.transaction
    return (
        comparison.referenced
        and not comparison.contradictions
        and document.cents is not None
        and _same_direction(comparison)
        and abs(transaction.cents) < abs(document.cents)
    )


def rank(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Candidates only, the best first: strength of evidence, then fewer contradictions, then the nearer date."""
    candidates = [c for c in comparisons if is_candidate(c)]
    return sorted(candidates, key=_order)[:MOST]


def for_document(
    document: DocumentKeys, transactions: Iterable[TransactionKeys], never: frozenset[PairIds] = frozenset()
) -> list[Comparison]:
    """The movements that may pay this document, ranked."""
    return rank(compare(document, t) for t in transactions if (document.document_id, t.transaction_id) not in never)


def for_transaction(
    transaction: TransactionKeys, documents: Iterable[DocumentKeys], never: frozenset[PairIds] = frozenset()
) -> list[Comparison]:
    """The documents that this movement may pay, ranked."""
    return rank(compare(d, transaction) for d in documents if (d.document_id, transaction.transaction_id) not in never)


def as_suggestions(ranked: Iterable[Comparison], *, about: UUID) -> tuple[Suggestion, ...]:
    """The other side of each pair with its reasons, as it travels in a task about one document or movement."""
    return tuple(
        Suggestion(
            document_id=None if c.document.document_id == about else c.document.document_id,
            transaction_id=None if c.transaction.transaction_id == about else c.transaction.transaction_id,
            evidence=c.evidence,
        )
        for c in ranked
    )


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
