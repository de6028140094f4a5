"""Letters to users: each is sent once, however often it is tried, and nothing from outside becomes a header."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
import structlog

from libs.embedded.receivers import SmtpReceiver
from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.domain.letters import TRIES, Letter, pause_after
from services.directory.handlers import send_mail
from services.directory.mail.message import Unsendable, written
from services.directory.service import Deps
from services.directory.tables import Audit, Mail, MailedCode
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import CHEAP, SignedInUser
from tests.directory.mailing import (
    asks,
    code_in,
    due_now,
    emptied,
    guesses,
    owner_of,
    rows,
    sending_directory,
    unlocks,
)


@pytest.fixture
async def directory(settings_for: SettingsFor, mailbox: SmtpReceiver) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail."""
    own = {"smtp_sender": "serein@platform.example"}
    async with sending_directory(settings_for, mailbox, **own) as opened:
        yield opened


async def test_no_code_is_kept_that_could_be_read(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)
    await asks(directory, address)
    mailbox.faults.refuse(451, at="DATA", times=1)
    with structlog.testing.capture_logs() as logged:
        await emptied(directory)
    waiting = await rows(directory, Mail)
    await due_now(directory)
    await emptied(directory)
    code = code_in(mailbox.messages()[0])

    kept = [vars(row) for row in [*waiting, *await rows(directory, MailedCode), *await rows(directory, Audit)]]

    assert code not in str(kept)
    assert address not in str(logged)
    assert "mail.put_off" in str(logged)


async def test_a_letter_whose_answer_was_lost_is_sent_again_as_the_same_letter(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)
    await asks(directory, address)
    mailbox.faults.hang_up_after_accepting()
    await emptied(directory)
    await due_now(directory)

    await emptied(directory)

    first, second = mailbox.messages()
    assert first.message["message-id"] == second.message["message-id"]
    assert second.message["message-id"].endswith("@platform.example>")
    assert await unlocks(directory, code_in(first)) == await unlocks(directory, code_in(second)) == (200, "{}")
    assert await rows(directory, Mail) == []


async def test_two_processes_send_each_letter_once(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)
    for _ in range(3):
        await asks(directory, address)

    await asyncio.gather(*(emptied(directory) for _ in range(4)))

    ids = [mail.message["message-id"] for mail in mailbox.messages()]
    assert len(ids) == len(set(ids)) == 3


async def test_a_recipient_that_is_refused_for_good_is_given_up_without_being_named(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)
    await asks(directory, address)
    mailbox.faults.refuse(550, f"no such user {address}")

    with structlog.testing.capture_logs() as logged:
        await emptied(directory)

    (given_up,) = [line for line in logged if line["event"] == "mail.given_up"]
    assert given_up["why"] == "SMTPRecipientsRefused 550"
    assert address not in str(logged)
    assert await rows(directory, Mail) == []


async def test_a_mail_server_that_is_away_is_tried_for_hours_and_then_no_more(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    await asks(directory, await owner_of(admin))
    await mailbox.stop()
    tried = 0

    while await rows(directory, Mail):
        await due_now(directory)
        await directory.run(send_mail)
        tried += 1

    pauses = [pause_after(number) for number in range(1, TRIES + 1)]
    assert tried == TRIES
    assert pauses[-1] is None
    assert timedelta(hours=2) < sum((pause for pause in pauses if pause), timedelta()) < timedelta(hours=5)


async def test_nothing_is_sent_to_a_server_whose_certificate_nobody_vouches_for(
    settings_for: SettingsFor, mailbox: SmtpReceiver
) -> None:
    directory = await Harness.open(
        app, settings_for(app, **CHEAP, smtp_host="localhost", smtp_port=mailbox.port, smtp_security="starttls")
    )
    await asks(directory, await owner_of(await builders.firm_admin(directory)))

    await emptied(directory)

    await directory.close()
    assert mailbox.messages() == []


async def test_without_a_mail_server_nothing_is_queued(settings_for: SettingsFor) -> None:
    directory = await Harness.open(app, settings_for(app, **CHEAP, unlock_after=1, smtp_host=None))
    before = len(await rows(directory, Mail))
    address = await owner_of(await builders.firm_admin(directory))

    await guesses(directory, address, 3)
    asked = await asks(directory, address)
    after = len(await rows(directory, Mail))
    await directory.close()

    assert asked == (200, "{}")
    assert after == before


def letter_to(recipient: str, values: dict[str, str]) -> EmailMessage:
    facts: Any = {"mail_id": uuid4(), "at": datetime.now(UTC), "sender": "a@b.example"}
    return written(Letter.UNLOCK, values, "en", recipient=recipient, **facts)


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "", "a b@c.example", "a@b.example>"]
)
def test_no_address_adds_a_header_or_a_recipient(address: str) -> None:
    with pytest.raises(Unsendable):
        letter_to(address, {})


def test_a_value_from_outside_stays_in_the_text() -> None:
    values = {"code": "x\r\nSubject: y\r\n.\r\n{minutes}", "minutes": "30"}

    mail = letter_to("c@d.example", values)

    own = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"}
    assert set(mail.keys()) == own | {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert len(mail.keys()) == len(set(mail.keys()))
    assert "{minutes}" in mail.get_content()
