"""A session that is cancelled at any moment closes its socket: a stopped worker must not leak connections."""

import asyncio
import gc
import warnings
from collections.abc import Awaitable, Callable

from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery.connectors.email import Email, EmailConfig
from tests.delivery.builders import mail_server, operator
from tests.delivery.test_sftp import to

MOMENTS = [n / 10_000 for n in range(1, 120)]
"""Seconds after the start."""


async def leaked_when_cancelled(session: Callable[[], Awaitable[None]]) -> list[str]:
    """Returns Python's warnings about unclosed sockets and transports, after a cancellation at each moment."""
    with warnings.catch_warnings(record=True) as reported:
        warnings.simplefilter("always", ResourceWarning)
        for moment in MOMENTS:
            task = asyncio.ensure_future(session())
            await asyncio.sleep(moment)
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled():
                task.exception()
        await asyncio.sleep(0.1)
        gc.collect()
    return [str(warning.message) for warning in reported]


async def test_a_cancelled_sftp_session_closes_its_socket(inbox: SftpReceiver) -> None:
    assert await leaked_when_cancelled(lambda: to(inbox).check()) == []


async def test_a_cancelled_mail_session_closes_its_socket(mailbox: SmtpReceiver) -> None:
    server = mail_server(mailbox.port)

    assert await leaked_when_cancelled(lambda: Email(EmailConfig(), operator(mail=server)).check()) == []
