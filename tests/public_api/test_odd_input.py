"""No input makes the platform fail: every operation of the public document, as each kind of user, with odd values.

`make check` draws the same requests each time; `make fuzz` draws others, and more of them.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpx
import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute

from tests.gateway.platform import Platform
from tests.public_api.odd_requests import ODD_BODIES, Drawing, Request
from tests.public_api.people import KINDS, Person, everybody

SWEEPS = 2 if hypothesis.settings.default and hypothesis.settings.default.derandomize else 60
"""How often each kind of user calls all operations, each time with other values."""
AT_ONCE = 8


@pytest.fixture(scope="module")
async def people(platform: Platform) -> list[Person]:
    """One user of each kind."""
    return await everybody(platform)


async def failure(browser: httpx.AsyncClient, person: Person, request: Request) -> str | None:
    """What is wrong with the answer to a request; None when it is an answer or a problem as documented."""
    headers = [*request.headers]
    if token := person.token(request.template):
        headers.append(("authorization", f"Bearer {token}"))
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    url = browser.base_url.copy_with(raw_path=request.target.encode())
    async with browser.stream(request.method, url, headers=raw, content=request.body) as answer:
        kind = answer.headers.get("content-type", "")
        if kind.startswith("text/event-stream"):
            return None
        await answer.aread()
    asked = f"{request.method} {request.target[:300]} {(request.body or b'')[:400]!r}"
    said = f"{answer.status_code} to {person.kind}: {asked}"
    if answer.status_code >= 500:
        return f"{said} -> {answer.text[:300]}"
    if answer.status_code >= 400 and request.method != "HEAD" and kind != "application/problem+json":
        return f"{said} -> {kind}"
    return None


async def failures(browser: httpx.AsyncClient, person: Person, requests: Iterable[Request]) -> list[str]:
    room = asyncio.Semaphore(AT_ONCE)

    async def send(request: Request) -> str | None:
        async with room:
            return await failure(browser, person, request)

    found = await asyncio.gather(*(send(request) for request in requests))
    return [each for each in found if each is not None]


@pytest.mark.timeout(1800)  # `make fuzz` sends thirty times as much
@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 10**9))
@hypothesis.settings(
    max_examples=SWEEPS,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
async def test_no_input_makes_an_operation_fail(platform: Platform, people: list[Person], kind: str, seed: int) -> None:
    document = platform.running["gateway"].deps.route_table.document
    person = next(person for person in people if person.kind == kind)

    found = await failures(platform.browser, person, Drawing(document, seed).requests(person.known))

    assert found == [], "\n".join(found)


ODD_TARGETS = (
    "/v1",
    "/v1/",
    "//v1/clients",
    "/v1/%ff",
    "/v1/%00",
    "/v1/clients/%2f",
    "/v1/clients/..%2f..",
    "/v1/clients/%ed%a0%80/documents",
    "/v1/clients/" + "a" * 9_000,
    "/v1/clients?cursor=%ff&cursor=%00",
    "/v1/clients?limit=%D9%A3&limit",
    "/v1/clients?&&==&%",
    "/v1/me;a=b",
    "/%",
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get"])
async def test_no_method_and_no_address_is_a_fault(platform: Platform, people: list[Person], method: str) -> None:
    requests = [Request(method, "", target, (), None) for target in ODD_TARGETS]

    assert await failures(platform.browser, people[0], requests) == []


@pytest.mark.parametrize("template", ["/v1/sessions", "/v1/clients", "/v1/clients/{client_id}/links"])
async def test_no_body_is_a_fault(platform: Platform, people: list[Person], template: str) -> None:
    target = template.format(**people[0].own)
    requests = [
        Request("POST", template, target, (("content-type", kind),) if kind is not None else (), body)
        for body, kind in ODD_BODIES
    ]

    assert await failures(platform.browser, people[0], requests) == []


@pytest.mark.parametrize(("status", "kind"), [(500, "application/problem+json"), (400, "text/plain")])
async def test_the_test_itself_finds_a_fault(people: list[Person], status: int, kind: str) -> None:
    async def broken(_: Any) -> Response:
        return Response("{}", status_code=status, media_type=kind)

    app = Starlette(routes=[StarletteRoute("/{rest:path}", broken)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://broken.example") as browser:
        found = await failures(browser, people[0], [Request("GET", "/v1/me", "/v1/me", (), None)])

    assert len(found) == 1
