"""Who has an address that somebody else entered for a user decides what becomes of it, and is left alone otherwise."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from libs.embedded.receivers import SmtpReceiver
from libs.service_kit.testing import Harness
from services.directory.domain.letters import MOST_A_DAY, Letter, quoted_name
from services.directory.domain.rights import Role
from services.directory.service import Deps
from services.directory.tables import Audit, Mail
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import PASSWORD, SignedInUser
from tests.directory.mailing import emptied, rows, sending_directory, subjects

SUBJECT = "Another account was made with your e-mail address"
NAMES = {"first_name": "Noor", "last_name": "Maes"}


@pytest.fixture
async def directory(settings_for: SettingsFor, mailbox: SmtpReceiver) -> AsyncIterator[Harness[Deps]]:
    """Returns a directory that sends mail."""
    async with sending_directory(settings_for, mailbox) as opened:
        yield opened


async def holder_of(directory: Harness[Deps], **more: Any) -> tuple[SignedInUser, str]:
    """Returns an employee of some firm, with their address."""
    address = builders.email("collega")
    return await builders.employee(await builders.firm_admin(directory), email=address, language="en", **more), address


async def adds(admin: SignedInUser, address: str) -> str:
    """Add an employee with this address. Returns their id."""
    new = NAMES | {"email": address, "password": "eigen-sleutel-77-bomen"}
    answer = await admin.in_firm("POST", "/staff", json=new)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["user_id"])


async def invitations(user: SignedInUser) -> list[Any]:
    return list((await user.http("GET", "/v1/me/invitations")).json())


async def accepts(user: SignedInUser, invitation: str, password: str = PASSWORD) -> tuple[int, str | None]:
    path = f"/v1/me/invitations/{invitation}/accept"
    answer = await user.http("POST", path, json={"password": password})
    return answer.status_code, answer.json()["code"] if answer.content else None


async def test_the_holder_is_written_to_and_sees_who_asks(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, address = await holder_of(directory)

    identity = await adds(admin, address)

    (invitation,) = await invitations(user)
    assert invitation | {"made_at": None} == {
        "invitation_id": identity,
        "company": "Kantoor Ter Linde",
        "role": "firm_staff",
        "made_at": None,
    }
    assert await subjects(directory, mailbox, address) == [SUBJECT]
    assert "Kantoor Ter Linde" in mailbox.messages()[0].message.get_content()


async def test_the_queue_shows_no_difference_and_nobody_new_is_written_to(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    _, taken = await holder_of(directory)
    free = builders.email("nieuw")
    await emptied(directory)

    for address in (taken, free):
        await adds(admin, address)

    queued = [(row.kind, row.language, sorted(row.values)) for row in await rows(directory, Mail)]
    assert queued == [(Letter.INVITED, "", ["user"])] * 2
    assert (len(await subjects(directory, mailbox, taken)), await subjects(directory, mailbox, free)) == (1, [])


async def test_nobody_is_flooded_with_invitations(directory: Harness[Deps], mailbox: SmtpReceiver) -> None:
    _, address = await holder_of(directory)

    for _ in range(MOST_A_DAY[Letter.INVITED] + 2):
        await adds(await builders.firm_admin(directory), address)

    assert len(await subjects(directory, mailbox, address)) == MOST_A_DAY[Letter.INVITED]


async def test_who_accepts_signs_in_there_with_the_password_they_had(
    directory: Harness[Deps], admin: SignedInUser
) -> None:
    user, address = await holder_of(directory)
    identity = await adds(admin, address)

    accepted = await accepts(user, identity)

    signed_in = await builders.sign_in(directory, address)
    with_theirs = await builders.sign_in(directory, address, "eigen-sleutel-77-bomen")
    assert accepted == (204, None)
    assert (signed_in.json()["user_id"], signed_in.json()["firm_id"]) == (identity, str(admin.firm_id))
    assert with_theirs.status_code == 401
    assert (await builders.access(directory, user.user_id)).status_code == 401
    told = {row.firm_id for row in await rows(directory, Audit) if row.action == "invitation.accepted"}
    assert {user.firm_id, admin.firm_id} <= told


async def test_who_refuses_keeps_all_and_the_firm_sees_nothing(directory: Harness[Deps], admin: SignedInUser) -> None:
    user, address = await holder_of(directory)
    identity = await adds(admin, address)
    before = (await admin.in_firm("GET", "/staff")).json(), (await admin.in_firm("GET", "/audit")).json()["items"]

    answer = await user.http("POST", f"/v1/me/invitations/{identity}/refuse")

    after = (await admin.in_firm("GET", "/staff")).json(), (await admin.in_firm("GET", "/audit")).json()["items"]
    assert answer.status_code == 204
    assert after == before
    assert await invitations(user) == []
    assert (await accepts(user, identity))[0] == 404
    assert (await builders.sign_in(directory, address)).json()["user_id"] == str(user.user_id)


async def test_an_invitation_is_for_the_holder_with_their_password_only(
    directory: Harness[Deps], admin: SignedInUser
) -> None:
    user, address = await holder_of(directory)
    other, _ = await holder_of(directory)
    identity = await adds(admin, address)

    answers = [
        await accepts(other, identity),
        await accepts(user, str(uuid4())),
        await accepts(user, str(other.user_id)),
        await accepts(user, str(user.user_id)),
        await accepts(user, identity, "een ander wachtwoord"),
    ]
    refused = await other.http("POST", f"/v1/me/invitations/{identity}/refuse")

    assert answers == [(404, "not_found")] * 4 + [(422, "password_wrong")]
    assert refused.status_code == 404
    assert await invitations(other) == []
    assert (await builders.sign_in(directory, address)).json()["user_id"] == str(user.user_id)


@pytest.mark.parametrize("who", ["contact", "only administrator"])
async def test_nobody_leaves_a_company_or_a_firm_without_somebody_who_answers_for_it(
    directory: Harness[Deps], admin: SignedInUser, who: str
) -> None:
    new = builders.new_firm()
    made = (await builders.operator(directory).http("POST", "/v1/firms", json=new)).json()
    user = SignedInUser(directory, made["admin_id"], Role.FIRM_ADMIN, made["firm_id"])
    address = new["admin"]["email"]
    if who == "contact":
        address = builders.email("bakker")
        client = await user.makes_client(contact={"email": address, "password": PASSWORD})
        user = SignedInUser(directory, client["contact"]["user_id"], Role.CLIENT_OWNER)
    identity = await adds(admin, address)

    answer = await accepts(user, identity)

    code = "contact_stays_owner" if who == "contact" else "last_administrator"
    assert answer == (409, code)
    assert (await builders.sign_in(directory, address)).json()["user_id"] == str(user.user_id)


async def test_who_was_disabled_again_is_no_invitation(directory: Harness[Deps], admin: SignedInUser) -> None:
    user, address = await holder_of(directory)
    identity = await adds(admin, address)

    await admin.in_firm("PATCH", f"/staff/{identity}", json={"active": False})

    assert await invitations(user) == []
    assert (await accepts(user, identity))[0] == 404


async def test_where_nobody_can_sign_in_there_is_no_invitation(
    directory: Harness[Deps], mailbox: SmtpReceiver, admin: SignedInUser
) -> None:
    user, address = await holder_of(directory)
    client = await admin.makes_client(contact={"email": address})

    await admin.on(client["client_id"], "PATCH", json={"closed": True})

    assert await invitations(user) == []
    assert await subjects(directory, mailbox, address) == []


async def test_another_address_ends_the_waiting(directory: Harness[Deps], admin: SignedInUser) -> None:
    user, address = await holder_of(directory)
    identity = await adds(admin, address)
    new = builders.email("eigen")

    await admin.in_firm("PATCH", f"/staff/{identity}", json={"email": new})

    signed_in = await builders.sign_in(directory, new, "eigen-sleutel-77-bomen")
    assert await invitations(user) == []
    assert signed_in.json()["user_id"] == identity


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kantoor Ter Linde BV", "Kantoor Ter Linde BV"),
        ("Win now: https://evil.example/x?a=1", "Win now https evil. example x a 1"),
        ("A\u202eB {code} <b>", "A B code b"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_company_s_name_is_no_link_in_a_letter(name: str, shown: str) -> None:
    assert quoted_name(name) == shown
