"""What happens when something happened."""

from datetime import datetime
from uuid import UUID

from contracts.events.client import ClientConfigured
from contracts.events.delivery import DeliveryFailed
from contracts.events.firm import FirmConfigured
from contracts.events.rendering import UblRendered
from contracts.fields import Reason
from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context, Reject
from services.delivery import domain
from services.delivery.attempts import worker
from services.delivery.domain import State
from services.delivery.queries import connections, deliveries
from services.delivery.service import Deps, service


@service.on(UblRendered)
async def take_in_parcel(event: UblRendered, ctx: Context[Deps]) -> None:
    """A file is ready for its package: send it, or say that nobody has told us where to."""
    if not event.files:
        raise Reject(f"release {event.release_id} was rendered without a file")
    async with ctx.transaction() as tx:
        destination = await connections.destination_of(tx, event.client_id)
        somewhere = destination is not None and destination.active
        state = State.PENDING if somewhere else State.NO_DESTINATION
        new = await deliveries.add(tx, event, state, ctx.now, ctx.current_correlation)
        if new and not somewhere:
            tx.publish(nowhere_to_go(event.client_id, event.release_id, event.document_id, ctx.now))
        if new and somewhere:
            tx.wake(deliver_pending)


def nowhere_to_go(client_id: UUID, release_id: UUID, document_id: UUID, now: datetime) -> DeliveryFailed:
    """What we say when a client has no destination; the delivery itself waits and goes when there is one."""
    return DeliveryFailed(
        client_id=client_id,
        delivery_id=domain.delivery_id(client_id, release_id),
        release_id=release_id,
        document_id=document_id,
        reason=Reason(code=DeliveryReason.NO_DESTINATION),
        failed_at=now,
    )


@service.on(ClientConfigured)
async def keep_client(event: ClientConfigured, ctx: Context[Deps]) -> None:
    """Remember whose client this is: that decides which connections it may use."""
    async with ctx.transaction() as tx:
        await connections.keep_client(tx, event)


@service.on(FirmConfigured)
async def keep_firm(event: FirmConfigured, ctx: Context[Deps]) -> None:
    """Remember which channels a firm has enabled for its clients."""
    async with ctx.transaction() as tx:
        await connections.keep_firm(tx, event)


@service.every(seconds=2)
async def deliver_pending(ctx: Context[Deps]) -> None:
    """Give every free hand a delivery that is due; each says when it is done, and we come round again."""
    deps = ctx.deps
    if not deps.crew.free:
        return
    now = deps.clock()
    async with ctx.transaction(all_tenants=True) as tx:
        leases = await deliveries.lease_due(tx, deps.crew.free, now, now + deps.lease)
    for lease in leases:
        deps.crew.take_up(
            worker.carry(ctx.for_client(lease.client_id), lease), done=lambda: ctx.wake("deliver_pending")
        )
