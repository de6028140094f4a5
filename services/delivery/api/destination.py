"""Where one client's documents go."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.http import allowed
from services.delivery.api import owners
from services.delivery.api.caller import rights_of
from services.delivery.api.owners import ClientOwner
from services.delivery.api.views import DestinationChange, DestinationView
from services.delivery.connections import setup
from services.delivery.connectors import forms
from services.delivery.handlers import deliver_pending
from services.delivery.queries import connections, deliveries
from services.delivery.service import Deps
from services.delivery.tables import Destination

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["connections"])


@router.get("/destination")
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


@router.put("/destination")
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
        settings = forms.plain_part(setup.checked(connector.destination, change.settings, below="settings"))
        destination = Destination(
            client_id=client_id,
            connection_id=change.connection_id,
            settings=settings,
            active=change.active,
            changed_at=ctx.now,
        )
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


@router.delete("/destination", status_code=204)
async def remove_destination(
    client_id: UUID, ctx: Annotated[Context[Deps], Depends(allowed("connections:email"))]
) -> Response:
    """From now on the documents wait."""
    async with ctx.transaction() as tx:
        if not await connections.remove_destination(tx, client_id):
            raise Refusal(KitCode.NOT_FOUND)
    return Response(status_code=204)
