"""Letters to users: what they say, that each is sent once, and that nobody learns from them who has an account."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import func, select, update

from libs.embedded.receivers import SmtpReceiver
from libs.embedded.receivers.smtp import ReceivedMail
from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.domain.letters import TRIES, UNLOCKS_A_DAY, Letter, pause_after
from services.directory.handlers import send_mail
from services.directory.mail.message import Unsendable, written
from services.directory.service import Deps
from services.directory.tables import Audit, Mail, UnlockToken
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import CHEAP, PASSWORD, SignedInUser

STRANGER = "198.51.100.66"


@pytest.fixture
async def mailbox(tmp_path: Path) -> AsyncIterator[SmtpReceiver]:
    """Returns the platform's mail server."""
    async with SmtpReceiver(tmp_path / "mail") as server:
        (tmp_path / "server.pem").write_text(server.certificate)
        yield server


@pytest.fixture
async def directory(settings_for: SettingsFor, mailbox: SmtpReceiver, tmp_path: Path) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail."""
    mail = {"smtp_host": "localhost", "smtp_port": mailbox.port, "smtp_certificates": tmp_path / "server.pem"}
    sender = {"smtp_sender": "serein@platform.example", "unlock_after": 3, "web_address": "https://serein.example/"}
    opened = await Harness.open(app, settings_for(app, **CHEAP, **mail, **sender, free_attempts=100))
    await emptied(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def admin(directory: Harness[Deps]) -> SignedInUser:
    """Returns the administrator of a firm that only this test uses."""
    return await builders.firm_admin(directory)


_places = itertools.count(1)


def a_place() -> str:
    """Returns an IP address that nobody has asked from."""
    return f"2001:db8:{next(_places):x}::1"


async def emptied(directory: Harness[Deps]) -> None:
    """Send what is due, until nothing is."""
    while await directory.run(send_mail):
        pass


async def due_now(directory: Harness[Deps]) -> None:
    async with directory.context().transaction(all_tenants=True) as tx:
        await tx.execute(update(Mail).values(due_at=func.now()))


async def rows(directory: Harness[Deps], of: type[Any]) -> list[Any]:
    async with directory.context().read(all_tenants=True) as tx:
        return list(await tx.all(select(of)))


async def owner_of(admin: SignedInUser, **more: object) -> str:
    """Returns the address of a new client's owner, who has a password."""
    address = builders.email("zaakvoerder")
    await admin.makes_client(contact={"email": address, "password": PASSWORD}, **more)
    return address


async def guesses(directory: Harness[Deps], address: str, times: int, **more: Any) -> None:
    for number in range(times):
        await builders.sign_in(directory, address, f"verkeerd {number}", **more)


async def internal(directory: Harness[Deps], path: str, **body: object) -> tuple[int, str]:
    answer = await directory.http("POST", f"/internal/{path}", rights=["internal"], json=body)
    return answer.status_code, answer.text


async def asks(directory: Harness[Deps], email: str, *, place: str | None = None) -> tuple[int, str]:
    return await internal(directory, "unlock-mail", email=email, address=place or a_place())


async def unlocks(directory: Harness[Deps], code: str, **more: object) -> tuple[int, str]:
    return await internal(directory, "unlock", **{"token": code, "address": "192.0.2.7", "device": "d" * 43} | more)


def code_in(mail: ReceivedMail) -> str:
    """The code of a letter, which stands alone in its line."""
    lines = mail.message.get_content().splitlines()
    (code,) = [line for line in lines if len(line) == 43 and " " not in line]
    return str(code)


async def test_after_several_wrong_passwords_the_owner_gets_one_letter_a_day(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin, language="nl")

    await guesses(directory, address.upper(), 2, from_address=STRANGER)
    await emptied(directory)
    before = len(mailbox.messages())
    await guesses(directory, address.upper(), 7, from_address=STRANGER)
    await emptied(directory)

    (mail,) = mailbox.messages()
    assert before == 0
    assert (mail.recipients, mail.sender, mail.encrypted) == ((address,), "serein@platform.example", True)
    assert mail.message["subject"] == "Er zijn verkeerde wachtwoorden ingevoerd voor uw account"
    assert mail.message["auto-submitted"] == "auto-generated"
    assert f"https://serein.example/unlock#{code_in(mail)}" in mail.message.get_content()


async def test_a_right_password_begins_the_count_anew(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)

    await guesses(directory, address, 2)
    await builders.sign_in(directory, address)
    await guesses(directory, address, 2)
    await emptied(directory)

    assert mailbox.messages() == []


async def test_the_code_lets_its_owner_in_at_once_whatever_strangers_do(
    harness_of_five: Harness[Deps], mailbox: SmtpReceiver
) -> None:
    directory = harness_of_five
    address = await owner_of(await builders.firm_admin(directory))
    for number in range(30):
        await guesses(directory, address, 1, from_address=f"198.51.100.{number}")
    await guesses(directory, address, 7, from_address="192.0.2.7")
    waiting = await builders.sign_in(directory, address, from_address="192.0.2.7")
    await emptied(directory)
    (mail,) = mailbox.messages()

    answered = await unlocks(directory, code_in(mail))

    at_once = await builders.sign_in(directory, address, from_address="192.0.2.7")
    elsewhere = await builders.sign_in(directory, address, from_address="203.0.113.5")
    assert answered == (200, "{}")
    assert (waiting.status_code, at_once.status_code, elsewhere.status_code) == (429, 200, 429)


async def test_the_browser_is_known_after_the_code_also_at_another_address(
    harness_of_five: Harness[Deps], mailbox: SmtpReceiver
) -> None:
    directory = harness_of_five
    address = await owner_of(await builders.firm_admin(directory))
    await asks(directory, address)
    await emptied(directory)
    await unlocks(directory, code_in(mailbox.messages()[0]), device="b" * 43)
    for number in range(30):
        await guesses(directory, address, 1, from_address=f"198.51.100.{number}")

    answer = await builders.sign_in(directory, address, from_address="203.0.113.6", device="b" * 43)

    assert answer.status_code == 200


@pytest.fixture
async def harness_of_five(
    settings_for: SettingsFor, mailbox: SmtpReceiver, tmp_path: Path
) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail and lets strangers wait after five tries."""
    mail = {"smtp_host": "localhost", "smtp_port": mailbox.port, "smtp_certificates": tmp_path / "server.pem"}
    opened = await Harness.open(app, settings_for(app, **CHEAP, **mail))
    await emptied(opened)
    yield opened
    await opened.close()


@pytest.mark.parametrize("wrong", ["used", "old", "none"])
async def test_a_code_that_is_none_changes_nothing_and_is_answered_alike(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser, wrong: str
) -> None:
    address = await owner_of(admin)
    await asks(directory, address)
    await emptied(directory)
    code = code_in(mailbox.messages()[0])
    right = await unlocks(directory, code, address="192.0.2.8", device=None)
    async with directory.context().transaction(all_tenants=True) as tx:
        if wrong == "old":
            await tx.execute(update(UnlockToken).values(used_at=None, expires_at=func.now()))
    before = await rows(directory, Audit)

    answered = await unlocks(directory, "x" * 43 if wrong == "none" else code, device=None)

    assert answered == right
    assert len(await rows(directory, Audit)) == len(before)


@pytest.mark.parametrize("nobody", ["unknown", "closed", "not invited", "no address"])
async def test_who_asks_for_a_code_does_not_learn_who_has_an_account(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser, nobody: str
) -> None:
    addresses = {"unknown": builders.email(), "no address": "a@b.example\u202f, c@d.example"}
    if nobody == "closed":
        client = await admin.makes_client(contact={"email": builders.email(), "password": PASSWORD})
        await admin.on(client["client_id"], "PATCH", json={"closed": True})
        addresses["closed"] = client["contact"]["email"]
    if nobody == "not invited":
        addresses["not invited"] = (await admin.makes_client())["contact"]["email"]
    known = await owner_of(admin)

    answers = [await asks(directory, address) for address in (known, addresses[nobody])]
    queued = [(row.kind, row.language, row.client_id, row.values) for row in await rows(directory, Mail)]
    await emptied(directory)

    sent = [mail.recipients for mail in mailbox.messages()]
    assert answers == [(200, "{}")] * 2
    assert queued == [(Letter.UNLOCK_ASKED, "", None, {})] * 2
    assert sent == [(known,)]
    assert await rows(directory, Mail) == []


async def test_strangers_can_have_somebody_written_to_a_few_times_a_day_only(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)

    for _ in range(8):
        await asks(directory, address)
    await emptied(directory)

    assert len(mailbox.messages()) == UNLOCKS_A_DAY[Letter.UNLOCK_ASKED] == 3


async def test_one_address_asks_for_few_codes_whoever_they_are_for(directory: Harness[Deps]) -> None:
    place = "203.0.113.44"

    statuses = [(await asks(directory, builders.email(), place=place))[0] for _ in range(14)]
    elsewhere = await asks(directory, builders.email())

    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429
    assert elsewhere[0] == 200


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

    kept = [vars(row) for row in [*waiting, *await rows(directory, UnlockToken), *await rows(directory, Audit)]]

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


async def test_the_audit_trail_tells_of_the_code_and_of_its_use(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    address = await owner_of(admin)
    await asks(directory, address)
    await emptied(directory)

    await unlocks(directory, code_in(mailbox.messages()[0]))

    told = [row for row in await rows(directory, Audit) if row.firm_id == admin.firm_id]
    mailed, used = (next(row for row in told if row.action == f"sign_in.unlock{end}") for end in ("_mailed", "ed"))
    assert (mailed.actor, mailed.user_id, used.actor) == ("directory", None, "user")
    assert (used.user_id, used.address) == (mailed.subject_id, "192.0.2.7")


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
