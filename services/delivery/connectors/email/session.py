"""One SMTP session, and its errors translated to ours.

Before the dot that ends a mail the server must not deliver anything (RFC 5321 4.1.1.4), so all errors before it are
`NotReached` or `Refused`. It never falls back to plain text: without TLS no mail is sent.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import aiosmtplib

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors import addresses
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused
from services.delivery.connectors.parcel import MailServer, Operator


@asynccontextmanager
async def signed_in(server: MailServer, operator: Operator) -> AsyncIterator[aiosmtplib.SMTP]:
    """A session with TLS, signed in. It ends with QUIT when all went well and is cut off otherwise."""
    with connection_wide(unless=server.operators_own):
        client = await _connected(server, operator)
    try:
        yield client
    except BaseException:
        client.close()
        raise
    _goodbye(client)


@contextmanager
def connection_wide(*, unless: bool = False) -> Iterator[None]:
    """Marks a refusal as connection-wide, because no document was named yet; not for the operator's own server."""
    try:
        yield
    except Refused as no:
        no.connection_wide = not unless
        raise


async def _connected(server: MailServer, operator: Operator) -> aiosmtplib.SMTP:
    trust = None if server.security == "none" else await asyncio.to_thread(_trust, operator)
    rule = None if server.operators_own else operator.addresses
    sock = await addresses.connect(server.host, server.port, rule, seconds=operator.seconds)
    if server.security == "none" and not operator.addresses.is_own_network(sock.getpeername()[0]):
        sock.close()
        raise Refused(DeliveryReason.TLS_MISSING, host=server.host)
    client = aiosmtplib.SMTP(
        hostname=server.host,
        sock=sock,  # from here on the client's own to close
        use_tls=server.security == "tls",
        start_tls=False,
        tls_context=trust,
        local_hostname=server.sender.rpartition("@")[2],
        timeout=operator.seconds,
    )
    with translated_errors(server.host):
        await _open(client, server)
    return client


def _trust(operator: Operator) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=operator.trusted_certificates)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


async def _open(client: aiosmtplib.SMTP, server: MailServer) -> None:
    try:
        await client.connect()
        await client.ehlo()
        if server.security == "starttls":
            if not client.supports_extension("starttls"):
                raise Refused(DeliveryReason.TLS_MISSING, host=server.host)
            await client.starttls()
            await client.ehlo()
        if server.username is not None:
            await _sign_in(client, server)
    except BaseException:
        client.close()
        raise


async def _sign_in(client: aiosmtplib.SMTP, server: MailServer) -> None:
    if not client.supported_auth_methods:
        raise Refused(DeliveryReason.SIGN_IN_NOT_OFFERED, host=server.host)
    password = server.password.get_secret_value() if server.password else ""
    try:
        await client.login(server.username or "", password)
    except aiosmtplib.SMTPAuthenticationError as no:
        if no.code >= 500:
            raise Refused(DeliveryReason.SIGN_IN_REFUSED, host=server.host, answer=f"{no.code} {no.message}") from no
        raise


def _goodbye(client: aiosmtplib.SMTP) -> None:
    """Send QUIT without waiting for the answer: the mail is accepted, and that should be recorded soon."""
    with suppress(aiosmtplib.SMTPException):
        if client.protocol is not None:
            client.protocol.write(b"QUIT\r\n")
    client.close()


@contextmanager
def translated_errors(host: str) -> Iterator[None]:
    """Translate the errors before the dot."""
    try:
        yield
    except DeliveryError:
        raise
    except aiosmtplib.SMTPRecipientRefused as no:
        raise error_for_reply(no.code, no.message, host, refused=DeliveryReason.ADDRESS_REFUSED) from no
    except aiosmtplib.SMTPResponseException as no:
        raise error_for_reply(no.code, no.message, host) from no
    except (aiosmtplib.SMTPException, OSError) as lost:
        raise _lost(lost, host) from lost


def error_for_reply(code: int, text: str, host: str, *, refused: str = DeliveryReason.MAIL_REFUSED) -> DeliveryError:
    """The error for a refusing reply: 5yz is for good, 4yz is temporary (RFC 5321 4.2.1), as is what is not SMTP."""
    answer = f"{code} {text}"
    if 500 <= code <= 599:
        return Refused(refused, host=host, answer=answer)
    return NotReached(DeliveryReason.MAIL_POSTPONED, host=host, answer=answer)


def _lost(error: BaseException, host: str) -> DeliveryError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Refused(DeliveryReason.CERTIFICATE_NOT_TRUSTED, host=host, answer=cause.verify_message)
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return Refused(DeliveryReason.TLS_FAILED, host=host, answer=cause.reason)
        cause = cause.__cause__
    return NotReached(DeliveryReason.CONNECTION_LOST, host=host, answer=str(error))


def size_limit(client: aiosmtplib.SMTP) -> int | None:
    """The largest message in bytes that the server states it accepts (RFC 1870); None when it states none."""
    stated = client.esmtp_extensions.get("size", "").strip()
    return int(stated) if re.fullmatch(r"[1-9]\d{0,14}", stated) else None
