"""No endpoint of any service shows the data of one tenant to another."""

import asyncio

import httpx
import pytest

from services.gateway.domain.openapi import OPEN_TO_ALL
from tests.directory.builders import PASSWORD, email
from tests.gateway import tenant_isolation
from tests.gateway.platform import Platform, User
from tests.ingest.builders import pdf


async def public_document(platform: Platform) -> dict[str, object]:
    return dict((await platform.browser.get("/v1/openapi.json")).json())


def bearer(user: User) -> dict[str, str]:
    return {"authorization": f"Bearer {user.session['token']}"}


async def uploaded(owner: User) -> str:
    path = f"/v1/clients/{owner.session['client_id']}/documents"
    answer = await owner("POST", path, files=[("files", ("a.pdf", pdf(email()), "application/pdf"))])
    return str(answer.json()["results"][0]["document_id"])


@pytest.mark.feature(11)
async def test_every_endpoint_says_not_found_for_another_tenants_client(platform: Platform) -> None:
    victim_admin = await platform.firm()
    victim, stranger_admin = await platform.owner(victim_admin), await platform.firm()
    stranger = await platform.owner(stranger_admin)
    objects = {"document_id": await uploaded(victim), "user_id": victim.session["user_id"]}
    document = await public_document(platform)

    leaks = []
    for user in (stranger, stranger_admin, await platform.operator()):
        leaks += await tenant_isolation.leaks_of_foreign_client(
            platform.browser, document, bearer(user), victim.session["client_id"], objects=objects
        )

    assert len(tenant_isolation.endpoints_of_a_client(document)) >= 12
    assert leaks == []


@pytest.mark.feature(11)
async def test_objects_of_another_tenant_are_not_found_under_the_own_client(platform: Platform) -> None:
    admin = await platform.firm()
    victim, stranger = await platform.owner(admin), await platform.owner(admin)
    objects = {"document_id": await uploaded(victim)}

    leaks = await tenant_isolation.leaks_of_foreign_objects(
        platform.browser, await public_document(platform), bearer(stranger), stranger.session["client_id"], objects
    )

    assert leaks == []


@pytest.mark.feature(53)
async def test_every_endpoint_says_not_found_for_a_client_of_another_group(platform: Platform) -> None:
    admin = await platform.firm()
    firm = f"/v1/firms/{admin.session['firm_id']}"
    groups = [(await admin("POST", f"{firm}/groups", json={"name": n})).json()["group_id"] for n in ("Noord", "Zuid")]
    address = email("collega")
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    await admin("POST", f"{firm}/staff", json=colleague | {"groups": groups[:1]})
    client = await platform.client(admin, groups=groups[1:])
    employee = await platform.sign_in(address)

    leaks = await tenant_isolation.leaks_of_foreign_client(
        platform.browser, await public_document(platform), bearer(employee), client["client_id"]
    )

    assert leaks == []


@pytest.mark.feature(11)
async def test_mixed_requests_over_shared_connections_each_see_their_own_tenant(platform: Platform) -> None:
    admin = await platform.firm()
    owners = [await platform.owner(admin) for _ in range(5)]
    slots = asyncio.Semaphore(20)

    async def ask(user: User, about: User) -> tuple[bool, int, str]:
        async with slots:
            answer = await user("GET", f"/v1/clients/{about.session['client_id']}")
        return user is about, answer.status_code, answer.json().get("client_id", about.session["client_id"])

    pairs = [(user, about) for user in owners for about in owners] * 16
    answers = await asyncio.gather(*(ask(user, about) for user, about in pairs))

    for (own, status, shown), (_, about) in zip(answers, pairs, strict=True):
        assert (status, shown) == (200 if own else 404, about.session["client_id"])


async def test_the_test_itself_finds_a_leak(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    leaks = await tenant_isolation.leaks_of_foreign_client(
        platform.browser, await public_document(platform), bearer(owner), owner.session["client_id"], bodies=(None,)
    )

    assert {leak.endpoint.template for leak in leaks} >= {
        "/v1/clients/{client_id}",
        "/v1/clients/{client_id}/documents",
        "/v1/clients/{client_id}/events",
    }


async def test_every_endpoint_needs_a_sign_in(platform: Platform) -> None:
    leaks = await tenant_isolation.leaks_without_sign_in(platform.browser, await public_document(platform), OPEN_TO_ALL)

    assert leaks == []


async def test_a_service_reached_past_the_gateway_believes_only_signed_tokens(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    port = platform.running["ingest"].settings.port
    path = f"/v1/clients/{owner.session['client_id']}/documents/{owner.session['client_id']}/file"

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser:
        bare = await browser.get(path, headers=bearer(owner))
        forged = await browser.get(path, headers={"Serein-Token": owner.session["token"]})

    assert (bare.status_code, forged.status_code) == (401, 401)
