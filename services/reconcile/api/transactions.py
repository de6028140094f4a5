"""Bank transactions: find, read, act, annotate."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from contracts.day import Day
from contracts.events.bank import TransactionKind
from libs.refusal import Refusal
from libs.service_kit import KitCode
from libs.service_kit.paging import Cursor, Limit, Listed, Page, day, position_of
from services.reconcile.api.access import ActionBody, ReadBank, TypedAmount, WriteBank, acting_user
from services.reconcile.api.documents import Note, SearchText, Tag
from services.reconcile.api.loading import booking_views, task_views
from services.reconcile.api.schemas import BookingView, TaskView, TransactionView
from services.reconcile.api.views import transaction_view
from services.reconcile.commands import transactions as commands
from services.reconcile.commands.actions import ACTIONS, Target
from services.reconcile.domain.actions import Action
from services.reconcile.domain.search import searched_for
from services.reconcile.queries import lists, tasks, transactions
from services.reconcile.texts.problems import Code

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["transactions"])


class TransactionDetail(TransactionView):
    """A transaction with its booking and its tasks."""

    booking: BookingView
    tasks: list[TaskView]


class NoteBody(BaseModel):
    """Tags and a note for the accountant."""

    tags: Annotated[list[Tag], Field(max_length=20)] | None = None
    note: Note | None = None


@router.get("/transactions", operation_id="listTransactions")
async def list_transactions(
    client_id: UUID,
    ctx: ReadBank,
    q: Annotated[SearchText | None, Query()] = None,
    kind: Annotated[list[TransactionKind] | None, Query(max_length=50)] = None,
    account: Tag | None = None,
    linked: bool | None = None,
    since: Day | None = None,
    until: Day | None = None,
    amount: TypedAmount | None = None,
    tag: Tag | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[TransactionView]:
    """Find transactions by counterparty, account, communication or amount; `linked=false`: without a document."""
    wanted = lists.Filter(
        search=searched_for(q) if q and q.strip() else None,
        kinds=kind or (),
        account=account,
        linked=linked,
        since=since,
        until=until,
        amount=amount,
        tag=tag,
    )
    listed = Listed("transactions", client_id)
    after = position_of(listed, cursor, day, UUID)
    async with ctx.read() as tx:
        rows = await lists.transactions(tx, client_id, wanted, after, limit + 1)
    return Page.of(listed, rows, limit, transaction_view, lambda row: (row.booking_date, row.transaction_id))


@router.get("/transactions/{transaction_id}", operation_id="oneTransaction")
async def one_transaction(client_id: UUID, transaction_id: UUID, ctx: ReadBank, request: Request) -> TransactionDetail:
    """Everything known of one transaction."""
    async with ctx.read() as tx:
        row = await transactions.transaction(tx, client_id, transaction_id)
        if row is None:
            raise Refusal(KitCode.NOT_FOUND)
        (booking,) = await booking_views(tx, client_id, {transaction_id})
        about = await tasks.tasks_about(tx, client_id, {transaction_id})
        open_tasks = await task_views(request, tx, client_id, [t for t in about if t.status != "closed"])
    return TransactionDetail(**transaction_view(row).model_dump(), booking=booking, tasks=open_tasks)


@router.patch("/transactions/{transaction_id}", operation_id="annotateTransaction")
async def annotate_transaction(
    client_id: UUID, transaction_id: UUID, body: NoteBody, ctx: WriteBank, request: Request
) -> TransactionDetail:
    """Set tags and a note for the accountant."""
    async with acting_user(ctx, client_id) as user:
        await commands.annotate(user, transaction_id, tags=body.tags, note=body.note)
    return await one_transaction(client_id, transaction_id, ctx, request)


@router.post("/transactions/{transaction_id}/actions", operation_id="actOnTransaction")
async def act_on_transaction(
    client_id: UUID, transaction_id: UUID, body: ActionBody, ctx: WriteBank, request: Request
) -> TransactionDetail:
    """State that it is private, needs no document, is postponed, or is done."""
    async with acting_user(ctx, client_id) as user:
        if body.action is Action.LINK:  # linking needs another right: tasks:write
            raise Refusal(Code.ACTION_NOT_FOR_TRANSACTIONS)
        await ACTIONS[body.action](user, Target(transaction_id=transaction_id), body.request())
    return await one_transaction(client_id, transaction_id, ctx, request)
