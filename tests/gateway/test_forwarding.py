"""The gateway forwards requests to the services."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from libs.embedded.ports import free_port
from libs.service_kit.http_guards import SECURITY_HEADERS
from libs.service_kit.running import Running
from services.gateway.app import app
from tests.conftest import SettingsFor
from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform
from tests.ingest.builders import pdf
from tests.service_kit.toy.app import app as toy_app


async def test_an_owner_uploads_through_the_gateway_and_gets_the_bytes_back(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    documents = f"/v1/clients/{owner.session['client_id']}/documents"
    content = pdf("through the gateway") * 3000

    sent = await owner("POST", documents, files=[("files", ("facture.pdf", content, "application/pdf"))])
    document = sent.json()["results"][0]["document_id"]
    back = await owner("GET", f"{documents}/{document}/file")

    assert sent.status_code == 201
    assert back.content == content
    assert back.headers["content-type"] == "application/pdf"


async def test_whoever_downloads_a_document_is_in_the_audit_trail_once_for_a_while(platform: Platform) -> None:
    admin = await platform.firm()
    owner = await platform.owner(admin)
    client = owner.session["client_id"]
    files = [("files", ("facture.pdf", pdf("seen by whom"), "application/pdf"))]
    sent = await owner("POST", f"/v1/clients/{client}/documents", files=files)
    document = sent.json()["results"][0]["document_id"]

    for _ in range(3):
        await owner("GET", f"/v1/clients/{client}/documents/{document}/file")
    await owner("GET", f"/v1/clients/{client}/documents/{client}/file")
    await admin("GET", f"/v1/clients/{client}/documents/{document}/file")

    params = {"action": "document.downloaded"}
    async with asyncio.timeout(30):
        while True:
            entries = (await admin("GET", f"/v1/clients/{client}/audit", params=params)).json()["items"]
            if len(entries) >= 2:
                break
            await asyncio.sleep(0.05)
    assert {(one["user_id"], one["subject_id"], one["address"]) for one in entries} == {
        (user.session["user_id"], document, "127.0.0.1") for user in (owner, admin)
    }
    assert len(entries) == 2


async def test_a_body_of_unknown_length_is_streamed_through(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    head = (
        b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n"
    )

    async def pieces() -> AsyncIterator[bytes]:
        yield head
        yield pdf("piece by piece")
        yield b"\r\n--edge--\r\n"

    path = f"/v1/clients/{owner.session['client_id']}/documents"
    answer = await owner("POST", path, content=pieces(), headers={"content-type": "multipart/form-data; boundary=edge"})

    assert answer.status_code == 201


async def test_a_body_over_every_limit_is_ended(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield bytes(1024 * 1024)

    path = f"/v1/clients/{owner.session['client_id']}/documents"
    headers = {"content-type": "multipart/form-data; boundary=edge"}
    answer = await owner("POST", path, content=endless(), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


async def test_the_rights_of_the_role_are_what_the_service_sees(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    client = f"/v1/clients/{owner.session['client_id']}"

    shown = await owner("GET", client)
    changed = await owner("PATCH", client, json={"name": "Anders"})
    counts = await owner("GET", f"{client}/counts")

    assert shown.status_code == 200
    assert (changed.status_code, changed.json()["code"]) == (403, "not_allowed")
    assert (counts.status_code, counts.json()["params"]) == (403, {"right": "counts:read"})


async def test_an_internal_token_from_outside_is_not_believed(platform: Platform) -> None:
    owner, other = await platform.owner(await platform.firm()), await platform.owner(await platform.firm())
    headers = {"serein-token": "forged", "x-forwarded-for": "192.0.2.1", "connection": "close, serein-token"}

    own = await owner("GET", f"/v1/clients/{owner.session['client_id']}", headers=headers)
    foreign = await owner("GET", f"/v1/clients/{other.session['client_id']}", headers=headers)

    assert (own.status_code, foreign.status_code) == (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/nothing",
        "/v1/clients/not-a-number",
        "/v1/clients/{id}/nothing",
        "/v1//me",
        "/v1/me/",
        "/v1/clients/{id}/%2e%2e/{other}",
        "/v1/clients/{id}%2fusers",
        "/v1/../internal/access",
        "/internal/access",
        "/metrics/..",
    ],
)
async def test_an_unknown_route_is_not_found(platform: Platform, path: str) -> None:
    owner = await platform.owner(await platform.firm())
    raw = path.replace("{id}", owner.session["client_id"]).replace("{other}", str(uuid4()))

    answer = await owner("GET", raw)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_method_that_a_path_does_not_have_is_answered_with_those_it_has(platform: Platform) -> None:
    answer = await (await platform.firm())("PUT", "/v1/me", json={})

    assert (answer.status_code, answer.json()["params"]) == (405, {"allowed": "GET, PATCH"})


async def test_every_answer_has_the_security_headers_and_a_request_id(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    answers = [
        await owner("GET", "/v1/me", headers={"x-request-id": "ticket-0417"}),
        await owner("GET", "/v1/nothing", headers={"x-request-id": "bad id!"}),
        await platform.browser.get("/v1/me"),
        await platform.browser.post("/v1/sessions", json={}),
    ]

    for answer in answers:
        assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert answers[0].headers["x-request-id"] == "ticket-0417"
    assert len(answers[1].headers["x-request-id"]) == 36


async def test_a_service_that_is_away_is_answered_503_and_is_found_again(settings_for: SettingsFor) -> None:
    async with AsyncExitStack() as stack:
        gateway, ports = await _gateway_without_services(settings_for, stack)

        away = await gateway.post("/v1/sessions", json={"email": "a@b.example", "password": "x"})
        unknown = await gateway.get("/v1/clients/x/counts")
        not_ready = await gateway.get("/readyz/routes")
        toy = Running(toy_app, settings_for(toy_app, port=ports["toy"]))
        await toy.open()
        await _serve(toy.http, ports["toy"], stack)
        found = await _until(gateway, "/v1/clients/x/counts", 401)

    assert (away.status_code, away.json()["code"], away.headers["retry-after"]) == (503, "service_away", "1")
    assert (unknown.status_code, unknown.json()["code"], unknown.headers["retry-after"]) == (503, "starting_up", "1")
    assert (not_ready.status_code, not_ready.json()["missing"]) == (503, ["directory", "toy"])
    assert found.json()["code"] == "not_signed_in"


async def test_two_services_with_one_route_are_an_error_that_operators_see(settings_for: SettingsFor) -> None:
    async with AsyncExitStack() as stack:
        gateway, ports = await _gateway_without_services(settings_for, stack, second_toy=True)
        toy = Running(toy_app, settings_for(toy_app, port=ports["toy"]))
        await toy.open()
        await _serve(toy.http, ports["toy"], stack)
        again = FastAPI()

        @again.get("/v1/clients/{client_id}/counts")
        async def counts(client_id: str) -> str:
            return client_id

        await _serve(again, ports["toy_again"], stack)
        await _until(gateway, "/v1/clients/x/counts", 401)
        seen = await _conflicts(gateway)

    assert seen == ["GET /v1/clients/{client_id}/counts: toy, toy_again"]


async def _gateway_without_services(
    settings_for: SettingsFor, stack: AsyncExitStack, *, second_toy: bool = False
) -> tuple[httpx.AsyncClient, dict[str, int]]:
    """Returns a browser of a gateway whose services have not started, and the ports."""
    names = ["directory", "toy", *(["toy_again"] if second_toy else [])]
    ports = {name: free_port() for name in (*names, "gateway")}
    services = {name: f"http://127.0.0.1:{ports[name]}" for name in names}
    gateway = Running(app, settings_for(app, services=services, port=ports["gateway"]))
    await gateway.open()
    stack.push_async_callback(gateway.stop)
    await _serve(gateway.http, ports["gateway"], stack)
    job = asyncio.create_task(_learning(gateway))
    stack.callback(job.cancel)
    browser = httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports['gateway']}", timeout=120)
    await stack.enter_async_context(browser)
    return browser, ports


async def _learning(gateway: Running[Any]) -> None:
    while True:
        await gateway.jobs.run(app.service.jobs["learn_routes"])
        await asyncio.sleep(0.2)


async def _serve(http: FastAPI, port: int, stack: AsyncExitStack) -> None:
    """Serve HTTP on the port without a broker."""
    server = uvicorn.Server(uvicorn.Config(http, host="127.0.0.1", port=port, log_config=None))
    task = asyncio.create_task(server.serve())

    async def stop() -> None:
        server.should_exit = True
        await task

    stack.push_async_callback(stop)
    async with asyncio.timeout(120):
        while True:
            if server.started:
                return
            await asyncio.sleep(0.02)


async def _until(gateway: httpx.AsyncClient, path: str, status: int) -> httpx.Response:
    async with asyncio.timeout(120):
        while True:
            answer = await gateway.get(path)
            if answer.status_code == status:
                return answer
            await asyncio.sleep(0.1)


async def _conflicts(gateway: httpx.AsyncClient) -> list[str]:
    async with asyncio.timeout(120):
        while True:
            found: list[str] = (await gateway.get("/readyz/routes")).json()["conflicts"]
            if found:
                return found
            await asyncio.sleep(0.1)


async def too_much_json() -> AsyncIterator[bytes]:
    """60 MiB, which would be 1.4 GiB when parsed."""
    for _ in range(60):
        yield b"[{}," * (1 << 18)


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/sessions"), ("POST", "/v1/clients"), ("PATCH", "/v1/me"), ("PUT", "/v1/me/password")],
)
async def test_much_json_is_refused_whoever_sends_it(platform: Platform, method: str, path: str) -> None:
    admin, json = await platform.firm(), {"content-type": "application/json"}

    anonymous = await platform.browser.request(method, path, content=too_much_json(), headers=json)
    known = await admin(method, path, content=too_much_json(), headers=json)

    assert (anonymous.status_code, known.status_code) == (413 if path == "/v1/sessions" else 401, 413)
    assert known.json()["code"] == "body_too_large"


async def test_a_sign_in_is_small(platform: Platform) -> None:
    answer = await platform.browser.post("/v1/sessions", json={"email": "a" * 8192, "password": "b"})

    assert (answer.status_code, answer.json()["params"]) == (413, {"limit": "8"})


async def test_every_operation_has_terms_and_only_uploads_may_be_large(platform: Platform) -> None:
    document = (await platform.browser.get("/v1/openapi.json")).json()

    limits = {
        (method, path): operation["x-largest-body"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "requestBody" in operation
    }
    large = {path for (_, path), limit in limits.items() if limit > 64 * 1024}
    assert large == {"/v1/clients/{client_id}/documents"}
    assert limits["post", "/v1/sessions"] == 8192


async def test_a_body_is_not_read_from_a_user_without_the_right(platform: Platform) -> None:
    admin = await platform.firm()
    owner = await platform.owner(admin)
    users = f"/v1/clients/{owner.session['client_id']}/users"
    reader = {"email": email("lezer"), "first_name": "L", "last_name": "Z", "role": "client_reader"}
    await owner("POST", users, json=reader | {"password": PASSWORD})
    signed_in = await platform.sign_in(reader["email"])

    answer = await signed_in(
        "POST",
        f"/v1/clients/{owner.session['client_id']}/documents",
        content=too_much_json(),
        headers={"content-type": "multipart/form-data; boundary=edge", "idempotency-key": "held"},
    )

    assert (answer.status_code, answer.json()["params"]) == (403, {"right": "documents:write"})
