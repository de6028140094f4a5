"""What ingest does when something happened."""

from contracts.events.client import ClientConfigured
from contracts.events.division import DocumentDivided
from contracts.events.document import Channel
from libs.service_kit import Context, Reject
from services.ingest import queries
from services.ingest.domain.file_name import part_name
from services.ingest.intake import Arrival, record
from services.ingest.service import Deps, service


@service.on(ClientConfigured)
async def keep_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Know which clients are still served."""
    async with ctx.transaction() as tx:
        await queries.keep_client(tx, event)


@service.on(DocumentDivided)
async def take_in_parts(event: DocumentDivided, ctx: Context[Deps]) -> None:
    """Each paper that was cut out of a picture becomes a document, in the name of whoever sent the picture; once."""
    files = {paper: await ctx.blobs.get(paper.sha256) for paper in event.papers}
    async with ctx.transaction() as tx:
        picture = await queries.first_arrival(tx, event.document_id)
        if picture is None:
            raise Reject(f"document {event.document_id} never came in, so it has no parts")
        known = await queries.parts_of(tx, event.document_id)
        for paper, content in files.items():
            if paper.number in known:
                continue
            arrival = Arrival(
                part_name(picture.filename, paper.number, len(files)),
                content,
                Channel(picture.channel),
                picture.received_by,
                part_of=event.document_id,
                part_number=paper.number,
            )
            await record(tx, arrival, event.client_id, paper.sha256, ctx.now)
