"""What ingest does when something happened."""

from contracts.events.client import ClientConfigured
from contracts.events.division import DivisionFailed, DocumentDivided
from contracts.events.document import Channel
from contracts.fields import Reason
from libs.service_kit import Context, Reject
from libs.service_kit.telemetry import log
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
    """Each paper that was cut out of a picture becomes a document, in the name of whoever sent the picture; once.

    All of them or none: with a paper's file gone, the person who had the picture divided hears that it did not work.
    """
    async with ctx.read() as tx:
        picture = await queries.first_arrival(tx, event.document_id)
        known = await queries.parts_of(tx, event.document_id)
    if picture is None:
        raise Reject(f"document {event.document_id} never came in, so it has no parts")
    try:
        new = {paper: await ctx.blobs.get(paper.sha256) for paper in event.parts if paper.number not in known}
    except Reject as error:
        await _tell_that_it_failed(event, str(error), ctx)
        return
    async with ctx.transaction() as tx:
        for paper, content in new.items():
            arrival = Arrival(
                part_name(picture.filename, paper.number, len(event.parts)),
                content,
                Channel(picture.channel),
                picture.received_by,
                part_of=event.document_id,
                part_number=paper.number,
            )
            await record(tx, arrival, event.client_id, paper.sha256, ctx.now)


async def _tell_that_it_failed(event: DocumentDivided, why: str, ctx: Context[Deps]) -> None:
    log.warning("picture.parts_missing", document=str(event.document_id), reason=why)
    async with ctx.transaction() as tx:
        tx.publish(
            DivisionFailed(
                client_id=event.client_id,
                document_id=event.document_id,
                reason=Reason(code="file_missing"),
                failed_at=ctx.now,
                decided_at=event.decided_at,
            )
        )
