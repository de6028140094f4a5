"""Suggestions for open documents and transactions: ranked candidates, and whether one is a partial payment."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.reconcile.domain import suggestions
from services.reconcile.domain.combining import Combination, propose
from services.reconcile.domain.evidence import Comparison
from services.reconcile.domain.facts import BookingView, Question
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.board import Board
from services.reconcile.reconciliation.load import LoadedDocument, LoadedTransaction
from services.reconcile.rows import document_keys, transaction_keys


def document_to_compare(loaded: LoadedDocument) -> DocumentKeys:
    """The keys by which transactions for a document are found, with the amount that is still to be paid."""
    return _remaining_of_document(document_keys(loaded.row), loaded.facts.booking)


def transaction_to_compare(loaded: LoadedTransaction) -> TransactionKeys:
    """The keys by which documents for a transaction are found, with the amount that is still to be explained."""
    return _remaining_of_transaction(transaction_keys(loaded.row), loaded.facts.booking)


def suggest_for_document(board: Board, loaded: LoadedDocument) -> set[UUID]:
    """Add suggestions to a document; returns the transactions suggested."""
    keys = document_to_compare(loaded)
    found = [row for row in look.open_transactions_like(board, keys) if not row.is_combined]
    if not found:
        return set()
    never = frozenset(pair for pair in board.unlinked if pair[0] == keys.document_id)
    ranked = suggestions.for_document(keys, map(transaction_keys, found), never)
    question = _question(ranked, keys.document_id, loaded.facts.question)
    loaded.facts = replace(loaded.facts, question=question)
    return {c.transaction.transaction_id for c in ranked}


def suggest_for_transaction(board: Board, loaded: LoadedTransaction) -> set[UUID]:
    """Add suggestions to a transaction; returns the documents suggested."""
    keys = transaction_to_compare(loaded)
    found = [row for row in look.open_documents_like(board, keys) if not row.is_combined]
    if not found:
        return set()
    never = frozenset(pair for pair in board.unlinked if pair[1] == keys.transaction_id)
    candidates = [k for k in map(document_keys, found) if (k.document_id, keys.transaction_id) not in never]
    ranked = suggestions.for_transaction(keys, candidates)
    question = _question(ranked, keys.transaction_id, loaded.facts.question, propose(keys, candidates))
    loaded.facts = replace(loaded.facts, question=question)
    return {c.document.document_id for c in ranked}


def _question(
    ranked: Iterable[Comparison], about: UUID, so_far: Question, combinations: Iterable[Combination] = ()
) -> Question:
    ranked = list(ranked)
    return Question(
        suggestions=suggestions.as_suggestions(ranked, combinations, about=about),
        tie=so_far.tie,
        difference=suggestions.difference_asked(ranked),
    )


def _remaining_of_document(keys: DocumentKeys, booking: BookingView) -> DocumentKeys:
    """The keys with the amount that is still unpaid when a user linked a partial payment."""
    return replace(keys, cents=booking.unpaid_cents) if booking.unpaid_cents else keys


def _remaining_of_transaction(keys: TransactionKeys, booking: BookingView) -> TransactionKeys:
    """The keys with the amount that is still unexplained when a user linked a document."""
    return replace(keys, cents=booking.unexplained_cents) if booking.unexplained_cents else keys
