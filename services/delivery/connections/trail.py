"""What the audit trail keeps of connections and destinations: the old and the new place, and never a secret."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from contracts.events.audit import AuditRecorded
from contracts.reason import Reason
from libs.service_kit import Context
from libs.service_kit.audit import audited
from services.delivery.connectors.forms import Form, secret_fields
from services.delivery.service import Deps
from services.delivery.tables import Connection, Destination

ADDED, CHANGED, REMOVED = "connection.added", "connection.changed", "connection.removed"
Values = Mapping[str, object]


def added(ctx: Context[Deps], row: Connection) -> AuditRecorded:
    """A connection was set up."""
    return audited(ctx, ADDED, subject=row.connection_id, new=connection_values(row), **_whose(row))


def removed(ctx: Context[Deps], row: Connection) -> AuditRecorded:
    """A connection was deleted, with its secrets."""
    return audited(ctx, REMOVED, subject=row.connection_id, old=connection_values(row), **_whose(row))


def changed(
    ctx: Context[Deps], before: Values, after: Connection, model: type[Form], asked: Collection[str]
) -> AuditRecorded:
    """A connection was changed: the fields that differ from `connection_values` before, and which secrets are others.

    `asked` are the fields that the user gave; no value of a secret is told.
    """
    old, new = _difference(before, connection_values(after))
    for name in sorted(secret_fields(model) & set(asked)):
        new[name] = "changed" if name in after.secret_names else "removed"
    return audited(ctx, CHANGED, subject=after.connection_id, old=old, new=new, **_whose(after))


def tested(ctx: Context[Deps], row: Connection, reason: Reason | None) -> AuditRecorded:
    """A connection was tested: its secrets were used."""
    new = _used(row.connector, row.config) | {"result": reason.code if reason else "works"}
    return audited(ctx, "connection.tested", subject=row.connection_id, new=new)


def secret_used(
    ctx: Context[Deps], connection_id: UUID, connector: str, config: Values, delivery_id: UUID
) -> AuditRecorded:
    """A worker signed in with the secrets of a connection, for a delivery."""
    new = _used(connector, config) | {"delivery_id": delivery_id}
    return audited(ctx, "connection.secret_used", subject=connection_id, new=new)


def destination_changed(
    ctx: Context[Deps], client_id: UUID, before: Values, after: Destination | None
) -> AuditRecorded:
    """Where a client's documents go was changed: from where (`destination_values` before), to where."""
    old, new = _difference(before, destination_values(after))
    return audited(ctx, "destination.changed", subject=client_id, client_id=client_id, old=old, new=new)


def _used(connector: str, config: Values) -> dict[str, object]:
    return {"connector": connector} | {name: config[name] for name in ("host", "port", "username") if config.get(name)}


def connection_values(row: Connection) -> dict[str, object]:
    """All of a connection that may be told."""
    return {"connector": row.connector, "name": row.name, **row.config, "secrets": row.secret_names}


def destination_values(row: Destination | None) -> dict[str, object]:
    """A destination; nothing where there is none."""
    if row is None:
        return {}
    return {"connection_id": row.connection_id, "active": row.active, **row.settings}


def _difference(before: Values, after: Values) -> tuple[dict[str, object], dict[str, object]]:
    """The values that differ, as they were and as they are."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def _whose(row: Connection) -> dict[str, Any]:
    return {"client_id": row.client_id, "firm_id": row.firm_id}
