"""One reconciliation round: link what is certain, ask about what is not, release what may leave.

Whatever happens to a client, an event or a user's command, first records its facts and then calls `reconcile` with
the documents and transactions that it changed. `reconcile` computes what follows from all facts there are, so the
order of events and their repetition make no difference.
"""

from collections.abc import Iterable
from uuid import UUID

from services.reconcile.queries.board import Names
from services.reconcile.queries.candidates import Wanted
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.board import Board, Named
from services.reconcile.reconciliation.bookings import change_links, open_booking
from services.reconcile.reconciliation.combine import combine
from services.reconcile.reconciliation.derive import Changes, find_duplicates, update_derived, wanted_by
from services.reconcile.reconciliation.division import expire_divisions, fail_division, receive_part
from services.reconcile.reconciliation.load import LoadedDocument, LoadedTransaction, load_items
from services.reconcile.reconciliation.match import Rematched, affected, mark_ambiguous, rematch
from services.reconcile.reconciliation.record import record_document, record_transaction
from services.reconcile.reconciliation.round import Round, begin_round
from services.reconcile.reconciliation.suggest import (
    document_to_compare,
    suggest_for_document,
    suggest_for_transaction,
    transaction_to_compare,
)

__all__ = [
    "Named",
    "Names",
    "Round",
    "begin_round",
    "change_links",
    "expire_divisions",
    "fail_division",
    "open_booking",
    "receive_part",
    "reconcile",
]


async def reconcile(round_: Round, document_ids: Iterable[UUID] = (), transaction_ids: Iterable[UUID] = ()) -> None:
    """Reconcile the documents and transactions that changed, and everything that their changes affect.

    The judgement is made on the board, in memory; between its steps the board is loaded with what the next one needs,
    and what came of it is written at the end.
    """
    board, changed_ids = round_.board, {*document_ids, *transaction_ids}
    await round_.load(changed_ids)
    rematched = await _rematched(round_, changes := update_derived(round_, changed_ids))

    combined_ids = await combine(round_, changed_ids | rematched.linked_ids)
    touched_ids = changed_ids | changes.duplicate_ids | rematched.linked_ids | rematched.reviewed_ids | combined_ids
    await round_.load(touched_ids)
    mark_ambiguous(board, rematched)
    loaded = load_items(round_, touched_ids)
    changed_ids |= _keep_openness(board, *loaded)
    await _load_candidates(round_, *loaded, changed_ids)
    affected_ids = _record(round_, *loaded, changed_ids) - touched_ids

    await round_.load(affected_ids)
    loaded = load_items(round_, affected_ids)
    await _load_candidates(round_, *loaded, set())
    _record(round_, *loaded, set())
    await round_.write()


async def _rematched(round_: Round, changes: Changes) -> Rematched:
    """Find duplicates, and match anew what the changes affect."""
    await round_.load_candidates(wanted_by(round_, changes))
    find_duplicates(round_, changes)
    await round_.load(changes.duplicate_ids)
    for row in look.documents(round_.board, changes.duplicate_ids):
        changes.of_document(row)
    if not changes.amounts:
        return Rematched()
    await round_.load_candidates(Wanted(cents=set(changes.amounts)))
    near = affected(round_.board, changes)
    await round_.load_bookings(near)
    return rematch(round_, changes, near)


def _keep_openness(
    board: Board, documents: Iterable[LoadedDocument], transactions: Iterable[LoadedTransaction]
) -> set[UUID]:
    """Keep in a column which items are open, so that an index finds candidates; returns those that opened or closed."""
    changed_ids: set[UUID] = set()
    for document in documents:
        name, is_open = document.facts.document_id, document.facts.is_open
        is_combined = document.facts.booking.is_combination
        if (is_open, is_combined) != (document.row.is_open, document.row.is_combined):
            document.row = board.change_document(name, is_open=is_open, is_combined=is_combined)
            changed_ids.add(name)
    for transaction in transactions:
        name, is_open = transaction.facts.transaction_id, transaction.facts.is_open
        is_combined = transaction.facts.booking.is_combination
        if (is_open, is_combined) != (transaction.row.is_open, transaction.row.is_combined):
            board.change_transaction(name, is_open=is_open, is_combined=is_combined)
            changed_ids.add(name)
    return changed_ids


async def _load_candidates(
    round_: Round,
    documents: Iterable[LoadedDocument],
    transactions: Iterable[LoadedTransaction],
    changed_ids: set[UUID],
) -> None:
    """Load what may be suggested. The candidates of items that changed are looked at too, with all about them."""
    await round_.load_open_like(
        [document_to_compare(d) for d in documents if _needs_candidates(d, changed_ids)],
        [transaction_to_compare(t) for t in transactions if _needs_candidates(t, changed_ids)],
        around=bool(changed_ids),
    )


def _needs_candidates(loaded: LoadedDocument | LoadedTransaction, changed_ids: set[UUID]) -> bool:
    if isinstance(loaded, LoadedDocument):
        is_changed = loaded.facts.document_id in changed_ids
        return loaded.row.kind is not None and (is_changed or loaded.facts.is_open)
    return loaded.facts.transaction_id in changed_ids or loaded.facts.is_open


def _record(
    round_: Round,
    documents: Iterable[LoadedDocument],
    transactions: Iterable[LoadedTransaction],
    changed_ids: set[UUID],
) -> set[UUID]:
    """Record the status of these items; returns the candidates of those that changed."""
    affected_ids: set[UUID] = set()
    for document in documents:
        if _needs_candidates(document, changed_ids):
            candidates = suggest_for_document(round_.board, document)
            affected_ids |= candidates if document.facts.document_id in changed_ids else set()
        record_document(round_, document)
    for transaction in transactions:
        if _needs_candidates(transaction, changed_ids):
            candidates = suggest_for_transaction(round_.board, transaction)
            affected_ids |= candidates if transaction.facts.transaction_id in changed_ids else set()
        record_transaction(round_, transaction)
    return affected_ids
