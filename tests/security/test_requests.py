"""Requests as strangers write them by hand: none gets more than it should, none moves a caller elsewhere."""

import asyncio
import gzip
import json

import pytest

from libs.service_kit.http_guards import SECURITY_HEADERS
from tests.directory.builders import PASSWORD
from tests.gateway.platform import Platform, User

Answer = tuple[int, dict[str, str], bytes]


async def send(platform: Platform, request: bytes) -> Answer:
    """What is answered to these bytes: the status, the headers and the body; 0 when nothing is."""
    reader, writer = await asyncio.open_connection("127.0.0.1", platform.browser.base_url.port)
    writer.write(request)
    async with asyncio.timeout(20):
        raw = await reader.read()
    writer.close()
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split(" ")[1]) if first else 0, headers, body


def get(owner: User, path: str, *lines: str, host: str | None = "platform.example", method: str = "GET") -> bytes:
    head = [f"{method} {path} HTTP/1.1", *([f"Host: {host}"] if host is not None else []), "Connection: close"]
    return "\r\n".join([*head, f"Authorization: Bearer {owner.session['token']}", *lines, "", ""]).encode("latin-1")


@pytest.mark.parametrize("host", ["evil.example", "evil.example/a?b#c", "[", "[::1", "a b", "\xff", "", "x:99999"])
@pytest.mark.parametrize("path", ["/v1/me", "/v1/me/", "/v1/sessions/", "/v1/openapi.json/", "/livez/", "/nothing"])
async def test_no_host_name_decides_anything_or_comes_back(
    platform: Platform, owner: User, host: str, path: str
) -> None:
    status, headers, body = await send(platform, get(owner, path, host=host))

    assert status == (200 if path == "/v1/me" else 404)
    assert "location" not in headers
    assert b"evil" not in body


@pytest.mark.parametrize(
    "path",
    [
        "//v1/me", "/v1//me", "/v1/./me", "/v1/x/../me", "/v1/%2e%2e/v1/me", "/v1/me%2f", "/v1/me%5c", "/v1/me;x=1",
        "/v1/me%3b", "/V1/me", "/v1/me%00", "/v1/me%3f", "/v1/me%23", "/v1/me%20", "/v1/me%0d%0aX:1", "/v1/%252e/me",
        "/internal/access", "/v1/../internal/access", "/livez/", "/metrics/", "/readyz/", "/openapi.json", "/docs",
        "/redoc", "/.git/config", "/.env", "/static/", "/v1/", "/v1", "/", "http://evil.example/v1/me", "evil", "*",
    ],
)  # fmt: skip
async def test_a_path_has_one_writing_and_nothing_else_is_there(platform: Platform, owner: User, path: str) -> None:
    status, headers, _ = await send(platform, get(owner, path))

    assert status in (400, 404)
    assert "location" not in headers


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "OPTIONS", "DEBUG", "PROPFIND", "PURGE", "get"])
async def test_no_other_method_does_anything(platform: Platform, owner: User, method: str) -> None:
    status, headers, body = await send(platform, get(owner, "/v1/me", "X-Secret: canary-81", method=method))

    assert status == 405
    assert b"canary-81" not in body
    assert not {name for name in headers if name.startswith("access-control-")}


@pytest.mark.parametrize(
    "lines",
    [
        ("Transfer-Encoding: identity",), ("Transfer-Encoding : chunked",), ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: chunked", "Content-Length: 5"), ("Content-Length: +0",), ("Content-Length: 0x0",),
        ("Content-Length: -1",), ("Content-Length: 1", "Content-Length: 2"), ("Content-Length: 1,2",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), ("Host: another.example",), ("no colon",),
        ("X\x00Y: 1",), ("X: a\x00b",),
    ],
)  # fmt: skip
async def test_a_message_has_one_length_and_one_reading(
    platform: Platform, owner: User, lines: tuple[str, ...]
) -> None:
    status, headers, _ = await send(platform, get(owner, "/v1/me", *lines, method="PATCH"))

    assert status == 400
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize(
    "line",
    [
        "X-HTTP-Method-Override: DELETE", "X-Original-URL: /internal/access", "X-Rewrite-URL: /metrics",
        "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http", "Forwarded: host=evil.example", "Range: bytes=0-3",
        "Connection: serein-token, authorization, accept-language", "Upgrade: h2c", "Serein-Token: x", "X-User-ID: 1",
        "Range: bytes=0-,0-,0-,0-,0-", "Accept: text/html", "Accept-Encoding: gzip;q=nan", "Cookie: serein=x; serein=y",
    ],
)  # fmt: skip
async def test_no_header_makes_another_request_of_it(platform: Platform, owner: User, line: str) -> None:
    plain, changed = [await send(platform, get(owner, "/v1/me", *lines)) for lines in ((), (line,))]

    assert (changed[0], changed[1]["content-type"], changed[2]) == (200, "application/json", plain[2])


async def test_a_packed_body_is_not_unpacked(platform: Platform) -> None:
    packed = gzip.compress(json.dumps({"email": "a@b.example", "password": PASSWORD}).encode())

    answer = await platform.browser.post(
        "/v1/sessions", content=packed, headers={"content-type": "application/json", "content-encoding": "gzip"}
    )

    assert answer.status_code == 400


async def test_a_name_that_is_sent_twice_is_refused_by_every_service(platform: Platform, owner: User) -> None:
    kind = {"content-type": "application/json"}

    own = await owner("PATCH", "/v1/me", content=b'{"first_name":"A","first_name":"B"}', headers=kind)
    stranger = await platform.browser.post(
        "/v1/sessions", content=b'{"email":"a@b.be","password":"x","\\u0065mail":"c@d.be"}', headers=kind
    )

    assert [(answer.status_code, answer.json()["code"]) for answer in (own, stranger)] == [(400, "json_name_twice")] * 2


async def test_a_parameter_that_takes_one_value_is_not_given_two(platform: Platform) -> None:
    admin = await platform.firm()

    once, twice = [await admin("GET", f"/v1/clients?limit=1{more}") for more in ("", "&limit=200")]

    assert (once.status_code, twice.status_code) == (200, 422)
    assert [(error["parameter"], error["code"]) for error in twice.json()["errors"]] == [("limit", "given_twice")]


@pytest.mark.parametrize(
    "field", ["role", "firm_id", "user_id", "sessions_from", "password_hash", "__proto__", "rights"]
)
async def test_no_field_that_is_not_meant_to_be_sent_is_taken(owner: User, field: str) -> None:
    answer = await owner("PATCH", "/v1/me", json={"first_name": "An", field: "operator"})

    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["extra_forbidden"]


async def test_no_operation_takes_a_secret_in_its_address(platform: Platform) -> None:
    document = (await platform.browser.get("/v1/openapi.json")).json()

    named = {
        parameter["name"]
        for operations in document["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] in ("query", "path")
    }

    assert {
        name for name in named if any(word in name for word in ("token", "password", "secret", "code", "key"))
    } == set()
