"""What the gateway does by itself: keep live states for streams, refresh the routes, delete what is old."""

from contracts.registry import Event
from libs.service_kit import Context
from services.gateway import queries
from services.gateway.domain.live import SHOWN, live_states
from services.gateway.service import Deps, service


async def keep_live_state(event: Event, ctx: Context[Deps]) -> None:
    """Keep a new state of a client's document or task, where every replica finds it for its streams."""
    if ctx.client_id is None:
        return
    at = ctx.envelope.time if ctx.envelope is not None else ctx.now
    async with ctx.transaction() as tx:
        queries.keep_live(tx, ctx.client_id, at, ctx.now, live_states(event))


for _shown in SHOWN:
    service.on(_shown)(keep_live_state)


@service.every(seconds=1)
async def learn_routes(ctx: Context[Deps]) -> None:
    """Refresh the route table: every second until every service has answered once, then from time to time."""
    routes = ctx.deps.route_table
    await routes.learn(at_most_every=1 if routes.missing else 30)


@service.every(seconds=60)
async def forget(ctx: Context[Deps]) -> None:
    """Delete sessions, stored answers and live states that are too old."""
    async with ctx.transaction(all_tenants=True) as tx:
        await queries.forget(
            tx,
            now=ctx.now,
            answers_before=ctx.now - ctx.deps.answers_kept,
            live_before=ctx.now - ctx.deps.live_kept,
        )
