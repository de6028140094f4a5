"""Every operation of the public document reaches the service that documents it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from tests.gateway.platform import Platform, User
from tests.gateway.tenant_isolation import endpoints
from tests.public_api.platform import Answered, Record


def documented(platform: Platform) -> set[Answered]:
    """Every public operation, with the service in whose own document it stands."""
    found: set[Answered] = set()
    for name, running in platform.running.items():
        if name == "toy":  # nobody has the rights that it asks for
            continue
        for endpoint in endpoints(running.http.openapi()):
            if endpoint.template.startswith("/v1/"):
                found.add((name, endpoint.method, endpoint.template))
    return found


def filled(template: str, values: Mapping[str, object]) -> str:
    """The path with these values; a parameter without one gets a random id."""
    before, brace, rest = template.partition("{")
    if not brace:
        return before
    name, _, after = rest.partition("}")
    return f"{before}{values.get(name, uuid4())}{filled(after, values)}"


async def call(user: User, method: str, path: str) -> int:
    headers = {"authorization": f"Bearer {user.session['token']}"}
    body: dict[str, Any] = {} if method in ("GET", "DELETE") else {"json": {}}
    async with user.browser.stream(method, path, headers=headers, **body) as answer:
        return answer.status_code


async def test_every_operation_of_the_public_document_reaches_its_owner(platform: Platform, record: Record) -> None:
    admin = await platform.firm()
    client = await platform.client(admin)
    values = {"client_id": client["client_id"], "firm_id": admin.session["firm_id"], "number": 1}
    address = (await admin("GET", "/v1/me")).json()["email"]
    document = (await platform.browser.get("/v1/openapi.json")).json()

    operator = await platform.operator()
    record.answered.clear()
    for endpoint in endpoints(document):
        user = await platform.sign_in(address) if "/sessions" in endpoint.template else admin
        if await call(user, endpoint.method, filled(endpoint.template, values)) == 403:
            await call(operator, endpoint.method, filled(endpoint.template, values))
    reached = set(record.answered)

    missed = documented(platform) - reached
    assert missed == set()


@pytest.mark.parametrize("number", ["1", "0", "-1", "999999999999999999999", "1.5", "%00", "one"])
async def test_a_page_picture_is_asked_of_the_service_that_draws_it(platform: Platform, number: str) -> None:
    admin = await platform.firm()
    client = await platform.client(admin)
    path = f"/v1/clients/{client['client_id']}/documents/{uuid4()}/pages/{number}.png"

    answer = await admin("GET", path)

    expected = {"1": "not_read_yet", "%00": "not_found"}
    assert answer.json()["code"] == expected.get(number, "invalid_request")
