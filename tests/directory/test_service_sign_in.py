"""Who can sign in and who cannot; a refusal does not show the reason."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from pwdlib import PasswordHash
from sqlalchemy import select

from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.domain.rights import Role
from services.directory.handlers import forget_old_attempts, make_first_operator
from services.directory.queries.places import KNOWN_PLACES
from services.directory.service import Deps
from services.directory.tables import KnownPlace, SignInAttempts, User
from tests.conftest import OpenHarness
from tests.directory import builders
from tests.directory.builders import CHEAP, PASSWORD, SignedInUser


async def owner_of(admin: SignedInUser, **more: object) -> tuple[str, dict[str, object]]:
    """Returns the address of a new client's owner, who has a password, and the client."""
    address = builders.email("zaakvoerder")
    return address, await admin.makes_client(contact={"email": address, "password": PASSWORD}, **more)


async def test_the_address_is_the_sign_in(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)

    answer = await builders.sign_in(admin.directory, address.upper())

    assert answer.status_code == 200
    assert (answer.json()["client_id"], answer.json()["role"]) == (client["client_id"], "client_owner")


@pytest.mark.feature(45)
async def test_the_first_sign_in_makes_a_client_active(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)

    await builders.sign_in(admin.directory, address)

    shown = (await admin.on(str(client["client_id"]), "GET")).json()
    assert (client["status"], shown["status"]) == ("inactive", "active")


async def test_every_refusal_looks_the_same(admin: SignedInUser) -> None:
    wrong, _ = await owner_of(admin)
    closed, client = await owner_of(admin)
    await admin.on(str(client["client_id"]), "PATCH", json={"closed": True})
    unknown = builders.email("niemand")
    not_invited = (await admin.makes_client())["contact"]["email"]

    answers = [
        await builders.sign_in(admin.directory, wrong, "een ander wachtwoord"),
        await builders.sign_in(admin.directory, closed),
        await builders.sign_in(admin.directory, unknown),
        await builders.sign_in(admin.directory, not_invited),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


async def test_an_unknown_address_costs_the_same_check_as_a_known_one(
    harness: OpenHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = await harness(app)
    known, _ = await owner_of(await builders.firm_admin(directory))
    verify, checked = PasswordHash.verify, []

    def counted(hasher: PasswordHash, password: str, stored: str) -> bool:
        checked.append(stored)
        return verify(hasher, password, stored)

    monkeypatch.setattr(PasswordHash, "verify", counted)

    await builders.sign_in(directory, known, "verkeerd wachtwoord", from_address="192.0.2.61")
    await builders.sign_in(directory, builders.email("niemand"), "verkeerd wachtwoord", from_address="192.0.2.62")

    (of_known, of_unknown) = (stored.split("$")[1:4] for stored in checked)
    assert of_known == of_unknown
    assert of_known[0] == "argon2id"


async def test_a_client_run_by_its_firm_never_signs_in(admin: SignedInUser) -> None:
    address, _ = await owner_of(admin, mode="internal", ibans=[builders.iban()])

    assert (await builders.sign_in(admin.directory, address)).status_code == 401


STRANGER = "198.51.100.66"


async def tries_wrong(directory: Harness[Deps], address: str, times: int, **more: Any) -> list[int]:
    """Try wrong passwords one after the other. Returns the statuses."""
    return [(await builders.sign_in(directory, address, f"verkeerd {n}", **more)).status_code for n in range(times)]


async def test_whoever_guesses_waits_and_nobody_else_does(admin: SignedInUser) -> None:
    address, _ = await owner_of(admin)

    guesses = await tries_wrong(admin.directory, address, 8, from_address=STRANGER)
    with_the_right_one = await builders.sign_in(admin.directory, address, from_address=STRANGER)
    elsewhere = await builders.sign_in(admin.directory, address, from_address="192.0.2.7")

    assert guesses == [401] * 5 + [429] * 3
    assert (with_the_right_one.status_code, with_the_right_one.json()["code"]) == (429, "too_many_attempts")
    assert 1 <= int(with_the_right_one.headers["retry-after"]) <= 5
    assert elsewhere.status_code == 200


async def test_right_and_wrong_passwords_at_once_do_not_wait_for_each_other_for_ever(harness: OpenHarness) -> None:
    directory = await harness(app, **CHEAP, free_attempts=1000, address_attempts=1000)
    address, _ = await owner_of(await builders.firm_admin(directory))

    tries = [PASSWORD if number % 2 else "verkeerd" for number in range(60)]
    answers = await asyncio.gather(
        *(builders.sign_in(directory, address, one, from_address="203.0.113.200") for one in tries)
    )

    assert {one.status_code for one in answers} <= {200, 401, 429}


async def test_the_wait_is_over_after_seconds(harness: OpenHarness) -> None:
    directory = await harness(app, **CHEAP, free_attempts=2, first_delay_seconds=1)
    address, _ = await owner_of(await builders.firm_admin(directory))
    await tries_wrong(directory, address, 2)
    waiting = await builders.sign_in(directory, address)

    await asyncio.sleep(float(waiting.headers["retry-after"]))

    assert waiting.status_code == 429
    assert (await builders.sign_in(directory, address)).status_code == 200


async def test_a_known_device_gets_in_whatever_strangers_do(harness: OpenHarness) -> None:
    directory = await harness(app, **CHEAP, address_attempts=1000)
    address, _ = await owner_of(await builders.firm_admin(directory))
    device = (await builders.sign_in(directory, address)).json()["device"]
    for number in range(40):
        await builders.sign_in(directory, address, "verkeerd", from_address=f"198.51.100.{number}")
    await tries_wrong(directory, address, 6, from_address="203.0.113.9")

    new_address = await builders.sign_in(directory, address, from_address="203.0.113.9", device=device)
    unknown = await builders.sign_in(directory, address, from_address="203.0.113.10")
    forged = await builders.sign_in(directory, address, from_address="203.0.113.11", device="x" * 43)

    assert new_address.status_code == 200
    assert new_address.json()["device"] == device
    assert (unknown.status_code, forged.status_code) == (429, 429)
    assert int(unknown.headers["retry-after"]) <= 60


async def test_an_address_that_signed_in_before_is_known_too(harness: OpenHarness) -> None:
    directory = await harness(app, **CHEAP)
    address, _ = await owner_of(await builders.firm_admin(directory))
    await builders.sign_in(directory, address, from_address="2001:db8:1:2::5")
    for number in range(30):
        await builders.sign_in(directory, address, "verkeerd", from_address=f"198.51.100.{number}")

    known = await builders.sign_in(directory, address, from_address="2001:db8:1:2:ffff::6")

    assert known.status_code == 200


async def test_the_device_of_somebody_else_is_not_known(admin: SignedInUser) -> None:
    mine, _ = await owner_of(admin)
    theirs, _ = await owner_of(admin)
    device = (await builders.sign_in(admin.directory, mine)).json()["device"]
    for number in range(30):
        await builders.sign_in(admin.directory, theirs, "verkeerd", from_address=f"198.51.100.{number}")

    answer = await builders.sign_in(admin.directory, theirs, from_address="203.0.113.12", device=device)

    assert answer.status_code == 429


async def test_after_a_new_password_no_device_is_known(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)
    device = (await builders.sign_in(admin.directory, address)).json()["device"]
    path = f"/users/{client['contact']['user_id']}"  # type: ignore[index]
    await admin.on(str(client["client_id"]), "PATCH", path, json={"password": "nieuwe-ketting-11-sleutels"})

    answer = await builders.sign_in(admin.directory, address, "nieuwe-ketting-11-sleutels", device=device)

    assert answer.status_code == 200
    assert answer.json()["device"] != device


async def test_a_user_has_a_bounded_number_of_known_places(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)

    for number in range(KNOWN_PLACES):
        await builders.sign_in(admin.directory, address, from_address=f"203.0.113.{number}")

    async with admin.directory.context().read(all_tenants=True) as tx:
        user_id = client["contact"]["user_id"]  # type: ignore[index]
        kept = await tx.all(select(KnownPlace.place).where(KnownPlace.user_id == user_id))
    assert len(kept) == KNOWN_PLACES


async def test_addresses_of_one_ipv6_network_count_as_one(admin: SignedInUser) -> None:
    address, _ = await owner_of(admin)

    answers = [
        (await builders.sign_in(admin.directory, address, "verkeerd", from_address=f"2001:db8::{n}")).status_code
        for n in range(1, 8)
    ]

    assert answers == [401] * 5 + [429] * 2


async def test_an_unknown_address_waits_like_a_known_one(admin: SignedInUser) -> None:
    known, _ = await owner_of(admin)

    of_known = await tries_wrong(admin.directory, known, 7, from_address=STRANGER)
    of_unknown = await tries_wrong(admin.directory, builders.email("niemand"), 7, from_address="198.51.100.67")

    assert of_known == of_unknown == [401] * 5 + [429] * 2


async def test_concurrent_guesses_are_counted_like_others(admin: SignedInUser) -> None:
    address, _ = await owner_of(admin)

    guesses = [
        builders.sign_in(admin.directory, address, f"verkeerd {n}", from_address="198.51.100.68") for n in range(12)
    ]
    answers = [answer.status_code for answer in await asyncio.gather(*guesses)]

    assert (answers.count(401), answers.count(429)) == (5, 7)


async def test_an_ip_address_that_tries_many_accounts_is_slowed_and_others_are_not(harness: OpenHarness) -> None:
    directory = await harness(app, **CHEAP, address_attempts=3)
    address, _ = await owner_of(await builders.firm_admin(directory))

    sprayed = [
        (await builders.sign_in(directory, builders.email(), from_address="203.0.113.70")).status_code for _ in range(5)
    ]
    same_address = await builders.sign_in(directory, address, from_address="203.0.113.70")
    elsewhere = await builders.sign_in(directory, address, from_address="203.0.113.71")

    assert sprayed == [401, 401, 401, 401, 429]
    assert same_address.status_code == 429
    assert int(same_address.headers["retry-after"]) <= 10
    assert elsewhere.status_code == 200


async def test_a_stranger_makes_no_more_rows_than_tries_and_old_ones_go(harness: OpenHarness) -> None:
    directory = await harness(app, **CHEAP, address_attempts=2, attempts_kept=4)
    before = await rows_of_tries(directory)
    for _ in range(20):
        await builders.sign_in(directory, builders.email("niemand"), from_address="203.0.113.72")
    made = await rows_of_tries(directory) - before

    await directory.run(forget_old_attempts)

    assert made <= 8
    assert await rows_of_tries(directory) <= 4


async def rows_of_tries(directory: Harness[Deps]) -> int:
    async with directory.context().read(all_tenants=True) as tx:
        return len(await tx.all(select(SignInAttempts.key)))


async def test_signing_in_and_failing_are_in_the_trail(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)
    await tries_wrong(admin.directory, address, 6, from_address="198.51.100.70")
    await builders.sign_in(admin.directory, address, from_address="192.0.2.71")

    entries = (await admin.on(str(client["client_id"]), "GET", "/audit")).json()["items"]

    assert [(entry["action"], entry["address"]) for entry in entries[:7]] == [
        ("sign_in.done", "192.0.2.71"),
        ("client.status", "192.0.2.71"),
        ("sign_in.slowed", "198.51.100.70"),
        *[("sign_in.refused", "198.51.100.70")] * 4,
    ]


async def test_a_new_password_ends_every_session_that_began_before(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)
    signed_in = (await builders.sign_in(admin.directory, address)).json()
    owner = SignedInUser(admin.directory, UUID(signed_in["user_id"]), Role.CLIENT_OWNER)
    new = {"current": PASSWORD, "new": "nieuwe-ketting-11-sleutels"}

    wrong = await owner.http("PUT", "/v1/me/password", json=new | {"current": "iets heel anders"})
    changed = await owner.http("PUT", "/v1/me/password", json=new)

    access = (await builders.access(admin.directory, owner.user_id, str(client["client_id"]))).json()
    assert (wrong.status_code, wrong.json()["code"]) == (422, "password_wrong")
    assert changed.status_code == 204
    assert access["sessions_from"] > signed_in["at"]
    assert (await builders.sign_in(admin.directory, address, new["new"])).status_code == 200


async def sessions_from(directory: Harness[Deps], user_id: UUID) -> str:
    """From when on sessions of this user last, as the gateway hears it."""
    return str((await builders.access(directory, user_id)).json()["sessions_from"])


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        ([{"active": False}, {"active": True}], True),
        ([{"email": "x"}], True),
        ([{"role": "firm_staff"}], True),
        ([{"password": "nieuwe-ketting-11-sleutels"}], True),
        ([{"first_name": "Anders"}], False),
        ([{"active": True}], False),
        ([{"role": "firm_admin"}], False),
    ],
    ids=str,
)
async def test_an_employee_with_less_or_other_access_must_sign_in_anew(
    admin: SignedInUser, changes: list[dict[str, Any]], ends: bool
) -> None:
    employee = await builders.employee(admin, role="firm_admin")
    before = await sessions_from(admin.directory, employee.user_id)

    for change in changes:
        sent = change | ({"email": builders.email("ander")} if "email" in change else {})
        assert (await admin.in_firm("PATCH", f"/staff/{employee.user_id}", json=sent)).status_code == 200

    assert (await sessions_from(admin.directory, employee.user_id) > before) is ends


@pytest.mark.parametrize("change", [{"role": "client_reader"}, {"active": False}, {"email": "x"}], ids=str)
async def test_a_user_of_a_client_with_less_or_other_access_must_sign_in_anew(
    admin: SignedInUser, change: dict[str, Any]
) -> None:
    client = (await admin.makes_client())["client_id"]
    new = {"email": builders.email("mede"), "first_name": "Noor", "last_name": "Maes", "role": "client_owner"}
    user_id = (await admin.on(client, "POST", "/users", json=new)).json()["user_id"]
    before = await sessions_from(admin.directory, UUID(user_id))

    sent = change | ({"email": builders.email("ander")} if "email" in change else {})
    await admin.on(client, "PATCH", f"/users/{user_id}", json=sent)
    await admin.on(client, "PATCH", f"/users/{user_id}", json={"active": True})

    assert await sessions_from(admin.directory, UUID(user_id)) > before


async def test_who_changes_their_own_address_must_sign_in_anew(admin: SignedInUser) -> None:
    employee = await builders.employee(admin)
    before = await sessions_from(admin.directory, employee.user_id)

    new = {"email": builders.email("verhuisd"), "password": PASSWORD}
    assert (await employee.http("PUT", "/v1/me/email", json=new)).status_code == 200

    assert await sessions_from(admin.directory, employee.user_id) > before


@pytest.mark.parametrize("change", [{"closed": True}, {"mode": "internal"}], ids=str)
async def test_after_a_client_was_shut_out_its_old_sessions_stay_ended(
    admin: SignedInUser, change: dict[str, Any]
) -> None:
    client = await admin.makes_client(ibans=[builders.iban()])
    user_id = UUID(client["contact"]["user_id"])
    before = await sessions_from(admin.directory, user_id)

    await admin.on(client["client_id"], "PATCH", json=change)
    await admin.on(client["client_id"], "PATCH", json={"closed": False} if "closed" in change else {"mode": "full"})

    assert await sessions_from(admin.directory, user_id) > before


async def test_after_a_firm_was_suspended_old_sessions_stay_ended(admin: SignedInUser) -> None:
    client = await admin.makes_client()
    everybody = [admin.user_id, UUID(client["contact"]["user_id"])]
    before = [await sessions_from(admin.directory, one) for one in everybody]
    operator = builders.operator(admin.directory)

    for active in (False, True):
        await operator.http("PUT", f"/v1/firms/{admin.firm_id}/status", json={"active": active})

    after = [await sessions_from(admin.directory, one) for one in everybody]
    assert all(later > earlier for earlier, later in zip(before, after, strict=True))


@pytest.mark.parametrize("secret", ["KantoorTerLinde1", "lieve-aerts-2026", "Bakkerij-Morgenrood1"])
async def test_a_password_that_surrounds_the_user_is_refused_at_every_door(admin: SignedInUser, secret: str) -> None:
    names, name = {"first_name": "Lieve", "last_name": "Aerts"}, "Kantoor Ter Linde Bakkerij Morgenrood"
    client = await admin.makes_client(name=name, contact=names)
    await admin.in_firm("PATCH", "", json={"name": name})
    user = {"email": builders.email("wie"), "password": secret} | names
    employee = await builders.employee(admin, **names)
    operator = builders.operator(admin.directory)

    answers = [
        await admin.in_firm("POST", "/staff", json=user),
        await admin.in_firm("PATCH", f"/staff/{employee.user_id}", json={"password": secret}),
        await admin.on(client["client_id"], "POST", "/users", json=user),
        await admin.on(client["client_id"], "PATCH", f"/users/{client['contact']['user_id']}", json=user),
        await employee.http("PUT", "/v1/me/password", json={"current": PASSWORD, "new": secret}),
        await operator.http("POST", "/v1/firms", json=builders.new_firm(name=name, admin=user)),
    ]

    assert [answer.json().get("code") for answer in answers] == ["password_too_simple"] * 6


async def test_a_new_address_is_the_sign_in_and_the_contact(admin: SignedInUser) -> None:
    address, client = await owner_of(admin)
    new_address = builders.email("verhuisd")
    owner = SignedInUser(admin.directory, UUID(client["contact"]["user_id"]), Role.CLIENT_OWNER)  # type: ignore[index]

    await owner.http("PUT", "/v1/me/email", json={"email": new_address, "password": PASSWORD})

    shown = (await admin.on(str(client["client_id"]), "GET")).json()
    assert shown["contact"]["email"] == new_address
    assert (await builders.sign_in(admin.directory, new_address)).status_code == 200
    assert (await builders.sign_in(admin.directory, address)).status_code == 401


@pytest.mark.parametrize("weak", ["te kort", "aaaaaaaaaaaaaa"])
async def test_a_weak_password_is_refused(admin: SignedInUser, weak: str) -> None:
    new = builders.new_client(contact={"password": weak})

    answer = await admin.http("POST", "/v1/clients", json=new)

    assert (answer.status_code, answer.json()["code"].partition("_")[0]) == (422, "password")


async def test_the_first_operator_is_made_once_and_stays_as_it_is(harness: OpenHarness) -> None:
    address = builders.email("operator")
    first = await harness(app, **CHEAP, operator_email=address, operator_password=PASSWORD)
    await asyncio.gather(*(first.run(make_first_operator) for _ in range(3)))
    again = await harness(app, **CHEAP, operator_email=address, operator_password="een-heel-ander-wachtwoord")
    await again.run(make_first_operator)

    async with first.context().read(all_tenants=True) as tx:
        operators = await tx.all(select(User.email).where(User.role == Role.OPERATOR))
    signed_in = await builders.sign_in(first, address)
    assert operators == [address]
    assert signed_in.json()["role"] == "operator"


async def test_an_operator_has_access_to_no_client(admin: SignedInUser, harness: OpenHarness) -> None:
    directory: Harness[Deps] = await harness(app, **CHEAP, operator_email=builders.email(), operator_password=PASSWORD)
    await directory.run(make_first_operator)
    client = await admin.makes_client()
    async with directory.context().read(all_tenants=True) as tx:
        (operator,) = await tx.all(select(User.user_id).where(User.role == Role.OPERATOR))

    assert (await builders.access(directory, operator, client["client_id"])).status_code == 404
    assert (await builders.access(directory, operator)).status_code == 200


@pytest.mark.parametrize("path", ["/internal/sign-in", "/internal/access"])
async def test_the_internal_routes_refuse_everybody_but_the_gateway(admin: SignedInUser, path: str) -> None:
    body = {"user_id": str(admin.user_id), "email": "a@b.example", "password": "x", "address": "y"}

    answer = await admin.http("POST", path, json=body)

    assert answer.status_code == 403
    assert path not in admin.directory.running.http.openapi()["paths"]
