"""Documents: find, read, correct, act."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from contracts.day import Day
from contracts.events.document_state import DocumentState
from contracts.fields import DocumentKind, PaymentState
from libs.outside_text import Form, Text
from libs.refusal import Refusal
from libs.service_kit import KitCode
from libs.service_kit.operations import stated
from libs.service_kit.paging import Cursor, Limit, Listed, Page, day, instant, position_of
from services.reconcile.api.access import ActionBody, ReadDocuments, TypedAmount, WriteDocuments, acting_user
from services.reconcile.api.loading import document_detail
from services.reconcile.api.schemas import DocumentDetail, DocumentView
from services.reconcile.api.views import document_view
from services.reconcile.commands import documents as commands
from services.reconcile.commands.actions import ACTIONS, Target
from services.reconcile.domain.actions import Action, ActionRequest
from services.reconcile.domain.search import searched_for
from services.reconcile.queries import documents, lists
from services.reconcile.texts.problems import Code

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["documents"])
Tag = Annotated[str, Text(60, least=1)]
Note = Annotated[str, Text(2000, lines=True)]
SearchText = Annotated[str, Text(200)]


LARGEST_CORRECTION = 2 * 1024 * 1024
"""Bytes: an invoice of thousands of lines may be sent back whole. What no event can carry is refused with words."""


class CorrectionBody(BaseModel):
    """Corrections by field path (`number`, `seller.name`, `vat`); null takes a value away."""

    kind: DocumentKind | None = None
    fields: Form = {}
    tags: Annotated[list[Tag], Field(max_length=20)] | None = None
    note: Note | None = None


@router.get("/documents", operation_id="listDocuments")
async def list_documents(
    client_id: UUID,
    ctx: ReadDocuments,
    q: Annotated[SearchText | None, Query()] = None,
    state: Annotated[list[DocumentState] | None, Query(max_length=50)] = None,
    kind: Annotated[list[DocumentKind] | None, Query(max_length=50)] = None,
    payment: Annotated[list[PaymentState] | None, Query(max_length=50)] = None,
    hold: Annotated[list[Tag] | None, Query(max_length=50)] = None,
    sent: bool | None = None,
    since: Day | None = None,
    until: Day | None = None,
    amount: TypedAmount | None = None,
    tag: Tag | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[DocumentView]:
    """Find documents by counterparty (VAT number, name, account), number, amount, tag; narrow by state, kind, period.

    `since` and `until` are compared with the issue date, or with the day of receipt where none was read; `sent=false`
    lists what has not reached the accountant. The last received comes first; in a period, the latest day.
    """
    wanted = lists.Filter(
        search=searched_for(q) if q and q.strip() else None,
        states=state or (),
        kinds=kind or (),
        payments=payment or (),
        holds=hold or (),
        sent=sent,
        since=since,
        until=until,
        amount=amount,
        tag=tag,
    )
    listed = Listed("documents by day" if wanted.is_period else "documents", client_id)
    after = position_of(listed, cursor, day if wanted.is_period else instant, UUID)
    async with ctx.read() as tx:
        rows = await lists.documents(tx, client_id, wanted, after, limit + 1)
    return Page.of(
        listed,
        rows,
        limit,
        document_view,
        lambda row: (row.day if wanted.is_period else row.received_at, row.document_id),
    )


@router.get("/documents/{document_id}", operation_id="oneDocument", openapi_extra=stated(audit="document.opened"))
async def one_document(client_id: UUID, document_id: UUID, ctx: ReadDocuments, request: Request) -> DocumentDetail:
    """Everything known of one document."""
    async with ctx.read() as tx:
        row = await documents.document(tx, client_id, document_id)
        if row is None or row.received_at is None:
            raise Refusal(KitCode.NOT_FOUND)
        return await document_detail(request, tx, client_id, row)


@router.patch(
    "/documents/{document_id}", operation_id="correctDocument", openapi_extra=stated(largest_body=LARGEST_CORRECTION)
)
async def correct_document(
    client_id: UUID, document_id: UUID, body: CorrectionBody, ctx: WriteDocuments, request: Request
) -> DocumentDetail:
    """Correct fields. Corrections win over everything that was read and are remembered for the counterparty."""
    async with acting_user(ctx, client_id) as user:
        await commands.correct(user, document_id, kind=body.kind, values=body.fields, tags=body.tags, note=body.note)
    return await one_document(client_id, document_id, ctx, request)


@router.post("/documents/{document_id}/actions", operation_id="actOnDocument")
async def act_on_document(
    client_id: UUID, document_id: UUID, body: ActionBody, ctx: WriteDocuments, request: Request
) -> DocumentDetail:
    """State how it was paid, postpone, keep, delete or restore it, decide about a duplicate.

    For a photo of several documents: `divide` it, or read it as `one_document`.
    """
    async with acting_user(ctx, client_id) as user:
        if body.action is Action.LINK:  # linking needs another right: tasks:write
            raise Refusal(Code.ACTION_NOT_FOR_DOCUMENTS)
        target = Target(document_id=document_id, other_document_id=body.document_id)
        await ACTIONS[body.action](user, target, body.request())
    return await one_document(client_id, document_id, ctx, request)


@router.delete("/documents/{document_id}", operation_id="deleteDocument", status_code=204)
async def delete_document(client_id: UUID, document_id: UUID, ctx: WriteDocuments) -> None:
    """Delete: it leaves all lists and is never delivered; it can be restored for thirty days."""
    async with acting_user(ctx, client_id) as user:
        await commands.mark(user, document_id, ActionRequest(Action.DELETE))


@router.post("/documents/{document_id}/restore", operation_id="restoreDocument")
async def restore_document(client_id: UUID, document_id: UUID, ctx: WriteDocuments, request: Request) -> DocumentDetail:
    """Restore a deleted document."""
    async with acting_user(ctx, client_id) as user:
        await commands.mark(user, document_id, ActionRequest(Action.RESTORE))
    return await one_document(client_id, document_id, ctx, request)
