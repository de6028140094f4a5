"""The handlers of ocr_extract: remember clients, read documents, divide images of several documents."""

import asyncio
from datetime import timedelta

from contracts.events.client import ClientConfigured
from contracts.events.division import DivisionDecided, DivisionFailed, DivisionPart, DocumentDivided
from contracts.events.document import DocumentReceived
from contracts.events.extraction import DocumentExtracted, DocumentReading, DocumentUnreadable
from contracts.fields import DocumentFields, DocumentKind, DocumentRegion, Reason
from libs.reasons.reading import ReadingReason
from libs.reasons.storage import StorageReason
from libs.service_kit import Context, Reject, Retry, TooEarly
from libs.service_kit.telemetry import log
from services.ocr_extract import queries
from services.ocr_extract.domain.evidence import Explanation
from services.ocr_extract.domain.explanations import with_hint
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.kinds import settle_kind
from services.ocr_extract.outcome import Cut, Extracted, Outcome, Unreadable
from services.ocr_extract.service import Deps, service
from services.ocr_extract.tables import Client, Extraction
from services.ocr_extract.workers.pool import NotStarted

PROGRESS_AFTER = 1.0
"""Seconds of reading after which `document.reading` is announced, for users who are waiting."""


@service.on(ClientConfigured)
async def remember_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Store the client's own name and numbers, by which its sales and purchases are told apart."""
    async with ctx.transaction() as tx:
        client = Client(
            client_id=event.client_id,
            name=event.name,
            vat_number=event.vat_number,
            ibans=list(event.ibans),
            configured_at=ctx.now,
        )
        await queries.keep_client(tx, client)


@service.on(DocumentReceived)
async def read_document(event: DocumentReceived, ctx: Context[Deps]) -> None:
    """Read the file in a worker process, then store and announce the result."""
    identity = await _identity(event, ctx)
    data = await ctx.blobs.get(event.sha256)

    outcome = await _read(event, data, identity, ctx)

    await _record(event, outcome, ctx)


@service.on(DivisionDecided)
async def divide_or_read_as_one(event: DivisionDecided, ctx: Context[Deps]) -> None:
    """Cut an image into its documents when the user decided to divide it; else read it again as one document.

    When that can never work, `document.division_failed` gives the reason, and the user is asked again.
    """
    async with ctx.read() as tx:
        row = await queries.extraction_of(tx, event.document_id)
    if row is None or row.pdf_sha256 is None or not isinstance(row.result, DocumentExtracted):
        raise Reject(f"document {event.document_id} was never read here, so it cannot be divided")
    try:
        if event.divide:
            await _divide(event, row.result.regions, row.pdf_sha256, ctx)
        else:
            await _read_as_one(event, row.pdf_sha256, ctx)
    except CannotBeDone as why:
        await _publish_failure(event, why.reason, ctx)


class CannotBeDone(Exception):
    """Raised when the user's decision cannot be carried out, however often it is tried."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


async def _divide(event: DivisionDecided, regions: tuple[DocumentRegion, ...], pdf: str, ctx: Context[Deps]) -> None:
    if not regions:
        raise CannotBeDone(Reason(code=ReadingReason.NOTHING_TO_DIVIDE))
    image = await _kept(pdf, ctx)
    try:
        cut = await ctx.deps.readers.cut(image, regions)
    except NotStarted as error:
        raise Retry(str(error), after=timedelta(seconds=5)) from error
    if not isinstance(cut, Cut):
        raise CannotBeDone(
            cut.result.reason() if isinstance(cut.result, Unreadable) else Reason(code=ReadingReason.DAMAGED)
        )
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
    outcome = await _read(event, data, await _identity(event, ctx), ctx, as_one=True)
    await _record(event, _still_a_document(outcome, shown), ctx)


async def _kept(sha256: str, ctx: Context[Deps]) -> bytes:
    try:
        return await ctx.blobs.get(sha256)
    except Reject as error:
        raise CannotBeDone(Reason(code=StorageReason.FILE_MISSING)) from error


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


async def _record(event: DocumentReceived | DivisionDecided, outcome: Outcome, ctx: Context[Deps]) -> None:
    """Store the files and the result, and announce what was read."""
    embedded = await _keep_file(outcome.embedded, event.sha256 if outcome.is_einvoice else None, ctx)
    pdf = await _keep_file(outcome.pdf, event.sha256 if outcome.is_pdf else None, ctx)

    result = _event(event, outcome, embedded, pdf, ctx)
    extraction = Extraction(
        document_id=event.document_id,
        client_id=event.client_id,
        sha256=event.sha256,
        state="unreadable" if isinstance(result, DocumentUnreadable) else "read",
        kind=result.kind.value if isinstance(result, DocumentExtracted) else None,
        reader=result.reader if isinstance(result, DocumentExtracted) else None,
        result=result,
        explanations=_explanations(event, outcome, result),
        embedded_sha256=embedded,
        pdf_sha256=pdf,
        extracted_at=ctx.now,
    )
    async with ctx.transaction() as tx:
        await queries.keep_extraction(tx, extraction)
        tx.publish(result)


def _explanations(
    event: DocumentReceived | DivisionDecided, outcome: Outcome, result: DocumentExtracted | DocumentUnreadable
) -> tuple[Explanation, ...]:
    """Why the document was read so; for a document of a kind that a user stated, that they did."""
    if isinstance(outcome.result, Unreadable) or isinstance(result, DocumentUnreadable):
        return ()
    return with_hint(outcome.result.explanations, result.kind, event.kind_hint)


async def _identity(event: DocumentReceived | DivisionDecided, ctx: Context[Deps]) -> ClientIdentity:
    """The client's name and numbers. Raises TooEarly when its first document arrives before directory's event."""
    async with ctx.read() as tx:
        identity = await queries.identity_of(tx, event.client_id)
    if identity is None:
        raise TooEarly(f"client {event.client_id} is not known here yet")
    return identity


async def _read(
    event: DocumentReceived | DivisionDecided,
    data: bytes,
    identity: ClientIdentity,
    ctx: Context[Deps],
    *,
    as_one: bool = False,
) -> Outcome:
    begun = asyncio.Event()
    reading = asyncio.create_task(ctx.deps.readers.read(data, identity, as_one=as_one, begun=begun))
    waiting = asyncio.create_task(_wait_for_progress(begun))
    try:
        await asyncio.wait({reading, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():
            await _publish_progress(event, ctx)
        return await reading
    except NotStarted as error:
        raise Retry(str(error), after=timedelta(seconds=5)) from error
    finally:
        reading.cancel()
        waiting.cancel()


async def _wait_for_progress(begun: asyncio.Event) -> None:
    await begun.wait()
    await asyncio.sleep(PROGRESS_AFTER)


async def _publish_progress(event: DocumentReceived | DivisionDecided, ctx: Context[Deps]) -> None:
    """Announce that a document is being read, for a user who is waiting; most are read before that."""
    async with ctx.separate_transaction() as tx:
        tx.publish(
            DocumentReading(
                client_id=event.client_id, document_id=event.document_id, sha256=event.sha256, begun_at=ctx.now
            )
        )


async def _keep_file(inside: bytes | None, itself: str | None, ctx: Context[Deps]) -> str | None:
    """Store a file found inside and return its hash; `itself` is the document's own hash when it is that file."""
    return await ctx.blobs.put(inside) if inside else itself


def _event(
    event: DocumentReceived | DivisionDecided,
    outcome: Outcome,
    embedded: str | None,
    pdf: str | None,
    ctx: Context[Deps],
) -> DocumentExtracted | DocumentUnreadable:
    result = outcome.result
    if isinstance(result, Unreadable):
        return DocumentUnreadable(
            client_id=event.client_id,
            document_id=event.document_id,
            sha256=event.sha256,
            reason=result.reason(),
            extracted_at=ctx.now,
        )
    kind, confidence = settle_kind(result.kind, result.kind_confidence, event.kind_hint)
    return DocumentExtracted(
        client_id=event.client_id,
        document_id=event.document_id,
        sha256=event.sha256,
        kind=kind,
        kind_confidence=confidence,
        language=result.language,
        fields=result.fields,
        pages=result.pages,
        embedded_sha256=embedded,
        pdf_sha256=pdf,
        reader=result.reader,
        extracted_at=ctx.now,
        warnings=result.warnings,
        card_statement=result.card_statement if kind is DocumentKind.CARD_STATEMENT else None,
        regions=result.regions,
    )
