"""Every operation of the public document as every kind of user, and every object under somebody else's path."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.gateway.domain.openapi import OPEN_TO_ALL
from tests.gateway.platform import Platform, User
from tests.public_api.test_routing import filled
from tests.public_api.users import World, as_expected, body_of, expected, populate

OWN_SESSION = ("/v1/sessions",)
"""They are about the caller's own session, and some end it."""


@pytest.fixture(scope="module")
async def world(platform: Platform) -> World:
    """The users and objects of this module."""
    return await populate(platform)


@pytest.fixture(scope="module")
async def operations(platform: Platform) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Method, template and description of each operation."""
    document = (await platform.browser.get("/v1/openapi.json")).json()
    return [
        (method.upper(), template, operation)
        for template, methods in document["paths"].items()
        for method, operation in methods.items()
        if (method.upper(), template) not in OPEN_TO_ALL and not template.startswith(OWN_SESSION)
    ]


async def status(platform: Platform, method: str, path: str, headers: Mapping[str, str], **more: Any) -> int:
    async with platform.browser.stream(method, path, headers=headers, **more) as answer:
        return answer.status_code


@pytest.mark.feature(11, 53)
async def test_every_operation_answers_every_kind_of_user_as_their_rights_say(
    platform: Platform, world: World, operations: list[tuple[str, str, Mapping[str, Any]]]
) -> None:
    wrong = []
    for kind, headers in world.headers.items():
        for method, template, operation in operations:
            wanted = expected(kind, template, operation.get("x-right"))
            changes = method != "GET" and wanted is None
            values = {k: v for k, v in world.ids.items() if not changes or k in ("client_id", "firm_id")}
            answered = await status(platform, method, filled(template, values), headers, **body_of(operation))
            if not as_expected(answered, wanted):
                wrong.append((kind, method, template, answered, wanted))

    assert len(operations) * len(world.headers) >= 900
    assert wrong == []


@pytest.mark.feature(11)
@pytest.mark.parametrize("whose", ["owner of another client", "owner at another firm"])
@pytest.mark.parametrize("kind", ["owner", "admin"])
async def test_objects_of_another_company_are_not_found_under_the_own_path(
    world: World, operations: list[tuple[str, str, Mapping[str, Any]]], kind: str, whose: str
) -> None:
    foreign = world.foreign[whose]
    found = []
    for method, template, operation in operations:
        if "{client_id}" not in template or not any(f"{{{name}}}" in template for name in foreign):
            continue
        path = filled(template, {**world.ids, **foreign})
        body = {"json": {"action": "delete", "name": "Van ons", "first_name": "Van ons", "config": {}}}
        answer = await world.users[kind](method, path, **(body if "requestBody" in operation else {}))
        if answer.status_code not in (404, 422) and answer.json() not in ([], {"items": [], "next": None}):
            found.append((method, template, answer.status_code, answer.text[:200]))

    assert found == []


def named(body: Mapping[str, Any], base: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The requests that name objects in their body."""
    document, connection = body["document_id"], body["connection_id"]
    return [
        ("POST", f"{base}/links", {"document_ids": [document, body["own"]]}),
        ("POST", f"{base}/links/undo", {"document_ids": [document]}),
        ("POST", f"{base}/links/apart", {"item_id": document}),
        ("POST", f"{base}/documents/release", {"document_ids": [document]}),
        ("PUT", f"{base}/destination", {"connection_id": connection, "settings": {"address": "x@voorbeeld.example"}}),
    ]


@pytest.mark.feature(11)
@pytest.mark.parametrize("whose", ["owner of another client", "owner at another firm"])
async def test_objects_of_another_company_are_not_found_in_a_body_or_a_filter(world: World, whose: str) -> None:
    owner, base = world.users["owner"], f"/v1/clients/{world.ids['client_id']}"
    stranger = world.users[whose]
    theirs = f"/v1/clients/{stranger.session['client_id']}/documents/{world.foreign[whose]['document_id']}"
    before = await stable(stranger, theirs)
    body = {**world.foreign[whose], "own": world.ids["document_id"]}

    answers = {path: await owner(method, path, json=json) for method, path, json in named(body, base)}
    filtered = [
        (await owner("GET", f"{base}/tasks", params={name: str(body["document_id"])})).json().get("items")
        for name in ("document_id", "transaction_id")
    ]

    after = await stable(stranger, theirs)
    done = {
        path: answer.text
        for path, answer in answers.items()
        if answer.status_code < 400 and not all(one.get("problem") for one in results(answer.json()))
    }
    assert done == {}
    assert filtered == [[], []]
    assert after == before


def results(answer: Any) -> list[dict[str, Any]]:
    """What a request over several objects says of each of them."""
    return list(answer.get("results", [{}])) if isinstance(answer, dict) else [{}]


async def stable(user: User, path: str) -> Any:
    """The document as its owner sees it."""
    answer = await user("GET", path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_matrix_itself_finds_what_is_allowed_and_should_not_be() -> None:
    reader_writes = as_expected(200, expected("reader", "/v1/clients/{client_id}/tags", "documents:write"))
    stranger_reads = as_expected(200, expected("operator", "/v1/clients/{client_id}/tags", "documents:read"))
    owner_is_refused = as_expected(403, expected("owner", "/v1/clients/{client_id}/tags", "documents:write"))

    assert (reader_writes, stranger_reads, owner_is_refused) == (False, False, False)
