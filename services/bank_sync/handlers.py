"""What bank_sync does when something happened."""

from contracts.events.client import ClientConfigured
from libs.service_kit import Context
from services.bank_sync import queries
from services.bank_sync.service import Deps, service


@service.on(ClientConfigured)
async def keep_accounts(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Know which accounts are the company's own: money between them needs no document."""
    async with ctx.transaction() as tx:
        await queries.keep_client(tx, event)
