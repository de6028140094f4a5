"""A TCP proxy on loopback that can go silent, slow down, or cut: it stands before the database, the broker, a receiver.

`silent` is what a host is that has vanished: connections stay open, nothing comes through, and nobody says goodbye.
"""

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from libs.embedded.ports import LOOPBACK

_CHUNK = 65_536


@dataclass(eq=False)
class Link:
    """One connection through the proxy. `open` is cleared while nothing passes in that direction."""

    ends: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    forth: asyncio.Event = field(default_factory=asyncio.Event)
    back: asyncio.Event = field(default_factory=asyncio.Event)

    def set(self, *, forth: bool, back: bool) -> None:
        for passes, event in ((forth, self.forth), (back, self.back)):
            if passes:
                event.set()
            else:
                event.clear()


class FaultProxy:
    """Forwards to `host:port` from a port of its own until it is told otherwise."""

    def __init__(self, port: int, host: str = LOOPBACK, *, listen: int = 0) -> None:
        """`listen`: the port to listen on; 0 takes a free one."""
        self._target, self._listen = (host, port), listen
        self._links: set[Link] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._passes = (True, True)
        self.delay = 0.0

    @property
    def port(self) -> int:
        """The port that clients connect to."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._links)

    def url(self, url: str) -> str:
        """The same address, through the proxy."""
        parts = urlsplit(url)
        account, _, _ = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{account}@{LOOPBACK}:{self.port}"))

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, self._listen)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.reset()
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def go_silent(self) -> None:
        """Nothing passes any more in either direction, on old connections and on new ones, which are still accepted."""
        self._pass(forth=False, back=False)

    def lose_answers(self) -> None:
        """Half open: what clients send arrives, and no answer comes back."""
        self._pass(forth=True, back=False)

    def heal(self) -> None:
        """Everything passes again, also what was held back."""
        self._pass(forth=True, back=True)

    def strand(self) -> None:
        """The connections that are open now go silent for good; new ones work. So a host looks that has vanished."""
        for link in self._links:
            link.set(forth=False, back=False)
        self._links = set()

    def reset(self) -> None:
        """Cut all connections with RST; new ones work."""
        for link in self._links:
            for end in link.ends:
                raw = end.get_extra_info("socket")
                if raw is not None:
                    with contextlib.suppress(OSError):
                        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.transport.abort()
        self._links = set()

    def _pass(self, *, forth: bool, back: bool) -> None:
        self._passes = (forth, back)
        for link in self._links:
            link.set(forth=forth, back=back)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            there, beyond = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            self._tasks.discard(task)
            return
        link = Link((writer, beyond))
        link.set(forth=self._passes[0], back=self._passes[1])
        self._links.add(link)
        try:
            await asyncio.gather(self._pump(reader, beyond, link.forth), self._pump(there, writer, link.back))
        except asyncio.CancelledError:
            pass  # the proxy ends; the server's own callback cannot take a task that was cancelled
        finally:
            self._links.discard(link)
            self._tasks.discard(task)
            for end in link.ends:
                end.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passes: asyncio.Event) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                await passes.wait()
                writer.write(data)
                await writer.drain()
            await passes.wait()
            if writer.can_write_eof():
                writer.write_eof()
