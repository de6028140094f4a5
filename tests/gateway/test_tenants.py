"""No endpoint of any service shows a tenant to another."""

import asyncio

import httpx
import pytest

from services.gateway.domain.openapi import OPEN_TO_ALL
from tests.directory.builders import PASSWORD, email
from tests.gateway import tenant_hopping
from tests.gateway.world import User, World
from tests.ingest.builders import pdf


async def public_document(world: World) -> dict[str, object]:
    return dict((await world.browser.get("/v1/openapi.json")).json())


def bearer(user: User) -> dict[str, str]:
    return {"authorization": f"Bearer {user.who['token']}"}


async def uploaded(owner: User) -> str:
    path = f"/v1/clients/{owner.who['client_id']}/documents"
    answer = await owner("POST", path, files=[("files", ("a.pdf", pdf(email()), "application/pdf"))])
    return str(answer.json()["results"][0]["document_id"])


@pytest.mark.feature(11)
async def test_every_endpoint_says_not_found_for_another_tenants_client(world: World) -> None:
    victim_admin = await world.firm()
    victim, stranger_admin = await world.owner(victim_admin), await world.firm()
    stranger = await world.owner(stranger_admin)
    objects = {"document_id": await uploaded(victim), "user_id": victim.who["user_id"]}
    document = await public_document(world)

    leaks = []
    for person in (stranger, stranger_admin, await world.operator()):
        leaks += await tenant_hopping.hop(
            world.browser, document, bearer(person), victim.who["client_id"], objects=objects
        )

    assert len(tenant_hopping.of_a_client(document)) >= 12
    assert leaks == []


@pytest.mark.feature(11)
async def test_another_tenants_things_are_not_found_under_ones_own_client(world: World) -> None:
    admin = await world.firm()
    victim, stranger = await world.owner(admin), await world.owner(admin)
    objects = {"document_id": await uploaded(victim)}

    leaks = await tenant_hopping.hop_with_own_client(
        world.browser, await public_document(world), bearer(stranger), stranger.who["client_id"], objects
    )

    assert leaks == []


@pytest.mark.feature(53)
async def test_every_endpoint_says_not_found_for_a_client_of_another_group(world: World) -> None:
    admin = await world.firm()
    firm = f"/v1/firms/{admin.who['firm_id']}"
    groups = [(await admin("POST", f"{firm}/groups", json={"name": n})).json()["group_id"] for n in ("Noord", "Zuid")]
    address = email("collega")
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    await admin("POST", f"{firm}/staff", json=colleague | {"groups": groups[:1]})
    client = await world.client(admin, groups=groups[1:])
    employee = await world.sign_in(address)

    leaks = await tenant_hopping.hop(world.browser, await public_document(world), bearer(employee), client["client_id"])

    assert leaks == []


@pytest.mark.feature(11)
async def test_mixed_requests_over_shared_connections_each_see_their_own_tenant(world: World) -> None:
    admin = await world.firm()
    owners = [await world.owner(admin) for _ in range(5)]
    room = asyncio.Semaphore(20)

    async def ask(asker: User, about: User) -> tuple[bool, int, str]:
        async with room:
            answer = await asker("GET", f"/v1/clients/{about.who['client_id']}")
        return asker is about, answer.status_code, answer.json().get("client_id", about.who["client_id"])

    pairs = [(asker, about) for asker in owners for about in owners] * 16
    answers = await asyncio.gather(*(ask(asker, about) for asker, about in pairs))

    for (own, status, shown), (_, about) in zip(answers, pairs, strict=True):
        assert (status, shown) == (200 if own else 404, about.who["client_id"])


async def test_the_test_itself_finds_a_leak(world: World) -> None:
    owner = await world.owner(await world.firm())

    leaks = await tenant_hopping.hop(
        world.browser, await public_document(world), bearer(owner), owner.who["client_id"], bodies=(None,)
    )

    assert {leak.endpoint.template for leak in leaks} >= {
        "/v1/clients/{client_id}",
        "/v1/clients/{client_id}/documents",
        "/v1/clients/{client_id}/events",
    }


async def test_no_endpoint_answers_nobody(world: World) -> None:
    leaks = await tenant_hopping.without_sign_in(world.browser, await public_document(world), OPEN_TO_ALL)

    assert leaks == []


async def test_a_service_reached_past_the_gateway_believes_only_signed_tokens(world: World) -> None:
    owner = await world.owner(await world.firm())
    port = world.running["ingest"].settings.port
    path = f"/v1/clients/{owner.who['client_id']}/documents/{owner.who['client_id']}/file"

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser:
        bare = await browser.get(path, headers=bearer(owner))
        forged = await browser.get(path, headers={"Serein-Token": owner.who["token"]})

    assert (bare.status_code, forged.status_code) == (401, 401)
