"""The toy's handler as a service with much traffic has it: one look a run, and writes that nobody waits for."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import ARRAY, Integer, any_, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import App, Context, KitSettings, Service, Transaction
from libs.service_kit.database import Statement
from tests.service_kit import toy
from tests.service_kit.toy import tables
from tests.service_kit.toy.app import Deps, open_deps
from tests.service_kit.toy.contract import Answered, Counted

service: Service[Deps] = Service("toy", publishes=[Answered])

_FIND: Statement[tables.Count] = Statement(
    select(tables.Count).where(
        tables.Count.client_id == bindparam("client"),
        tables.Count.number == any_(bindparam("numbers", type_=ARRAY(Integer))),
    )
)
_new = insert(tables.Count)
_COUNT: Statement[tables.Count] = Statement(
    _new.on_conflict_do_update(index_elements=["client_id", "number"], set_={"times": _new.excluded.times}),
    "client_id",
    "number",
    "times",
)


async def times(tx: Transaction, events: Sequence[Counted]) -> dict[int, int]:
    """How often each number of the run was counted before."""
    numbers = [event.number for event in events]
    return {row.number: row.times for row in await tx.all(_FIND, client=events[0].client_id, numbers=numbers)}


@service.on(Counted, load=times)
async def count(event: Counted, ctx: Context[Deps]) -> None:
    """Count a number once more."""
    ctx.board[event.number] = ctx.board.get(event.number, 0) + 1
    async with ctx.transaction() as tx:
        tx.put(_COUNT, client_id=event.client_id, number=event.number, times=ctx.board[event.number])
        tx.publish(Answered(client_id=event.client_id, number=event.number))


app = App(
    service=service,
    settings=KitSettings,
    open_deps=open_deps,
    migrations=Path(toy.__file__).parent / "migrations",
    tables=tables.Table,
)
