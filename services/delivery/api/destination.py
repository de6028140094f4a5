"""Where one client's documents go."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ValidationError

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode, Transaction
from libs.service_kit.http import allowed
from services.delivery.api import owners
from services.delivery.api.caller import rights_of
from services.delivery.api.owners import ClientOwner
from services.delivery.api.views import DestinationChange, DestinationView
from services.delivery.connections import recipients, setup, trail
from services.delivery.connectors import forms
from services.delivery.connectors.forms import Form
from services.delivery.handlers import deliver_pending
from services.delivery.queries import connections, deliveries
from services.delivery.service import Deps
from services.delivery.tables import Connection, Destination

STAFF = "connections:all"
"""The right of a firm's staff on a client."""

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["connections"])


@router.get("/destination", operation_id="showDestination")
async def show_destination(
    client_id: UUID, ctx: Annotated[Context[Deps], Depends(allowed("connections:read"))]
) -> DestinationView | None:
    """Where the documents go; null when there is no destination yet."""
    async with ctx.read() as tx:
        row = await connections.destination_of(tx, client_id)
        connection = None if row is None else await connections.usable_by(tx, client_id, row.connection_id)
    if row is None or connection is None:
        return None
    return DestinationView(
        connection_id=row.connection_id,
        settings=row.settings,
        active=row.active,
        connector=connection.connector,
        changed_at=row.changed_at,
    )


@router.put("/destination", operation_id="setDestination")
async def set_destination(
    change: DestinationChange, client: Annotated[ClientOwner, Depends(owners.client)]
) -> DestinationView:
    """Set where the documents go. What waited for a destination is sent at once; what was sent stays where it is."""
    ctx, client_id = client.ctx, client.owner_id
    async with client.transaction() as tx:
        connection = await client.usable(tx, change.connection_id)
        channels = await client.channels(tx)
        connector = setup.usable(connection.connector, rights=rights_of(ctx), channels=channels)
        setup.refuse_unworkable(connector, connection.config, ctx.deps.operator)
        place = setup.checked(connector.destination, change.settings, below="settings")
        if STAFF not in rights_of(ctx):
            await _refuse_unconfirmed(tx, client, connection, place)
        settings = forms.plain_part(place)
        destination = Destination(
            client_id=client_id,
            connection_id=change.connection_id,
            settings=settings,
            active=change.active,
            changed_at=ctx.now,
        )
        before = trail.destination_values(await connections.destination_of(tx, client_id))
        tx.publish(trail.destination_changed(ctx, client_id, before, destination))
        await connections.set_destination(tx, destination)
        if change.active:
            await deliveries.give_destination(tx, client_id, ctx.now)
            tx.wake(deliver_pending)
    return DestinationView(
        connection_id=change.connection_id,
        settings=settings,
        active=change.active,
        connector=connector.name,
        changed_at=ctx.now,
    )


async def _refuse_unconfirmed(tx: Transaction, client: ClientOwner, connection: Connection, place: Form) -> None:
    """Raises Refusal (422) for an e-mail address that a user of the client may not set."""
    before = await connections.destination_of(tx, client.owner_id)
    known: Mapping[str, str] = {}
    if before is not None and (one := await connections.usable_by(tx, client.owner_id, before.connection_id)):
        with suppress(ValidationError):  # what is stored no longer fits its form: then nothing of it is known
            known = setup.registered(one.connector).destination.model_validate(before.settings).recipients()
    wall = connection.firm_id or await connections.firm_of(tx, client.owner_id) or client.owner_id
    domains = (domain.value for domain in client.ctx.deps.operator.within(wall).mail_domains)
    recipients.refuse_unconfirmed(place.recipients(), known=known.values(), domains=domains)


@router.delete("/destination", operation_id="removeDestination", status_code=204)
async def remove_destination(
    client_id: UUID, ctx: Annotated[Context[Deps], Depends(allowed("connections:email"))]
) -> Response:
    """From now on the documents wait."""
    async with ctx.transaction() as tx:
        before = trail.destination_values(await connections.destination_of(tx, client_id))
        if not await connections.remove_destination(tx, client_id):
            raise Refusal(KitCode.NOT_FOUND)
        tx.publish(trail.destination_changed(ctx, client_id, before, None))
    return Response(status_code=204)
