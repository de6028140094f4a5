"""The mail: the same bytes on every attempt, and no text of a document can become a header."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery.connectors.email import message as mail_message
from services.delivery.connectors.errors import Refused
from tests.delivery.builders import RENDERED_AT, file, parcel

SENDER, RECIPIENT = "levering@serein.example", "uid4711@docin.pakket.example"


def read(raw: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)


def test_the_same_delivery_is_the_same_mail_byte_for_byte() -> None:
    one = parcel()

    first, second = (mail_message.build(one, sender=SENDER, recipient=RECIPIENT) for _ in range(2))

    assert first == second
    assert read(first)["Message-ID"] == f"<{one.delivery_id}@serein.example>"
    assert parsedate_to_datetime(read(first)["Date"]) == RENDERED_AT


def test_two_deliveries_have_two_message_ids() -> None:
    ids = {mail_message.message_id(parcel(), SENDER) for _ in range(2)}

    assert len(ids) == 2


@pytest.mark.parametrize(
    "name",
    ["Crème brûlée é 2026-1.xml", "Ζυθοποιία_7.xml", "Weiß & Söhne_RE-1.xml", "reçu ☕ 1.xml", "x" * 190 + ".xml"],
)
def test_a_name_in_any_script_comes_out_as_it_went_in(name: str) -> None:
    raw = mail_message.build(parcel(file(name)), sender=SENDER, recipient=RECIPIENT)

    (attachment,) = read(raw).iter_attachments()
    assert attachment.get_filename() == name
    assert max(len(line) for line in raw.splitlines()) <= 998


@pytest.mark.parametrize(
    "text",
    [
        "factuur\r\nBcc: dief@elders.example",
        "factuur\nX-Injected: 1",
        "factuur\rX: 1",
        "factuur\x00",
        "factuur\x0b",
        "factuur\x85X: 1",
        "factuur\u2028X: 1",
        "=?utf-8?q?a=0D=0ABcc=3A_dief=40elders.example?=",
        "=?utf-8?b?DQpCY2M6IHg=?=",
        "factuur\u202egpj.exe",
        "",
        "x" * 251,
    ],
)
def test_a_subject_that_could_forge_a_header_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="bad_header"):
        mail_message.build(parcel(subject=text), sender=SENDER, recipient=RECIPIENT)


@pytest.mark.parametrize("kind", ["text/xml\r\nX: 1", "text", "/", "a/b c"])
def test_a_media_type_that_is_none_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match="bad_header"):
        mail_message.build(parcel(file(media_type=kind)), sender=SENDER, recipient=RECIPIENT)


@given(st.text(min_size=1, max_size=120))
def test_whatever_the_subject_there_are_only_our_headers(text: str) -> None:
    try:
        raw = mail_message.build(parcel(subject=text), sender=SENDER, recipient=RECIPIENT)
    except Refused:
        return

    message = read(raw)
    assert set(message.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "Content-Type", "MIME-Version"}
    assert " ".join(str(message["Subject"]).split()) == " ".join(text.split())
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_bytes_that_are_not_what_was_rendered_do_not_leave() -> None:
    changed = file().__class__("a.xml", "application/xml", b"changed", file().sha256)

    with pytest.raises(Refused, match="wrong_bytes"):
        mail_message.build(parcel(changed), sender=SENDER, recipient=RECIPIENT)
