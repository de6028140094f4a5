"""Signing in and out."""

import pytest
from sqlalchemy import select

from services.gateway.domain.sessions import token_hash
from services.gateway.tables import Session
from tests.directory.builders import PASSWORD, email, new_client
from tests.gateway.world import OPERATOR, User, World


async def owner_with_cookie(world: World) -> tuple[User, dict[str, str]]:
    """An owner whose session is in a cookie, as his browser has it."""
    address = email("zaakvoerder")
    await world.client(await world.firm(), contact={"email": address, "password": PASSWORD})
    answer = await world.browser.post("/v1/sessions", json={"email": address, "password": PASSWORD, "as_cookie": True})
    cookie = answer.headers["set-cookie"]
    world.browser.cookies.clear()
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert answer.json()["token"] is None
    return User(world.browser, answer.json()), {"cookie": cookie.partition(";")[0]}


async def test_a_token_is_told_once_and_kept_as_a_hash(world: World) -> None:
    owner = await world.owner(await world.firm())

    async with world.running["gateway"].context().read() as tx:
        kept = await tx.value(select(Session.token_hash).where(Session.user_id == owner.who["user_id"]))

    assert kept == token_hash(owner.who["token"])
    assert owner.who["token"].encode() not in kept


@pytest.mark.feature(13)
async def test_one_sign_in_works_for_several_sessions_at_once(world: World) -> None:
    address = email("gedeeld")
    await world.client(await world.firm(), contact={"email": address, "password": PASSWORD})

    users = [await world.sign_in(address) for _ in range(3)]

    assert [(await user("GET", "/v1/me")).status_code for user in users] == [200, 200, 200]
    assert len({user.who["token"] for user in users}) == 3


async def test_who_signs_out_is_out(world: World) -> None:
    owner = await world.owner(await world.firm())

    before = await owner("GET", "/v1/me")
    out = await owner("DELETE", "/v1/sessions/current")
    after = await owner("GET", "/v1/me")

    assert (before.status_code, out.status_code, after.status_code) == (200, 204, 401)
    assert after.headers["www-authenticate"] == "Bearer"


async def test_sessions_are_listed_and_one_of_them_ended_by_its_owner_alone(world: World) -> None:
    address = email("twee")
    await world.client(await world.firm(), contact={"email": address, "password": PASSWORD})
    here, there = await world.sign_in(address), await world.sign_in(address)
    stranger = await world.firm()

    listed = (await here("GET", "/v1/sessions")).json()
    foreign = await stranger("DELETE", f"/v1/sessions/{there.who['session_id']}")
    still = await there("GET", "/v1/me")
    await here("DELETE", f"/v1/sessions/{there.who['session_id']}")

    assert [(s["session_id"], s["current"]) for s in listed] == [
        (there.who["session_id"], False),
        (here.who["session_id"], True),
    ]
    assert (foreign.status_code, still.status_code) == (404, 200)
    assert (await there("GET", "/v1/me")).status_code == 401


async def test_a_new_password_ends_every_session_everywhere(world: World) -> None:
    address = email("nieuw")
    await world.client(await world.firm(), contact={"email": address, "password": PASSWORD})
    here, there = await world.sign_in(address), await world.sign_in(address)
    new = "nieuwe-ketting-11-sleutels"

    changed = await here("PUT", "/v1/me/password", json={"current": PASSWORD, "new": new})

    assert changed.status_code == 204
    assert [(await user("GET", "/v1/me")).status_code for user in (here, there)] == [401, 401]
    assert (await (await world.sign_in(address, new))("GET", "/v1/me")).status_code == 200


@pytest.mark.feature(54)
async def test_a_disabled_employee_loses_access_at_his_next_request(world: World) -> None:
    admin = await world.firm()
    staff, address = f"/v1/firms/{admin.who['firm_id']}/staff", email("collega")
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    user_id = (await admin("POST", staff, json=colleague)).json()["user_id"]
    employee = await world.sign_in(address)
    before = await employee("GET", "/v1/clients")

    await admin("PATCH", f"{staff}/{user_id}", json={"active": False})

    assert (before.status_code, (await employee("GET", "/v1/clients")).status_code) == (200, 401)


async def test_a_write_by_cookie_needs_the_header_that_another_site_cannot_send(world: World) -> None:
    owner, cookie = await owner_with_cookie(world)
    change = {"first_name": "Anders"}

    read = await world.browser.get("/v1/me", headers=cookie)
    forged = await world.browser.patch("/v1/me", headers=cookie, json=change)
    ours = await world.browser.patch("/v1/me", headers=cookie | {"serein-csrf": "1"}, json=change)

    assert (read.status_code, read.json()["user_id"]) == (200, owner.who["user_id"])
    assert (forged.status_code, forged.json()["code"]) == (403, "csrf_header_missing")
    assert (ours.status_code, ours.json()["first_name"]) == (200, "Anders")


async def test_a_form_of_another_site_cannot_sign_anybody_in(world: World) -> None:
    body = f'{{"email": "{OPERATOR}", "password": "{PASSWORD}", "as_cookie": true}}'

    answer = await world.browser.post("/v1/sessions", content=body, headers={"content-type": "text/plain"})

    assert answer.status_code == 422


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
async def test_a_failed_sign_in_says_the_same_for_known_and_unknown_addresses(world: World, language: str) -> None:
    headers = {"accept-language": language}

    answers = [
        await world.browser.post("/v1/sessions", json={"email": address, "password": "verkeerd"}, headers=headers)
        for address in (OPERATOR, email("niemand"))
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    await world.operator()


async def test_guessing_is_answered_429_with_the_time_to_wait(world: World) -> None:
    guess = {"email": email("niemand"), "password": "verkeerd"}

    answers = [await world.browser.post("/v1/sessions", json=guess) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30


async def test_the_language_of_the_user_holds_from_the_next_request_on(world: World) -> None:
    owner = await world.owner(await world.firm())
    path = f"/v1/clients/{owner.who['client_id']}/documents/{owner.who['client_id']}/file"

    said = []
    for language in ("fr", "nl", "en"):
        await owner("PATCH", "/v1/me", json={"language": language})
        said.append((await owner("GET", path)).json()["detail"])

    assert said == [
        "Introuvable, ou vous n'y avez pas accès.",
        "Niet gevonden, of u hebt geen toegang.",
        "Not found, or you do not have access.",
    ]


@pytest.mark.parametrize("header", [b"", b"Bearer", b"Basic abc", b"Bearer srn_wrong", b"Bearer \x80\xff"])
async def test_anything_but_a_living_token_is_nobody(world: World, header: bytes) -> None:
    answer = await world.browser.get("/v1/me", headers={b"authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_body_with_more_than_it_should_have_is_refused(world: World) -> None:
    body = {"email": OPERATOR, "password": PASSWORD, "role": "operator"}

    assert (await world.browser.post("/v1/sessions", json=body)).status_code == 422
    assert (await world.browser.post("/v1/sessions", json={"email": "a\0b", "password": "x"})).status_code == 422


async def test_a_client_with_a_password_is_shown_without_it(world: World) -> None:
    made = await (await world.firm())("POST", "/v1/clients", json=new_client(contact={"password": PASSWORD}))

    assert made.status_code == 201
    assert PASSWORD not in made.text
    assert "argon" not in made.text
