"""The connections of a client, and those of a firm for all of its clients: the same routes for both owners."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from contracts.ids import uuid7
from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from libs.service_kit.operations import stated
from libs.terms import Cost
from services.delivery.api import owners
from services.delivery.api.caller import language_of, rights_of
from services.delivery.api.owners import Owner
from services.delivery.api.views import (
    CheckRequest,
    CheckView,
    ConnectionChange,
    ConnectionView,
    ConnectorView,
    NewConnection,
    connectors_for,
)
from services.delivery.connections import setup, trail
from services.delivery.connectors import forms
from services.delivery.handlers import deliver_pending
from services.delivery.queries import connections, deliveries
from services.delivery.queries.connections import ConnectionChanges
from services.delivery.service import Deps
from services.delivery.tables import Connection
from services.delivery.texts import Code

FindOwner = Callable[..., Awaitable[Owner]]


def routes(prefix: str, *, of: str = "", reading: FindOwner, changing: FindOwner) -> APIRouter:
    """The routes for one kind of owner, whom two dependencies find: one for reading, one for changing."""
    router = APIRouter(prefix=prefix, tags=["connections"])
    reader, changer = Depends(reading), Depends(changing)

    @router.get("/connectors", operation_id=f"list{of}Connectors")
    async def list_connectors(owner: Owner = reader) -> list[ConnectorView]:
        """The kinds of connection, with their forms in the user's language, and which the firm has enabled."""
        ctx = owner.ctx
        async with owner.read() as tx:
            channels = await owner.channels(tx)
        return connectors_for(
            language=language_of(ctx), rights=rights_of(ctx), channels=channels, operator=ctx.deps.operator
        )

    @router.get("/connections", operation_id=f"list{of}Connections")
    async def list_connections(owner: Owner = reader) -> list[ConnectionView]:
        """The connections that can be used."""
        async with owner.read() as tx:
            rows = await owner.connections(tx)
        return [_view(row, owner) for row in rows]

    @router.post(
        "/connections", operation_id=f"add{of}Connection", status_code=201, openapi_extra=stated(confirmed=True)
    )
    async def add_connection(new: NewConnection, owner: Owner = changer) -> ConnectionView:
        """Set up a connection. Its secrets are stored sealed and are never shown again."""
        return _view(await _add(new, owner), owner)

    @router.get("/connections/{connection_id}", operation_id=f"show{of}Connection")
    async def show_connection(connection_id: UUID, owner: Owner = reader) -> ConnectionView:
        """One connection."""
        async with owner.read() as tx:
            row = await owner.usable(tx, connection_id)
        return _view(row, owner)

    @router.patch(
        "/connections/{connection_id}", operation_id=f"change{of}Connection", openapi_extra=stated(confirmed=True)
    )
    async def change_connection(
        connection_id: UUID, change: ConnectionChange, owner: Owner = changer
    ) -> ConnectionView:
        """Change a connection or replace a secret. This lifts a stop, and what failed because of it is sent again."""
        return _view(await _change(connection_id, change, owner), owner)

    @router.delete("/connections/{connection_id}", operation_id=f"remove{of}Connection", status_code=204)
    async def remove_connection(connection_id: UUID, owner: Owner = changer) -> Response:
        """Delete a connection and its secrets; refused while documents go through it."""
        async with owner.transaction() as tx:
            row = await owner.own(tx, connection_id)
            if await connections.users_of(tx, connection_id):
                raise Refusal(Code.CONNECTION_IN_USE, name=row.name)
            tx.publish(trail.removed(owner.ctx, row))
            await connections.remove(tx, connection_id)
        return Response(status_code=204)

    @router.post(
        "/connections/{connection_id}/test",
        operation_id=f"check{of}Connection",
        openapi_extra=stated(cost=Cost.OUTSIDE),
    )
    async def check_connection(connection_id: UUID, ask: CheckRequest, owner: Owner = changer) -> CheckView:
        """Test a connection. When it works and is the owner's, a stop is lifted."""
        return await _check(connection_id, ask, owner)

    return router


async def _add(new: NewConnection, owner: Owner) -> Connection:
    async with owner.read() as tx:
        channels = await owner.channels(tx)
    connector = setup.usable(new.connector, rights=rights_of(owner.ctx), channels=channels)
    config = setup.checked(connector.config, new.config, below="config")
    setup.refuse_unworkable(connector, forms.plain_part(config), owner.ctx.deps.operator)
    connection_id = uuid7()
    row = Connection(
        connection_id=connection_id,
        connector=connector.name,
        name=new.name,
        created_at=owner.ctx.now,
        **owner.columns,
        **await setup.stored(owner.ctx, owner.owner_id, connection_id, connector, config),
    )
    async with owner.transaction() as tx:
        tx.publish(trail.added(owner.ctx, row))
        await tx.add(row)
    return row


async def _change(connection_id: UUID, change: ConnectionChange, owner: Owner) -> Connection:
    async with owner.read() as tx:
        row = await owner.own(tx, connection_id)
    named: ConnectionChanges = {"name": change.name} if change.name else {}
    config = await setup.changed(owner.ctx, row, change.config) if change.config else None
    async with owner.transaction() as tx:
        before = trail.connection_values(await owner.own(tx, connection_id))
        await connections.change(tx, connection_id, **named)
        if config is not None:  # what was not given is not written: another request may have changed it meanwhile
            await connections.change(tx, connection_id, **config)
        await _send_waiting(tx, connection_id, owner.ctx)
        after = await owner.own(tx, connection_id)
        form = setup.registered(after.connector).config
        tx.publish(trail.changed(owner.ctx, before, after, form, change.config))
        return after


async def _check(connection_id: UUID, ask: CheckRequest, owner: Owner) -> CheckView:
    async with owner.read() as tx:
        row = await owner.usable(tx, connection_id)
    setup.usable(row.connector, rights=rights_of(owner.ctx), channels=None)
    result = await setup.try_connection(owner.ctx, row, ask.settings)
    async with owner.transaction() as tx:
        tx.publish(trail.tested(owner.ctx, row, result.reason))
        if result.works and owner.owns(row):
            await connections.checked(tx, connection_id, owner.ctx.now)
            await _send_waiting(tx, connection_id, owner.ctx)
    return CheckView(works=result.works, reason=ReasonView.of(result.reason, language_of(owner.ctx)))


async def _send_waiting(tx: Transaction, connection_id: UUID, ctx: Context[Deps]) -> None:
    """Send again what waited for this connection or failed because it was stopped: a user has repaired it."""
    await deliveries.make_due(tx, await connections.users_of(tx, connection_id), ctx.now)
    await deliveries.restart_stopped(tx, connection_id, ctx.now)
    tx.wake(deliver_pending)


def _view(row: Connection, owner: Owner) -> ConnectionView:
    return ConnectionView.of(row, language_of(owner.ctx), whole=owner.owns(row))


client_router = routes("/v1/clients/{client_id}", reading=owners.reading_client, changing=owners.client)
firm_router = routes("/v1/firms/{firm_id}", of="Firm", reading=owners.firm, changing=owners.firm)
