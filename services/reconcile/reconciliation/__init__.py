"""One reconciliation round: link what is certain, ask about what is not, release what may leave.

Whatever happens to a client, an event or a user's command, first records its facts and then calls `reconcile` with
the documents and transactions that it changed. `reconcile` computes what follows from all facts there are, so the
order of events and their repetition make no difference.
"""

from collections.abc import Iterable
from uuid import UUID

from services.reconcile.queries import documents, transactions
from services.reconcile.reconciliation.bookings import change_links, open_booking
from services.reconcile.reconciliation.derive import update_derived
from services.reconcile.reconciliation.division import expire_divisions, fail_division, receive_part
from services.reconcile.reconciliation.load import LoadedDocument, LoadedTransaction, load_items
from services.reconcile.reconciliation.match import rematch
from services.reconcile.reconciliation.record import record_document, record_transaction
from services.reconcile.reconciliation.round import Round, begin_round
from services.reconcile.reconciliation.suggest import suggest_for_document, suggest_for_transaction

__all__ = [
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
    """Reconcile the documents and transactions that changed, and everything that their changes affect."""
    changed_ids = {*document_ids, *transaction_ids}
    changes = await update_derived(round_, changed_ids)
    rematched_ids = await rematch(round_, changes)
    touched_ids = changed_ids | changes.duplicate_ids | rematched_ids
    loaded = await load_items(round_, touched_ids)
    changed_ids |= await _keep_openness(round_, *loaded)
    affected_ids = await _record(round_, *loaded, changed_ids)
    await _record(round_, *await load_items(round_, affected_ids - touched_ids), set())


async def _keep_openness(
    round_: Round, loaded_documents: Iterable[LoadedDocument], loaded_transactions: Iterable[LoadedTransaction]
) -> set[UUID]:
    """Keep in a column which items are open, so that an index finds candidates; returns those that opened or closed."""
    changed_ids: set[UUID] = set()
    for document in loaded_documents:
        name, is_open = document.facts.document_id, document.facts.is_open
        if is_open != document.row.is_open:
            await documents.change_document(round_.tx, round_.client_id, name, is_open=is_open)
            changed_ids.add(name)
    for transaction in loaded_transactions:
        name, is_open = transaction.facts.transaction_id, transaction.facts.is_open
        if is_open != transaction.row.is_open:
            await transactions.change_transaction(round_.tx, round_.client_id, name, is_open=is_open)
            changed_ids.add(name)
    return changed_ids


async def _record(
    round_: Round,
    loaded_documents: Iterable[LoadedDocument],
    loaded_transactions: Iterable[LoadedTransaction],
    changed_ids: set[UUID],
) -> set[UUID]:
    """Record the status of these items; returns the candidates of those that changed."""
    affected_ids: set[UUID] = set()
    for document in loaded_documents:
        is_changed = document.facts.document_id in changed_ids
        if document.row.kind is not None and (is_changed or document.facts.is_open):
            candidates = await suggest_for_document(round_, document)
            affected_ids |= candidates if is_changed else set()
        await record_document(round_, document)
    for transaction in loaded_transactions:
        is_changed = transaction.facts.transaction_id in changed_ids
        if is_changed or transaction.facts.is_open:
            candidates = await suggest_for_transaction(round_, transaction)
            affected_ids |= candidates if is_changed else set()
        await record_transaction(round_, transaction)
    return affected_ids
