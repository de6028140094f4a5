"""Handing one letter over to the platform's mail server."""

import asyncio
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import aiosmtplib

from libs.service_kit.mail_account import MailAccount

SECONDS = 30
"""How long the mail server may take for a step."""


class NotSent(Exception):
    """The server did not take the letter. `why` names no address; `for_good`: it will not take it later either."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.why, self.for_good = why, for_good


@dataclass(frozen=True)
class Mailer:
    """The platform's mail server, and what letters say of the platform: the address of the web app, if there is one."""

    account: MailAccount
    certificates: Path | None = None
    web_address: str | None = None

    async def send(self, message: EmailMessage, recipient: str) -> None:
        """Send it; nothing is sent without TLS, unless the operator's server is on a private network. Raises NotSent.

        Each attempt carries the same Message-ID, so that a second copy, after a lost answer, is seen to be one.
        """
        account, security = self.account, self.account.security
        client = aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            username=account.username,
            password=account.password.get_secret_value() if account.password else None,
            use_tls=security == "tls",
            start_tls=security == "starttls",
            tls_context=None if security == "none" else await asyncio.to_thread(self._trust),
            local_hostname=account.sender.rpartition("@")[2],
            timeout=SECONDS,
        )
        try:
            async with client:
                self._refuse_plain_text(client)
                await client.send_message(message, sender=account.sender, recipients=[recipient])
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotSent(_named(error), for_good=_is_for_good(error)) from error

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.certificates)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _refuse_plain_text(self, client: aiosmtplib.SMTP) -> None:
        """Raises NotSent before a code goes over a public network for all to read."""
        if self.account.security != "none":
            return
        peer = client.get_transport_info("peername")
        if not ip_address(str(peer[0]).partition("%")[0]).is_private:
            raise NotSent("tls_missing")


def _named(error: BaseException) -> str:
    """The error without its text, which repeats the address."""
    codes = sorted({reply.code for reply in _replies(error)})
    return " ".join([type(error).__name__, *map(str, codes)])


def _is_for_good(error: BaseException) -> bool:
    """Whether the recipient is refused for good (RFC 5321 4.2.1); all else may be the server's own trouble."""
    recipients = isinstance(error, aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPRecipientRefused)
    return recipients and all(500 <= reply.code <= 599 for reply in _replies(error))


def _replies(error: BaseException) -> Iterable[aiosmtplib.SMTPResponseException]:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients
    return [error] if isinstance(error, aiosmtplib.SMTPResponseException) else []
