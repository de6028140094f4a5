"""One delivery from lease to record: load, act outside any transaction, record the result once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context
from libs.service_kit.backoff import backoff
from libs.service_kit.database import Contended, DatabaseAway
from libs.service_kit.telemetry import log
from services.delivery import domain
from services.delivery.attempts.load import (
    Attempt,
    DeliveryRoute,
    LeaseLost,
    NoDestination,
    StoredDataBroken,
    current_route,
    files_of,
    load,
    previous_route,
)
from services.delivery.attempts.rates import within_rates
from services.delivery.attempts.record import park, record_broken, record_failure, record_success
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Receipt
from services.delivery.domain import State, Step
from services.delivery.queries import deliveries
from services.delivery.queries.deliveries import Lease
from services.delivery.service import Deps

DATABASE_AWAY = (DatabaseAway, Contended, asyncpg.PostgresError)
RECORD_FOR = timedelta(minutes=10)
ABANDONED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class AttemptResult:
    """How an attempt ended: a receipt or an error. `asked` when nothing was sent and the receiver was only asked."""

    route: DeliveryRoute | None = None
    receipt: Receipt | None = None
    error: DeliveryError | None = None
    asked: bool = False


async def carry(ctx: Context[Deps], lease: Lease) -> None:
    """Carry out one leased delivery and record the result."""
    await ctx.deps.fault_point("leased")
    try:
        async with _extended(ctx, lease):
            attempt = await load(ctx, lease)
            ctx = ctx.with_correlation(attempt.row.correlation)
            await ctx.deps.fault_point("loaded")
            result = await _act(ctx, attempt)
            await ctx.deps.fault_point("acted")
            await _record(ctx, attempt, result)
    except LeaseLost:
        log.warning("delivery.lease_lost", delivery=str(lease.delivery_id), fence=lease.fence)
    except StoredDataBroken:
        await record_broken(ctx, lease)
    except NoDestination:
        await park(ctx, attempt)
    except DATABASE_AWAY as away:
        log.warning("delivery.abandoned", delivery=str(lease.delivery_id), error=type(away).__name__)
    await ctx.deps.fault_point("recorded")


async def _act(ctx: Context[Deps], attempt: Attempt) -> AttemptResult:
    """Ask the receiver when the document may have arrived; send it when it surely has not."""
    if State(attempt.row.state) is State.SENT_UNCONFIRMED:
        answer = await _ask(ctx, attempt)
        await ctx.deps.fault_point("asked")
        if answer is not None:
            return answer
        await _surely_not_there(ctx, attempt)
    return await _send(ctx, attempt)


async def _ask(ctx: Context[Deps], attempt: Attempt) -> AttemptResult | None:
    """The result of asking whether an earlier attempt arrived. None: it surely did not, so it may be sent."""
    route = None
    try:
        _give_up_abandoned(ctx, attempt)
        route = await previous_route(ctx, attempt)
        if domain.step_for(State(attempt.row.state), can_find=route.connector.can_find) is Step.STOP:
            raise Unconfirmed(DeliveryReason.CANNOT_BE_ASKED, channel=route.channel)
        if route.stopped is not None:
            raise NotReached(DeliveryReason.CONNECTION_STOPPED)
        found = await route.connector.find(attempt.parcel(route, await files_of(ctx, attempt), _never))
    except DeliveryError as error:
        return AttemptResult(route, error=error, asked=True)
    return None if found is None else AttemptResult(route, receipt=found)


async def _send(ctx: Context[Deps], attempt: Attempt) -> AttemptResult:
    """Hand it over by the current route of the client's documents."""
    route = None
    try:
        _give_up_abandoned(ctx, attempt)
        route = await current_route(ctx, attempt)
        if route.stopped is not None:
            raise Refused.again(route.stopped)
        if route.by_operator:
            await within_rates(ctx, attempt.lease)
        chosen = route
        parcel = attempt.parcel(route, await files_of(ctx, attempt), lambda: _before_handover(ctx, attempt, chosen))
        return AttemptResult(route, receipt=await route.connector.deliver(parcel))
    except DeliveryError as error:
        return AttemptResult(route, error=error)


def _give_up_abandoned(ctx: Context[Deps], attempt: Attempt) -> None:
    """Raises NotReached when workers crashed again and again until well after the retry policy would have given up."""
    if ctx.deps.clock() - attempt.row.waiting_since > ctx.deps.retry_policy.give_up + ABANDONED_FOR:
        raise NotReached(DeliveryReason.GIVEN_UP)


async def _never() -> None:
    raise LeaseLost


async def _surely_not_there(ctx: Context[Deps], attempt: Attempt) -> None:
    """Record the answer before sending: a worker that follows after a crash must not ask the same question again."""
    async with ctx.transaction() as tx:
        if not await deliveries.record_not_there(tx, attempt.lease):
            raise LeaseLost


async def _before_handover(ctx: Context[Deps], attempt: Attempt, route: DeliveryRoute) -> None:
    """Record, in a short transaction of its own, that the document may have arrived from now on. Raises LeaseLost."""
    await ctx.deps.fault_point("before_handover")
    now = ctx.deps.clock()
    try:
        async with ctx.transaction() as tx:
            ours = await deliveries.begin_handover(
                tx,
                attempt.lease,
                route.taken,
                route.channel,
                now,
                now + ctx.deps.lease,
                by_operator=route.by_operator,
            )
    except DATABASE_AWAY as away:
        raise LeaseLost from away
    if not ours:
        raise LeaseLost
    await ctx.deps.fault_point("handover_recorded")


@asynccontextmanager
async def _extended(ctx: Context[Deps], lease: Lease) -> AsyncIterator[None]:
    """Prolong the lease while the work lasts; the lease of a process that died simply expires."""

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


async def _record(ctx: Context[Deps], attempt: Attempt, result: AttemptResult) -> None:
    """Record the result once. When the database is away, wait for it: the result must not be lost."""
    deadline, pauses = ctx.deps.clock() + RECORD_FOR, backoff(0.1, 5)
    while True:
        try:
            if result.receipt is not None and result.route is not None:
                return await record_success(ctx, attempt, result.route, result.receipt)
            if result.error is not None:
                return await record_failure(ctx, attempt, result.route, result.error, asked=result.asked)
        except DATABASE_AWAY as away:
            if ctx.deps.clock() > deadline:
                raise
            log.warning("delivery.database_away", error=type(away).__name__)
        await asyncio.sleep(next(pauses))
