"""One letter as a mail: plain text, in the reader's language, with headers that nobody else can write."""

from collections.abc import Mapping
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from libs.refusal import Refusal
from libs.texts import in_words
from services.directory.domain.contact import check_email
from services.directory.domain.letters import Letter
from services.directory.mail.words import LETTER_WORDS, Part


class Unsendable(Exception):
    """The address is none to which mail can be sent."""


def message_id(mail_id: UUID, sender: str) -> str:
    """`<id of the letter @ our domain>`, the same on every attempt (RFC 5322 3.6.4)."""
    return f"<{mail_id}@{sender.rpartition('@')[2]}>"


def written(
    letter: Letter,
    values: Mapping[str, str],
    language: str,
    *,
    mail_id: UUID,
    at: datetime,
    sender: str,
    recipient: str,
) -> EmailMessage:
    """The mail. `values` fill the text and never a header. Raises Unsendable."""
    utf8 = not (sender + recipient).isascii()
    message = EmailMessage(policy=policy.SMTPUTF8 if utf8 else policy.SMTP)
    message["From"] = Address(display_name="Serein", addr_spec=sender)
    message["To"] = _address(recipient)
    message["Subject"] = in_words(LETTER_WORDS, f"{letter}_subject", {}, language)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(mail_id, sender)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from a machine
    text = in_words(LETTER_WORDS, f"{letter}_text", values, language)
    message.set_content(f"{text}\n\n{in_words(LETTER_WORDS, Part.FOOTER, {}, language)}\n", cte="quoted-printable")
    return message


def _address(text: str) -> Address:
    try:
        check_email(text)
        local, _, domain = text.rpartition("@")
        return Address(username=local, domain=domain)
    except (Refusal, ValueError) as error:
        raise Unsendable from error
