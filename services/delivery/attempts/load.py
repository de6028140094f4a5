"""What a worker needs in its hands for one delivery: the files, and a way to its package with the secrets opened."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from contracts.fields import Reason, Route
from libs.reasons.delivery import DeliveryReason
from libs.reasons.storage import StorageReason
from libs.service_kit import Context, Reject, Retry
from services.delivery.connections import secrets
from services.delivery.connectors import CONNECTORS, Connector, Registered, forms
from services.delivery.connectors.errors import NotReached, Refused
from services.delivery.connectors.forms import Form
from services.delivery.connectors.parcel import Parcel, ParcelFile
from services.delivery.domain import TakenRoute
from services.delivery.queries import connections, deliveries
from services.delivery.queries.deliveries import Lease
from services.delivery.service import Deps
from services.delivery.tables import Connection, Delivery


class LeaseLost(Exception):
    """Another worker has taken the delivery over (or we cannot ask): hand nothing over, write nothing down."""


class NowhereToGo(Exception):
    """The client has no destination (any more)."""


@dataclass(frozen=True)
class Way:
    """A connection opened for one attempt, and the place within it."""

    connection_id: UUID
    channel: str
    connector: Connector
    destination: Form
    settings: dict[str, Any]
    hidden: tuple[str, ...]
    stopped: Reason | None

    @property
    def taken(self) -> TakenRoute:
        """How to find this way again, to ask whether something arrived by it."""
        return TakenRoute(self.connection_id, self.settings)


@dataclass(frozen=True)
class Case:
    """One delivery as it was found."""

    lease: Lease
    row: Delivery

    def parcel(self, way: Way, files: tuple[ParcelFile, ...], before_handover: Callable[[], Awaitable[None]]) -> Parcel:
        """The parcel for one way; all that the other side sees of it is the same on every attempt."""
        return Parcel(
            delivery_id=self.lease.delivery_id,
            client_id=self.lease.client_id,
            release_id=self.row.release_id,
            document_id=self.row.document_id,
            route=Route(self.row.route),
            package=self.row.package,
            subject=self.row.subject,
            files=files,
            rendered_at=self.row.rendered_at,
            destination=way.destination,
            attempt=self.lease.fence,
            handed_over_in=self.row.handed_over_in,
            before_handover=before_handover,
        )


async def load(ctx: Context[Deps], lease: Lease) -> Case:
    """The delivery of a lease that is still ours."""
    async with ctx.read() as tx:
        row = await deliveries.leased(tx, lease)
    if row is None:
        raise LeaseLost
    return Case(lease, row)


async def files_of(ctx: Context[Deps], case: Case) -> tuple[ParcelFile, ...]:
    """The rendered files out of the blob store, verified by it."""
    try:
        return tuple(
            [ParcelFile(f.filename, f.media_type, await ctx.blobs.get(f.sha256), f.sha256) for f in case.row.files]
        )
    except Reject as lost:
        raise Refused(StorageReason.FILE_MISSING, answer=str(lost)) from lost
    except Retry as away:
        raise NotReached(StorageReason.BLOB_STORE_AWAY, answer=str(away)) from away


async def way_now(ctx: Context[Deps], case: Case) -> Way:
    """The way that the client's documents take now; NowhereToGo when there is none."""
    client_id = case.lease.client_id
    async with ctx.read() as tx:
        destination = await connections.destination_of(tx, client_id)
        if destination is None or not destination.active:
            raise NowhereToGo
        connection = await connections.usable_by(tx, client_id, destination.connection_id)
        allowed = await connections.channels_of(tx, client_id)
    if connection is None:
        raise NowhereToGo
    if allowed is not None and connection.connector not in allowed:
        raise Refused(DeliveryReason.CHANNEL_DISABLED, channel=connection.connector)
    return await open_way(ctx, connection, destination.settings)


async def way_then(ctx: Context[Deps], case: Case) -> Way:
    """The way that the unclear attempt took, wherever the client's documents go now."""
    taken = case.row.handed_over_to
    if taken is None:
        raise LookupError(f"delivery {case.row.delivery_id} was never handed over")
    async with ctx.read() as tx:
        connection = await connections.usable_by(tx, case.lease.client_id, taken.connection_id)
    if connection is None:
        raise Refused(DeliveryReason.CONNECTION_GONE)
    return await open_way(ctx, connection, taken.settings)


async def open_way(ctx: Context[Deps], connection: Connection, settings: dict[str, Any]) -> Way:
    """Unseal the secrets and put the connector together; Refused when the stored rows no longer fit its forms."""
    registered = known(connection.connector)
    try:
        opened = await secrets.unseal(ctx.vault, connection)
        config = forms.assemble(registered.config, connection.config, opened)
        destination = registered.destination.model_validate(settings)
    except (Reject, ValidationError) as broken:
        raise Refused(DeliveryReason.CONNECTION_INCOMPLETE, name=connection.name) from broken
    return Way(
        connection_id=connection.connection_id,
        channel=registered.name,
        connector=registered.make(config, ctx.deps.operator),
        destination=destination,
        settings=settings,
        hidden=tuple(opened.values()),
        stopped=connection.stopped,
    )


def known(name: str) -> Registered:
    """A connector of this installation."""
    if name not in CONNECTORS:
        raise Refused(DeliveryReason.CHANNEL_UNKNOWN, channel=name)
    return CONNECTORS[name]
