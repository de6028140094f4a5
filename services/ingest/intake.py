"""Take one file in, whatever the channel: check it, store its bytes, announce it once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.events.document import Channel, DocumentReceived, DocumentRefused, DocumentSeenAgain
from contracts.fields import DocumentKind
from contracts.ids import uuid7
from libs.files import accepted_words, name_of, sniff
from libs.outside_text import shown_name
from libs.reasons import reason_of
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from services.ingest import queries
from services.ingest.service import Deps
from services.ingest.tables import Provenance, ReceivedFile
from services.ingest.texts import Code


@dataclass(frozen=True)
class Arrival:
    """A file that came in. `part_of` is the photo that it was cut out of, if it was."""

    filename: str
    content: bytes
    channel: Channel
    received_by: UUID | None = None
    kind_hint: DocumentKind | None = None
    comment: str | None = None
    part_of: UUID | None = None
    part_number: int | None = None


@dataclass(frozen=True)
class Outcome:
    """The result. `document_id` is the document that has these bytes, or identifies the refused attempt."""

    status: Literal["received", "duplicate", "refused"]
    document_id: UUID
    filename: str
    refusal: Refusal | None = None


def check(content: bytes, limits: Deps) -> None:
    """Raises Refusal for a file that is not accepted, by its size and first bytes."""
    if not content:
        raise Refusal(Code.FILE_EMPTY)
    if len(content) > limits.file_bytes:
        limit = f"{limits.file_bytes / 1024 / 1024:g}"
        raise Refusal(Code.FILE_TOO_LARGE, limit=limit, size=f"{len(content) / 1024 / 1024:.1f}")
    if not sniff(content).is_accepted:
        raise Refusal(Code.FORMAT_NOT_ACCEPTED, found=name_of(content), accepted=accepted_words())


async def take_in(arrival: Arrival, ctx: Context[Deps], client_id: UUID) -> Outcome:
    """Store a file and announce it, or refuse it with the reason."""
    name = shown_name(arrival.filename)
    try:
        check(arrival.content, ctx.deps)
    except Refusal as refusal:
        return await _refuse(arrival, ctx, client_id, name, refusal)
    sha256 = await ctx.blobs.put(arrival.content)
    async with ctx.transaction() as tx:
        return await record(tx, arrival, client_id, sha256, ctx.now)


async def record(tx: Transaction, arrival: Arrival, client_id: UUID, sha256: str, now: datetime) -> Outcome:
    """Record a file whose bytes are stored, and publish it. Known bytes are the document that already has them."""
    name = shown_name(arrival.filename)
    document_id = await queries.document_with(tx, client_id, sha256)
    again = document_id is not None
    document_id = document_id or uuid7()
    event = _event(arrival, client_id, document_id, sha256, name, now, again=again)
    if isinstance(event, DocumentReceived):
        file = ReceivedFile(
            document_id=document_id,
            client_id=client_id,
            sha256=sha256,
            media_type=event.media_type,
            size=event.size,
            filename=name,
            received_at=now,
        )
        await queries.add(tx, file)
    provenance = Provenance(
        provenance_id=uuid7(),
        client_id=client_id,
        document_id=document_id,
        channel=arrival.channel,
        filename=name,
        received_at=now,
        received_by=arrival.received_by,
        part_of=arrival.part_of,
        part_number=arrival.part_number,
    )
    await queries.add(tx, provenance)
    tx.publish(event)
    return Outcome("duplicate" if again else "received", document_id, name)


def _event(
    arrival: Arrival, client_id: UUID, document_id: UUID, sha256: str, name: str, now: datetime, *, again: bool
) -> DocumentReceived | DocumentSeenAgain:
    if again:
        return DocumentSeenAgain(
            client_id=client_id,
            document_id=document_id,
            sha256=sha256,
            filename=name,
            channel=arrival.channel,
            received_at=now,
            received_by=arrival.received_by,
            part_of=arrival.part_of,
            part_number=arrival.part_number,
        )
    return DocumentReceived(
        client_id=client_id,
        document_id=document_id,
        sha256=sha256,
        media_type=sniff(arrival.content).media_type,
        size=len(arrival.content),
        filename=name,
        channel=arrival.channel,
        received_at=now,
        received_by=arrival.received_by,
        kind_hint=arrival.kind_hint,
        comment=arrival.comment,
        part_of=arrival.part_of,
        part_number=arrival.part_number,
    )


async def _refuse(arrival: Arrival, ctx: Context[Deps], client_id: UUID, name: str, refusal: Refusal) -> Outcome:
    attempt = uuid7()
    async with ctx.transaction() as tx:
        tx.publish(
            DocumentRefused(
                client_id=client_id,
                document_id=attempt,
                filename=name,
                size=len(arrival.content),
                channel=arrival.channel,
                received_at=ctx.now,
                reason=reason_of(refusal),
            )
        )
    refusal.add(filename=name)
    return Outcome("refused", attempt, name, refusal)
