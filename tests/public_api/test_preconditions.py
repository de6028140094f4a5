"""Of two people who change one thing, the second is told that it was changed; who has the present state gets 304."""

import asyncio
from typing import Any

import pytest

from tests.gateway.platform import Platform, User


@pytest.fixture(scope="module")
async def admin(platform: Platform) -> User:
    """An administrator of a firm."""
    return await platform.firm()


@pytest.fixture
async def path(platform: Platform, admin: User) -> str:
    """The address of a client of the firm."""
    client = await platform.client(admin)
    return f"/v1/clients/{client['client_id']}"


async def change(user: User, path: str, tag: str | None, **body: Any) -> int:
    headers = {} if tag is None else {"if-match": tag}
    return (await user("PATCH", path, json=body, headers=headers)).status_code


async def test_a_change_of_what_was_changed_meanwhile_is_refused_in_words(admin: User, path: str) -> None:
    seen = (await admin("GET", path)).headers["etag"]

    first = await admin("PATCH", path, json={"name": "Bakkerij Noord"}, headers={"if-match": seen})
    second = await admin("PATCH", path, json={"name": "Bakkerij Zuid"}, headers={"if-match": seen})

    assert (first.status_code, second.status_code, second.json()["code"]) == (200, 412, "changed_meanwhile")
    assert second.json()["detail"] == "Dit werd intussen gewijzigd. Laad het opnieuw en herhaal uw wijziging."
    assert (await admin("GET", path)).json()["name"] == "Bakkerij Noord"


async def test_of_many_changes_at_once_with_one_tag_one_is_made(admin: User, path: str) -> None:
    seen = (await admin("GET", path)).headers["etag"]

    statuses = await asyncio.gather(*(change(admin, path, seen, name=f"Bakkerij {number}") for number in range(6)))

    assert sorted(statuses) == [200] + [412] * 5


async def test_a_tag_is_compared_strongly_and_a_star_is_anything(admin: User, path: str) -> None:
    seen = (await admin("GET", path)).headers["etag"]

    assert await change(admin, path, f"W/{seen}", reference="1") == 412
    assert await change(admin, path, "nonsense", reference="2") == 412
    assert await change(admin, path, f'"other", {seen}', reference="3") == 200
    assert await change(admin, path, "*", reference="4") == 200
    assert await change(admin, path, None, reference="5") == 200


async def test_an_action_is_conditional_on_what_it_acts_on(admin: User, path: str) -> None:
    seen = (await admin("GET", path)).headers["etag"]
    await change(admin, path, seen, name="Bakkerij Oost")

    late = await admin("POST", f"{path}/activate", headers={"if-match": seen})
    now = (await admin("GET", path)).headers["etag"]
    good = await admin("POST", f"{path}/activate", headers={"if-match": now})

    assert (late.status_code, good.status_code) == (412, 200)


async def test_a_condition_on_what_does_not_exist_does_not_hold(admin: User, path: str) -> None:
    missing = path[:-4] + "ffff"

    answer = await admin("PATCH", missing, json={"name": "X"}, headers={"if-match": "*"})

    assert answer.status_code in (404, 412)


async def test_who_has_the_present_state_gets_no_body(admin: User, path: str) -> None:
    seen = (await admin("GET", path)).headers["etag"]

    same = await admin("GET", path, headers={"if-none-match": f'"other", W/{seen}'})
    await change(admin, path, seen, name="Bakkerij West")
    other = await admin("GET", path, headers={"if-none-match": seen})

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", seen)
    assert (other.status_code, other.json()["name"]) == (200, "Bakkerij West")
