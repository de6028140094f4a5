"""What ingest does when something happened."""

from contracts.events.client import ClientConfigured
from libs.service_kit import Context
from services.ingest import queries
from services.ingest.service import Deps, service


@service.on(ClientConfigured)
async def keep_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Know which clients are still served."""
    async with ctx.transaction() as tx:
        await queries.keep_client(tx, event)
