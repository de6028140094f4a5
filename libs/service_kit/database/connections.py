"""Connections to PostgreSQL: how many, for whom, and how soon a dead one is noticed."""

import asyncio
import json
import socket
from collections import Counter
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import asyncpg

from libs.service_kit.database.outages import DatabaseBusy, outages

CONNECT_SECONDS: Final = 10
WAIT_SECONDS: Final = 10.0
"""How long work waits for a connection before it is told that there is none."""

_STATEMENT_SECONDS: Final = 30
_ANSWER_SECONDS: Final = 45.0
"""The server ends a statement after 30 s; who has not heard of it after 45 s talks to nobody."""

_KEEPALIVE: Final = {"idle": 10, "interval": 5, "count": 3}
_LOST_SECONDS: Final = 20
"""Data that the other side has not acknowledged for so long means that it has vanished."""


def server_settings(name: str) -> dict[str, str]:
    """What every connection asks of the server, so that a host that vanished holds nothing for long."""
    return {
        "application_name": name,
        "statement_timeout": str(_STATEMENT_SECONDS * 1000),
        "idle_in_transaction_session_timeout": "60000",
        "lock_timeout": "10000",
        "tcp_keepalives_idle": str(_KEEPALIVE["idle"]),
        "tcp_keepalives_interval": str(_KEEPALIVE["interval"]),
        "tcp_keepalives_count": str(_KEEPALIVE["count"]),
        "tcp_user_timeout": str(_LOST_SECONDS * 1000),
    }


class Row(asyncpg.Record):  # type: ignore[misc]
    """A row whose columns are attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


async def connect(url: str, name: str) -> asyncpg.Connection:
    """A connection of its own, outside the pool. Raises DatabaseAway."""
    with outages():
        connection = await asyncpg.connect(
            url, timeout=CONNECT_SECONDS, command_timeout=_ANSWER_SECONDS, server_settings=server_settings(name)
        )
        await prepare_connection(connection)
    return connection


async def prepare_connection(connection: asyncpg.Connection) -> None:
    """Notice a server that vanished, and read jsonb as Python values."""
    transport = getattr(connection, "_transport", None)
    raw = transport.get_extra_info("socket") if transport is not None else None
    if raw is not None and raw.family in (socket.AF_INET, socket.AF_INET6):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in (
            ("TCP_KEEPIDLE", _KEEPALIVE["idle"]),
            ("TCP_KEEPINTVL", _KEEPALIVE["interval"]),
            ("TCP_KEEPCNT", _KEEPALIVE["count"]),
            ("TCP_USER_TIMEOUT", _LOST_SECONDS * 1000),
        ):
            if hasattr(socket, option):  # not on every system
                raw.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
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

    def __init__(self, url: str, name: str, *, size: int) -> None:
        self.size = size
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
            init=prepare_connection,
            reset=_nothing_to_reset,
            record_class=Row,
            timeout=CONNECT_SECONDS,
            command_timeout=_ANSWER_SECONDS,
            server_settings=server_settings(name),
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
                connection = await self._pool.acquire(timeout=CONNECT_SECONDS)
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
        connection.terminate()
        await self._pool.expire_connections()
        await self.give_back(connection)

    def _has_room(self, client: UUID | None) -> bool:
        return self.in_use < self.size and (client is None or self._held[client] < self._share)

    async def _wait_for_room(self, client: UUID | None) -> None:
        self.waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS), self._room:
                await self._room.wait_for(lambda: self._has_room(client))
        except TimeoutError as error:
            held = f"; this client holds {self._held[client]} of its {self._share}" if client is not None else ""
            raise DatabaseBusy(f"no connection became free in {WAIT_SECONDS:.0f} s{held}") from error
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
