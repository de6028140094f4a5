"""Writing down, once and only by the worker that holds the lease, how an attempt ended; and saying so."""

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from contracts.events.delivery import Receipt as ReceiptFields
from contracts.fields import Reason
from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context
from libs.service_kit.telemetry import log
from services.delivery import domain
from services.delivery.attempts.load import Case, Way
from services.delivery.connections.secrets import hide, hide_in_reason
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Receipt
from services.delivery.domain import Attempt, Outcome, State, Verdict
from services.delivery.metrics import ATTEMPTS
from services.delivery.queries import connections, deliveries
from services.delivery.service import Deps


async def arrived(ctx: Context[Deps], case: Case, way: Way, receipt: Receipt) -> None:
    """The receiver has it."""
    now, lease = ctx.deps.clock(), case.lease
    proof = ReceiptFields(
        channel=way.channel,
        destination=receipt.destination,
        filename=receipt.filename,
        size=receipt.size,
        sha256=receipt.sha256,
        delivered_at=now,
        remote_id=receipt.remote_id,
        remote_answer=hide(receipt.remote_answer, way.hidden) if receipt.remote_answer else None,
        found_by_probe=receipt.found_by_probe,
    )
    async with ctx.transaction() as tx:
        verdict, outcome = Verdict(State.CONFIRMED), Outcome.ARRIVED.value
        if not await deliveries.record(tx, lease, verdict, outcome, now, channel=way.channel, receipt=proof):
            log.warning("delivery.stale", delivery=str(lease.delivery_id), fence=lease.fence, outcome=outcome)
            return
        tx.publish(completed(case, proof))
    ATTEMPTS.labels(way.channel, outcome, verdict.state.value).inc()
    log.info("delivery.confirmed", delivery=str(lease.delivery_id), channel=way.channel, attempt=lease.fence)


def completed(case: Case, proof: ReceiptFields) -> DeliveryCompleted:
    """What we say when it arrived."""
    return DeliveryCompleted(
        client_id=case.lease.client_id,
        delivery_id=case.lease.delivery_id,
        release_id=case.row.release_id,
        document_id=case.row.document_id,
        receipt=proof,
        attempts=case.lease.fence,
    )


async def did_not(ctx: Context[Deps], case: Case, way: Way | None, error: DeliveryError, *, asked: bool) -> None:
    """It did not arrive, or we cannot tell: tried again later, or a person's to settle."""
    deps, now, lease = ctx.deps, ctx.deps.clock(), case.lease
    outcome = outcome_of(error)
    verdict = domain.judge(
        outcome,
        Attempt(lease.tries, case.row.waiting_since, way is not None and way.connector.can_find, asked),
        now=now,
        jitter=deps.chance(),
        asked_to_wait=error.after if isinstance(error, NotReached) else None,
        patience=deps.patience,
    )
    reason = hide_in_reason(error.reason, way.hidden if way else ())
    stops = way if way is not None and isinstance(error, Refused) and error.connection_wide else None
    channel = way.channel if way else case.row.channel
    async with ctx.transaction() as tx:
        written = await deliveries.record(
            tx,
            lease,
            verdict,
            outcome.value,
            now,
            channel=channel,
            reason=reason,
            stopped_by=stops.connection_id if stops else None,
        )
        if written and verdict.due_at is None:
            tx.publish(failed(case, reason, ctx, channel=channel, unconfirmed=verdict.unconfirmed))
    if written:
        ATTEMPTS.labels(channel or "none", outcome.value, verdict.state.value).inc()
    log.warning(
        "delivery.did_not_arrive" if written else "delivery.stale",
        delivery=str(lease.delivery_id),
        channel=channel,
        outcome=outcome.value,
        reason=reason.code,
        state=verdict.state.value,
        attempt=lease.fence,
    )
    if stops is not None and stops.stopped is None:
        await _stop(ctx, stops, reason)


def failed(
    case: Case, reason: Reason, ctx: Context[Deps], *, channel: str | None = None, unconfirmed: bool = False
) -> DeliveryFailed:
    """What we say when a person has to act."""
    return DeliveryFailed(
        client_id=case.lease.client_id,
        delivery_id=case.lease.delivery_id,
        release_id=case.row.release_id,
        document_id=case.row.document_id,
        channel=channel,
        reason=reason,
        unconfirmed=unconfirmed,
        attempts=case.lease.fence,
        failed_at=ctx.deps.clock(),
    )


async def _stop(ctx: Context[Deps], way: Way, reason: Reason) -> None:
    """Nothing more goes through this connection until a person has looked: no account is locked by our knocking."""
    async with ctx.transaction(all_tenants=True) as tx:
        await connections.stop(tx, way.connection_id, reason)
    log.error("connection.stopped", connection=str(way.connection_id), channel=way.channel, reason=reason.code)


async def park(ctx: Context[Deps], case: Case) -> None:
    """The client has no destination any more: the delivery waits for one, and a person is told."""
    reason = Reason(code=DeliveryReason.NO_DESTINATION)
    async with ctx.transaction() as tx:
        if await deliveries.park(tx, case.lease, reason, ctx.deps.clock()):
            tx.publish(failed(case, reason, ctx))


def outcome_of(error: DeliveryError) -> Outcome:
    """The word for an error."""
    if isinstance(error, Refused):
        return Outcome.REFUSED
    return Outcome.UNCONFIRMED if isinstance(error, Unconfirmed) else Outcome.NOT_REACHED
