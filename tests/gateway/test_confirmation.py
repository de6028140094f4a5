"""A session that was left open is not enough to change users and connections: the password is asked again."""

from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import update

from services.gateway.tables import Session
from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform, User

NAMES = {"first_name": "Noor", "last_name": "Maes"}


async def grown_old(platform: Platform, user: User, by: timedelta = timedelta(minutes=16)) -> None:
    """Let the password of this session be given so long ago."""
    mine = update(Session).where(Session.session_id == user.session["session_id"])
    async with platform.running["gateway"].context().transaction() as tx:
        await tx.execute(mine.values(confirmed_at=Session.confirmed_at - by))


async def adds_employee(admin: User, **more: Any) -> httpx.Response:
    new = NAMES | {"email": email("collega")}
    return await admin("POST", f"/v1/firms/{admin.session['firm_id']}/staff", json=new, **more)


async def confirms(user: User, password: str = PASSWORD) -> httpx.Response:
    return await user("POST", "/v1/sessions/confirm", json={"password": password})


async def test_after_a_while_the_password_is_asked_again(platform: Platform) -> None:
    admin = await platform.firm()
    fresh = await adds_employee(admin)
    await grown_old(platform, admin)
    headers = {"idempotency-key": "dezelfde", "accept-language": "nl"}

    refused = await adds_employee(admin, headers=headers)
    confirmed = await confirms(admin)
    allowed = await adds_employee(admin, headers=headers)

    assert (fresh.status_code, refused.status_code, confirmed.status_code) == (201, 403, 204)
    assert allowed.status_code == 201
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert (refused.json()["code"], refused.json()["params"]) == ("confirm_password", {"minutes": "15"})


async def test_all_that_changes_users_and_connections_asks_for_it(platform: Platform) -> None:
    admin = await platform.firm()
    client, firm = (await platform.client(admin))["client_id"], admin.session["firm_id"]
    user = (await adds_employee(admin)).json()["user_id"]
    await grown_old(platform, admin)

    answers = [
        await admin("POST", f"/v1/firms/{firm}/staff", json=NAMES | {"email": email()}),
        await admin("PATCH", f"/v1/firms/{firm}/staff/{user}", json={"password": "andere-sloten-12-fietsen"}),
        await admin("POST", f"/v1/clients/{client}/users", json=NAMES | {"email": email()}),
        await admin("PATCH", f"/v1/clients/{client}/users/{user}", json={"email": email()}),
    ]
    others = [await admin("GET", f"/v1/firms/{firm}/staff"), await admin("PATCH", "/v1/me", json={"language": "en"})]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "confirm_password")] * 4
    assert [one.status_code for one in others] == [200, 200]


async def test_a_wrong_password_confirms_nothing_and_is_slowed_down(platform: Platform) -> None:
    admin = await platform.firm()
    await grown_old(platform, admin)

    answers = [await confirms(admin, f"verkeerd {number}") for number in range(7)]

    trail = await admin("GET", f"/v1/firms/{admin.session['firm_id']}/audit", params={"action": "password.refused"})
    assert [one.json()["code"] for one in answers] == ["password_wrong"] * 5 + ["too_many_attempts"] * 2
    assert [one["address"] for one in trail.json()["items"]] == ["127.0.0.1"] * 5
    assert (await adds_employee(admin)).status_code == 403


async def test_a_session_is_confirmed_by_itself(platform: Platform) -> None:
    address = email("zaakvoerder")
    await platform.client(await platform.firm(), contact={"email": address, "password": PASSWORD})
    left_open, other = [await platform.sign_in(address) for _ in range(2)]
    await grown_old(platform, left_open)
    await confirms(other)
    path = f"/v1/clients/{other.session['client_id']}/users"

    statuses = [(await user("POST", path, json=NAMES | {"email": email()})).status_code for user in (left_open, other)]

    assert statuses == [403, 201]


async def test_without_a_session_nothing_is_confirmed(platform: Platform) -> None:
    answer = await platform.browser.post("/v1/sessions/confirm", json={"password": PASSWORD})

    assert answer.status_code == 401
