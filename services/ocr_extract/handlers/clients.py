"""Clients: their own names and numbers, as directory announces them."""

from contracts.events.client import ClientConfigured
from libs.service_kit import Context
from services.ocr_extract import queries
from services.ocr_extract.service import Deps, service
from services.ocr_extract.tables import Client


@service.on(ClientConfigured)
async def remember_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Store the client's own name and numbers, which distinguish its sales from its purchases."""
    async with ctx.transaction() as tx:
        client = Client(
            client_id=event.client_id,
            name=event.name,
            vat_number=event.vat_number,
            ibans=list(event.ibans),
            configured_at=ctx.now,
            revision=event.revision,
        )
        await queries.keep_client(tx, client)
