"""The application of the toy service."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import App, Context, Kit, KitSettings, Reject, Retry, Service, TooEarly, Transaction
from libs.service_kit.http import allowed
from tests.service_kit.toy import tables
from tests.service_kit.toy.contract import Answered, Counted


@dataclass
class Deps:
    """How often the handler was called for each number."""

    attempts: dict[int, int] = field(default_factory=dict)


service: Service[Deps] = Service("toy", publishes=[Answered])
router = APIRouter(prefix="/v1/clients/{client_id}")


@service.on(Counted)
async def count(event: Counted, ctx: Context[Deps]) -> None:
    """Count a number once, or fail as its `behaviour` says."""
    attempts = ctx.deps.attempts[event.number] = ctx.deps.attempts.get(event.number, 0) + 1
    if event.behaviour == "hopeless":
        raise Reject(f"{event.number} cannot be counted")
    if event.behaviour == "early" and attempts < 3:
        raise TooEarly(f"{event.number - 1} has not come yet")
    if event.behaviour == "busy" and attempts < 3:
        raise Retry("the abacus is busy")
    async with ctx.transaction() as tx:
        await _count(tx, event)
        said = "far too much to say " * 100_000 if event.behaviour == "verbose" else ""
        tx.publish(Answered(client_id=event.client_id, number=event.number, said=said))
        if event.behaviour == "broken":
            raise ZeroDivisionError("after the rows were written")


_new = insert(tables.Count)
_COUNT = _new.on_conflict_do_update(index_elements=["client_id", "number"], set_={"times": tables.Count.times + 1})


async def _count(tx: Transaction, event: Counted) -> None:
    await tx.execute(_COUNT, {"client_id": event.client_id, "number": event.number, "times": 1})


@service.every(seconds=60)
async def recount(ctx: Context[Deps]) -> None:
    """A job that reads the rows of all tenants."""
    async with ctx.read(all_tenants=True) as tx:
        await tx.fetch(select(tables.Count.number))


@router.get("/counts", operation_id="counts")
async def counts(ctx: Annotated[Context[Deps], Depends(allowed("counts:read"))]) -> list[int]:
    """The numbers of the client, as an API answer."""
    async with ctx.read() as tx:
        return [row.number for row in await tx.fetch(select(tables.Count.number).order_by(tables.Count.number))]


async def open_deps(_kit: Kit, _stack: AsyncExitStack) -> Deps:
    """The dependencies; none has to be opened."""
    return Deps()


app = App(
    service=service,
    settings=KitSettings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=[router],
)
