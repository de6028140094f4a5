"""Sign-in, sign-out and sessions."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from services.gateway.domain.sessions import token_hash
from services.gateway.settings import Settings
from services.gateway.tables import Session
from tests.directory.builders import PASSWORD, email, new_client
from tests.gateway.platform import OPERATOR, Platform, User


async def owner_with_cookie(platform: Platform) -> tuple[User, dict[str, str]]:
    """Returns an owner with the session cookie of their browser, as headers."""
    address = email("zaakvoerder")
    await platform.client(await platform.firm(), contact={"email": address, "password": PASSWORD})
    answer = await platform.browser.post(
        "/v1/sessions", json={"email": address, "password": PASSWORD, "as_cookie": True}
    )
    cookie = answer.headers["set-cookie"]
    platform.browser.cookies.clear()
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert answer.json()["token"] is None
    return User(platform.browser, answer.json()), {"cookie": cookie.partition(";")[0]}


async def test_a_token_is_shown_once_and_stored_as_a_hash(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    async with platform.running["gateway"].context().read() as tx:
        kept = await tx.value(select(Session.token_hash).where(Session.user_id == owner.session["user_id"]))

    assert kept == token_hash(owner.session["token"])
    assert owner.session["token"].encode() not in kept


@pytest.mark.feature(13)
async def test_one_sign_in_works_for_several_sessions_at_once(platform: Platform) -> None:
    address = email("gedeeld")
    await platform.client(await platform.firm(), contact={"email": address, "password": PASSWORD})

    users = [await platform.sign_in(address) for _ in range(3)]

    assert [(await user("GET", "/v1/me")).status_code for user in users] == [200, 200, 200]
    assert len({user.session["token"] for user in users}) == 3


async def test_a_token_ends_at_sign_out(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    before = await owner("GET", "/v1/me")
    out = await owner("DELETE", "/v1/sessions/current")
    after = await owner("GET", "/v1/me")

    assert (before.status_code, out.status_code, after.status_code) == (200, 204, 401)
    assert after.headers["www-authenticate"] == "Bearer"


async def test_signing_out_is_in_the_audit_trail_with_the_address(platform: Platform) -> None:
    admin = await platform.firm()
    other = await platform.sign_in((await admin("GET", "/v1/me")).json()["email"])
    await other("DELETE", "/v1/sessions/current")

    found = await trail(admin, "session.signed_out")
    assert [(one["user_id"], one["subject_id"], one["address"]) for one in found] == [
        (admin.session["user_id"], other.session["session_id"], "127.0.0.1")
    ]


async def trail(admin: User, action: str) -> list[dict[str, Any]]:
    """The entries of the firm's trail with this action, once there are any: they travel by the broker."""
    async with asyncio.timeout(30):
        while True:
            answer = await admin("GET", f"/v1/firms/{admin.session['firm_id']}/audit", params={"action": action})
            if found := list(answer.json()["items"]):
                return found
            await asyncio.sleep(0.05)


async def test_sessions_are_listed_and_one_of_them_ended_by_its_owner_alone(platform: Platform) -> None:
    address = email("twee")
    await platform.client(await platform.firm(), contact={"email": address, "password": PASSWORD})
    here, there = await platform.sign_in(address), await platform.sign_in(address)
    stranger = await platform.firm()

    listed = (await here("GET", "/v1/sessions")).json()
    foreign = await stranger("DELETE", f"/v1/sessions/{there.session['session_id']}")
    still = await there("GET", "/v1/me")
    await here("DELETE", f"/v1/sessions/{there.session['session_id']}")

    assert [(s["session_id"], s["current"]) for s in listed] == [
        (there.session["session_id"], False),
        (here.session["session_id"], True),
    ]
    assert (foreign.status_code, still.status_code) == (404, 200)
    assert (await there("GET", "/v1/me")).status_code == 401


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
async def test_without_proxies_of_ours_a_caller_cannot_choose_their_address(platform: Platform, header: str) -> None:
    body = {"email": OPERATOR, "password": PASSWORD}

    answer = await platform.browser.post("/v1/sessions", json=body, headers={header: "9.9.9.9"})

    user = User(platform.browser, answer.json())
    assert {one["address"] for one in (await user("GET", "/v1/sessions")).json()} == {"127.0.0.1"}


async def test_a_new_password_ends_every_session_everywhere(platform: Platform) -> None:
    address = email("nieuw")
    await platform.client(await platform.firm(), contact={"email": address, "password": PASSWORD})
    here, there = await platform.sign_in(address), await platform.sign_in(address)
    new = "nieuwe-ketting-11-sleutels"

    changed = await here("PUT", "/v1/me/password", json={"current": PASSWORD, "new": new})

    assert changed.status_code == 204
    assert [(await user("GET", "/v1/me")).status_code for user in (here, there)] == [401, 401]
    assert (await (await platform.sign_in(address, new))("GET", "/v1/me")).status_code == 200


@pytest.mark.feature(54)
async def test_a_disabled_employee_loses_access_at_their_next_request(platform: Platform) -> None:
    admin = await platform.firm()
    staff, address = f"/v1/firms/{admin.session['firm_id']}/staff", email("collega")
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    user_id = (await admin("POST", staff, json=colleague)).json()["user_id"]
    employee = await platform.sign_in(address)
    before = await employee("GET", "/v1/clients")

    await admin("PATCH", f"{staff}/{user_id}", json={"active": False})

    assert (before.status_code, (await employee("GET", "/v1/clients")).status_code) == (200, 401)


@pytest.mark.parametrize(
    ("settings", "secure"),
    [
        ({"host": "127.0.0.1"}, False),
        ({"host": "::1"}, False),
        ({"public_address": "localhost"}, False),
        ({"public_address": "http://127.0.0.1:8080"}, False),
        ({"host": "127.0.0.1", "proxies": 1}, True),
        ({"public_address": "https://localhost"}, True),
        ({"public_address": "serein.example", "proxies": 0}, True),
        ({"public_address": "http://serein.example", "proxies": 0}, True),
        ({"public_address": "localhost.example", "proxies": 0}, True),
        ({"public_address": "http://127.0.0.1.example", "proxies": 0}, True),
        ({"host": "0.0.0.0", "proxies": 0}, True),
    ],
)
def test_the_cookie_is_bound_to_tls_everywhere_but_on_plain_loopback(settings: dict[str, Any], secure: bool) -> None:
    assert Settings(**settings).cookie_secure is secure


async def test_on_plain_loopback_the_cookie_is_one_that_webkit_keeps(platform: Platform) -> None:
    credentials = {"email": OPERATOR, "password": PASSWORD, "as_cookie": True}

    answer = await platform.browser.post("/v1/sessions", json=credentials)
    platform.browser.cookies.clear()

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("serein=")
    assert "Secure" not in cookie


async def test_a_write_by_cookie_needs_the_header_that_another_site_cannot_send(platform: Platform) -> None:
    owner, cookie = await owner_with_cookie(platform)
    change = {"first_name": "Anders"}

    read = await platform.browser.get("/v1/me", headers=cookie)
    forged = await platform.browser.patch("/v1/me", headers=cookie, json=change)
    ours = await platform.browser.patch("/v1/me", headers=cookie | {"serein-csrf": "1"}, json=change)

    assert (read.status_code, read.json()["user_id"]) == (200, owner.session["user_id"])
    assert (forged.status_code, forged.json()["code"]) == (403, "csrf_header_missing")
    assert (ours.status_code, ours.json()["first_name"]) == (200, "Anders")


async def test_a_form_of_another_site_cannot_sign_anybody_in(platform: Platform) -> None:
    body = f'{{"email": "{OPERATOR}", "password": "{PASSWORD}", "as_cookie": true}}'

    answer = await platform.browser.post("/v1/sessions", content=body, headers={"content-type": "text/plain"})

    assert answer.status_code == 415


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
async def test_a_failed_sign_in_answers_the_same_for_known_and_unknown_addresses(
    platform: Platform, language: str
) -> None:
    headers = {"accept-language": language}

    answers = [
        await platform.browser.post("/v1/sessions", json={"email": address, "password": "verkeerd"}, headers=headers)
        for address in (OPERATOR, email("niemand"))
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    await platform.operator()


async def test_guessing_is_answered_429_with_the_time_to_wait(platform: Platform) -> None:
    guess = {"email": email("niemand"), "password": "verkeerd"}

    answers = [await platform.browser.post("/v1/sessions", json=guess) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30


async def test_the_language_of_the_user_holds_from_the_next_request_on(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    path = f"/v1/clients/{owner.session['client_id']}/documents/{owner.session['client_id']}/file"

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
async def test_only_a_valid_token_signs_in(platform: Platform, header: bytes) -> None:
    answer = await platform.browser.get("/v1/me", headers={b"authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_body_with_more_than_it_should_have_is_refused(platform: Platform) -> None:
    body = {"email": OPERATOR, "password": PASSWORD, "role": "operator"}

    assert (await platform.browser.post("/v1/sessions", json=body)).status_code == 422
    assert (await platform.browser.post("/v1/sessions", json={"email": "a\0b", "password": "x"})).status_code == 422


async def test_a_client_with_a_password_is_shown_without_it(platform: Platform) -> None:
    made = await (await platform.firm())("POST", "/v1/clients", json=new_client(contact={"password": PASSWORD}))

    assert made.status_code == 201
    assert PASSWORD not in made.text
    assert "argon" not in made.text
