"""A write is done once for each idempotency key."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import func, select, update

from libs.service_kit import Context
from libs.service_kit.running import Running
from services.gateway.service import KeptAnswers
from services.gateway.tables import StoredAnswer
from services.ingest.tables import Provenance
from tests.directory.builders import PASSWORD, email, new_client
from tests.gateway.platform import Platform, User
from tests.ingest.builders import pdf


async def upload(owner: User, key: str, content: bytes, **more: Any) -> httpx.Response:
    """Upload a file in a form with a new boundary each time."""
    path = f"/v1/clients/{owner.session['client_id']}/documents"
    form = [("files", ("a.pdf", content, "application/pdf"))]
    return await owner("POST", path, files=form, headers={"idempotency-key": key}, **more)


async def arrivals(platform: Platform, owner: User) -> int:
    """Returns how many files of this client were received."""
    ingest: Running[Any] = platform.running["ingest"]
    async with ingest.context().read(all_tenants=True) as tx:
        mine = Provenance.client_id == owner.session["client_id"]
        return int(await tx.value(select(func.count()).select_from(Provenance).where(mine)))


def own_answers(platform: Platform, user: User) -> Context[Any]:
    """Returns a context that sees the stored answers of one user."""
    return platform.running["gateway"].context().for_client(UUID(user.session["user_id"]))


async def kept_answers(platform: Platform, user: User, seen_by: User | None = None) -> int:
    """Returns how many answers of this user are stored, as another user's transaction sees them."""
    async with own_answers(platform, seen_by or user).read() as tx:
        mine = StoredAnswer.user_id == user.session["user_id"]
        return int(await tx.value(select(func.count()).select_from(StoredAnswer).where(mine)))


async def reader_of(platform: Platform, owner: User) -> User:
    """Returns a user who may read the documents of the owner's client, and nothing else."""
    users, address = f"/v1/clients/{owner.session['client_id']}/users", email("lezer")
    new = {"email": address, "first_name": "L", "last_name": "Z", "role": "client_reader", "password": PASSWORD}
    assert (await owner("POST", users, json=new)).status_code == 201
    return await platform.sign_in(address)


async def test_a_repeated_write_gets_the_stored_answer_and_is_done_once(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    content = pdf("once") * 2000

    first, second = [await upload(owner, "invoice-1", content) for _ in range(2)]

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert (first.headers.get("idempotency-replayed"), second.headers["idempotency-replayed"]) == (None, "true")
    assert await arrivals(platform, owner) == 1


async def test_a_refusal_is_an_answer_too(platform: Platform) -> None:
    admin = await platform.firm()
    new, headers = new_client(vat_number="BE0123"), {"idempotency-key": "refused"}

    answers = [await admin("POST", "/v1/clients", json=new, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotency-replayed"] == "true"


async def test_another_request_under_the_same_key_is_refused(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    await upload(owner, "one", pdf("one"))

    other_body = await upload(owner, "one", pdf("another"))
    other_path = await owner("PATCH", "/v1/me", json={}, headers={"idempotency-key": "one"})

    assert (other_body.status_code, other_body.json()["code"]) == (422, "key_used_differently")
    assert (other_path.status_code, other_path.json()["code"]) == (422, "key_used_differently")


async def test_the_same_key_of_another_user_is_another_key(platform: Platform) -> None:
    admin = await platform.firm()
    one, other = await platform.owner(admin), await platform.owner(admin)

    answers = [await upload(user, "shared", pdf(user.session["user_id"])) for user in (one, other)]

    assert [answer.status_code for answer in answers] == [201, 201]


async def test_of_concurrent_requests_one_is_done_and_the_others_are_refused(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    content = pdf("at once")

    answers = await asyncio.gather(*(upload(owner, "at-once", content) for _ in range(8)))

    codes = {answer.status_code for answer in answers}
    assert codes <= {201, 409}
    assert 201 in codes
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"request_in_progress"}
    assert await arrivals(platform, owner) == 1


async def test_a_key_is_in_use_while_its_request_may_still_be_running(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    content = pdf("slow")
    await upload(owner, "slow", content)
    unfinished = update(StoredAnswer).where(
        StoredAnswer.user_id == owner.session["user_id"], StoredAnswer.key == "slow"
    )

    async with own_answers(platform, owner).transaction() as tx:
        await tx.execute(unfinished.values(status=None))
    running = await upload(owner, "slow", content)
    async with own_answers(platform, owner).transaction() as tx:
        await tx.execute(unfinished.values(started_at=StoredAnswer.started_at - timedelta(minutes=5)))
    taken_over = await upload(owner, "slow", content)

    assert (running.status_code, running.json()["code"]) == (409, "request_in_progress")
    assert taken_over.status_code == 201
    assert taken_over.json()["results"][0]["status"] == "duplicate"


async def test_a_malformed_key_is_refused(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    answers = [await upload(owner, key, pdf("x")) for key in ("a b", "a" * 256)]

    assert [answer.json()["code"] for answer in answers] == ["bad_idempotency_key"] * 2


async def test_an_answer_is_not_replayed_to_a_user_who_lost_their_rights(platform: Platform) -> None:
    admin, address = await platform.firm(), email("collega")
    staff = f"/v1/firms/{admin.session['firm_id']}/staff"
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": "korte-ketting-9-fietsen"}
    user_id = (await admin("POST", staff, json=colleague)).json()["user_id"]
    employee, client = await platform.sign_in(address), await platform.client(admin)
    change = {"json": {"reference": "0417"}, "headers": {"idempotency-key": "lost"}}
    before = await employee("PATCH", f"/v1/clients/{client['client_id']}", **change)
    branch = (await admin("POST", f"/v1/firms/{admin.session['firm_id']}/groups", json={"name": "Elders"})).json()

    await admin("PATCH", f"{staff}/{user_id}", json={"groups": [branch["group_id"]]})
    after = await employee("PATCH", f"/v1/clients/{client['client_id']}", **change)

    assert (before.status_code, after.status_code) == (200, 404)


async def test_the_body_of_a_user_without_the_right_is_not_held(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    reader, read = await reader_of(platform, owner), 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(60):
            read += 1
            yield bytes(1 << 20)

    headers = {"idempotency-key": "held", "content-type": "multipart/form-data; boundary=edge"}
    path = f"/v1/clients/{owner.session['client_id']}/documents"
    answer = await reader("POST", path, content=body(), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert await kept_answers(platform, reader) == 0


async def test_a_user_whose_role_became_smaller_does_not_see_the_stored_answer_again(platform: Platform) -> None:
    admin = await platform.firm()
    owner = await platform.owner(admin)
    address, users = email("tweede"), f"/v1/clients/{owner.session['client_id']}/users"
    second = {"email": address, "first_name": "T", "last_name": "W", "role": "client_owner", "password": PASSWORD}
    second_id = (await owner("POST", users, json=second)).json()["user_id"]
    other = await platform.sign_in(address)
    new = {"email": email("derde"), "first_name": "D", "last_name": "E", "role": "client_reader", "password": PASSWORD}
    before = await other("POST", users, json=new, headers={"idempotency-key": "person"})

    await owner("PATCH", f"{users}/{second_id}", json={"role": "client_reader"})
    demoted = await platform.sign_in(address)
    after = await demoted("POST", users, json=new, headers={"idempotency-key": "person"})

    assert (before.status_code, after.status_code, after.json()["code"]) == (201, 403, "not_allowed")


async def test_stored_answers_of_a_user_are_hidden_from_every_other(platform: Platform) -> None:
    admin = await platform.firm()
    one, other = await platform.owner(admin), await platform.owner(admin)
    await upload(one, "mine", pdf("mine"))

    seen = [await kept_answers(platform, one), await kept_answers(platform, one, seen_by=other)]

    assert seen == [1, 0]


async def test_a_user_has_a_limited_number_of_keys(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    deps = platform.running["gateway"].deps
    platform.running["gateway"].deps = replace(deps, kept_answers=KeptAnswers(keys=2))
    path = f"/v1/clients/{owner.session['client_id']}/documents"

    answers = [await upload(owner, f"key-{number}", pdf(str(number))) for number in range(3)]
    without = await owner("POST", path, files=[("files", ("b.pdf", pdf("b"), "application/pdf"))])
    again = await upload(owner, "key-0", pdf("0"))
    platform.running["gateway"].deps = deps

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].json()["code"] == "too_many_keys"
    assert (without.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    assert await kept_answers(platform, owner) == 2


async def test_a_user_has_a_limited_amount_of_stored_answers(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    deps = platform.running["gateway"].deps
    platform.running["gateway"].deps = replace(deps, kept_answers=KeptAnswers(size=10))

    answers = [await upload(owner, f"size-{number}", pdf(str(number))) for number in range(2)]
    platform.running["gateway"].deps = deps

    assert [answer.status_code for answer in answers] == [201, 429]
