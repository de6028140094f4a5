"""What the matcher would ask about an open document or movement: ranked candidates, and whether one is a part."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.reconcile.domain import suggestions
from services.reconcile.domain.evidence import Comparison
from services.reconcile.domain.facts import BookingView, Question
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.queries import bookings, candidates
from services.reconcile.reconciliation.load import Move, Paper
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import document_keys, transaction_keys


async def ask_about_document(judging: Judging, paper: Paper) -> set[UUID]:
    """Fill in the question about a document; answers the movements that are candidates for it."""
    keys = _remaining_of_document(document_keys(paper.row), paper.facts.booking)
    found = await candidates.open_movements_like(judging.tx, judging.client_id, keys)
    if not found:
        return set()
    never = await bookings.apart(judging.tx, judging.client_id, {keys.document_id})
    ranked = suggestions.for_document(keys, [transaction_keys(row) for row in found], never)
    question = _question(ranked, keys.document_id, paper.facts.question)
    paper.facts = replace(paper.facts, question=question)
    return {c.transaction.transaction_id for c in ranked}


async def ask_about_transaction(judging: Judging, move: Move) -> set[UUID]:
    """Fill in the question about a movement; answers the documents that are candidates for it."""
    keys = _remaining_of_transaction(transaction_keys(move.row), move.facts.booking)
    found = await candidates.open_documents_like(judging.tx, judging.client_id, keys)
    if not found:
        return set()
    never = await bookings.apart_from(judging.tx, judging.client_id, keys.transaction_id)
    ranked = suggestions.for_transaction(keys, [document_keys(row) for row in found], never)
    question = _question(ranked, keys.transaction_id, move.facts.question)
    move.facts = replace(move.facts, question=question)
    return {c.document.document_id for c in ranked}


def _question(ranked: Iterable[Comparison], about: UUID, so_far: Question) -> Question:
    ranked = list(ranked)
    return Question(
        suggestions=suggestions.as_suggestions(ranked, about=about),
        tie=so_far.tie,
        partial_cents=next((c.transaction.cents for c in ranked if suggestions.is_partial(c)), None),
    )


def _remaining_of_document(keys: DocumentKeys, booking: BookingView) -> DocumentKeys:
    """What is still to be paid when a person linked a part of it."""
    return replace(keys, cents=booking.unpaid_cents) if booking.unpaid_cents else keys


def _remaining_of_transaction(keys: TransactionKeys, booking: BookingView) -> TransactionKeys:
    """What of the money is still unexplained when a person linked a document to it."""
    return replace(keys, cents=booking.unexplained_cents) if booking.unexplained_cents else keys
