"""A company goes to another accountant, through the gateway: with everything it has, and without the old firm."""

import asyncio
from typing import Any

import pytest

from tests.directory.builders import PASSWORD, email, vat_number
from tests.gateway.platform import Platform, User

DOCUMENT = {"files": ("factuur.xml", b"<?xml version='1.0'?><Invoice/>", "application/xml")}
ROOMS = ("", "/documents", "/tasks", "/transactions", "/deliveries", "/connections", "/destination", "/users", "/audit")


async def company(platform: Platform, admin: User, vat: str) -> tuple[str, User]:
    """Returns a client with a document and a destination, and its owner."""
    address = email("zaakvoerder")
    contact = {"email": address, "password": PASSWORD}
    client = str((await platform.client(admin, vat_number=vat, contact=contact))["client_id"])
    base = f"/v1/clients/{client}"
    assert (await admin("POST", f"{base}/documents", files=DOCUMENT)).status_code == 201
    connection = {"connector": "folder", "name": "Map", "config": {"folder": "in"}}
    made = await until(lambda: admin("POST", f"{base}/connections", json=connection), 201)
    chosen = {"connection_id": made["connection_id"], "settings": {"folder": "klant"}}
    assert (await admin("PUT", f"{base}/destination", json=chosen)).status_code == 200
    return client, await platform.sign_in(address)


async def until(ask: Any, status: int, found: Any = lambda _: True) -> Any:
    """Ask until the answer has this status and is as wanted. Returns its body."""
    async with asyncio.timeout(60):
        while True:
            answer = await ask()
            if answer.status_code == status and found(answer.json()):
                return answer.json()
            await asyncio.sleep(0.1)


async def employee(platform: Platform, admin: User) -> User:
    new = {"email": email("collega"), "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    assert (await admin("POST", f"/v1/firms/{admin.session['firm_id']}/staff", json=new)).status_code == 201
    return await platform.sign_in(new["email"])


@pytest.mark.feature(10)
async def test_a_company_changes_its_accountant_and_loses_nothing(platform: Platform) -> None:
    old, new, vat = await platform.firm(), await platform.firm(), vat_number()
    client, owner = await company(platform, old, vat)
    colleague = await employee(platform, old)
    base = f"/v1/clients/{client}"
    documents = (await old("GET", f"{base}/documents")).json()["items"]
    file = await platform.client(new, vat_number=vat)
    (request,) = (await owner("GET", f"{base}/requests")).json()

    for user in (owner, old):
        answer = await user("PUT", f"{base}/requests/{request['request_id']}", json={"accept": True})
        assert answer.status_code == 204, answer.text

    assert {(await user("GET", base + room)).status_code for user in (old, colleague) for room in ROOMS} == {404}
    assert {(await user("GET", base + room)).status_code for user in (new, owner) for room in ROOMS[:-1]} == {200}
    assert (await new("GET", f"{base}/documents")).json()["items"] == documents
    assert await until(lambda: new("GET", f"{base}/destination"), 200, lambda body: body is None) is None
    assert client not in (await old("GET", "/v1/clients")).text
    assert (await new("GET", f"/v1/clients/{file['client_id']}")).json()["confirmation"]["state"] == "moved"


async def test_a_firm_that_only_asked_sees_nothing_of_the_company(platform: Platform) -> None:
    old, new, vat = await platform.firm(), await platform.firm(), vat_number()
    client, _ = await company(platform, old, vat)
    file = await platform.client(new, vat_number=vat)

    refused = [(await new("GET", f"/v1/clients/{client}{room}")).status_code for room in ROOMS]
    own = (await new("GET", f"/v1/clients/{file['client_id']}/documents")).json()

    assert set(refused) == {404}
    assert own["items"] == []
