"""Reading documents: in a worker process, with an announcement of progress and of the result."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from contracts.events.division import DivisionDecided
from contracts.events.document import DocumentReceived
from contracts.events.extraction import DocumentExtracted, DocumentReading, DocumentUnreadable
from contracts.fields import DocumentKind
from libs.reasons.reading import ReadingReason
from libs.service_kit import Context, Retry, TooEarly, Transaction
from services.ocr_extract import queries
from services.ocr_extract.domain.evidence import Explanation
from services.ocr_extract.domain.explanations import with_hint
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.kinds import settle_kind
from services.ocr_extract.outcome import Outcome, Unreadable
from services.ocr_extract.service import Deps, service
from services.ocr_extract.tables import Extraction
from services.ocr_extract.workers.pool import NotStarted

ROOM_FOR_MORE = 0.1
"""The share of a message that a reading leaves free: the release of the document carries it again, with more."""
PROGRESS_AFTER = 1.0
"""Seconds of reading after which `document.reading` is announced, for users who are waiting."""


async def client_identity(tx: Transaction, events: Sequence[DocumentReceived]) -> ClientIdentity | None:
    """The name and numbers of the client whose documents these are."""
    return await queries.identity_of(tx, events[0].client_id)


@service.on(DocumentReceived, load=client_identity, outside=True)
async def read_document(event: DocumentReceived, ctx: Context[Deps]) -> None:
    """Read the file in a worker process, then store and announce the result."""
    identity = known(ctx.board, event.client_id)
    data = await ctx.blobs.get(event.sha256)

    outcome = await read(event, data, identity, ctx)

    await record(event, outcome, ctx)


async def record(event: DocumentReceived | DivisionDecided, outcome: Outcome, ctx: Context[Deps]) -> None:
    """Store the files and the result, and announce what was read."""
    embedded = await _keep_file(outcome.embedded, event.sha256 if outcome.is_einvoice else None, ctx)
    pdf = await _keep_file(outcome.pdf, event.sha256 if outcome.is_pdf else None, ctx)

    result = _event(event, outcome, embedded, pdf, ctx)
    if not ctx.has_room_for(result, spare=ROOM_FOR_MORE):
        too_much = Unreadable(code=ReadingReason.LIMITS, params={"limit": "event"})
        result = _event(event, replace(outcome, result=too_much), embedded, pdf, ctx)
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
    """The explanations of the reading; when a user stated the kind, that is the explanation of the kind."""
    if isinstance(outcome.result, Unreadable) or isinstance(result, DocumentUnreadable):
        return ()
    return with_hint(outcome.result.explanations, result.kind, event.kind_hint)


async def identity_for(event: DocumentReceived | DivisionDecided, ctx: Context[Deps]) -> ClientIdentity:
    """The client's name and numbers. Raises TooEarly when its first document arrives before directory's event."""
    async with ctx.read() as tx:
        return known(await queries.identity_of(tx, event.client_id), event.client_id)


def known(identity: ClientIdentity | None, client_id: UUID) -> ClientIdentity:
    """The identity of a client. Raises TooEarly when its first document arrives before directory's event."""
    if identity is None:
        raise TooEarly(f"client {client_id} is not known here yet")
    return identity


async def read(
    event: DocumentReceived | DivisionDecided,
    data: bytes,
    identity: ClientIdentity,
    ctx: Context[Deps],
    *,
    as_one: bool = False,
) -> Outcome:
    begun = asyncio.Event()
    reading = asyncio.create_task(
        ctx.deps.readers.read(data, identity, owner=event.client_id, as_one=as_one, begun=begun)
    )
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
