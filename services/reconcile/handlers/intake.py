"""Documents are received and read: two topics, so the reading may arrive before the receipt."""

from uuid import UUID, uuid5

from contracts.events.document import DocumentReceived, DocumentSeenAgain
from contracts.events.extraction import DocumentExtracted, DocumentReading, DocumentUnreadable
from contracts.fields import DocumentFields
from contracts.reason import Reason
from libs.service_kit import Context
from services.reconcile.domain.corrections import corrections_to_apply, counterparty_key
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.domain.keys import day_of, keys_of_document
from services.reconcile.domain.marks import DocumentMarks
from services.reconcile.domain.payees import payee_warnings
from services.reconcile.domain.register_names import with_register_names
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import Named, Names, Round, begin_round, open_booking, receive_part, reconcile
from services.reconcile.rows import as_json
from services.reconcile.service import Deps, service
from services.reconcile.tables import Document

SEEN_AGAIN = UUID("7b1b7a56-6c52-5a61-8d7a-1f2a0b3c4d05")


@service.on(DocumentReceived)
async def take_in(event: DocumentReceived, ctx: Context[Deps]) -> None:
    """Store what was received, and reconcile: its reading may be here already."""
    named = [event.document_id, *([event.part_of] if event.part_of else [])]
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, named)
        if record_receipt(round_, event):
            await reconcile(round_, named)


def record_receipt(round_: Round, event: DocumentReceived) -> bool:
    """Take in what was received; False when it was received before."""
    row = round_.ensure_document(event.document_id)
    if row.received_at is not None:
        return False
    round_.board.change_document(event.document_id, **_received(event, row))
    round_.record(
        HistoryEvent.RECEIVED, event.received_at, user_id=event.received_by, document_id=event.document_id,
        details={"channel": event.channel.value, "filename": event.filename},
    )  # fmt: skip
    open_booking(round_, event.document_id, is_document=True)
    if event.part_of is not None and not receive_part(round_, event.part_of):
        _delete_unwanted_part(round_, event.document_id)
    return True


def _received(event: DocumentReceived, row: Document) -> DocumentChanges:
    """What the receipt sets. Pages and note stay as they are where the reading, or a user, was faster."""
    return DocumentChanges(
        sha256=event.sha256,
        media_type=event.media_type,
        size=event.size,
        filename=event.filename,
        channel=event.channel.value,
        received_at=event.received_at,
        day=day_of(row.issued, event.received_at),
        received_by=event.received_by,
        pages=row.pages or event.pages,
        kind_hint=event.kind_hint.value if event.kind_hint else None,
        note=row.note or event.comment,
        part_of=event.part_of,
        part_number=event.part_number,
    )


def _delete_unwanted_part(round_: Round, document_id: UUID) -> None:
    """Delete a part of a photo that is no longer to be divided: the same purchase must not be released twice."""
    gone = as_json(DocumentMarks(deleted_at=round_.now))
    round_.board.change_document(document_id, marks=gone)
    round_.record(HistoryEvent.PHOTO_IS_ONE_DOCUMENT, round_.now, document_id=document_id)


@service.on(DocumentSeenAgain)
async def record_seen_again(event: DocumentSeenAgain, ctx: Context[Deps]) -> None:
    """The same bytes came again: no new document, one more line in the history."""
    named = [event.document_id, *([event.part_of] if event.part_of else [])]
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, named)
        round_.ensure_document(event.document_id)
        line_id = uuid5(SEEN_AGAIN, f"{event.document_id}:{event.channel}:{event.received_at.isoformat()}")
        round_.record(
            HistoryEvent.SEEN_AGAIN, event.received_at, history_id=line_id, user_id=event.received_by,
            document_id=event.document_id, details={"channel": event.channel.value, "filename": event.filename},
        )  # fmt: skip
        if event.part_of is None:
            await round_.write()
            return
        receive_part(round_, event.part_of, known=event.document_id)
        await reconcile(round_, [event.part_of])


@service.on(DocumentReading)
async def show_reading(event: DocumentReading, ctx: Context[Deps]) -> None:
    """Show that the document is being read, which takes a while; nothing else follows from it."""
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = round_.ensure_document(event.document_id)
        if row.reading_at is None and row.read_at is None:
            round_.board.change_document(event.document_id, reading_at=event.begun_at)
            await reconcile(round_, [event.document_id])


@service.on(DocumentExtracted)
async def match_document(event: DocumentExtracted, ctx: Context[Deps]) -> None:
    """Find the transaction that pays this document; open a task when in doubt; release it when it may be."""
    fields, renamed = with_register_names(event.fields, event.language, ctx.deps.register.find)
    company = keys_of_document(event.document_id, event.kind, fields).company
    names = Names(party=counterparty_key(event.kind, fields), company=company)
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id], names=names)
        if record_reading(round_, event, fields, renamed):
            await reconcile(round_, [event.document_id])


def record_reading(
    round_: Round, event: DocumentExtracted, fields: DocumentFields, renamed: tuple[Reason, ...] = ()
) -> bool:
    """Take in what was read, with names of the register; False when a newer reading is here already."""
    row = round_.ensure_document(event.document_id)
    if row.read_at is not None and row.read_at >= event.extracted_at:
        return False
    reading = _reading(event, row, fields, renamed, round_.board.named)
    round_.board.change_document(event.document_id, **reading)
    details = {"reader": event.reader}
    round_.record(HistoryEvent.READ, event.extracted_at, document_id=event.document_id, details=details)
    return True


def _reading(
    event: DocumentExtracted, row: Document, fields: DocumentFields, renamed: tuple[Reason, ...], named: Named
) -> DocumentChanges:
    """What the reading sets: names of the register, remembered corrections and a warning of a new account included."""
    warnings = event.warnings + renamed + payee_warnings(fields, named.ibans)
    return DocumentChanges(
        read_kind=event.kind.value,
        read_confidence=event.kind_confidence,
        read_fields=fields.model_dump(mode="json"),
        read_at=event.extracted_at,
        learnt=corrections_to_apply(fields, named.corrections),
        language=event.language,
        pages=event.pages or row.pages,
        embedded_sha256=event.embedded_sha256,
        pdf_sha256=event.pdf_sha256,
        warnings=[warning.model_dump(mode="json") for warning in warnings],
        regions=[region.model_dump(mode="json") for region in event.regions],
    )


@service.on(DocumentUnreadable)
async def ask_for_help(event: DocumentUnreadable, ctx: Context[Deps]) -> None:
    """Open a task for a document that could not be read. An earlier reading that succeeded stays."""
    reason = event.reason.model_dump(mode="json")
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = round_.ensure_document(event.document_id)
        if row.read_at is not None or row.unreadable == reason:
            return
        round_.board.change_document(event.document_id, unreadable=reason)
        round_.record(
            HistoryEvent.UNREADABLE, event.extracted_at, document_id=event.document_id, details={"reasons": [reason]}
        )
        await reconcile(round_, [event.document_id])
