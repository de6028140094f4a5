"""Images of several documents: divided, or read as one document, as the user decided."""

from datetime import timedelta

from contracts.events.division import DivisionDecided, DivisionFailed, DivisionPart, DocumentDivided
from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentFields, DocumentKind, DocumentRegion
from contracts.reason import Reason
from libs.reasons import reason_of
from libs.reasons.reading import ReadingReason
from libs.reasons.storage import StorageReason
from libs.refusal import Refusal
from libs.service_kit import Context, Reject, Retry
from libs.service_kit.telemetry import log
from services.ocr_extract import queries
from services.ocr_extract.handlers.reading import identity_for, read, record
from services.ocr_extract.outcome import Cut, Extracted, Outcome, Unreadable
from services.ocr_extract.service import Deps, service
from services.ocr_extract.workers.pool import NotStarted


@service.on(DivisionDecided, outside=True)
async def divide_or_read_as_one(event: DivisionDecided, ctx: Context[Deps]) -> None:
    """Cut an image into its documents when the user decided to divide it; else read it again as one document.

    When that can never work, `document.division_failed` gives the reason, and the user is asked again.
    """
    async with ctx.read() as tx:
        row = await queries.extraction_of(tx, event.client_id, event.document_id)
    if row is None or row.pdf_sha256 is None or not isinstance(row.result, DocumentExtracted):
        raise Reject(f"document {event.document_id} was never read here, so it cannot be divided")
    try:
        if event.divide:
            await _divide(event, row.result.regions, row.pdf_sha256, ctx)
        else:
            await _read_as_one(event, row.pdf_sha256, ctx)
    except Refusal as refusal:
        await _publish_failure(event, reason_of(refusal), ctx)


async def _divide(event: DivisionDecided, regions: tuple[DocumentRegion, ...], pdf: str, ctx: Context[Deps]) -> None:
    if not regions:
        raise Refusal(ReadingReason.NOTHING_TO_DIVIDE)
    image = await _kept(pdf, ctx)
    try:
        cut = await ctx.deps.readers.cut(image, regions, owner=event.client_id)
    except NotStarted as error:
        raise Retry(str(error), after=timedelta(seconds=5)) from error
    if not isinstance(cut, Cut):
        raise cut.result.refusal() if isinstance(cut.result, Unreadable) else Refusal(ReadingReason.DAMAGED)
    files = [await ctx.blobs.put(image) for image in cut.images]
    async with ctx.transaction() as tx:
        tx.publish(
            DocumentDivided(
                client_id=event.client_id,
                document_id=event.document_id,
                parts=tuple(DivisionPart(number=number, sha256=file) for number, file in enumerate(files, start=1)),
                divided_at=ctx.now,
                decided_at=event.decided_at,
            )
        )


async def _read_as_one(event: DivisionDecided, pdf: str, ctx: Context[Deps]) -> None:
    data, shown = await _kept(event.sha256, ctx), await _kept(pdf, ctx)
    outcome = await read(event, data, await identity_for(event, ctx), ctx, as_one=True)
    await record(event, _still_a_document(outcome, shown), ctx)


async def _kept(sha256: str, ctx: Context[Deps]) -> bytes:
    try:
        return await ctx.blobs.get(sha256)
    except Reject as error:
        raise Refusal(StorageReason.FILE_MISSING) from error


async def _publish_failure(event: DivisionDecided, reason: Reason, ctx: Context[Deps]) -> None:
    """Announce that the decision failed. It is not a dead letter, because the user can decide again."""
    log.warning("document.not_divided", document=str(event.document_id), divide=event.divide, reason=reason.code)
    async with ctx.transaction() as tx:
        tx.publish(
            DivisionFailed(
                client_id=event.client_id,
                document_id=event.document_id,
                reason=reason,
                failed_at=ctx.now,
                decided_at=event.decided_at,
            )
        )


def _still_a_document(outcome: Outcome, shown: bytes) -> Outcome:
    """The outcome, or an empty document instead of a failure: the user called it a document and can type its fields."""
    if isinstance(outcome.result, Extracted):
        return outcome
    empty = Extracted(
        kind=DocumentKind.OTHER,
        kind_confidence=0.0,
        fields=DocumentFields(),
        pages=1,
        reader="none",
        warnings=(outcome.result.reason(),),
    )
    return Outcome(empty, pdf=shown)
