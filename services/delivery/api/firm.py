"""A firm's connections: set up once, with a name, and used by its clients."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from contracts.ids import uuid7
from libs.reasons import ReasonView
from libs.service_kit import Context, Problem, Transaction
from libs.service_kit.http import allowed
from services.delivery.api.connections import go_on, language, rights
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
from services.delivery.queries import connections
from services.delivery.service import Deps
from services.delivery.tables import Connection

router = APIRouter(prefix="/v1/firms/{firm_id}", tags=["connections"])
Firm = Annotated[Context[Deps], Depends(allowed("connections:all"))]


def _own(firm_id: UUID, ctx: Context[Deps]) -> None:
    """The firm in the path is the caller's, or there is nothing here."""
    if ctx.caller is None or ctx.caller.firm_id != firm_id:
        raise Problem(404, "not_found")


async def _one(tx: Transaction, firm_id: UUID, connection_id: UUID) -> Connection:
    rows = await connections.of_firm(tx, firm_id, connection_id)
    if not rows:
        raise Problem(404, "not_found")
    return rows[0]


@router.get("/connectors")
async def list_firm_connectors(firm_id: UUID, ctx: Firm) -> list[ConnectorView]:
    """The kinds of connection there are, and which of them the firm has enabled for its clients."""
    _own(firm_id, ctx)
    async with ctx.read(all_tenants=True) as tx:
        channels = await connections.channels_of_firm(tx, firm_id)
    return connectors_for(language=language(ctx), rights=rights(ctx), channels=channels, operator=ctx.deps.operator)


@router.get("/connections")
async def list_firm_connections(firm_id: UUID, ctx: Firm) -> list[ConnectionView]:
    """The firm's connections."""
    _own(firm_id, ctx)
    async with ctx.read(all_tenants=True) as tx:
        rows = await connections.of_firm(tx, firm_id)
    return [ConnectionView.of(row, language(ctx)) for row in rows]


@router.post("/connections", status_code=201)
async def add_firm_connection(firm_id: UUID, new: NewConnection, ctx: Firm) -> ConnectionView:
    """Set up a connection that all of the firm's clients can use."""
    _own(firm_id, ctx)
    async with ctx.read(all_tenants=True) as tx:
        channels = await connections.channels_of_firm(tx, firm_id)
    connector = setup.usable(new.connector, rights=rights(ctx), channels=channels)
    config = setup.checked(connector.config, new.config)
    connection_id = uuid7()
    row = Connection(
        connection_id=connection_id,
        firm_id=firm_id,
        connector=connector.name,
        name=new.name,
        created_at=ctx.now,
        **await setup.stored(ctx, firm_id, connection_id, config),
    )
    async with ctx.transaction(all_tenants=True) as tx:
        await tx.add(row)
        row = await _one(tx, firm_id, connection_id)
    return ConnectionView.of(row, language(ctx))


@router.get("/connections/{connection_id}")
async def show_firm_connection(firm_id: UUID, connection_id: UUID, ctx: Firm) -> ConnectionView:
    """One of the firm's connections."""
    _own(firm_id, ctx)
    async with ctx.read(all_tenants=True) as tx:
        row = await _one(tx, firm_id, connection_id)
    return ConnectionView.of(row, language(ctx))


@router.patch("/connections/{connection_id}")
async def change_firm_connection(
    firm_id: UUID, connection_id: UUID, change: ConnectionChange, ctx: Firm
) -> ConnectionView:
    """Change it, or replace a secret; what failed by it goes again, for every client."""
    _own(firm_id, ctx)
    async with ctx.read(all_tenants=True) as tx:
        row = await _one(tx, firm_id, connection_id)
    config = await setup.changed(ctx, row, change.config)
    async with ctx.transaction(all_tenants=True) as tx:
        await connections.change(tx, connection_id, name=change.name or row.name, **config)
        await go_on(tx, connection_id, ctx)
        row = await _one(tx, firm_id, connection_id)
    return ConnectionView.of(row, language(ctx))


@router.delete("/connections/{connection_id}", status_code=204)
async def remove_firm_connection(firm_id: UUID, connection_id: UUID, ctx: Firm) -> Response:
    """Forget it and its secrets; not while a client's documents go through it."""
    _own(firm_id, ctx)
    async with ctx.transaction(all_tenants=True) as tx:
        row = await _one(tx, firm_id, connection_id)
        if await connections.users_of(tx, connection_id):
            raise Problem(409, "connection_in_use", name=row.name)
        await connections.remove(tx, connection_id)
    return Response(status_code=204)


@router.post("/connections/{connection_id}/test")
async def check_firm_connection(firm_id: UUID, connection_id: UUID, ask: CheckRequest, ctx: Firm) -> CheckView:
    """The test button. When it works, a connection that was stopped goes on."""
    _own(firm_id, ctx)
    async with ctx.read(all_tenants=True) as tx:
        row = await _one(tx, firm_id, connection_id)
    result = await setup.try_out(ctx, row, ask.settings)
    if result.works:
        async with ctx.transaction(all_tenants=True) as tx:
            await connections.checked(tx, connection_id, ctx.now)
            await go_on(tx, connection_id, ctx)
    return CheckView(works=result.works, reason=ReasonView.of(result.reason, language(ctx)))
