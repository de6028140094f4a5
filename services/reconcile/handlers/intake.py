"""Documents come in and are read. The two arrive on different topics: the reading may overtake the receipt."""

from uuid import UUID, uuid5

from contracts.events.document import DocumentReceived, DocumentSeenAgain
from contracts.events.extraction import DocumentExtracted, DocumentUnreadable
from libs.service_kit import Context
from services.reconcile.domain.corrections import counterparty_key, lessons_for
from services.reconcile.domain.keys import keys_of_document
from services.reconcile.domain.marks import DocumentMarks
from services.reconcile.domain.payees import payee_warnings
from services.reconcile.domain.register_names import registered
from services.reconcile.queries import documents, tasks
from services.reconcile.reconciliation import Judging, begin, enter, judge, part_comes
from services.reconcile.rows import as_json
from services.reconcile.service import Deps, service

SIGHTINGS = UUID("7b1b7a56-6c52-5a61-8d7a-1f2a0b3c4d05")


@service.on(DocumentReceived)
async def take_in(event: DocumentReceived, ctx: Context[Deps]) -> None:
    """Begin the document's life here; if its reading was faster, judge it now."""
    async with ctx.transaction() as tx:
        row = await documents.ensure_document(tx, event.client_id, event.document_id)
        if row.received_at is not None:
            return
        await documents.change_document(
            tx,
            event.client_id,
            event.document_id,
            sha256=event.sha256,
            media_type=event.media_type,
            size=event.size,
            filename=event.filename,
            channel=event.channel.value,
            received_at=event.received_at,
            received_by=event.received_by,
            pages=row.pages or event.pages,
            kind_hint=event.kind_hint.value if event.kind_hint else None,
            note=row.note or event.comment,
            part_of=event.part_of,
            part_number=event.part_number,
        )
        await tasks.note(
            tx, event.client_id, "received", event.received_at, who=event.received_by,
            document_id=event.document_id, details={"channel": event.channel.value, "filename": event.filename},
        )  # fmt: skip
        judging = await begin(tx, event.client_id, ctx.now)
        await enter(judging, event.document_id, is_document=True)
        if event.part_of is not None and not await part_comes(judging, event.part_of):
            await _put_away(judging, event.document_id)
        await judge(judging, [event.document_id, *([event.part_of] if event.part_of else [])])


async def _put_away(judging: Judging, document_id: UUID) -> None:
    """A part of a picture that has become something else meanwhile: the same purchase must not leave twice."""
    gone = as_json(DocumentMarks(deleted_at=judging.now))
    await documents.change_document(judging.tx, judging.client_id, document_id, marks=gone)
    await tasks.note(judging.tx, judging.client_id, "picture_is_one_document", judging.now, document_id=document_id)


@service.on(DocumentSeenAgain)
async def note_another_way_in(event: DocumentSeenAgain, ctx: Context[Deps]) -> None:
    """The same bytes once more: one document, one more line in its timeline."""
    async with ctx.transaction() as tx:
        await documents.ensure_document(tx, event.client_id, event.document_id)
        sighting = uuid5(SIGHTINGS, f"{event.document_id}:{event.channel}:{event.received_at.isoformat()}")
        await tasks.note(
            tx, event.client_id, "seen_again", event.received_at, who=event.received_by, history_id=sighting,
            document_id=event.document_id, details={"channel": event.channel.value, "filename": event.filename},
        )  # fmt: skip
        if event.part_of is not None:
            judging = await begin(tx, event.client_id, ctx.now)
            await part_comes(judging, event.part_of, known=event.document_id)
            await judge(judging, [event.part_of])


@service.on(DocumentExtracted)
async def match_document(event: DocumentExtracted, ctx: Context[Deps]) -> None:
    """Find the movement that pays this document; ask when in doubt; let it leave when it may."""
    async with ctx.transaction() as tx:
        row = await documents.ensure_document(tx, event.client_id, event.document_id)
        if row.read_at is not None and row.read_at >= event.extracted_at:
            return
        fields, renamed = registered(event.fields, event.language, ctx.deps.register.find)
        party = counterparty_key(event.kind, fields)
        lessons = await documents.lessons(tx, event.client_id, party)
        company = keys_of_document(event.document_id, event.kind, fields).company
        known = await documents.ibans_of_company(tx, event.client_id, company, event.document_id)
        warnings = event.warnings + renamed + payee_warnings(fields, known)
        await documents.change_document(
            tx,
            event.client_id,
            event.document_id,
            read_kind=event.kind.value,
            read_confidence=event.kind_confidence,
            read_fields=fields.model_dump(mode="json"),
            read_at=event.extracted_at,
            learnt=lessons_for(fields, lessons),
            language=event.language,
            pages=event.pages or row.pages,
            embedded_sha256=event.embedded_sha256,
            pdf_sha256=event.pdf_sha256,
            warnings=[warning.model_dump(mode="json") for warning in warnings],
            regions=[region.model_dump(mode="json") for region in event.regions],
        )
        await tasks.note(
            tx,
            event.client_id,
            "read",
            event.extracted_at,
            document_id=event.document_id,
            details={"reader": event.reader},
        )  # fmt: skip
        await judge(await begin(tx, event.client_id, ctx.now), [event.document_id])


@service.on(DocumentUnreadable)
async def ask_for_help(event: DocumentUnreadable, ctx: Context[Deps]) -> None:
    """Nothing certain could be read: a person gets a task, never silence. A reading that succeeded stays."""
    async with ctx.transaction() as tx:
        row = await documents.ensure_document(tx, event.client_id, event.document_id)
        if row.read_at is not None or row.unreadable == event.reason.model_dump(mode="json"):
            return
        await documents.change_document(
            tx, event.client_id, event.document_id, unreadable=event.reason.model_dump(mode="json")
        )
        await tasks.note(
            tx,
            event.client_id,
            "unreadable",
            event.extracted_at,
            document_id=event.document_id,
            details={"reasons": [event.reason.model_dump(mode="json")]},
        )  # fmt: skip
        await judge(await begin(tx, event.client_id, ctx.now), [event.document_id])
