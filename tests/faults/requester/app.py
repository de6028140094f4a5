"""The application of the requester."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import App, Context, Kit, KitSettings, Service
from libs.service_kit.http import allowed
from tests.faults.requester import tables
from tests.faults.requester.tables import Asked
from tests.service_kit.toy.contract import Answered, Counted

service: Service[None] = Service("requester", publishes=[Counted])
router = APIRouter(prefix="/v1/clients/{client_id}")
Asking = Annotated[Context[None], Depends(allowed("numbers:write"))]


@service.on(Answered)
async def note_answer(event: Answered, ctx: Context[None]) -> None:
    """Count the answer."""
    async with ctx.transaction() as tx:
        await tx.execute(
            update(Asked)
            .where(Asked.client_id == event.client_id, Asked.number == event.number)
            .values(answers=Asked.answers + 1)
        )


@router.post("/numbers/{number}", operation_id="putNumber", status_code=201)
async def ask(client_id: UUID, number: int, ctx: Asking) -> None:
    """Request a number; repeating the request changes nothing."""
    async with ctx.transaction() as tx:
        asked = insert(Asked).values(client_id=client_id, number=number, answers=0).on_conflict_do_nothing()
        if await tx.execute(asked):
            tx.publish(Counted(client_id=client_id, number=number))


@router.get("/numbers", operation_id="listNumbers")
async def answers(client_id: UUID, ctx: Asking) -> dict[int, int]:
    """How often each number was answered."""
    async with ctx.read() as tx:
        rows = await tx.fetch(select(Asked.number, Asked.answers).where(Asked.client_id == client_id))
    return {row.number: row.answers for row in rows}


async def open_deps(kit: Kit, stack: AsyncExitStack) -> None:
    """The dependencies; none has to be opened."""


app = App(
    service=service,
    settings=KitSettings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=[router],
)
