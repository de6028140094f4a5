"""The mail receiver, seen by the client that the mail connector uses."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosmtplib
import pytest

from libs.embedded.receivers import SmtpReceiver
from tests.embedded.builders import mail


@pytest.fixture
async def receiver(tmp_path: Path) -> AsyncIterator[SmtpReceiver]:
    async with SmtpReceiver(tmp_path / "mail") as receiver:
        yield receiver


async def send(receiver: SmtpReceiver, *, subject: str = "Facture 2026-0042", **options: Any) -> None:
    await aiosmtplib.send(
        mail(subject),
        hostname=receiver.host,
        port=receiver.port,
        **{"start_tls": False, "timeout": 5, **options},
    )


def trusting(receiver: SmtpReceiver) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=receiver.certificate)


async def test_a_message_is_kept_with_envelope_and_attachment(receiver: SmtpReceiver) -> None:
    await send(receiver, recipients=["achats+0123456749@package.example"])

    [kept] = receiver.messages()
    [attachment] = list(kept.message.iter_attachments())
    assert kept.sender == "factures@boulangerie-lambert.example"
    assert kept.recipients == ("achats+0123456749@package.example",)
    assert kept.message["To"] == "achats@package.example"
    assert attachment.get_filename() == "2026-0042.xml"
    assert attachment.get_content() == b"<Invoice/>"


async def test_messages_stay_in_order_also_after_a_restart(receiver: SmtpReceiver) -> None:
    await send(receiver, subject="one")
    await send(receiver, subject="two")

    await receiver.stop()
    await receiver.start()
    await send(receiver, subject="three")

    assert [kept.message["Subject"] for kept in receiver.messages()] == ["one", "two", "three"]


async def test_a_client_that_trusts_the_certificate_sends_encrypted(receiver: SmtpReceiver) -> None:
    await send(receiver, start_tls=True, tls_context=trusting(receiver))

    [kept] = receiver.messages()
    assert kept.encrypted


async def test_a_client_that_does_not_know_the_certificate_sends_nothing(receiver: SmtpReceiver) -> None:
    with pytest.raises((ssl.SSLError, aiosmtplib.SMTPException)):
        await send(receiver, start_tls=True)

    assert receiver.messages() == []


async def test_who_must_sign_in_can_and_nobody_else(tmp_path: Path) -> None:
    async with SmtpReceiver(tmp_path, users={"serein": "right"}) as receiver:
        tls: dict[str, Any] = {"start_tls": True, "tls_context": trusting(receiver), "username": "serein"}

        await send(receiver, **tls, password="right")
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            await send(receiver, **tls, password="wrong")
        with pytest.raises(aiosmtplib.SMTPException):
            await send(receiver)

        [kept] = receiver.messages()
    assert kept.user == "serein"


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("MAIL", aiosmtplib.SMTPSenderRefused),
        ("RCPT", aiosmtplib.SMTPRecipientsRefused),
        ("DATA", aiosmtplib.SMTPDataError),
    ],
)
async def test_it_refuses_when_told_to_and_behaves_again(
    receiver: SmtpReceiver, at: str, error: type[Exception]
) -> None:
    receiver.faults.refuse(550, "mailbox unknown", at=at, times=1)

    with pytest.raises(error, match="550"):
        await send(receiver)
    await send(receiver)

    assert len(receiver.messages()) == 1


async def test_it_can_take_a_message_in_and_not_say_so(receiver: SmtpReceiver) -> None:
    receiver.faults.hang_up_after_accepting()

    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(receiver)
    await send(receiver)

    assert len(receiver.messages()) == 2


async def test_it_can_hang_up_on_an_encrypted_line_too(receiver: SmtpReceiver) -> None:
    receiver.faults.hang_up_after_accepting()

    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(receiver, start_tls=True, tls_context=trusting(receiver))

    assert len(receiver.messages()) == 1


async def test_greylisting_turns_away_the_first_try_only(receiver: SmtpReceiver) -> None:
    receiver.faults.greylist()

    with pytest.raises(aiosmtplib.SMTPRecipientsRefused, match="451"):
        await send(receiver)
    await send(receiver)

    assert len(receiver.messages()) == 1


async def test_a_message_that_is_too_large_is_refused(tmp_path: Path) -> None:
    async with SmtpReceiver(tmp_path, max_bytes=100) as receiver:
        with pytest.raises(aiosmtplib.SMTPException, match="552"):
            await send(receiver)

        assert receiver.messages() == []


async def test_stopping_cuts_open_connections(receiver: SmtpReceiver) -> None:
    client = aiosmtplib.SMTP(hostname=receiver.host, port=receiver.port, start_tls=False, timeout=5)
    await client.connect()

    await receiver.stop()

    with pytest.raises(aiosmtplib.SMTPException):
        await client.noop()
    client.close()
