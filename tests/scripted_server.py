"""An HTTP server on loopback that answers as a script says, also by dropping the connection, and keeps what it got."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

DROPPED = b""
"""The reply that is none: the connection is closed."""


def reply(status: int, body: bytes = b"{}", **headers: str) -> bytes:
    """The bytes of an answer, after which the connection is closed; `_` in names of headers becomes `-`."""
    lines = [f"HTTP/1.1 {status} Status", f"content-length: {len(body)}", "connection: close"]
    lines += [
        "content-type: application/json",
        *(f"{name.replace('_', '-')}: {text}" for name, text in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass(frozen=True)
class Got:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class ScriptedServer:
    """The last reply is repeated."""

    script: Sequence[bytes]
    got: list[Got] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        """Listen."""
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        self._server.close()
        await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        method, target, _ = first.split()
        headers = dict(line.lower().split(": ", 1) for line in rest if line)
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.got.append(Got(method, target, headers, body))
        writer.write(self.script[min(len(self.got), len(self.script)) - 1])
        await writer.drain()
        writer.close()
