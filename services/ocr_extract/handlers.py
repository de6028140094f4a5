"""What ocr_extract does when something happened."""

from datetime import timedelta

from contracts.events.client import ClientConfigured
from contracts.events.document import DocumentReceived
from contracts.events.extraction import DocumentExtracted, DocumentUnreadable
from contracts.fields import DocumentKind
from libs.service_kit import Context, Retry, TooEarly
from services.ocr_extract import queries
from services.ocr_extract.domain.identity import ClientIdentity
from services.ocr_extract.domain.kinds import settle_kind
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.service import Deps, service
from services.ocr_extract.worker import NotStarted


@service.on(ClientConfigured)
async def remember_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Keep the client's own name and numbers: they tell its sales from its purchases."""
    async with ctx.transaction() as tx:
        await queries.keep_client(
            tx,
            client_id=event.client_id,
            name=event.name,
            vat_number=event.vat_number,
            ibans=list(event.ibans),
            configured_at=ctx.now,
        )


@service.on(DocumentReceived)
async def read_document(event: DocumentReceived, ctx: Context[Deps]) -> None:
    """Read the file in a process of its own, then write down and tell what it says."""
    identity = await _identity(event, ctx)
    data = await ctx.blobs.get(event.sha256)

    outcome = await _read(data, identity, ctx)
    embedded = await _keep_file(outcome.embedded, event.sha256 if outcome.is_einvoice else None, ctx)
    pdf = await _keep_file(outcome.pdf, event.sha256 if outcome.is_pdf else None, ctx)

    said = _event(event, outcome, embedded, pdf, ctx)
    result = outcome.result
    async with ctx.transaction() as tx:
        await queries.keep_extraction(
            tx,
            document_id=event.document_id,
            client_id=event.client_id,
            sha256=event.sha256,
            state="unreadable" if isinstance(result, Unreadable) else "read",
            kind=said.kind.value if isinstance(said, DocumentExtracted) else None,
            reader=result.reader if isinstance(result, Extracted) else None,
            result=said.model_dump(mode="json"),
            embedded_sha256=embedded,
            pdf_sha256=pdf,
            extracted_at=ctx.now,
        )
        tx.publish(said)


async def _identity(event: DocumentReceived, ctx: Context[Deps]) -> ClientIdentity:
    """Directory's snapshot may travel more slowly than the client's first document."""
    async with ctx.read() as tx:
        identity = await queries.identity_of(tx, event.client_id)
    if identity is None:
        raise TooEarly(f"client {event.client_id} is not known here yet")
    return identity


async def _read(data: bytes, identity: ClientIdentity, ctx: Context[Deps]) -> Outcome:
    try:
        return await ctx.deps.readers.read(data, identity)
    except NotStarted as error:
        raise Retry(str(error), after=timedelta(seconds=5)) from error


async def _keep_file(inside: bytes | None, itself: str | None, ctx: Context[Deps]) -> str | None:
    """The hash of a file found inside, after keeping it; or of the document itself when it is that file."""
    return await ctx.blobs.put(inside) if inside else itself


def _event(
    event: DocumentReceived, outcome: Outcome, embedded: str | None, pdf: str | None, ctx: Context[Deps]
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
    )
