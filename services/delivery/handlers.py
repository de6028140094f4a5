"""What happens when something happened."""

from datetime import datetime
from uuid import UUID

from contracts.events.client import ClientConfigured
from contracts.events.delivery import DeliveryFailed
from contracts.events.firm import FirmConfigured
from contracts.events.release import ReleaseDecided
from contracts.events.rendering import UblRendered
from contracts.reason import Reason
from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context, Reject
from services.delivery import domain
from services.delivery.attempts import by_user, worker
from services.delivery.domain import Action, State
from services.delivery.queries import connections, deliveries
from services.delivery.service import Deps, service


@service.on(UblRendered)
async def take_in_parcel(event: UblRendered, ctx: Context[Deps]) -> None:
    """Store a rendered release as a delivery; without a destination, report that it waits for one."""
    if not event.files:
        raise Reject(f"release {event.release_id} was rendered without a file")
    async with ctx.transaction() as tx:
        destination = await connections.destination_of(tx, event.client_id)
        somewhere = destination is not None and destination.active
        state = State.PENDING if somewhere else State.NO_DESTINATION
        new = await deliveries.add(tx, event, state, ctx.now, ctx.current_correlation)
        if new and not somewhere:
            tx.publish(no_destination_event(event.client_id, event.release_id, event.document_id, ctx.now))
        if new and somewhere:
            tx.wake(deliver_pending)


def no_destination_event(client_id: UUID, release_id: UUID, document_id: UUID, now: datetime) -> DeliveryFailed:
    """The event that reports a missing destination. The delivery itself waits and is sent when there is one."""
    return DeliveryFailed(
        client_id=client_id,
        delivery_id=domain.delivery_id(client_id, release_id),
        release_id=release_id,
        document_id=document_id,
        reason=Reason(code=DeliveryReason.NO_DESTINATION),
        failed_at=now,
    )


@service.on(ReleaseDecided)
async def act_on_decision(event: ReleaseDecided, ctx: Context[Deps]) -> None:
    """Do what a user decided on a task. Nothing when the delivery has gone on meanwhile: then nothing is undecided."""
    async with ctx.transaction() as tx:
        row = await deliveries.one(tx, event.client_id, event.delivery_id)
        if row is None or row.release_id != event.release_id:
            raise Reject(f"delivery {event.delivery_id} is not of release {event.release_id}")
        if await by_user.act(tx, row, Action(event.decision), by=event.decided_by, now=ctx.now):
            tx.wake(deliver_pending)


@service.on(ClientConfigured)
async def keep_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Store the client's firm and package: the firm decides which connections it may use.

    A client that comes to another firm has no destination any more, for the one it had led to the old firm: what is
    on its way waits, and its users are told.
    """
    async with ctx.transaction() as tx:
        if not await connections.keep_client(tx, event):
            return
        await connections.remove_destination(tx, event.client_id)
        for one in await deliveries.park_all(tx, event.client_id, ctx.now):
            tx.publish(no_destination_event(event.client_id, one.release_id, one.document_id, ctx.now))


@service.on(FirmConfigured)
async def keep_firm(event: FirmConfigured, ctx: Context[Deps]) -> None:
    """Store which channels a firm has enabled for its clients."""
    async with ctx.transaction() as tx:
        await connections.keep_firm(tx, event)


@service.every(seconds=2)
async def deliver_pending(ctx: Context[Deps]) -> None:
    """Lease a due delivery for every free slot of the pool. Each one wakes this job when it is done."""
    deps = ctx.deps
    if not deps.pool.free:
        return
    now = deps.clock()
    async with ctx.transaction(all_tenants=True) as tx:
        leases = await deliveries.lease_due(tx, deps.pool.free, now, now + deps.lease)
    for lease in leases:
        deps.pool.submit(worker.carry(ctx.for_client(lease.client_id), lease), done=lambda: ctx.wake("deliver_pending"))
