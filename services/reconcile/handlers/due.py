"""What is due: to be judged again after new settings, to leave now, or to come back to the task list."""

from uuid import UUID

from libs.service_kit import Context
from services.reconcile.queries import documents, tasks, transactions
from services.reconcile.reconciliation import begin, give_up, judge
from services.reconcile.service import Deps, service


@service.every(seconds=30)
async def judge_due(ctx: Context[Deps]) -> bool:
    """Judge what is due, client by client, in rounds that hold a client's lock only briefly. True: there is more."""
    async with ctx.read(all_tenants=True) as tx:
        clients = await tasks.clients_due(tx, ctx.now)
    done = [await _judge_client(ctx.for_client(client_id), client_id) for client_id in clients]
    return any(done)


async def _judge_client(ctx: Context[Deps], client_id: UUID) -> bool:
    limit = ctx.deps.judged_at_once
    async with ctx.transaction() as tx:
        papers = set(await documents.documents_due(tx, client_id, ctx.now, limit))
        moved = set(await transactions.movements_due(tx, client_id, limit))
        woken = await tasks.subjects_due(tx, client_id, ctx.now, limit)
        asked_about = {about.document_id for about in woken if about.document_id}
        papers |= asked_about
        moved |= {about.transaction_id for about in woken if about.transaction_id}
        judging = await begin(tx, client_id, ctx.now)
        await give_up(judging, asked_about)
        await judge(judging, papers, moved)
    return len(papers) >= limit or len(moved) >= limit
