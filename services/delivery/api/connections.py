"""A client's connections: its own, and those that its firm has set up for all of its clients."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from contracts.ids import uuid7
from libs.reasons import ReasonView
from libs.service_kit import Context, Problem, Transaction
from libs.service_kit.http import allowed
from services.delivery.api.views import (
    CheckRequest,
    CheckView,
    ConnectionChange,
    ConnectionView,
    ConnectorView,
    NewConnection,
    connectors_for,
)
from services.delivery.connections import setup
from services.delivery.handlers import deliver_pending
from services.delivery.queries import connections, deliveries
from services.delivery.service import Deps
from services.delivery.tables import Connection

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["connections"])
Reading = Annotated[Context[Deps], Depends(allowed("connections:read"))]
SettingUp = Annotated[Context[Deps], Depends(allowed("connections:email"))]


@router.get("/connectors")
async def list_connectors(client_id: UUID, ctx: Reading) -> list[ConnectorView]:
    """The kinds of connection there are, with their forms in the reader's language."""
    async with ctx.read() as tx:
        channels = await connections.channels_of(tx, client_id)
    return connectors_for(language=language(ctx), rights=rights(ctx), channels=channels, operator=ctx.deps.operator)


@router.get("/connections")
async def list_connections(client_id: UUID, ctx: Reading) -> list[ConnectionView]:
    """The connections this client can use."""
    async with ctx.read() as tx:
        rows = await connections.visible_to(tx, client_id)
    return [ConnectionView.of(row, language(ctx), whole=row.client_id is not None) for row in rows]


@router.post("/connections", status_code=201)
async def add_connection(client_id: UUID, new: NewConnection, ctx: SettingUp) -> ConnectionView:
    """Set up a connection of the client's own; its secrets go in and never come out."""
    async with ctx.read() as tx:
        channels = await connections.channels_of(tx, client_id)
    connector = setup.usable(new.connector, rights=rights(ctx), channels=channels)
    config = setup.checked(connector.config, new.config)
    connection_id = uuid7()
    row = Connection(
        connection_id=connection_id,
        client_id=client_id,
        connector=connector.name,
        name=new.name,
        created_at=ctx.now,
        **await setup.stored(ctx, client_id, connection_id, config),
    )
    async with ctx.transaction() as tx:
        await tx.add(row)
        row = await visible(tx, client_id, connection_id)
    return ConnectionView.of(row, language(ctx))


@router.get("/connections/{connection_id}")
async def show_connection(client_id: UUID, connection_id: UUID, ctx: Reading) -> ConnectionView:
    """One connection."""
    async with ctx.read() as tx:
        row = await visible(tx, client_id, connection_id)
    return ConnectionView.of(row, language(ctx), whole=row.client_id is not None)


@router.patch("/connections/{connection_id}")
async def change_connection(
    client_id: UUID, connection_id: UUID, change: ConnectionChange, ctx: SettingUp
) -> ConnectionView:
    """Change a connection, or replace a secret. What it was stopped for is forgotten, and what failed by it goes."""
    async with ctx.read() as tx:
        row = await own(tx, client_id, connection_id)
    setup.usable(row.connector, rights=rights(ctx), channels=None)
    config = await setup.changed(ctx, row, change.config)
    async with ctx.transaction() as tx:
        await own(tx, client_id, connection_id)
        await connections.change(tx, connection_id, name=change.name or row.name, **config)
        await go_on(tx, connection_id, ctx)
        row = await own(tx, client_id, connection_id)
    return ConnectionView.of(row, language(ctx))


@router.delete("/connections/{connection_id}", status_code=204)
async def remove_connection(client_id: UUID, connection_id: UUID, ctx: SettingUp) -> Response:
    """Forget a connection and its secrets; not while documents go through it."""
    async with ctx.transaction() as tx:
        row = await own(tx, client_id, connection_id)
        setup.usable(row.connector, rights=rights(ctx), channels=None)
        if await connections.users_of(tx, connection_id):
            raise Problem(409, "connection_in_use", name=row.name)
        await connections.remove(tx, connection_id)
    return Response(status_code=204)


@router.post("/connections/{connection_id}/test")
async def check_connection(client_id: UUID, connection_id: UUID, ask: CheckRequest, ctx: SettingUp) -> CheckView:
    """The test button. When it works, a connection that was stopped goes on."""
    async with ctx.read() as tx:
        row = await visible(tx, client_id, connection_id)
    setup.usable(row.connector, rights=rights(ctx), channels=None)
    result = await setup.try_out(ctx, row, ask.settings)
    if result.works and row.client_id is not None:
        async with ctx.transaction() as tx:
            await connections.checked(tx, connection_id, ctx.now)
            await go_on(tx, connection_id, ctx)
    return CheckView(works=result.works, reason=ReasonView.of(result.reason, language(ctx)))


async def visible(tx: Transaction, client_id: UUID, connection_id: UUID) -> Connection:
    """A connection that this client can use, or 404."""
    row = await connections.usable_by(tx, client_id, connection_id)
    if row is None:
        raise Problem(404, "not_found")
    return row


async def own(tx: Transaction, client_id: UUID, connection_id: UUID) -> Connection:
    """A connection of the client's own; the firm's is the firm's to change."""
    row = await visible(tx, client_id, connection_id)
    if row.client_id is None:
        raise Problem(403, "connection_of_firm", name=row.name)
    return row


async def go_on(tx: Transaction, connection_id: UUID, ctx: Context[Deps]) -> None:
    """A person has looked at a connection: what waited for it or failed by it goes again."""
    await deliveries.hasten(tx, await connections.users_of(tx, connection_id), ctx.now)
    await deliveries.restart_stopped(tx, connection_id, ctx.now)
    tx.wake(deliver_pending)


def rights(ctx: Context[Deps]) -> frozenset[str]:
    """What the caller may do."""
    return ctx.caller.rights if ctx.caller else frozenset()


def language(ctx: Context[Deps]) -> str:
    """The caller's language."""
    return ctx.caller.language if ctx.caller else "en"
