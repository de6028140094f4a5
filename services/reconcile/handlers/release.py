"""Progress of released documents. Events of older revisions change nothing; a proven delivery always wins."""

from uuid import UUID

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from contracts.events.rendering import UblRefused, UblRendered
from libs.service_kit import Context, Reject
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import Round, begin_round, reconcile
from services.reconcile.service import Deps, service
from services.reconcile.tables import Document


@service.on(UblRendered)
async def record_rendered(event: UblRendered, ctx: Context[Deps]) -> None:
    """Store that its file was made and is valid."""
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = _released(round_, event)
        if row is None or row.rendered_at is not None:
            return
        progress = DocumentChanges(rendered_at=event.rendered_at)
        await _record_progress(round_, row, HistoryEvent.RENDERED, progress, dialect=event.dialect)


@service.on(UblRefused)
async def ask_for_fields(event: UblRefused, ctx: Context[Deps]) -> None:
    """No valid file can be made: take the document back and open a task that names fields and rules."""
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = _released(round_, event)
        if row is None or row.refused:
            return
        if row.rendered_at or row.delivered_at or row.failure:
            raise Reject(f"release {event.release_id} was rendered, and is now reported as refused")
        reasons = [reason.model_dump(mode="json") for reason in event.reasons]
        await _record_progress(round_, row, HistoryEvent.REFUSED, DocumentChanges(refused=reasons), reasons=reasons)


@service.on(DeliveryCompleted)
async def record_delivered(event: DeliveryCompleted, ctx: Context[Deps]) -> None:
    """Store the proof that the accountant has it."""
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = _released(round_, event)
        if row is None or row.delivered_at is not None:
            return
        _must_have_been_rendered(row, event.release_id)
        receipt = event.receipt
        arrived = DocumentChanges(delivered_at=receipt.delivered_at, receipt=receipt.model_dump(mode="json"))
        await _record_progress(
            round_, row, HistoryEvent.DELIVERED, arrived,
            channel=receipt.channel, destination=receipt.destination, filename=receipt.filename,
        )  # fmt: skip


@service.on(DeliveryFailed)
async def ask_about_delivery(event: DeliveryFailed, ctx: Context[Deps]) -> None:
    """Open a task: it was not delivered, or perhaps was. Nothing `unconfirmed` may simply be sent again."""
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = _released(round_, event)
        if row is None or row.delivered_at is not None:
            return
        if row.failed_at is not None and row.failed_at >= event.failed_at:
            return
        _must_have_been_rendered(row, event.release_id)
        reason = event.reason.model_dump(mode="json")
        failure = DocumentChanges(
            failure=reason, unconfirmed=event.unconfirmed, failed_at=event.failed_at, delivery_id=event.delivery_id
        )
        await _record_progress(round_, row, HistoryEvent.DELIVERY_FAILED, failure, reasons=[reason])


def _released(round_: Round, event: UblRendered | UblRefused | DeliveryCompleted | DeliveryFailed) -> Document | None:
    """The document, when this event is about its current release."""
    row = round_.board.documents.now.get(event.document_id)
    return row if row is not None and row.release_id == event.release_id else None


def _must_have_been_rendered(row: Document, release_id: UUID) -> None:
    """Raises Reject for a refused release: it has no file, so events that contradict this need an operator."""
    if row.refused:
        raise Reject(f"release {release_id} was refused, and is now reported as on its way")


async def _record_progress(
    round_: Round, row: Document, what: HistoryEvent, progress: DocumentChanges, **details: object
) -> None:
    """Store what happened and reconcile the document."""
    round_.board.change_document(row.document_id, **progress)
    round_.record(what, round_.now, document_id=row.document_id, details=details)
    await reconcile(round_, [row.document_id])
