"""One delivery from lease to record: load, act outside any transaction, write down once what became of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context
from libs.service_kit.backoff import backoff
from libs.service_kit.database import CONNECTION_LOST
from libs.service_kit.telemetry import log
from services.delivery import domain
from services.delivery.attempts import record
from services.delivery.attempts.load import Case, LeaseLost, NowhereToGo, Way, files_of, load, way_now, way_then
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Receipt
from services.delivery.domain import State, Step
from services.delivery.queries import deliveries
from services.delivery.queries.deliveries import Lease
from services.delivery.service import Deps

DATABASE_AWAY = (DBAPIError, *CONNECTION_LOST)
RECORD_FOR = timedelta(minutes=10)
ABANDONED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Ending:
    """How an attempt ended: a receipt or an error; `asked` when nothing was sent, only a question put."""

    way: Way | None = None
    receipt: Receipt | None = None
    error: DeliveryError | None = None
    asked: bool = False


async def carry(ctx: Context[Deps], lease: Lease) -> None:
    """Bring one leased delivery as far as it goes."""
    await ctx.deps.reached("leased")
    try:
        async with _kept(ctx, lease):
            case = await load(ctx, lease)
            ctx = ctx.with_correlation(case.row.correlation)
            await ctx.deps.reached("loaded")
            ending = await _act(ctx, case)
            await ctx.deps.reached("acted")
            await _record(ctx, case, ending)
    except LeaseLost:
        log.warning("delivery.lease_lost", delivery=str(lease.delivery_id), fence=lease.fence)
    except NowhereToGo:
        await record.park(ctx, case)
    except DATABASE_AWAY as away:
        log.warning("delivery.abandoned", delivery=str(lease.delivery_id), error=type(away).__name__)
    await ctx.deps.reached("recorded")


async def _act(ctx: Context[Deps], case: Case) -> Ending:
    """Ask where it may be there already; send where it surely is not."""
    if State(case.row.state) is State.SENT_UNCONFIRMED:
        answer = await _ask(ctx, case)
        await ctx.deps.reached("asked")
        if answer is not None:
            return answer
        await _surely_not_there(ctx, case)
    return await _send(ctx, case)


async def _ask(ctx: Context[Deps], case: Case) -> Ending | None:
    """Whether the attempt whose outcome is unknown arrived. None: it surely did not, so it may be sent."""
    way = None
    try:
        _not_for_ever(ctx, case)
        way = await way_then(ctx, case)
        if domain.step_for(State(case.row.state), can_find=way.connector.can_find) is Step.STOP:
            raise Unconfirmed(DeliveryReason.CANNOT_BE_ASKED, channel=way.channel)
        if way.stopped is not None:
            raise NotReached(DeliveryReason.CONNECTION_STOPPED)
        found = await way.connector.find(case.parcel(way, await files_of(ctx, case), _never))
    except DeliveryError as error:
        return Ending(way, error=error, asked=True)
    return None if found is None else Ending(way, receipt=found)


async def _send(ctx: Context[Deps], case: Case) -> Ending:
    """Hand it over by the way that the client's documents take now."""
    way = None
    try:
        _not_for_ever(ctx, case)
        way = await way_now(ctx, case)
        if way.stopped is not None:
            raise Refused.again(way.stopped)
        chosen = way
        parcel = case.parcel(way, await files_of(ctx, case), lambda: _before_handover(ctx, case, chosen))
        return Ending(way, receipt=await way.connector.deliver(parcel))
    except DeliveryError as error:
        return Ending(way, error=error)


def _not_for_ever(ctx: Context[Deps], case: Case) -> None:
    """A delivery whose workers die again and again is given up too, some time after its day."""
    if ctx.deps.clock() - case.row.waiting_since > ctx.deps.patience.give_up + ABANDONED_FOR:
        raise NotReached(DeliveryReason.GIVEN_UP)


async def _never() -> None:
    raise LeaseLost


async def _surely_not_there(ctx: Context[Deps], case: Case) -> None:
    """Write down the answer before sending: whoever comes after a crash must not put the same question again."""
    async with ctx.transaction() as tx:
        if not await deliveries.not_there(tx, case.lease):
            raise LeaseLost


async def _before_handover(ctx: Context[Deps], case: Case, way: Way) -> None:
    """Write down that the document may be there from now on, in a short transaction of its own."""
    await ctx.deps.reached("before_handover")
    now = ctx.deps.clock()
    try:
        async with ctx.transaction() as tx:
            ours = await deliveries.begin_handover(tx, case.lease, way.taken, way.channel, now, now + ctx.deps.lease)
    except DATABASE_AWAY as away:
        raise LeaseLost from away
    if not ours:
        raise LeaseLost
    await ctx.deps.reached("handover_written_down")


@asynccontextmanager
async def _kept(ctx: Context[Deps], lease: Lease) -> AsyncIterator[None]:
    """Prolong the lease for as long as the work takes; a process that is gone prolongs nothing."""

    async def prolong() -> None:
        while True:
            await asyncio.sleep(ctx.deps.lease.total_seconds() / 3)
            with suppress(*DATABASE_AWAY):
                async with ctx.transaction() as tx:
                    if not await deliveries.prolong(tx, lease, ctx.deps.clock() + ctx.deps.lease):
                        return

    keeping = asyncio.create_task(prolong())
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.wait({keeping})


async def _record(ctx: Context[Deps], case: Case, ending: Ending) -> None:
    """Write it down once. When the database is away, wait for it: what we know must not be lost."""
    deadline, pauses = ctx.deps.clock() + RECORD_FOR, backoff(0.1, 5)
    while True:
        try:
            if ending.receipt is not None and ending.way is not None:
                return await record.arrived(ctx, case, ending.way, ending.receipt)
            if ending.error is not None:
                return await record.did_not(ctx, case, ending.way, ending.error, asked=ending.asked)
        except DATABASE_AWAY as away:
            if ctx.deps.clock() > deadline:
                raise
            log.warning("delivery.database_away", error=type(away).__name__)
        await asyncio.sleep(next(pauses))
