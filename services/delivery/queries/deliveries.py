"""Every SQL statement about deliveries and attempts, named for what it returns or does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Update, case, exists, select, update
from sqlalchemy.orm import aliased

from contracts.events.delivery import Receipt
from contracts.events.rendering import UblRendered
from contracts.reason import Reason
from libs.service_kit import Transaction
from services.delivery import domain
from services.delivery.domain import OPEN, Decision, State, TakenRoute
from services.delivery.tables import Attempt, Delivery

ORDER_KEPT_FOR = 3
"""Attempts after which a delivery that fails no longer holds up the later ones of its client."""


@dataclass(frozen=True)
class Lease:
    """A delivery that a worker has leased; `fence` is the number of this lease."""

    delivery_id: UUID
    client_id: UUID
    fence: int
    attempts_since_restart: int


@dataclass(frozen=True)
class DeliveryIdentity:
    """The columns of a delivery that name it, without those stored as JSON."""

    release_id: UUID
    document_id: UUID
    state: str
    channel: str | None
    correlation: UUID | None


async def add(
    tx: Transaction, event: UblRendered, state: State, now: datetime, correlation: UUID | None = None
) -> bool:
    """Store a new delivery; False when this release has one already."""
    row = Delivery(
        delivery_id=domain.delivery_id(event.client_id, event.release_id),
        client_id=event.client_id,
        release_id=event.release_id,
        document_id=event.document_id,
        route=event.route.value,
        package=event.package,
        subject=event.subject,
        files=list(event.files),
        rendered_at=event.rendered_at,
        state=state.value,
        not_before=now,
        waiting_since=now,
        created_at=now,
        correlation=correlation,
    )
    return await tx.add(row, unless_there=True)


async def lease_due(tx: Transaction, limit: int, now: datetime, until: datetime) -> list[Lease]:
    """Lease what is due, oldest first and one at a time for each client, across all clients.

    A delivery that has failed a few times no longer holds up the later ones: one bad document must not keep a client's
    others waiting for a day.
    """
    earlier = aliased(Delivery)
    held_up = exists().where(
        earlier.client_id == Delivery.client_id,
        earlier.seq < Delivery.seq,
        earlier.state.in_([s.value for s in OPEN]),
        earlier.attempts_since_restart < ORDER_KEPT_FOR,
    )
    due = (
        select(Delivery.delivery_id)
        .where(Delivery.state.in_([s.value for s in OPEN]), Delivery.not_before <= now, ~held_up)
        .order_by(Delivery.seq)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = await tx.all(due)
    if not ids:
        return []
    unclear = Delivery.state == State.SENT_UNCONFIRMED.value
    taken = await tx.tuples(
        update(Delivery)
        .where(Delivery.delivery_id.in_(ids))
        .values(
            state=case((unclear, State.SENT_UNCONFIRMED.value), else_=State.LEASED.value),
            fence=Delivery.fence + 1,
            attempts_since_restart=Delivery.attempts_since_restart + 1,
            not_before=until,
        )
        .returning(Delivery.delivery_id, Delivery.client_id, Delivery.fence, Delivery.attempts_since_restart)
    )
    leases = [Lease(*columns) for columns in taken]
    await tx.add_all(
        [
            Attempt(delivery_id=a.delivery_id, number=a.fence, client_id=a.client_id, started_at=now, by_operator=False)
            for a in leases
        ]
    )
    return leases


def _held(lease: Lease) -> ColumnElement[bool]:
    """The condition that the lease is the latest one and the delivery still open."""
    return (
        (Delivery.client_id == lease.client_id)
        & (Delivery.delivery_id == lease.delivery_id)
        & (Delivery.fence == lease.fence)
        & Delivery.state.in_([s.value for s in OPEN])
    )


async def leased(tx: Transaction, lease: Lease) -> Delivery | None:
    """The delivery of a lease; None when another worker has leased it or it is no longer open."""
    return await tx.one(select(Delivery).where(_held(lease)))


async def identity_of(tx: Transaction, lease: Lease) -> DeliveryIdentity | None:
    """The plain columns of a leased delivery, readable when its JSON columns are not; None: the lease is lost."""
    columns = (Delivery.release_id, Delivery.document_id, Delivery.state, Delivery.channel, Delivery.correlation)
    found = await tx.tuples(select(*columns).where(_held(lease)))
    return DeliveryIdentity(*found[0]) if found else None


async def prolong(tx: Transaction, lease: Lease, until: datetime) -> bool:
    """Prolong the lease; False when another worker has the delivery."""
    return await tx.execute(update(Delivery).where(_held(lease)).values(not_before=until)) == 1


async def record_not_there(tx: Transaction, lease: Lease) -> bool:
    """Record the answer that the document surely did not arrive; False when another worker has the delivery."""
    return await tx.execute(update(Delivery).where(_held(lease)).values(state=State.LEASED.value)) == 1


async def begin_handover(
    tx: Transaction,
    lease: Lease,
    to: TakenRoute,
    channel: str,
    now: datetime,
    until: datetime,
    *,
    by_operator: bool = False,
) -> bool:
    """Record that from now on the document may have arrived; False when another worker has the delivery."""
    begun = await tx.execute(
        update(Delivery)
        .where(_held(lease))
        .values(
            state=State.SENT_UNCONFIRMED.value,
            handed_over_in=lease.fence,
            handed_over_to=to,
            channel=channel,
            not_before=until,
        )
    )
    await tx.execute(_attempt(lease).values(handed_over_at=now, by_operator=by_operator))
    return begun == 1


async def record(
    tx: Transaction,
    lease: Lease,
    decision: Decision,
    outcome: str,
    now: datetime,
    *,
    channel: str | None = None,
    reason: Reason | None = None,
    receipt: Receipt | None = None,
    stopped_by: UUID | None = None,
    held: bool = False,
) -> bool:
    """Record how an attempt ended; False, and nothing is written, when another worker has the delivery.

    `held`: it was not tried. It counts as no attempt, so it keeps its turn before the client's later ones, and the time
    until it is given up begins again.
    """
    final = decision.due_at is None
    written = await tx.execute(
        update(Delivery)
        .where(_held(lease))
        .values(
            state=decision.state.value,
            unconfirmed=decision.unconfirmed,
            not_before=decision.due_at or now,
            channel=channel or Delivery.channel,
            reason=reason,
            receipt=receipt,
            stopped_by=stopped_by,
            finished_at=now if final else None,
            waiting_since=now if held else Delivery.waiting_since,
            attempts_since_restart=Delivery.attempts_since_restart - (1 if held else 0),
        )
    )
    if written != 1:
        return False
    await tx.execute(_attempt(lease).values(ended_at=now, outcome=outcome, reason=reason))
    return True


def _attempt(lease: Lease) -> Update:
    mine = (Attempt.client_id == lease.client_id, Attempt.delivery_id == lease.delivery_id)
    return update(Attempt).where(*mine, Attempt.number == lease.fence)


async def park_all(tx: Transaction, client_id: UUID, now: datetime) -> Sequence[DeliveryIdentity]:
    """Let what is on its way wait for a destination; returns what does. A worker that has one leased loses the lease.

    What may have arrived already keeps its state: the receiver is asked, or a user decides.
    """
    open_ones = (Delivery.client_id == client_id, Delivery.state.in_([State.PENDING.value, State.LEASED.value]))
    parked = update(Delivery).where(*open_ones)
    values = parked.values(state=State.NO_DESTINATION.value, not_before=now, fence=Delivery.fence + 1, reason=None)
    columns = (Delivery.release_id, Delivery.document_id, Delivery.state, Delivery.channel, Delivery.correlation)
    return [DeliveryIdentity(*row) for row in await tx.tuples(values.returning(*columns))]


async def park(tx: Transaction, lease: Lease, reason: Reason, now: datetime) -> bool:
    """Let a delivery wait for a destination; False when another worker has the delivery."""
    parked = await tx.execute(
        update(Delivery).where(_held(lease)).values(state=State.NO_DESTINATION.value, not_before=now, reason=reason)
    )
    await tx.execute(_attempt(lease).values(ended_at=now, outcome="no_destination"))
    return parked == 1


async def one(tx: Transaction, client_id: UUID, delivery_id: UUID) -> Delivery | None:
    """A delivery of this client."""
    mine = (Delivery.client_id == client_id, Delivery.delivery_id == delivery_id)
    return await tx.one(select(Delivery).where(*mine))


async def attempts_of(tx: Transaction, client_id: UUID, delivery_id: UUID) -> Sequence[Attempt]:
    """Its attempts, first to last."""
    mine = (Attempt.client_id == client_id, Attempt.delivery_id == delivery_id)
    return await tx.all(select(Attempt).where(*mine).order_by(Attempt.number))


async def page(
    tx: Transaction,
    client_id: UUID,
    *,
    limit: int,
    before: int | None = None,
    states: Sequence[str] = (),
    document_id: UUID | None = None,
) -> Sequence[Delivery]:
    """A client's deliveries, newest first, those before `before` in the list."""
    rows = select(Delivery).where(Delivery.client_id == client_id)
    if before is not None:
        rows = rows.where(Delivery.seq < before)
    if states:
        rows = rows.where(Delivery.state.in_(states))
    if document_id is not None:
        rows = rows.where(Delivery.document_id == document_id)
    return await tx.all(rows.order_by(Delivery.seq.desc()).limit(limit))


async def restart(tx: Transaction, client_id: UUID, now: datetime, *which: ColumnElement[bool]) -> int:
    """Start stopped deliveries again as if just rendered; returns how many."""
    return await tx.execute(
        update(Delivery)
        .where(Delivery.client_id == client_id, *which)
        .values(
            state=State.PENDING.value,
            not_before=now,
            waiting_since=now,
            attempts_since_restart=0,
            unconfirmed=False,
            handed_over_in=None,
            handed_over_to=None,
            stopped_by=None,
            reason=None,
            finished_at=None,
        )
    )


async def give_destination(tx: Transaction, client_id: UUID, now: datetime) -> int:
    """Send what waited for a destination, and end the pauses of other deliveries; returns how many had waited."""
    await make_due(tx, [client_id], now)
    return await restart(tx, client_id, now, Delivery.state == State.NO_DESTINATION.value)


async def make_due(tx: Transaction, clients: Sequence[UUID], now: datetime) -> int:
    """End the pauses of deliveries that wait for their next attempt, because a user has changed something."""
    waiting = (Delivery.state == State.PENDING.value) & (Delivery.not_before > now)
    return await tx.execute(update(Delivery).where(Delivery.client_id.in_(clients), waiting).values(not_before=now))


async def restart_stopped(tx: Transaction, connection_id: UUID, now: datetime) -> int:
    """Start again what failed because a connection was stopped, across all clients; returns how many."""
    stopped = (Delivery.stopped_by == connection_id) & (Delivery.state == State.FAILED.value) & ~Delivery.unconfirmed
    clients = await tx.all(select(Delivery.client_id).where(stopped).distinct())
    return sum([await restart(tx, client_id, now, stopped) for client_id in clients])


async def confirm_by_user(tx: Transaction, client_id: UUID, delivery_id: UUID, receipt: Receipt, now: datetime) -> int:
    """Record that a user has seen the document in the package."""
    return await tx.execute(
        update(Delivery)
        .where(Delivery.client_id == client_id, Delivery.delivery_id == delivery_id)
        .values(
            state=State.CONFIRMED.value,
            unconfirmed=False,
            receipt=receipt,
            reason=None,
            finished_at=now,
        )
    )
