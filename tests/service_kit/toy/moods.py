"""The toy service with moods: `behaviour` tells its handler where to fail, what to look at and what to wait for."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Integer, any_, bindparam, select, text
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import App, Context, KitSettings, Reject, Retry, Service, TooEarly, Transaction
from libs.service_kit.database import Statement
from tests.service_kit import toy
from tests.service_kit.toy import tables
from tests.service_kit.toy.contract import Answered, Counted, Measured, Weighed


@dataclass
class Deps:
    """What the handlers have seen, and what those that wait are waiting for."""

    began: Counter[int] = field(default_factory=Counter)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    seen: dict[int, list[int]] = field(default_factory=dict)
    boards: dict[int, list[int]] = field(default_factory=dict)
    strangers: list[UUID] = field(default_factory=list)
    weighed: list[UUID] = field(default_factory=list)

    async def wait(self) -> None:
        """Tell the test that a handler waits, and wait for the test."""
        self.waiting.set()
        await self.go_on.wait()


service: Service[Deps] = Service("toy", publishes=[Answered])

REFUSED = 13_000_000
"""Numbers from here on cannot be committed, nor put into the outbox: triggers of the tests refuse them."""

NUMBERS: Statement[int] = Statement(
    select(tables.Count.number).where(tables.Count.client_id == bindparam("client")).order_by(tables.Count.number)
)
_FOUND: Statement[int] = Statement(
    select(tables.Count.number).where(
        tables.Count.client_id == bindparam("client"),
        tables.Count.number == any_(bindparam("numbers", type_=ARRAY(Integer))),
    )
)
_new = insert(tables.Count)
COUNT: Statement[tables.Count] = Statement(
    _new.on_conflict_do_update(index_elements=["client_id", "number"], set_={"times": tables.Count.times + 1}),
    "client_id",
    "number",
    "times",
)
NOTE: Statement[tables.Note] = Statement(insert(tables.Note), "client_id", "number", "word", "state")


async def board(tx: Transaction, events: Sequence[Counted]) -> set[int]:
    """Which numbers were counted before: those of the events, and the ones before them."""
    numbers = sorted({near for event in events for near in (event.number - 1, event.number)})
    return {*await tx.all(_FOUND, client=events[0].client_id, numbers=numbers)}


@service.on(Counted, load=board)
async def count(event: Counted, ctx: Context[Deps]) -> None:
    """Count a number, as its mood wants it."""
    deps, mood = ctx.deps, event.behaviour
    deps.began[event.number] += 1
    deps.boards[event.number] = sorted(ctx.board)
    if mood == "before":
        raise ZeroDivisionError("before the transaction")
    if mood == "rejected":
        raise Reject(f"{event.number} cannot be counted")
    if mood == "early" and event.number - 1 not in ctx.board:
        raise TooEarly(f"{event.number - 1} has not come yet")
    if mood == "looks":
        async with ctx.read() as tx:
            deps.seen[event.number] = [*await tx.all(NUMBERS, client=event.client_id)]
    if mood == "looks twice":
        async with ctx.read() as tx, ctx.read() as again:
            deps.seen[event.number] = [*await tx.all(NUMBERS, client=event.client_id)]
            assert deps.seen[event.number] == [*await again.all(NUMBERS, client=event.client_id)]
    if mood == "looks badly":
        with suppress(asyncpg.PostgresError):
            async with ctx.read() as tx:
                await tx.execute(text("SELECT 1 / 0"))
    if mood == "waits":
        await deps.wait()
    if mood == "loses the connection" and deps.began[event.number] == 1:
        await _cut(ctx)
    if mood == "busy" and deps.began[event.number] <= 2:
        raise Retry("the abacus is busy", after=timedelta(seconds=1))
    if mood == "unstorable":
        raise ValueError("a text with \x00 and \udc80")
    if mood == "peeps":
        async with ctx.read() as tx:
            await _peep(event, ctx, tx)
    if mood == "separate":
        async with ctx.separate_transaction() as tx:
            await _peep(event, ctx, tx)
            tx.publish(Answered(client_id=event.client_id, number=-event.number))
    await _write(event, ctx)
    if mood == "after":
        raise ZeroDivisionError("after the transaction")
    if mood == "waits after":
        await deps.wait()


async def _cut(ctx: Context[Deps]) -> None:
    """Let the server end the connection of the run, and work outside until the run must have noticed."""
    async with ctx.read() as tx:
        pid = await tx.value(text("SELECT pg_backend_pid()"))
    async with ctx.database.begin(None, read_only=True) as tx:
        await tx.fetch(text("SELECT pg_terminate_backend(:pid)").bindparams(pid=pid))
    await asyncio.sleep(0.1)


async def _write(event: Counted, ctx: Context[Deps]) -> None:
    mood, number = event.behaviour, event.number
    with suppress(asyncpg.PostgresError) if mood == "swallows" else nullcontext():
        async with ctx.transaction(all_tenants=mood == "for everyone") as tx:
            if mood == "peeps":
                await _peep(event, ctx, tx)
            if mood == "swallows":
                await tx.execute(text("SELECT 1 / 0"))
            await _count(tx, event.client_id, number, mood)
            ctx.board.add(number)
            answer = REFUSED if mood == "at the outbox" else number
            tx.publish(Answered(client_id=event.client_id, number=answer))
            if mood == "waits inside":
                await ctx.deps.wait()
            if mood == "rejected inside":
                raise Reject(f"{number} cannot be counted")
            if mood == "inside":
                raise ZeroDivisionError("after the rows were written")


async def _count(tx: Transaction, client: UUID, number: int, mood: str) -> None:
    if mood == "at the put":
        tx.put(NOTE, client_id=client, number=number, word="", state=None)
    if mood in ("put", "at the put"):
        tx.put(COUNT, client_id=client, number=number, times=1)
        return
    at = number + REFUSED if mood == "at the commit" else number
    await tx.execute(COUNT, {"client_id": client, "number": at, "times": 1})


async def _peep(event: Counted, ctx: Context[Deps], tx: Transaction) -> None:
    """Look for rows of other clients."""
    others = await tx.fetch(text("SELECT client_id FROM toy.count"))
    ctx.deps.strangers += [row.client_id for row in others if row.client_id != event.client_id]


@service.on(Measured, outside=True)
async def measure(event: Measured, ctx: Context[Deps]) -> None:
    """Work long outside the database, until the test lets it go on."""
    number = event.millimetres
    ctx.deps.began[number] += 1
    await ctx.deps.wait()
    async with ctx.transaction() as tx:
        await tx.execute(COUNT, {"client_id": event.client_id, "number": number, "times": 1})
        tx.publish(Answered(client_id=event.client_id, number=number))


@service.on(Weighed, outside=True)
async def weigh(event: Weighed, ctx: Context[Deps]) -> None:
    """Work long outside the database, until the test lets it go on."""
    ctx.deps.weighed.append(event.client_id)
    await ctx.deps.wait()


async def open_deps(*_: object) -> Deps:
    """New dependencies for each service that is opened."""
    return Deps()


app = App(
    service=service,
    settings=KitSettings,
    open_deps=open_deps,
    migrations=Path(toy.__file__).parent / "migrations",
    tables=tables.Table,
)
