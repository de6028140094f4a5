"""The private parts of aiosmtplib that `connectors/email/content.py` uses: a new version may rename them."""

from inspect import iscoroutinefunction

from aiosmtplib import SMTP
from aiosmtplib.protocol import SMTPProtocol, normalize_message_line_endings


def test_a_protocol_reads_a_reply_and_writes_bytes() -> None:
    assert iscoroutinefunction(SMTPProtocol.read_response)
    assert callable(SMTPProtocol.write)


async def test_a_client_names_its_protocol_and_its_transport() -> None:
    client = SMTP()

    assert (client.protocol, client.transport) == (None, None)


def test_every_line_of_a_mail_ends_with_carriage_return_and_line_feed() -> None:
    assert normalize_message_line_endings(b"one\ntwo\rthree\r\n") == b"one\r\ntwo\r\nthree\r\n"
