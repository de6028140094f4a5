"""Every SQL statement about connections, destinations, and what clients and firms have allowed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from contracts.events.client import ClientConfigured
from contracts.events.firm import FirmConfigured
from contracts.reason import Reason
from libs.service_kit import Transaction
from services.delivery.tables import Client, Connection, Destination, Firm

DEFAULT_CHANNELS: tuple[str, ...] = FirmConfigured.model_fields["channels"].default


class ConnectionChanges(TypedDict, total=False):
    """The columns of a connection that can change."""

    name: str
    config: dict[str, Any]
    secret_names: list[str]
    sealed: bytes | None
    checked_at: datetime


async def keep_client(tx: Transaction, event: ClientConfigured) -> bool:
    """Store the client's firm and package; whether it had another firm before."""
    before = await tx.one(select(Client).where(Client.client_id == event.client_id).with_for_update())
    client = Client(client_id=event.client_id, firm_id=event.firm_id, package=event.package, revision=event.revision)
    await tx.replace(client, newest_by="revision")
    if before is None or before.firm_id is None or before.revision > event.revision:
        return False
    return before.firm_id != event.firm_id


async def keep_firm(tx: Transaction, event: FirmConfigured) -> None:
    """Store the channels that this firm has enabled; none when it is not active."""
    channels = list(event.channels) if event.active else []
    await tx.replace(Firm(firm_id=event.firm_id, channels=channels, revision=event.revision), newest_by="revision")


async def firm_of(tx: Transaction, client_id: UUID) -> UUID | None:
    """The firm of a client; None for a client without one."""
    firm_id: UUID | None = await tx.one(select(Client.firm_id).where(Client.client_id == client_id))
    return firm_id


async def channels_of(tx: Transaction, client_id: UUID) -> frozenset[str] | None:
    """The channels that a client's firm has enabled; None for a client without a firm, who may use any."""
    firm_id = await firm_of(tx, client_id)
    if firm_id is None:
        return None
    return await channels_of_firm(tx, firm_id)


async def channels_of_firm(tx: Transaction, firm_id: UUID) -> frozenset[str]:
    """The channels that a firm has enabled; the defaults until its settings are known."""
    channels = await tx.one(select(Firm.channels).where(Firm.firm_id == firm_id))
    return frozenset(DEFAULT_CHANNELS if channels is None else channels)


async def visible_to(tx: Transaction, client_id: UUID) -> Sequence[Connection]:
    """A client's own connections and those its firm has set up for its clients, oldest first."""
    firm_id = await firm_of(tx, client_id)
    mine = Connection.client_id == client_id
    ours = Connection.client_id.is_(None) & (Connection.firm_id == firm_id)
    which = or_(mine, ours) if firm_id else mine
    return await tx.all(select(Connection).where(which).order_by(Connection.created_at, Connection.connection_id))


async def usable_by(tx: Transaction, client_id: UUID, connection_id: UUID) -> Connection | None:
    """One connection, when it is the client's own or its firm's; otherwise None."""
    return next((row for row in await visible_to(tx, client_id) if row.connection_id == connection_id), None)


async def of_firm(tx: Transaction, firm_id: UUID, connection_id: UUID | None = None) -> Sequence[Connection]:
    """A firm's connections for its clients (across all clients), or the one named."""
    rows = select(Connection).where(Connection.firm_id == firm_id)
    if connection_id is not None:
        rows = rows.where(Connection.connection_id == connection_id)
    return await tx.all(rows.order_by(Connection.created_at, Connection.connection_id))


async def change(tx: Transaction, connection_id: UUID, **changes: Unpack[ConnectionChanges]) -> int:
    """Change columns of a connection. A change also lifts a stop, because a user has looked at it."""
    return await tx.execute(
        update(Connection).where(Connection.connection_id == connection_id).values(**changes, stopped=None)
    )


async def checked(tx: Transaction, connection_id: UUID, now: datetime) -> None:
    """Store when the connection was last tested with success, and lift a stop."""
    await change(tx, connection_id, checked_at=now)


async def stop(tx: Transaction, connection_id: UUID, reason: Reason) -> int:
    """Stop a connection until a user has repaired it (a firm's: across all clients)."""
    return await tx.execute(update(Connection).where(Connection.connection_id == connection_id).values(stopped=reason))


async def remove(tx: Transaction, connection_id: UUID) -> int:
    """Delete a connection and its secrets."""
    return await tx.execute(delete(Connection).where(Connection.connection_id == connection_id))


async def users_of(tx: Transaction, connection_id: UUID) -> Sequence[UUID]:
    """The clients whose documents go through a connection."""
    return await tx.all(select(Destination.client_id).where(Destination.connection_id == connection_id))


async def destination_of(tx: Transaction, client_id: UUID) -> Destination | None:
    """The destination of a client's documents; None when it has none."""
    return await tx.one(select(Destination).where(Destination.client_id == client_id))


async def set_destination(tx: Transaction, destination: Destination) -> None:
    """Store where a client's documents go from now on."""
    await tx.replace(destination)


async def remove_destination(tx: Transaction, client_id: UUID) -> int:
    """Delete the destination: from now on the client's documents wait."""
    return await tx.execute(delete(Destination).where(Destination.client_id == client_id))
