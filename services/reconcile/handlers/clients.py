"""Settings of client companies."""

from contracts.events.client import ClientConfigured
from libs.service_kit import Context
from services.reconcile.handlers.due import reconcile_due
from services.reconcile.queries import clients
from services.reconcile.service import Deps, service


@service.on(ClientConfigured)
async def keep_settings(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Store the newest settings; when they changed, reconcile all items of the client again."""
    async with ctx.transaction() as tx:
        if await clients.keep_settings(tx, event, ctx.now):
            await clients.reconcile_everything_again(tx, event.client_id)
            tx.wake(reconcile_due)
