"""The event handlers of ingest."""

from contracts.events.client import ClientConfigured
from contracts.events.division import DivisionFailed, DocumentDivided
from contracts.events.document import Channel
from contracts.reason import Reason
from libs.reasons.storage import StorageReason
from libs.service_kit import Context, Reject
from libs.service_kit.telemetry import log
from services.ingest import queries
from services.ingest.domain.file_name import part_name
from services.ingest.intake import Arrival, record
from services.ingest.service import Deps, service


@service.on(ClientConfigured)
async def keep_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Record which clients are active."""
    async with ctx.transaction() as tx:
        await queries.keep_client(tx, event)


@service.on(DocumentDivided, outside=True)
async def take_in_parts(event: DocumentDivided, ctx: Context[Deps]) -> None:
    """Make a document of each part that was cut out of a photo, once, as sent by the user who sent the photo.

    All of them or none: when the file of a part is gone, the division is reported as failed.
    """
    async with ctx.read() as tx:
        photo = await queries.first_arrival(tx, event.client_id, event.document_id)
        known = await queries.parts_of(tx, event.client_id, event.document_id)
    if photo is None:
        raise Reject(f"document {event.document_id} never came in, so it has no parts")
    try:
        new = {part: await ctx.blobs.get(part.sha256) for part in event.parts if part.number not in known}
    except Reject as error:
        await _report_failure(event, str(error), ctx)
        return
    async with ctx.transaction() as tx:
        for part, content in new.items():
            arrival = Arrival(
                part_name(photo.filename, part.number, len(event.parts)),
                content,
                Channel(photo.channel),
                photo.received_by,
                part_of=event.document_id,
                part_number=part.number,
            )
            await record(tx, arrival, event.client_id, part.sha256, ctx.now)


async def _report_failure(event: DocumentDivided, why: str, ctx: Context[Deps]) -> None:
    log.warning("division.parts_missing", document=str(event.document_id), reason=why)
    async with ctx.transaction() as tx:
        tx.publish(
            DivisionFailed(
                client_id=event.client_id,
                document_id=event.document_id,
                reason=Reason(code=StorageReason.FILE_MISSING),
                failed_at=ctx.now,
                decided_at=event.decided_at,
            )
        )
