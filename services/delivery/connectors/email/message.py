"""The mail that carries one document to a package: the same bytes on every attempt.

Message-ID, Date and the MIME boundary are derived from the delivery, so that a package or mail server that looks for
duplicates finds them. The package's address is in To, never in Bcc: some packages look nowhere else.
"""

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.errors import Refused
from services.delivery.connectors.names import mail_address, why_unsafe_text
from services.delivery.connectors.parcel import Parcel

LONGEST_SUBJECT = 250
TEXT = "{subject}\n\n{files}\n\nSerein {delivery_id}\n"


def message_id(parcel: Parcel, sender: str) -> str:
    """`<delivery id @ our domain>`, the same on every attempt (RFC 5322 3.6.4)."""
    return f"<{parcel.delivery_id}@{sender.rpartition('@')[2]}>"


def build(parcel: Parcel, *, sender: str, recipient: str) -> bytes:
    """The whole message, ready for DATA. Raises Refused when a text could forge a header."""
    parcel.check()
    _refuse_forgery("subject", parcel.subject)
    _refuse_forgery("filename", *(file.filename for file in parcel.files))
    if not parcel.subject or len(parcel.subject) > LONGEST_SUBJECT:
        raise Refused(DeliveryReason.BAD_HEADER, header="subject", why="length")
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _address(sender)
    message["To"] = _address(recipient)
    message["Subject"] = parcel.subject
    message["Date"] = format_datetime(parcel.rendered_at)
    message["Message-ID"] = message_id(parcel, sender)
    names = "\n".join(file.filename for file in parcel.files)
    text = TEXT.format(subject=parcel.subject, files=names, delivery_id=parcel.delivery_id)
    message.set_content(text, cte="quoted-printable")
    for file in parcel.files:
        kind, _, subtype = file.media_type.partition(";")[0].strip().partition("/")
        if not (kind.isalnum() and subtype.replace("-", "").replace("+", "").replace(".", "").isalnum()):
            raise Refused(DeliveryReason.BAD_HEADER, header="media_type", why="forbidden_character")
        message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.filename)
    message.set_boundary(f"=_serein_{parcel.delivery_id.hex}")
    return message.as_bytes()


def _refuse_forgery(header: str, *texts: str) -> None:
    for text in texts:
        if why := why_unsafe_text(text):
            raise Refused(DeliveryReason.BAD_HEADER, header=header, why=why)


def _address(text: str) -> Address:
    try:
        local, _, domain = mail_address(text).rpartition("@")
    except ValueError as malformed:
        raise Refused(DeliveryReason.BAD_HEADER, header="address", why=str(malformed)) from malformed
    return Address(username=local, domain=domain)
