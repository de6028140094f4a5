"""Suggestions for open documents and transactions: ranked candidates, and whether one is a partial payment."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.reconcile.domain import suggestions
from services.reconcile.domain.evidence import Comparison
from services.reconcile.domain.facts import BookingView, Question
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.queries import bookings, candidates
from services.reconcile.reconciliation.load import LoadedDocument, LoadedTransaction
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import document_keys, transaction_keys


async def suggest_for_document(round_: Round, loaded: LoadedDocument) -> set[UUID]:
    """Add suggestions to a document; returns the transactions suggested."""
    keys = _remaining_of_document(document_keys(loaded.row), loaded.facts.booking)
    found = await candidates.open_transactions_like(round_.tx, round_.client_id, keys)
    if not found:
        return set()
    never = await bookings.unlinked_pairs(round_.tx, round_.client_id, {keys.document_id})
    ranked = suggestions.for_document(keys, [transaction_keys(row) for row in found], never)
    question = _question(ranked, keys.document_id, loaded.facts.question)
    loaded.facts = replace(loaded.facts, question=question)
    return {c.transaction.transaction_id for c in ranked}


async def suggest_for_transaction(round_: Round, loaded: LoadedTransaction) -> set[UUID]:
    """Add suggestions to a transaction; returns the documents suggested."""
    keys = _remaining_of_transaction(transaction_keys(loaded.row), loaded.facts.booking)
    found = await candidates.open_documents_like(round_.tx, round_.client_id, keys)
    if not found:
        return set()
    never = await bookings.unlinked_pairs_of_transaction(round_.tx, round_.client_id, keys.transaction_id)
    ranked = suggestions.for_transaction(keys, [document_keys(row) for row in found], never)
    question = _question(ranked, keys.transaction_id, loaded.facts.question)
    loaded.facts = replace(loaded.facts, question=question)
    return {c.document.document_id for c in ranked}


def _question(ranked: Iterable[Comparison], about: UUID, so_far: Question) -> Question:
    ranked = list(ranked)
    return Question(
        suggestions=suggestions.as_suggestions(ranked, about=about),
        tie=so_far.tie,
        partial_cents=next((c.transaction.cents for c in ranked if suggestions.is_partial(c)), None),
    )


def _remaining_of_document(keys: DocumentKeys, booking: BookingView) -> DocumentKeys:
    """The keys with the amount that is still unpaid when a user linked a partial payment."""
    return replace(keys, cents=booking.unpaid_cents) if booking.unpaid_cents else keys


def _remaining_of_transaction(keys: TransactionKeys, booking: BookingView) -> TransactionKeys:
    """The keys with the amount that is still unexplained when a user linked a document."""
    return replace(keys, cents=booking.unexplained_cents) if booking.unexplained_cents else keys
