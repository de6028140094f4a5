"""A client company and how it wants to be served."""

from contracts.events.client import ClientConfigured
from libs.service_kit import Context
from services.reconcile.handlers.due import judge_due
from services.reconcile.queries import clients
from services.reconcile.service import Deps, service


@service.on(ClientConfigured)
async def keep_settings(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Keep the newest settings; when anything changed, everything that is open is judged again by them."""
    async with ctx.transaction() as tx:
        if await clients.keep_settings(tx, event, ctx.now):
            await clients.judge_everything_again(tx, event.client_id)
            tx.wake(judge_due)
