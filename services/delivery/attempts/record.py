"""Recording how an attempt ended, once and only by the worker that holds the lease, and publishing it."""

from uuid import UUID

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from contracts.events.delivery import Receipt as ReceiptFields
from contracts.reason import Reason
from libs.reasons import reason_of
from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context, Transaction
from libs.service_kit.telemetry import log
from services.delivery import domain
from services.delivery.attempts.load import Attempt, DeliveryRoute
from services.delivery.connections import trail
from services.delivery.connections.secrets import hide, hide_in_reason
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused, Unconfirmed
from services.delivery.connectors.parcel import Receipt
from services.delivery.domain import AttemptFacts, Decision, Outcome, State
from services.delivery.metrics import ATTEMPTS
from services.delivery.queries import connections, deliveries
from services.delivery.queries.deliveries import DeliveryIdentity, Lease
from services.delivery.service import Deps
from services.delivery.tables import Delivery

LONGEST_ANSWER = 2000
"""What is kept of a receiver's answer, in characters."""


async def record_success(ctx: Context[Deps], attempt: Attempt, route: DeliveryRoute, receipt: Receipt) -> None:
    """Record that the receiver has it, with the receipt."""
    now, lease = ctx.deps.clock(), attempt.lease
    proof = ReceiptFields(
        channel=route.channel,
        destination=receipt.destination,
        filename=receipt.filename,
        size=receipt.size,
        sha256=receipt.sha256,
        delivered_at=now,
        remote_id=receipt.remote_id,
        remote_answer=hide(receipt.remote_answer, route.hidden)[:LONGEST_ANSWER] if receipt.remote_answer else None,
        found_by_probe=receipt.found_by_probe,
    )
    async with ctx.transaction() as tx:
        decision, outcome = Decision(State.CONFIRMED), Outcome.ARRIVED.value
        if not await deliveries.record(tx, lease, decision, outcome, now, channel=route.channel, receipt=proof):
            log.warning("delivery.stale", delivery=str(lease.delivery_id), fence=lease.fence, outcome=outcome)
            return
        tx.publish(completed(attempt, proof))
        _tell_of_secrets(tx, ctx, route, lease)
    ATTEMPTS.labels(route.channel, outcome, decision.state.value).inc()
    log.info("delivery.confirmed", delivery=str(lease.delivery_id), channel=route.channel, attempt=lease.fence)


def completed(attempt: Attempt, proof: ReceiptFields) -> DeliveryCompleted:
    """The event for a delivery that arrived."""
    return DeliveryCompleted(
        client_id=attempt.lease.client_id,
        delivery_id=attempt.lease.delivery_id,
        release_id=attempt.row.release_id,
        document_id=attempt.row.document_id,
        receipt=proof,
        attempts=attempt.lease.fence,
    )


async def record_failure(
    ctx: Context[Deps], attempt: Attempt, route: DeliveryRoute | None, error: DeliveryError, *, asked: bool
) -> None:
    """Record that it did not arrive, or that this is unknown: it is tried again later, or left to a user."""
    deps, now, lease = ctx.deps, ctx.deps.clock(), attempt.lease
    outcome, held = outcome_of(error), isinstance(error, NotReached) and error.held
    decision = domain.decide(
        outcome,
        AttemptFacts(
            lease.attempts_since_restart,
            now if held else attempt.row.waiting_since,
            route is not None and route.connector.can_find,
            asked,
        ),
        now=now,
        jitter=deps.chance(),
        asked_to_wait=error.after if isinstance(error, NotReached) else None,
        retry_policy=deps.retry_policy,
    )
    reason = hide_in_reason(reason_of(error), route.hidden if route else ())
    stops = _stopped_connection(route, error)
    channel = route.channel if route else attempt.row.channel
    async with ctx.transaction() as tx:
        written = await deliveries.record(
            tx,
            lease,
            decision,
            outcome.value,
            now,
            channel=channel,
            reason=reason,
            stopped_by=stops,
            held=held,
        )
        if written and route is not None and outcome is not Outcome.NOT_REACHED:
            _tell_of_secrets(tx, ctx, route, lease)
        if written and decision.due_at is None:
            tx.publish(failed(lease, attempt.row, reason, ctx, channel=channel, unconfirmed=decision.unconfirmed))
    if written:
        ATTEMPTS.labels(channel or "none", outcome.value, decision.state.value).inc()
    log.warning(
        "delivery.did_not_arrive" if written else "delivery.stale",
        delivery=str(lease.delivery_id),
        channel=channel,
        outcome=outcome.value,
        reason=reason.code,
        state=decision.state.value,
        attempt=lease.fence,
    )
    if stops is not None and (route is None or route.stopped is None):
        await _stop(ctx, stops, channel, reason)


def _tell_of_secrets(tx: Transaction, ctx: Context[Deps], route: DeliveryRoute, lease: Lease) -> None:
    """Put into the audit trail that a server was given our secrets; not of servers that were never reached."""
    if route.hidden and route.stopped is None:
        tx.publish(trail.secret_used(ctx, route.connection_id, route.channel, route.place, lease.delivery_id))


async def record_broken(ctx: Context[Deps], lease: Lease) -> None:
    """Record that the stored data of a delivery are unreadable: a user decides, and an error in the log says so."""
    reason = Reason(code=DeliveryReason.STORED_DATA_BROKEN)
    async with ctx.read() as tx:
        row = await deliveries.identity_of(tx, lease)
    if row is None:
        return
    decision = Decision(State.FAILED, unconfirmed=State(row.state) is State.SENT_UNCONFIRMED)
    ctx = ctx.with_correlation(row.correlation)
    async with ctx.transaction() as tx:
        outcome = Outcome.REFUSED.value
        if not await deliveries.record(tx, lease, decision, outcome, ctx.deps.clock(), reason=reason):
            return
        tx.publish(failed(lease, row, reason, ctx, channel=row.channel, unconfirmed=decision.unconfirmed))
    ATTEMPTS.labels(row.channel or "none", outcome, decision.state.value).inc()
    log.error("delivery.stored_data_broken", delivery=str(lease.delivery_id), attempt=lease.fence)


def failed(
    lease: Lease,
    row: Delivery | DeliveryIdentity,
    reason: Reason,
    ctx: Context[Deps],
    *,
    channel: str | None = None,
    unconfirmed: bool = False,
) -> DeliveryFailed:
    """The event for a delivery that a user has to act on."""
    return DeliveryFailed(
        client_id=lease.client_id,
        delivery_id=lease.delivery_id,
        release_id=row.release_id,
        document_id=row.document_id,
        channel=channel,
        reason=reason,
        unconfirmed=unconfirmed,
        attempts=lease.fence,
        failed_at=ctx.deps.clock(),
    )


def _stopped_connection(route: DeliveryRoute | None, error: DeliveryError) -> UUID | None:
    """The connection that nothing goes through any more after this error."""
    if not isinstance(error, Refused) or not error.connection_wide:
        return None
    return error.connection_id if route is None else route.connection_id


async def _stop(ctx: Context[Deps], connection_id: UUID, channel: str | None, reason: Reason) -> None:
    """Stop this connection until a user has repaired it: repeated attempts could lock the account."""
    async with ctx.transaction(all_tenants=True) as tx:
        await connections.stop(tx, connection_id, reason)
    log.error("connection.stopped", connection=str(connection_id), channel=channel, reason=reason.code)


async def park(ctx: Context[Deps], attempt: Attempt) -> None:
    """Record that the client no longer has a destination: the delivery waits for one, and this is reported."""
    reason = Reason(code=DeliveryReason.NO_DESTINATION)
    async with ctx.transaction() as tx:
        if await deliveries.park(tx, attempt.lease, reason, ctx.deps.clock()):
            tx.publish(failed(attempt.lease, attempt.row, reason, ctx))


def outcome_of(error: DeliveryError) -> Outcome:
    """The outcome that an error means."""
    if isinstance(error, Refused):
        return Outcome.REFUSED
    return Outcome.UNCONFIRMED if isinstance(error, Unconfirmed) else Outcome.NOT_REACHED
