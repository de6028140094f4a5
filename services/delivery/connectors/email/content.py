"""Giving the text of one mail in two steps: all of it but the end, and then the dot that ends it.

The dot is the one moment that counts: before it the server must not deliver anything, after it the mail may be there.
aiosmtplib's own `data` writes both at once and could not tell us on which side of the dot a connection broke.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable

import aiosmtplib
from aiosmtplib.protocol import SMTPProtocol, normalize_message_line_endings

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.email.session import answered, meaning
from services.delivery.connectors.errors import Unconfirmed
from services.delivery.connectors.parcel import Operator

START_INPUT, COMPLETED = 354, 250
Answer = asyncio.Task[aiosmtplib.SMTPResponse]


async def hand_over(
    client: aiosmtplib.SMTP, raw: bytes, operator: Operator, *, before_handover: Callable[[], Awaitable[None]]
) -> str:
    """DATA with its content; the server's last answer. Raises NotReached, Refused, or Unconfirmed after the dot."""
    host = client.hostname or ""
    with meaning(host):
        protocol = await _go_ahead(client, operator)
        answer = asyncio.create_task(protocol.read_response())
    try:
        with meaning(host):
            await _all_but_the_dot(client, protocol, raw, answer, operator)
        await before_handover()
        with meaning(host):
            await _not_yet(answer)
        return await _dot(protocol, answer, host, operator)
    finally:
        answer.cancel()
        await asyncio.wait({answer})


async def _go_ahead(client: aiosmtplib.SMTP, operator: Operator) -> SMTPProtocol:
    reply = await client.execute_command(b"DATA", timeout=operator.seconds)
    if reply.code != START_INPUT:
        raise answered(reply.code, reply.message, client.hostname or "")
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
    """An answer before the dot, or a lost connection, is a no that surely left nothing behind."""
    if answer.done():
        early = await answer
        raise answered(early.code, early.message, "")


async def _dot(protocol: SMTPProtocol, answer: Answer, host: str, operator: Operator) -> str:
    try:
        protocol.write(b".\r\n")
        async with asyncio.timeout(operator.answer_seconds):
            said = await answer
    except (aiosmtplib.SMTPException, OSError) as silence:
        raise Unconfirmed(DeliveryReason.MAIL_UNCONFIRMED, host=host, answer=str(silence)) from silence
    text = f"{said.code} {said.message}"
    if said.code == COMPLETED:
        return text
    if 400 <= said.code <= 599:
        raise answered(said.code, said.message, host)
    raise Unconfirmed(DeliveryReason.MAIL_UNCONFIRMED, host=host, answer=text)
