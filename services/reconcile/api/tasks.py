"""The task list: what a user must decide, in words, with suggestions and actions."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request

from contracts.events.task import TaskReason
from libs.refusal import Refusal
from libs.service_kit import KitCode
from libs.service_kit.paging import Cursor, Limit, Listed, Page, instant, position_of
from services.reconcile.api.access import ActionBody, ReadTasks, WriteTasks, acting_user
from services.reconcile.api.loading import task_views
from services.reconcile.api.schemas import TaskView
from services.reconcile.commands.actions import ACTIONS, Target
from services.reconcile.domain.actions import offered
from services.reconcile.domain.task_params import OtherDocument, stored_params
from services.reconcile.queries import lists, tasks
from services.reconcile.tables import Task
from services.reconcile.texts.problems import Code

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["tasks"])


@router.get("/tasks", operation_id="listTasks")
async def list_tasks(
    client_id: UUID,
    ctx: ReadTasks,
    request: Request,
    status: Literal["open", "parked", "closed"] = "open",
    reason: Annotated[list[TaskReason] | None, Query(max_length=50)] = None,
    document_id: UUID | None = None,
    transaction_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[TaskView]:
    """Tasks, the newest first; `parked` ones open again on their day."""
    about = {"document_id": document_id, "transaction_id": transaction_id}
    wanted = lists.Filter(kinds=reason or (), about={name: i for name, i in about.items() if i})
    listed = Listed("tasks", client_id)
    after = position_of(listed, cursor, instant, UUID)
    async with ctx.read() as tx:
        rows = await lists.tasks(tx, client_id, status, wanted, after, limit + 1)
        views = {view.task_id: view for view in await task_views(request, tx, client_id, rows[:limit])}
    return Page.of(listed, rows, limit, lambda row: views[row.task_id], lambda row: (row.opened_at, row.task_id))


@router.get("/tasks/{task_id}", operation_id="oneTask")
async def one_task(client_id: UUID, task_id: UUID, ctx: ReadTasks, request: Request) -> TaskView:
    """One task."""
    async with ctx.read() as tx:
        row = await tasks.task(tx, client_id, task_id)
        if row is None:
            raise Refusal(KitCode.NOT_FOUND)
        return (await task_views(request, tx, client_id, [row]))[0]


@router.post("/tasks/{task_id}/actions", operation_id="actOnTask")
async def act_on_task(client_id: UUID, task_id: UUID, body: ActionBody, ctx: WriteTasks, request: Request) -> TaskView:
    """Act on a task by one of the actions that it offers; `link` names the other item."""
    async with acting_user(ctx, client_id) as user:
        row = await tasks.task(user.tx, client_id, task_id)
        if row is None:
            raise Refusal(KitCode.NOT_FOUND)
        if row.status == "closed":
            raise Refusal(Code.TASK_CLOSED)
        reason = TaskReason(row.reason)
        params = stored_params(reason, row.params)
        if body.action not in offered(reason, about_a_document=row.document_id is not None, params=params):
            raise Refusal(Code.ACTION_NOT_OFFERED)
        await ACTIONS[body.action](user, _target(row, body), body.request())
    return await one_task(client_id, task_id, ctx, request)


def _target(task: Task, body: ActionBody) -> Target:
    """The item of the task, and the other one: named by the user, else by the task."""
    params = stored_params(TaskReason(task.reason), task.params)
    suggested = params.other if isinstance(params, OtherDocument) else None
    return Target(
        document_id=task.document_id,
        transaction_id=task.transaction_id,
        other_document_id=body.document_id or suggested,
        other_transaction_id=body.transaction_id,
        other_document_ids=tuple(body.document_ids),
    )
