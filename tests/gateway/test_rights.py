"""Users are told what they may do, and it is what the gateway lets them do."""

import pytest

from services.directory.domain.rights import ON_A_CLIENT, Role
from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform


async def test_everybody_sees_their_own_rights(platform: Platform) -> None:
    admin = await platform.firm()
    users = [await platform.operator(), admin, await platform.owner(admin)]

    shown = [(await user("GET", "/v1/me")).json() for user in users]

    rights = [me["rights"] for me in shown]
    assert [me["role"] for me in shown] == ["operator", "firm_admin", "client_owner"]
    assert rights[0]["elsewhere"] == ["firms:read", "firms:write", "me"]
    assert "clients:write" in rights[1]["elsewhere"]
    assert rights[2]["elsewhere"] == ["me"]
    assert rights[0]["on_clients"] == []
    assert set(rights[1]["on_clients"]) > set(rights[1]["on_closed_clients"]) >= {"client:write", "documents:read"}


async def test_the_rights_on_a_client_are_those_that_a_request_for_it_has(platform: Platform) -> None:
    admin, stranger = await platform.firm(), await platform.firm()
    address = email("zaakvoerder")
    client = await platform.client(admin, contact={"email": address, "password": PASSWORD})
    owner, operator = await platform.sign_in(address), await platform.operator()
    path = f"/v1/clients/{client['client_id']}/my-rights"

    of_admin, of_owner = await admin("GET", path), await owner("GET", path)
    refused = [(await user("GET", path)).status_code for user in (stranger, operator)]
    closed = await admin("PATCH", f"/v1/clients/{client['client_id']}", json={"closed": True})
    of_closed = await admin("GET", path)

    me = (await admin("GET", "/v1/me")).json()["rights"]
    assert closed.status_code == 200, closed.text
    assert of_admin.json()["rights"] == me["on_clients"]
    assert of_owner.json()["rights"] == sorted(ON_A_CLIENT[Role.CLIENT_OWNER])
    assert of_closed.json()["rights"] == me["on_closed_clients"]
    assert refused == [404, 404]


@pytest.mark.parametrize("right", ["documents:write", "client:write"])
async def test_what_an_owner_is_told_agrees_with_what_is_refused(platform: Platform, right: str) -> None:
    owner = await platform.owner(await platform.firm())
    me = (await owner("GET", "/v1/me")).json()
    path = f"/v1/clients/{me['client_id']}" + ("" if right == "client:write" else "/documents")

    answer = await owner("PATCH" if right == "client:write" else "POST", path, json={})

    may = right in me["rights"]["on_clients"]
    assert may == (answer.status_code != 403)
