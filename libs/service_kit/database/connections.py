"""Connections to PostgreSQL: how many, for whom, and how soon a dead one is noticed."""

import asyncio
import json
import socket
from collections import Counter
from contextlib import suppress
from typing import Any
from uuid import UUID

import asyncpg

from libs.service_kit.database.limits import KEEPALIVE, Limits
from libs.service_kit.database.outages import DatabaseBusy, outages


class Row(asyncpg.Record):  # type: ignore[misc]
    """A row whose columns are attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def _options(name: str, limits: Limits) -> dict[str, Any]:
    """What each connection is opened with. Behind a pooler no statement stays prepared: the next one is elsewhere."""
    return {
        "timeout": limits.connect,
        "command_timeout": limits.answer,
        "server_settings": limits.server_settings(name),
        **({"statement_cache_size": 0} if limits.pooler else {}),
    }


async def connect(url: str, name: str, limits: Limits) -> asyncpg.Connection:
    """A connection of its own, outside the pool. Raises DatabaseAway."""
    with outages():
        connection = await asyncpg.connect(url, **_options(name, limits))
        await _prepare_connection(connection, limits)
    return connection


async def _prepare_connection(connection: asyncpg.Connection, limits: Limits) -> None:
    """Notice a server that vanished, and read jsonb as Python values."""
    transport = getattr(connection, "_transport", None)
    raw = transport.get_extra_info("socket") if transport is not None else None
    if raw is not None and raw.family in (socket.AF_INET, socket.AF_INET6):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in (
            ("TCP_KEEPIDLE", KEEPALIVE["idle"]),
            ("TCP_KEEPINTVL", KEEPALIVE["interval"]),
            ("TCP_KEEPCNT", KEEPALIVE["count"]),
            ("TCP_USER_TIMEOUT", round(limits.lost * 1000)),
        ):
            if hasattr(socket, option):  # not on every system
                raw.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
    async with connection.transaction():  # a pooler keeps to one connection only within a transaction
        await connection.set_type_codec(
            "jsonb", encoder=_to_jsonb, decoder=_from_jsonb, schema="pg_catalog", format="binary"
        )


def _to_jsonb(value: str) -> bytes:
    return b"\x01" + value.encode()


def _from_jsonb(value: bytes) -> Any:
    return json.loads(value[1:])


async def _nothing_to_reset(_: asyncpg.Connection) -> None:
    """Every transaction sets its own tenant and limits, and ends before its connection comes back."""


class Connections:
    """At most `size` connections, of which one client can hold a third."""

    def __init__(self, url: str, name: str, limits: Limits, *, size: int) -> None:
        self.size, self._limits = size, limits
        self.in_use = self.waiting = 0
        self._share = max(2, size // 3)
        self._held: Counter[UUID] = Counter()
        self._room = asyncio.Condition()
        self._owners: dict[int, UUID] = {}
        self._pool = asyncpg.create_pool(
            url,
            min_size=0,
            max_size=size,
            max_inactive_connection_lifetime=0,
            init=lambda connection: _prepare_connection(connection, limits),
            reset=_nothing_to_reset,
            record_class=Row,
            **_options(name, limits),
        )

    async def open(self) -> None:
        """Make the pool ready; connects to nothing yet."""
        await self._pool

    async def close(self) -> None:
        """Close all connections; those in use are cut."""
        with suppress(TimeoutError, OSError):
            await asyncio.wait_for(self._pool.close(), 5)
            return
        self._pool.terminate()

    async def take(self, client: UUID | None) -> Any:
        """A connection, for this client. Raises DatabaseBusy when none is free in time, DatabaseAway without server."""
        if not self._has_room(client):
            await self._wait_for_room(client)
        self.in_use += 1
        if client is not None:
            self._held[client] += 1
        try:
            with outages():
                connection = await self._pool.acquire(timeout=self._limits.connect)
        except BaseException:
            await self._leave(client)
            raise
        if client is not None:
            self._owners[id(connection)] = client
        return connection

    async def give_back(self, connection: Any) -> None:
        """Return a connection whose transaction has ended."""
        client = self._owners.pop(id(connection), None)
        try:
            await self._pool.release(connection)
        finally:
            await self._leave(client)

    async def discard(self, connection: Any) -> None:
        """Close a connection that cannot be used again; those opened before it are replaced when they come back."""
        with suppress(asyncpg.InterfaceError):  # the driver has closed it by itself, after an answer that did not come
            connection.terminate()
        await self._pool.expire_connections()
        await self.give_back(connection)

    def _has_room(self, client: UUID | None) -> bool:
        return self.in_use < self.size and (client is None or self._held[client] < self._share)

    async def _wait_for_room(self, client: UUID | None) -> None:
        self.waiting += 1
        try:
            async with asyncio.timeout(self._limits.wait), self._room:
                await self._room.wait_for(lambda: self._has_room(client))
        except TimeoutError as error:
            held = f"; this client holds {self._held[client]} of its {self._share}" if client is not None else ""
            raise DatabaseBusy(f"no connection became free in {self._limits.wait:.0f} s{held}") from error
        finally:
            self.waiting -= 1

    async def _leave(self, client: UUID | None) -> None:
        self.in_use -= 1
        if client is not None:
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
        if self.waiting:
            async with self._room:
                self._room.notify_all()
