"""A mail server that keeps what it is sent: the document mailbox of an accounting package."""

import asyncio
import json
import secrets
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Self
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from libs.embedded.ports import LOOPBACK
from libs.embedded.process import AlreadyRunning, EmbeddedServerError
from libs.embedded.receivers.faults import SmtpFaults
from libs.embedded.receivers.listening import listen
from libs.embedded.receivers.self_signed import self_signed
from libs.embedded.texts import EmbeddedCode


@dataclass(frozen=True)
class ReceivedMail:
    """One message that was taken in: its envelope (what was said to the server) and its content."""

    sender: str
    recipients: tuple[str, ...]
    user: str | None  # who signed in, if anybody did
    encrypted: bool
    message: EmailMessage
    path: Path  # the .eml file: the message byte for byte


class SmtpReceiver:
    """An SMTP server on the loopback address that stores each message as an `.eml` file in `folder`.

    With `users` (name to password) a client must sign in. STARTTLS is offered with a certificate made at the start
    for `localhost` and 127.0.0.1; a client trusts it through `certificate`. The envelope is kept in a `.json` file
    beside the message.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        users: Mapping[str, str] | None = None,
        starttls: bool = True,
        max_bytes: int = 50_000_000,
    ) -> None:
        """Without a port, a free one is chosen at the first start and kept."""
        self.folder = folder
        self.faults = SmtpFaults()
        self._port = port
        self._users = dict(users or {})
        self._starttls = starttls
        self._max_bytes = max_bytes
        self._server: asyncio.Server | None = None
        self._sessions: WeakSet[SMTP] = WeakSet()
        self._certificate = ""

    @property
    def host(self) -> str:
        """The address it listens on."""
        return LOOPBACK

    @property
    def port(self) -> int:
        """The TCP port; known from the first start on."""
        if self._port is None:
            raise EmbeddedServerError(EmbeddedCode.NOT_STARTED, part="mail_receiver")
        return self._port

    @property
    def certificate(self) -> str:
        """The self-signed certificate (PEM) that a client must trust; known once started, empty without STARTTLS."""
        return self._certificate

    async def start(self) -> None:
        """Start it in the running event loop."""
        if self._server is not None:
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part="mail_receiver", place=f"port {self._port}")
        self.folder.mkdir(parents=True, exist_ok=True)
        tls = None
        if self._starttls:
            self._certificate, tls = self_signed()
        loop = asyncio.get_running_loop()
        self._port, self._server = await listen(
            self._port, lambda port: loop.create_server(lambda: self._session(tls), LOOPBACK, port)
        )

    async def stop(self) -> None:
        """Stop it; open connections are cut. Messages stay where they are."""
        if self._server is None:
            return
        self._server.close()
        for session in tuple(self._sessions):
            if isinstance(session.transport, asyncio.WriteTransport):
                with suppress(AttributeError):  # its TLS layer may be gone already
                    session.transport.abort()
        await self._server.wait_closed()
        self._sessions.clear()
        self._server = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def messages(self) -> list[ReceivedMail]:
        """Everything received into the folder, oldest first, also by an earlier run."""
        return [_read(path) for path in sorted(self.folder.glob("*.eml"))]

    def _session(self, tls: ssl.SSLContext | None) -> SMTP:
        session = SMTP(
            self,
            hostname="localhost",
            ident="receiver",
            enable_SMTPUTF8=True,
            data_size_limit=self._max_bytes,
            tls_context=tls,
            auth_required=bool(self._users),
            auth_require_tls=tls is not None,
            authenticator=self._sign_in,
        )
        self._sessions.add(session)
        return session

    def _sign_in(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: object
    ) -> AuthResult:
        if isinstance(login, LoginPassword):
            name = login.login.decode(errors="replace")
            if name in self._users and secrets.compare_digest(self._users[name].encode(), login.password):
                return AuthResult(success=True, auth_data=name)
        return AuthResult(success=False, handled=False)

    # The names of the hooks below are aiosmtpd's.

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.faults.refusal_at("MAIL"):
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        sender = envelope.mail_from or ""
        if refusal := self.faults.refusal_at("RCPT") or self.faults.greylisted(sender, address):
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if refusal := self.faults.refusal_at("DATA"):
            return refusal
        self._keep(session, envelope)
        if self.faults.hangs_up() and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
            await asyncio.sleep(5)  # ended by aiosmtpd as soon as it notices that the line is cut
        return "250 2.0.0 Accepted"

    def _keep(self, session: Session, envelope: Envelope) -> None:
        facts = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "user": session.auth_data,
            "encrypted": session.ssl is not None,
        }
        path = self._next_path()
        path.with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")
        draft = path.with_suffix(".part")
        draft.write_bytes(envelope.original_content or b"")
        draft.rename(path)  # whoever looks into the folder sees whole messages only

    def _next_path(self) -> Path:
        numbers = [int(path.stem) for path in self.folder.glob("*.eml") if path.stem.isdecimal()]
        return self.folder / f"{max(numbers, default=0) + 1:06d}.eml"


def _read(path: Path) -> ReceivedMail:
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    return ReceivedMail(facts["sender"], tuple(facts["recipients"]), facts["user"], facts["encrypted"], message, path)
