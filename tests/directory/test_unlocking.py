"""A code by mail for whoever cannot wait: one a day comes by itself, and nobody learns who has an account."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, update

from libs.embedded.receivers import SmtpReceiver
from libs.service_kit.testing import Harness
from services.directory.domain.letters import MOST_A_DAY, Letter
from services.directory.service import Deps
from services.directory.tables import Audit, Mail, MailedCode
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import PASSWORD, SignedInUser
from tests.directory.mailing import asks, code_in, emptied, guesses, owner_of, rows, sending_directory, unlocks

STRANGER = "198.51.100.66"


@pytest.fixture
async def directory(settings_for: SettingsFor, mailbox: SmtpReceiver) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail."""
    own = {"smtp_sender": "serein@platform.example", "unlock_after": 3, "web_address": "https://serein.example/"}
    async with sending_directory(settings_for, mailbox, **own, free_attempts=100) as opened:
        yield opened


@pytest.fixture
async def impatient(settings_for: SettingsFor, mailbox: SmtpReceiver) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail, and where whoever fails five times must wait."""
    async with sending_directory(settings_for, mailbox) as opened:
        yield opened


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
    impatient: Harness[Deps], mailbox: SmtpReceiver
) -> None:
    directory = impatient
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
    impatient: Harness[Deps], mailbox: SmtpReceiver
) -> None:
    directory = impatient
    address = await owner_of(await builders.firm_admin(directory))
    await asks(directory, address)
    await emptied(directory)
    await unlocks(directory, code_in(mailbox.messages()[0]), device="b" * 43)
    for number in range(30):
        await guesses(directory, address, 1, from_address=f"198.51.100.{number}")

    answer = await builders.sign_in(directory, address, from_address="203.0.113.6", device="b" * 43)

    assert answer.status_code == 200


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
            await tx.execute(update(MailedCode).values(used_at=None, expires_at=func.now()))
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

    assert len(mailbox.messages()) == MOST_A_DAY[Letter.UNLOCK_ASKED] == 3


async def test_one_address_asks_for_few_codes_whoever_they_are_for(directory: Harness[Deps]) -> None:
    place = "203.0.113.44"

    statuses = [(await asks(directory, builders.email(), place=place))[0] for _ in range(14)]
    elsewhere = await asks(directory, builders.email())

    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429
    assert elsewhere[0] == 200


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
