"""The background job: items marked for another round, holds that are over, parked tasks that are due."""

from uuid import UUID

from libs.service_kit import Context
from services.reconcile.queries import documents, tasks, transactions
from services.reconcile.reconciliation import begin_round, expire_divisions, reconcile
from services.reconcile.service import Deps, service


@service.every(seconds=30)
async def reconcile_due(ctx: Context[Deps]) -> bool:
    """Reconcile what is due, client by client, in rounds that hold a client's lock only briefly.

    Returns whether there is more to do."""
    async with ctx.read(all_tenants=True) as tx:
        clients = await tasks.clients_due(tx, ctx.now)
    done = [await _reconcile_client(ctx.for_client(client_id), client_id) for client_id in clients]
    return any(done)


async def _reconcile_client(ctx: Context[Deps], client_id: UUID) -> bool:
    limit = ctx.deps.round_size
    async with ctx.transaction() as tx:
        document_ids = set(await documents.documents_due(tx, client_id, ctx.now, limit))
        transaction_ids = set(await transactions.transactions_due(tx, client_id, limit))
        woken = await tasks.subjects_due(tx, client_id, ctx.now, limit)
        asked_about = {about.document_id for about in woken if about.document_id}
        document_ids |= asked_about
        transaction_ids |= {about.transaction_id for about in woken if about.transaction_id}
        round_ = await begin_round(tx, client_id, ctx.now, document_ids | transaction_ids)
        expire_divisions(round_, asked_about)
        await reconcile(round_, document_ids, transaction_ids)
    return len(document_ids) >= limit or len(transaction_ids) >= limit
