"""What a worker needs for one delivery: the files, and the route to the package with the secrets decrypted."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from contracts.fields import Route
from contracts.reason import Reason
from libs.reasons.delivery import DeliveryReason
from libs.reasons.storage import StorageReason
from libs.service_kit import Context, Reject, Retry, Transaction
from libs.service_kit.vault import SealBroken
from services.delivery.connections import secrets
from services.delivery.connections.secrets import Binding, owner_of
from services.delivery.connectors import CONNECTORS, Connector, Registered, forms
from services.delivery.connectors.errors import NotReached, Refused
from services.delivery.connectors.forms import Form
from services.delivery.connectors.parcel import Operator, Parcel, ParcelFile
from services.delivery.domain import TakenRoute
from services.delivery.queries import connections, deliveries
from services.delivery.queries.deliveries import Lease
from services.delivery.service import Deps
from services.delivery.tables import Connection, Delivery


class LeaseLost(Exception):
    """Another worker has leased the delivery (or we cannot find out): hand nothing over, record nothing."""


class StoredDataBroken(Exception):
    """What is stored of the delivery no longer has its shape: trying again does not help."""


class NoDestination(Exception):
    """The client has no destination, or no longer has one."""


@dataclass(frozen=True)
class DeliveryRoute:
    """A connection with its secrets decrypted for one attempt, and the destination within it."""

    connection_id: UUID
    channel: str
    connector: Connector
    destination: Form
    settings: dict[str, Any]
    hidden: tuple[str, ...]
    stopped: Reason | None
    by_operator: bool
    place: Mapping[str, object]

    @property
    def taken(self) -> TakenRoute:
        """What is stored of this route, so that the receiver can be asked later whether something arrived."""
        return TakenRoute(self.connection_id, self.settings)


@dataclass(frozen=True)
class Attempt:
    """A lease, and the delivery as it was when the lease began."""

    lease: Lease
    row: Delivery

    def parcel(
        self, route: DeliveryRoute, files: tuple[ParcelFile, ...], before_handover: Callable[[], Awaitable[None]]
    ) -> Parcel:
        """The parcel for one route. All that the receiver sees of it is the same on every attempt."""
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
            destination=route.destination,
            attempt=self.lease.fence,
            handed_over_in=self.row.handed_over_in,
            before_handover=before_handover,
        )


async def load(ctx: Context[Deps], lease: Lease) -> Attempt:
    """The delivery of a lease. Raises LeaseLost when another worker has it, StoredDataBroken when it is unreadable."""
    try:
        async with ctx.read() as tx:
            row = await deliveries.leased(tx, lease)
    except ValidationError as broken:
        raise StoredDataBroken from broken
    if row is None:
        raise LeaseLost
    return Attempt(lease, row)


async def files_of(ctx: Context[Deps], attempt: Attempt) -> tuple[ParcelFile, ...]:
    """The rendered files from the blob store, which checks their hashes. Raises Refused when one is missing, NotReached
    when the store does not answer."""
    try:
        return tuple(
            [ParcelFile(f.filename, f.media_type, await ctx.blobs.get(f.sha256), f.sha256) for f in attempt.row.files]
        )
    except Reject as lost:
        raise Refused(StorageReason.FILE_MISSING, answer=str(lost)) from lost
    except Retry as away:
        raise NotReached(StorageReason.BLOB_STORE_AWAY, answer=str(away)) from away


async def current_route(ctx: Context[Deps], attempt: Attempt) -> DeliveryRoute:
    """The route of the client's documents now. Raises NoDestination when there is none."""
    client_id = attempt.lease.client_id
    async with ctx.read() as tx:
        destination = await connections.destination_of(tx, client_id)
        if destination is None or not destination.active:
            raise NoDestination
        connection = await _usable(tx, client_id, destination.connection_id)
        allowed = await connections.channels_of(tx, client_id)
    if connection is None:
        raise NoDestination
    if allowed is not None and connection.connector not in allowed:
        raise Refused(DeliveryReason.CHANNEL_DISABLED, channel=connection.connector)
    return await open_route(ctx, connection, destination.settings)


async def previous_route(ctx: Context[Deps], attempt: Attempt) -> DeliveryRoute:
    """The route of the attempt whose outcome is unknown, wherever the client's documents go now."""
    taken = attempt.row.handed_over_to
    if taken is None:
        raise LookupError(f"delivery {attempt.row.delivery_id} was never handed over")
    async with ctx.read() as tx:
        connection = await _usable(tx, attempt.lease.client_id, taken.connection_id)
    if connection is None:
        raise Refused(DeliveryReason.CONNECTION_GONE)
    return await open_route(ctx, connection, taken.settings)


async def _usable(tx: Transaction, client_id: UUID, connection_id: UUID) -> Connection | None:
    """A connection that the client can use. Raises Refused when what is stored of it no longer has its shape."""
    try:
        return await connections.usable_by(tx, client_id, connection_id)
    except ValidationError as broken:
        raise Refused(DeliveryReason.STORED_DATA_BROKEN) from broken


async def open_route(ctx: Context[Deps], connection: Connection, settings: dict[str, Any]) -> DeliveryRoute:
    """Decrypt the secrets and build the connector. Raises Refused when the stored rows no longer fit its forms."""
    registered = installed_connector(connection.connector)
    try:
        opened = await secrets.unseal(ctx.vault, Binding.of(connection, registered), connection)
        config = forms.assemble(registered.config, connection.config, opened)
        destination = registered.destination.model_validate(settings)
    except SealBroken as broken:
        raise Refused.not_opened(DeliveryReason.SECRET_NEEDED, connection.connection_id) from broken
    except (Reject, ValidationError) as broken:
        raise Refused(DeliveryReason.CONNECTION_INCOMPLETE, name=connection.name) from broken
    return DeliveryRoute(
        connection_id=connection.connection_id,
        channel=registered.name,
        connector=registered.make(config, await within(ctx, connection)),
        destination=destination,
        settings=settings,
        hidden=tuple(opened.values()),
        stopped=connection.stopped,
        by_operator=registered.by_operator(connection.config),
        place=connection.config,
    )


async def within(ctx: Context[Deps], connection: Connection) -> Operator:
    """What a connection may reach of the operator's: what is open to its firm, or to its client where it has none."""
    if connection.firm_id is not None:
        return ctx.deps.operator.within(connection.firm_id)
    client_id = owner_of(connection)
    async with ctx.read() as tx:
        return ctx.deps.operator.within(await connections.firm_of(tx, client_id) or client_id)


def installed_connector(name: str) -> Registered:
    """A connector by name. Raises Refused when this installation does not have it."""
    if name not in CONNECTORS:
        raise Refused(DeliveryReason.CHANNEL_UNKNOWN, channel=name)
    return CONNECTORS[name]
