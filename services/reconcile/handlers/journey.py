"""What became of a document that left. News of an older revision changes nothing; proof of arrival always wins."""

from typing import Any
from uuid import UUID

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from contracts.events.rendering import UblRefused, UblRendered
from libs.service_kit import Context, Transaction
from services.reconcile.judging import begin, judge
from services.reconcile.queries import documents, tasks
from services.reconcile.service import Deps, service


@service.on(UblRendered)
async def note_rendered(event: UblRendered, ctx: Context[Deps]) -> None:
    """Its file is made and valid."""
    async with ctx.transaction() as tx:
        row = await documents.document(tx, event.client_id, event.document_id)
        if row is None or row.release_id != event.release_id or row.rendered_at is not None:
            return
        await _go_on(tx, ctx, event.document_id, "rendered", {"rendered_at": event.rendered_at}, dialect=event.dialect)


@service.on(UblRefused)
async def ask_for_fields(event: UblRefused, ctx: Context[Deps]) -> None:
    """No valid file can be made of it: it comes back, with a task that names fields and rules."""
    async with ctx.transaction() as tx:
        row = await documents.document(tx, event.client_id, event.document_id)
        if row is None or row.release_id != event.release_id or row.refused or row.rendered_at or row.delivered_at:
            return
        reasons = [reason.model_dump(mode="json") for reason in event.reasons]
        codes = ", ".join(reason.code for reason in event.reasons)
        await _go_on(tx, ctx, event.document_id, "refused", {"refused": reasons}, codes=codes)


@service.on(DeliveryCompleted)
async def note_delivered(event: DeliveryCompleted, ctx: Context[Deps]) -> None:
    """The accountant has it, with proof."""
    async with ctx.transaction() as tx:
        row = await documents.document(tx, event.client_id, event.document_id)
        if row is None or row.release_id != event.release_id or row.delivered_at is not None:
            return
        receipt = event.receipt
        arrived = {"delivered_at": receipt.delivered_at, "receipt": receipt.model_dump(mode="json")}
        await _go_on(
            tx, ctx, event.document_id, "delivered", arrived,
            channel=receipt.channel, destination=receipt.destination, filename=receipt.filename,
        )  # fmt: skip


@service.on(DeliveryFailed)
async def ask_about_delivery(event: DeliveryFailed, ctx: Context[Deps]) -> None:
    """It did not arrive, or may have: a person decides. `unconfirmed` must not simply be sent again."""
    async with ctx.transaction() as tx:
        row = await documents.document(tx, event.client_id, event.document_id)
        if row is None or row.release_id != event.release_id or row.delivered_at is not None:
            return
        if row.failed_at is not None and row.failed_at >= event.failed_at:
            return
        failure = {
            "failure": event.reason.model_dump(mode="json"),
            "unconfirmed": event.unconfirmed,
            "failed_at": event.failed_at,
        }
        await _go_on(tx, ctx, event.document_id, "delivery_failed", failure, code=event.reason.code)


async def _go_on(
    tx: Transaction, ctx: Context[Deps], document_id: UUID, what: str, facts: dict[str, Any], **details: Any
) -> None:
    """Record the news and judge the document by it."""
    if ctx.client_id is None:
        raise ValueError(f"{what} of {document_id} names no client")
    await documents.change_document(tx, ctx.client_id, document_id, **facts)
    await tasks.note(tx, ctx.client_id, what, ctx.now, document_id=document_id, details=details)
    await judge(await begin(tx, ctx.client_id, ctx.now), [document_id])
