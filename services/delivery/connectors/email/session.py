"""One signed-in SMTP conversation, and what each thing that can go wrong in it means.

Until the dot that ends a mail the server must not deliver anything (RFC 5321 4.1.1.4), so all that fails before is
`NotReached` or `Refused`. There is no way back to plain text: no TLS, no mail.
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
    """A conversation that has TLS and is signed in; said goodbye to when all went well, cut off otherwise."""
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
    """A no before any document is named concerns the whole connection; unless the server is the operator's own."""
    try:
        yield
    except Refused as no:
        no.connection_wide = not unless
        raise


async def _connected(server: MailServer, operator: Operator) -> aiosmtplib.SMTP:
    trust = None if server.security == "none" else await asyncio.to_thread(_trust, operator)
    rule = None if server.operators_own else operator.addresses
    door = await addresses.connect(server.host, server.port, rule, seconds=operator.seconds)
    if server.security == "none" and not operator.addresses.is_in_the_house(door.getpeername()[0]):
        door.close()
        raise Refused(DeliveryReason.TLS_MISSING, host=server.host)
    client = aiosmtplib.SMTP(
        hostname=server.host,
        sock=door,  # from here on the client's own to close
        use_tls=server.security == "tls",
        start_tls=False,
        tls_context=trust,
        local_hostname=server.sender.rpartition("@")[2],
        timeout=operator.seconds,
    )
    with meaning(server.host):
        await _open(client, server)
    return client


def _trust(operator: Operator) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=operator.trusted_certificates)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


async def _open(client: aiosmtplib.SMTP, server: MailServer) -> None:
    await client.connect()
    try:
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
    """QUIT without waiting for the answer: the mail is accepted, and the sooner that is written down the better."""
    with suppress(aiosmtplib.SMTPException):
        if client.protocol is not None:
            client.protocol.write(b"QUIT\r\n")
    client.close()


@contextmanager
def meaning(host: str) -> Iterator[None]:
    """Translate what happens before the dot."""
    try:
        yield
    except DeliveryError:
        raise
    except aiosmtplib.SMTPRecipientRefused as no:
        raise answered(no.code, no.message, host, refused=DeliveryReason.ADDRESS_REFUSED) from no
    except aiosmtplib.SMTPResponseException as no:
        raise answered(no.code, no.message, host) from no
    except (aiosmtplib.SMTPException, OSError) as lost:
        raise _lost(lost, host) from lost


def answered(code: int, text: str, host: str, *, refused: str = DeliveryReason.MAIL_REFUSED) -> DeliveryError:
    """The server said no: 4yz for now, 5yz for good (RFC 5321 4.2.1). Anything else is not SMTP, so try later."""
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
    """The largest message this server says it takes (RFC 1870), when it says so."""
    said = client.esmtp_extensions.get("size", "").strip()
    return int(said) if re.fullmatch(r"[1-9]\d{0,14}", said) else None
