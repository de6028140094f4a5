"""A mail server that fails at a chosen moment. It implements a minimum of SMTP and keeps the mails that it accepted."""

import asyncio
import ssl
from typing import Self


class FaultySmtp:
    """At `moment` it replies `answer`, closes the connection (`None`) or does not reply (`""`), `times` times.

    At `content` it closes the connection in the middle of the mail; at `after_data` it fails when the whole mail is
    received. `tls` is TLS from the first byte; `extensions` is what EHLO offers.
    """

    def __init__(
        self,
        moment: str = "",
        answer: str | None = None,
        *,
        times: int = 1,
        keeps: bool = True,
        tls: ssl.SSLContext | None = None,
        extensions: str = "AUTH PLAIN",
    ) -> None:
        self.moment, self.answer, self.times, self.keeps = moment, answer, times, keeps
        self.tls, self.extensions = tls, extensions
        self.mails: list[bytes] = []
        self.commands: list[str] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=2**25, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            for writer in self._open:
                writer.transport.abort()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self._session(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _fails_now(self, moment: str, writer: asyncio.StreamWriter) -> bool:
        """Tells whether it fails now. To close the connection it raises an error that ends the session."""
        if moment != self.moment or self.times <= 0:
            return False
        self.times -= 1
        if self.answer is None:
            writer.transport.abort()
            raise ConnectionResetError
        if self.answer:
            await self._reply(writer, self.answer)
        return True

    async def _reply(self, writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not await self._fails_now("connect", writer):
            await self._reply(writer, "220 rude.example ESMTP")
        while line := (await reader.readline()).decode().strip():
            self.commands.append(line)
            verb = line.split()[0].upper()
            if await self._fails_now(verb, writer):
                continue
            if verb == "EHLO":
                await self._reply(writer, f"250-rude.example\r\n250-{self.extensions}\r\n250 SIZE 14000000")
            elif verb == "AUTH":
                await self._reply(writer, "235 2.7.0 welcome")
            elif verb == "DATA":
                await self._reply(writer, "354 go on")
                await self._receive_mail(reader, writer)
            elif verb == "STARTTLS":
                await self._reply(writer, "220 go ahead, in plain text")
            elif verb == "QUIT":
                await self._reply(writer, "221 bye")
                return
            else:
                await self._reply(writer, "250 ok")

    async def _receive_mail(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.moment == "content" and self.times > 0:
            await reader.readexactly(1000)
            await self._fails_now("content", writer)
        mail = await reader.readuntil(b"\r\n.\r\n")
        if self.keeps or self.moment != "after_data":
            self.mails.append(mail)
        if not await self._fails_now("after_data", writer):
            await self._reply(writer, "250 2.0.0 queued as 4b8c")
