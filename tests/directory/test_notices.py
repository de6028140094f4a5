"""Who owns an account is told when somebody changes it or signs in from a new place, where they read it."""

from collections.abc import AsyncIterator

import pytest

from libs.embedded.receivers import SmtpReceiver
from libs.service_kit.testing import Harness
from services.directory.service import Deps
from services.directory.tables import Mail
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import PASSWORD, SignedInUser
from tests.directory.mailing import emptied, rows, sending_directory, subjects

EMAIL, SECRET, PLACE = (
    "The e-mail address of your account was changed",
    "The password of your account was changed",
    "A sign-in from a new place",
)
OTHER_PASSWORD = "andere-sloten-12-fietsen"


@pytest.fixture
async def directory(settings_for: SettingsFor, mailbox: SmtpReceiver) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail."""
    async with sending_directory(settings_for, mailbox) as opened:
        yield opened


async def colleague(admin: SignedInUser) -> tuple[SignedInUser, str]:
    """Returns an employee with a password, and their address."""
    address = builders.email("collega")
    return await builders.employee(admin, email=address, language="en"), address


@pytest.mark.parametrize("by", ["themselves", "their administrator"])
async def test_another_password_is_told(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser, by: str
) -> None:
    user, address = await colleague(admin)

    if by == "themselves":
        body = {"current": PASSWORD, "new": OTHER_PASSWORD}
        answer = await user.http("PUT", "/v1/me/password", json=body, address="192.0.2.66")
    else:
        answer = await admin.in_firm(
            "PATCH", f"/staff/{user.user_id}", json={"password": OTHER_PASSWORD}, address="192.0.2.66"
        )

    assert answer.status_code in (200, 204)
    assert await subjects(directory, mailbox, address) == [SECRET]
    assert "192.0.2.66" in mailbox.messages()[0].message.get_content()
    assert OTHER_PASSWORD not in mailbox.messages()[0].path.read_text()


async def test_whoever_takes_an_account_over_cannot_keep_its_owner_from_hearing(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, old = await colleague(admin)
    new = builders.email("dief")

    changes = {"email": new, "password": OTHER_PASSWORD}
    answer = await admin.in_firm("PATCH", f"/staff/{user.user_id}", json=changes)

    assert answer.status_code == 200
    assert sorted(await subjects(directory, mailbox, old)) == sorted([EMAIL, SECRET])
    assert new not in "".join(mail.message.get_content() for mail in mailbox.messages())


@pytest.mark.parametrize("path", ["", "/users/{user_id}"])
async def test_a_client_s_user_is_told_too(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser, path: str
) -> None:
    contact = {"email": builders.email("zaakvoerder"), "password": PASSWORD}
    client = await admin.makes_client(contact=contact, language="en")
    new = {"email": builders.email("ander")}

    answer = await admin.on(
        client["client_id"],
        "PATCH",
        path.format(user_id=client["contact"]["user_id"]),
        json=new if path else {"contact": new},
    )

    assert answer.status_code == 200, answer.text
    assert await subjects(directory, mailbox, contact["email"]) == [EMAIL]


async def test_what_is_no_change_and_a_first_password_are_no_news(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    client = await admin.makes_client()
    contact = client["contact"]
    path = f"/users/{contact['user_id']}"

    await admin.on(client["client_id"], "PATCH", path, json={"password": PASSWORD})
    await admin.on(client["client_id"], "PATCH", path, json={"email": contact["email"].upper(), "first_name": "An"})

    assert await subjects(directory, mailbox, contact["email"]) == []
    assert await subjects(directory, mailbox, contact["email"].upper()) == []


async def test_a_change_that_is_refused_is_not_told(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, address = await colleague(admin)
    _, taken = await colleague(admin)

    answer = await admin.in_firm("PATCH", f"/staff/{user.user_id}", json={"email": taken})

    assert answer.status_code == 409
    assert await subjects(directory, mailbox, address) == []


async def test_a_sign_in_from_a_new_place_is_told_and_others_are_not(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    _, address = await colleague(admin)
    device = (await builders.sign_in(directory, address)).json()["device"]
    await builders.sign_in(directory, address)
    await builders.sign_in(directory, address, from_address="203.0.113.7", device=device)
    before = await subjects(directory, mailbox, address)

    await builders.sign_in(directory, address, from_address="203.0.113.8")
    await builders.sign_in(directory, address, "verkeerd", from_address="203.0.113.9")

    assert before == []
    assert await subjects(directory, mailbox, address) == [PLACE]
    assert "203.0.113.8" in mailbox.messages()[0].message.get_content()


async def test_notices_of_new_places_can_be_switched_off(settings_for: SettingsFor, mailbox: SmtpReceiver) -> None:
    async with sending_directory(settings_for, mailbox, new_place_notices=False) as directory:
        _, address = await colleague(await builders.firm_admin(directory))

        for number in range(3):
            await builders.sign_in(directory, address, from_address=f"203.0.113.{number}")

        await emptied(directory)
        assert (await rows(directory, Mail), mailbox.messages()) == ([], [])
