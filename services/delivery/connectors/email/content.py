"""Sends the content of one mail in two steps: all of it except the end, and then the dot that ends it.

Before the dot the server must not deliver anything; after it the mail may have arrived. aiosmtplib's own `data` writes
both at once, so we would not know on which side of the dot a connection broke. Hence its private `protocol` module.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable

import aiosmtplib
from aiosmtplib.protocol import SMTPProtocol, normalize_message_line_endings

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.email.session import error_for_reply, translated_errors
from services.delivery.connectors.errors import Unconfirmed
from services.delivery.connectors.parcel import Operator

START_INPUT, COMPLETED = 354, 250
Answer = asyncio.Task[aiosmtplib.SMTPResponse]


async def hand_over(
    client: aiosmtplib.SMTP, raw: bytes, operator: Operator, *, before_handover: Callable[[], Awaitable[None]]
) -> str:
    """Send DATA and content; returns the last answer. Raises NotReached or Refused, or Unconfirmed after the dot."""
    host = client.hostname or ""
    with translated_errors(host):
        protocol = await _go_ahead(client, operator)
        answer = asyncio.create_task(protocol.read_response())
    try:
        with translated_errors(host):
            await _all_but_the_dot(client, protocol, raw, answer, operator)
        await before_handover()
        with translated_errors(host):
            await _not_yet(answer)
        return await _dot(protocol, answer, host, operator)
    finally:
        answer.cancel()
        await asyncio.wait({answer})


async def _go_ahead(client: aiosmtplib.SMTP, operator: Operator) -> SMTPProtocol:
    reply = await client.execute_command(b"DATA", timeout=operator.seconds)
    if reply.code != START_INPUT:
        raise error_for_reply(reply.code, reply.message, client.hostname or "")
    if client.protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("connection lost")
    return client.protocol


async def _all_but_the_dot(
    client: aiosmtplib.SMTP, protocol: SMTPProtocol, raw: bytes, answer: Answer, operator: Operator
) -> None:
    body = re.sub(rb"(?m)^\.", b"..", normalize_message_line_endings(raw))
    protocol.write(body)
    async with asyncio.timeout(operator.transfer_seconds(len(body))):
        while (line := client.transport) and isinstance(line, asyncio.WriteTransport) and line.get_write_buffer_size():
            await asyncio.wait({answer}, timeout=0.02)
            await _not_yet(answer)
    await _not_yet(answer)


async def _not_yet(answer: Answer) -> None:
    """Raises when an answer came before the dot, or the connection was lost: then the mail was surely not delivered."""
    if answer.done():
        early = await answer
        raise error_for_reply(early.code, early.message, "")


async def _dot(protocol: SMTPProtocol, answer: Answer, host: str, operator: Operator) -> str:
    try:
        protocol.write(b".\r\n")
        async with asyncio.timeout(operator.answer_seconds):
            reply = await answer
    except (aiosmtplib.SMTPException, OSError) as silence:
        raise Unconfirmed(DeliveryReason.MAIL_UNCONFIRMED, host=host, answer=str(silence)) from silence
    text = f"{reply.code} {reply.message}"
    if reply.code == COMPLETED:
        return text
    if 400 <= reply.code <= 599:
        raise error_for_reply(reply.code, reply.message, host)
    raise Unconfirmed(DeliveryReason.MAIL_UNCONFIRMED, host=host, answer=text)
