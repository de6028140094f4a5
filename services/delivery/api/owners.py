"""Whose connections a request is about: those of one client, or those that a firm has set up for its clients."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Annotated, TypedDict
from uuid import UUID

from fastapi import Depends

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode, Transaction
from libs.service_kit.http import allowed
from services.delivery.api.caller import rights_of
from services.delivery.connections import setup
from services.delivery.queries import connections
from services.delivery.service import Deps
from services.delivery.tables import Connection
from services.delivery.texts import Code


class OwnerColumns(TypedDict):
    """One of the two is set."""

    client_id: UUID | None
    firm_id: UUID | None


class Owner(ABC):
    """The client or the firm in the path of a request. A firm's connections are read and changed across clients."""

    def __init__(self, ctx: Context[Deps], owner_id: UUID, *, across_clients: bool) -> None:
        self.ctx, self.owner_id, self._across_clients = ctx, owner_id, across_clients

    @property
    @abstractmethod
    def columns(self) -> OwnerColumns:
        """The columns of a connection that say whose it is."""

    @abstractmethod
    async def channels(self, tx: Transaction) -> frozenset[str] | None:
        """The channels that may be chosen; None: all of them."""

    @abstractmethod
    async def connections(self, tx: Transaction) -> Sequence[Connection]:
        """The connections that the owner can use, oldest first."""

    @abstractmethod
    async def usable(self, tx: Transaction, connection_id: UUID) -> Connection:
        """A connection that the owner can use. Raises Refusal (404) when there is none."""

    @abstractmethod
    async def own(self, tx: Transaction, connection_id: UUID) -> Connection:
        """A connection that the owner may change. Raises Refusal (404), or 403 when it is the firm's."""

    @abstractmethod
    def owns(self, row: Connection) -> bool:
        """Whether a connection that the owner can use is also the owner's to see whole and to change."""

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that reads the owner's rows."""
        return self.ctx.read(all_tenants=self._across_clients)

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that writes the owner's rows."""
        return self.ctx.transaction(all_tenants=self._across_clients)


class ClientOwner(Owner):
    """A client, with its own connections and the use of those of its firm."""

    @property
    def columns(self) -> OwnerColumns:
        return {"client_id": self.owner_id, "firm_id": None}

    async def channels(self, tx: Transaction) -> frozenset[str] | None:
        return await connections.channels_of(tx, self.owner_id)

    async def connections(self, tx: Transaction) -> Sequence[Connection]:
        return await connections.visible_to(tx, self.owner_id)

    async def usable(self, tx: Transaction, connection_id: UUID) -> Connection:
        row = await connections.usable_by(tx, self.owner_id, connection_id)
        if row is None:
            raise Refusal(KitCode.NOT_FOUND)
        return row

    async def own(self, tx: Transaction, connection_id: UUID) -> Connection:
        row = await self.usable(tx, connection_id)
        if not self.owns(row):
            raise Refusal(Code.CONNECTION_OF_FIRM, name=row.name)
        setup.usable(row.connector, rights=rights_of(self.ctx), channels=None)
        return row

    def owns(self, row: Connection) -> bool:
        return row.client_id is not None


class FirmOwner(Owner):
    """A firm, with the connections that all of its clients can use. Only a user of this firm gets one."""

    @property
    def columns(self) -> OwnerColumns:
        return {"client_id": None, "firm_id": self.owner_id}

    async def channels(self, tx: Transaction) -> frozenset[str]:
        return await connections.channels_of_firm(tx, self.owner_id)

    async def connections(self, tx: Transaction) -> Sequence[Connection]:
        return await connections.of_firm(tx, self.owner_id)

    async def usable(self, tx: Transaction, connection_id: UUID) -> Connection:
        rows = await connections.of_firm(tx, self.owner_id, connection_id)
        if not rows:
            raise Refusal(KitCode.NOT_FOUND)
        return rows[0]

    async def own(self, tx: Transaction, connection_id: UUID) -> Connection:
        return await self.usable(tx, connection_id)

    def owns(self, _row: Connection) -> bool:
        return True


async def reading_client(
    client_id: UUID, ctx: Annotated[Context[Deps], Depends(allowed("connections:read"))]
) -> ClientOwner:
    """The client of a request that only reads."""
    return ClientOwner(ctx, client_id, across_clients=False)


async def client(client_id: UUID, ctx: Annotated[Context[Deps], Depends(allowed("connections:email"))]) -> ClientOwner:
    """The client of a request that sets something up; each connector may ask for a further right."""
    return ClientOwner(ctx, client_id, across_clients=False)


async def firm(firm_id: UUID, ctx: Annotated[Context[Deps], Depends(allowed("connections:all"))]) -> FirmOwner:
    """The firm in the path, which must be the caller's. Raises Refusal (404) when it is another."""
    if ctx.caller is None or ctx.caller.firm_id != firm_id:
        raise Refusal(KitCode.NOT_FOUND)
    return FirmOwner(ctx, firm_id, across_clients=True)
