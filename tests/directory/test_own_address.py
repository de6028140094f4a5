"""Another address of one's own: it is proven by a code before it is the sign-in, and tells nothing of who has it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from libs.embedded.receivers import SmtpReceiver
from libs.service_kit.testing import Harness
from services.directory.addresses import TAKEN_A_DAY
from services.directory.app import app
from services.directory.domain.letters import MOST_A_DAY, Letter
from services.directory.service import Deps
from services.directory.tables import Mail
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import CHEAP, PASSWORD, SignedInUser
from tests.directory.mailing import code_in, emptied, rows, sending_directory, subjects

CHANGED = "The e-mail address of your account was changed"
PROOF = "Confirm your new e-mail address"


@pytest.fixture
async def directory(settings_for: SettingsFor, mailbox: SmtpReceiver) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail."""
    async with sending_directory(settings_for, mailbox) as opened:
        yield opened


async def colleague(admin: SignedInUser) -> tuple[SignedInUser, str]:
    address = builders.email("collega")
    return await builders.employee(admin, email=address, language="en"), address


async def wants(user: SignedInUser, address: str, password: str = PASSWORD) -> Any:
    return await user.http("PUT", "/v1/me/email", json={"email": address, "password": password})


async def confirms(user: SignedInUser, code: str) -> Any:
    return await user.http("POST", "/v1/me/email/confirm", json={"code": code})


async def code_for(directory: Harness[Deps], mailbox: SmtpReceiver, address: str) -> str:
    """The code of the newest letter to this address."""
    await emptied(directory)
    return code_in([mail for mail in mailbox.messages() if mail.recipients == (address,)][-1])


async def test_a_new_address_is_the_sign_in_once_its_code_is_sent(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, old = await colleague(admin)
    new = builders.email("verhuisd")
    asked = await wants(user, new)
    before = (await builders.sign_in(directory, old)).status_code, (await builders.sign_in(directory, new)).status_code

    answer = await confirms(user, await code_for(directory, mailbox, new))

    assert (asked.status_code, asked.json()["email"], asked.json()["new_email"]) == (200, old, new)
    assert before == (200, 401)
    assert (answer.status_code, answer.json()["email"], answer.json()["new_email"]) == (200, new, None)
    assert [(await builders.sign_in(directory, one)).status_code for one in (old, new)] == [401, 200]
    assert await subjects(directory, mailbox, old) == [CHANGED]


async def test_the_answer_is_the_same_for_an_address_that_somebody_has(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    _, taken = await colleague(await builders.firm_admin(directory))
    user, mine = await colleague(admin)
    free = builders.email("vrij")
    await emptied(directory)

    answers = [await wants(user, one) for one in (taken, free)]

    queued = [(row.kind, row.values) for row in await rows(directory, Mail)]
    shown = [(one.status_code, one.json() | {"new_email": None}) for one in answers]
    assert shown[0] == shown[1]
    assert queued == [(Letter.EMAIL_PROOF, {"user": str(user.user_id)})] * 2
    assert await subjects(directory, mailbox, taken) == []
    assert await subjects(directory, mailbox, free) == [PROOF]
    assert (await builders.sign_in(directory, mine)).status_code == 200


@pytest.mark.parametrize("wrong", ["none", "used", "of another", "of an address before", "taken meanwhile"])
async def test_a_code_that_is_none_changes_nothing(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser, wrong: str
) -> None:
    user, old = await colleague(admin)
    other, _ = await colleague(admin)
    new = builders.email("verhuisd")
    await wants(user, new)
    code = await code_for(directory, mailbox, new)
    if wrong == "used":
        await confirms(other, code)
    if wrong == "of an address before":
        await wants(user, builders.email("nog.een"))
    if wrong == "taken meanwhile":
        await builders.employee(await builders.firm_admin(directory), email=new)

    answer = await confirms(other if wrong == "of another" else user, "x" * 43 if wrong == "none" else code)

    assert (answer.status_code, answer.json()["code"]) == (422, "code_invalid")
    assert (await builders.sign_in(directory, old)).json()["user_id"] == str(user.user_id)
    assert CHANGED not in await subjects(directory, mailbox, old)


async def test_an_unlock_code_proves_no_address(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, old = await colleague(admin)
    body = {"email": old, "address": "2001:db8:aaaa::1"}
    await directory.http("POST", "/internal/unlock-mail", rights=["internal"], json=body)
    code = await code_for(directory, mailbox, old)
    await wants(user, builders.email("verhuisd"))

    answer = await confirms(user, code)

    assert answer.json()["code"] == "code_invalid"


async def test_nobody_has_others_flooded_with_codes(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, _ = await colleague(admin)
    for _ in range(MOST_A_DAY[Letter.EMAIL_PROOF] + 3):
        await wants(user, builders.email("slachtoffer"))
        await emptied(directory)

    assert len([mail for mail in mailbox.messages() if mail.message["subject"] == PROOF]) == 5


async def test_the_password_is_needed(admin: SignedInUser) -> None:
    user, _ = await colleague(admin)

    answer = await wants(user, builders.email(), "een ander wachtwoord")

    assert answer.json()["code"] == "password_wrong"


async def test_without_a_mail_server_an_address_changes_at_once_and_few_are_told(settings_for: SettingsFor) -> None:
    directory = await Harness.open(app, settings_for(app, **CHEAP))
    admin = await builders.firm_admin(directory)
    user, _ = await colleague(admin)
    _, taken = await colleague(await builders.firm_admin(directory))

    told = [(await wants(user, taken)).json()["code"] for _ in range(TAKEN_A_DAY + 1)]
    other, _ = await colleague(await builders.firm_admin(directory))
    changed = await wants(other, new := builders.email("verhuisd"))

    await directory.close()
    assert told == ["email_taken"] * TAKEN_A_DAY + ["too_many_attempts"]
    assert (changed.status_code, changed.json()["email"]) == (200, new)
