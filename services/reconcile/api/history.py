"""The history: who did what, when."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from libs.outside_text import Text
from libs.service_kit import Context
from libs.service_kit.paging import Cursor, Limit, Listed, Page, instant, position_of
from services.reconcile.api.access import ReadBank, ReadDocuments
from services.reconcile.api.schemas import HistoryView
from services.reconcile.api.views import history_view
from services.reconcile.queries import lists
from services.reconcile.service import Deps

What = Annotated[str, Text(60)]
"""The name of something that happened."""

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["history"])


@router.get("/history", operation_id="clientHistory")
async def client_history(
    client_id: UUID,
    ctx: ReadDocuments,
    request: Request,
    what: Annotated[list[What] | None, Query(max_length=50)] = None,
    user_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[HistoryView]:
    """Everything that happened for this client, the newest first."""
    wanted = lists.Filter(kinds=what or (), about={"user_id": user_id} if user_id else {})
    return await _page(client_id, ctx, request, wanted, cursor, limit, Listed("history", client_id))


@router.get("/documents/{document_id}/history", operation_id="documentHistory")
async def document_history(
    client_id: UUID,
    document_id: UUID,
    ctx: ReadDocuments,
    request: Request,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[HistoryView]:
    """The history of one document."""
    wanted = lists.Filter(about={"document_id": document_id})
    return await _page(client_id, ctx, request, wanted, cursor, limit, Listed("history of a document", document_id))


@router.get("/transactions/{transaction_id}/history", operation_id="transactionHistory")
async def transaction_history(
    client_id: UUID, transaction_id: UUID, ctx: ReadBank, request: Request, cursor: Cursor = None, limit: Limit = 50
) -> Page[HistoryView]:
    """The history of one transaction."""
    wanted = lists.Filter(about={"transaction_id": transaction_id})
    return await _page(
        client_id, ctx, request, wanted, cursor, limit, Listed("history of a transaction", transaction_id)
    )


async def _page(
    client_id: UUID,
    ctx: Context[Deps],
    request: Request,
    wanted: lists.Filter,
    cursor: str | None,
    limit: int,
    listed: Listed,
) -> Page[HistoryView]:
    after = position_of(listed, cursor, instant, UUID)
    async with ctx.read() as tx:
        rows = await lists.history(tx, client_id, wanted, after, limit + 1)
    return Page.of(listed, rows, limit, lambda row: history_view(request, row), lambda row: (row.at, row.history_id))
