"""What a request may be: refused by its size, its structure or its sender before anything of it is parsed."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, Request, UploadFile
from pydantic import BaseModel

from libs.service_kit.context import Caller
from libs.service_kit.http import allowed, new_http_app
from libs.service_kit.http_guards import HEADER_BYTES, MOST_HEADERS, MOST_PARTS, PATH_BYTES, QUERY_BYTES
from libs.service_kit.json_bounds import DEEPEST, MOST_VALUES
from libs.service_kit.operations import stated
from libs.service_kit.tokens import TOKEN_HEADER, TokenReader, TokenSigner, new_signing_key, public_keys
from libs.terms import SMALL_BODY, Cost

MEBIBYTE = 1 << 20
KEY = new_signing_key("one")
SIGNER, READER = TokenSigner(KEY), TokenReader(public_keys(KEY), "toy")
GUARDED = "/v1/guarded"
JSON = {"content-type": "application/json"}
FORM = {"content-type": "multipart/form-data; boundary=edge"}
router = APIRouter()


class Note(BaseModel):
    """Anything at all."""

    anything: Any


class AnyContext:
    """The context of these routes, which look at nothing."""

    def for_caller(self, caller: Caller) -> Caller:
        return caller


@router.post("/v1/notes")
async def take_note(note: Note) -> int:
    """How many characters were understood."""
    return len(json.dumps(note.anything))


@router.post("/v1/sign-in", openapi_extra=stated(largest_body=8192))
async def sign_in(note: Note) -> int:
    """An operation that takes less than others."""
    return len(json.dumps(note.anything))


@router.post("/v1/files")
async def take_files(files: list[UploadFile]) -> int:
    """How many files came."""
    return len(files)


@router.get("/v1/notes")
async def notes(request: Request) -> int:
    """How many headers came."""
    return len(request.headers)


@router.post(GUARDED, openapi_extra=stated(cost=Cost.OUTSIDE))
async def guarded(files: list[UploadFile], _: Annotated[Any, Depends(allowed("documents:write"))]) -> int:
    """An operation that needs a right."""
    return len(files)


async def is_ready() -> dict[str, bool]:
    return {"database": True}


@asynccontextmanager
async def running(tokens: TokenReader | None, at_once: int = 1000) -> AsyncIterator[httpx.AsyncClient]:
    app = new_http_app(
        "toy",
        texts={},
        statuses={},
        tokens=tokens,
        context=AnyContext,  # type: ignore[arg-type]  # the routes ask nothing of it
        ready=is_ready,
        alive=lambda: True,
        at_once=at_once,
    )
    app.include_router(router)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://toy") as client:
        yield client


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with running(None) as client:
        yield client


class Sent:
    """A body in pieces; counts how many of them were read."""

    def __init__(self, piece: bytes, times: int) -> None:
        self.piece, self.times, self.read = piece, times, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.times):
            self.read += 1
            yield self.piece


def nested(depth: int) -> bytes:
    return b'{"anything":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


async def refused(browser: httpx.AsyncClient, body: bytes, path: str = "/v1/notes", **headers: str) -> tuple[int, str]:
    answer = await browser.post(path, content=body, headers=JSON | headers)
    return answer.status_code, answer.json().get("code", "") if isinstance(answer.json(), dict) else ""


async def test_a_body_is_refused_from_its_length_before_it_is_read(browser: httpx.AsyncClient) -> None:
    sent = Sent(b"x" * MEBIBYTE, 64)
    length = {"content-length": str(64 * MEBIBYTE)}

    answer = await browser.post("/v1/notes", content=sent, headers=JSON | length)

    assert (answer.status_code, answer.json()["code"], sent.read) == (413, "body_too_large", 0)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_of_unknown_length_is_counted_and_ended(browser: httpx.AsyncClient) -> None:
    sent = Sent(b"x" * 8192, 1000)

    answer = await browser.post("/v1/notes", content=sent, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert sent.read == SMALL_BODY // 8192 + 1


async def test_each_operation_has_the_limit_that_is_stated_beside_it(browser: httpx.AsyncClient) -> None:
    body = b'{"anything":"' + b"a" * 9000 + b'"}'

    usual, small = await refused(browser, body), await refused(browser, body, "/v1/sign-in")

    assert (usual, small) == ((200, ""), (413, "body_too_large"))


async def test_only_a_form_read_part_by_part_may_be_large(browser: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}

    answer = await browser.post("/v1/files", content=b"a&" * SMALL_BODY, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_files_over_the_limit_of_uploads_are_refused_in_mebibytes(browser: httpx.AsyncClient) -> None:
    head = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
    sent = Sent(head + b"x" * MEBIBYTE, 70)

    answer = await browser.post("/v1/files", content=sent, headers=FORM | {"accept-language": "fr"})

    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")
    assert "64 Mio" in answer.json()["detail"]


async def test_a_form_has_a_limited_number_of_parts(browser: httpx.AsyncClient) -> None:
    file = [("files", ("a.pdf", b"x"))]

    few, many = [await browser.post("/v1/files", files=file * times) for times in (MOST_PARTS, MOST_PARTS + 1)]

    assert (few.status_code, few.json()) == (200, MOST_PARTS)
    assert many.status_code == 400


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (nested(DEEPEST + 1), "json_too_deep"),
        (b"[" * 60_000, "json_too_deep"),
        (b'{"a":' * 12_000, "json_too_deep"),
        (b'{"anything":[' + b"1," * MOST_VALUES + b"1]}", "json_too_many_values"),
        (b'{"anything":[' + b"[]," * MOST_VALUES + b"1]}", "json_too_many_values"),
        (b"," * 60_000, "json_too_many_values"),
        (nested(DEEPEST + 1).decode().encode("utf-16-le"), "json_not_utf8"),
        (nested(3).decode().encode("utf-16"), "json_not_utf8"),
        (nested(3).decode().encode("utf-32-be"), "json_not_utf8"),
        ('"∀"'.encode("utf-16") + nested(40), "json_not_utf8"),
        (b'{"anything":"' + b'\\"' * 20_000 + b'","b":' + b"[" * 50, "json_too_deep"),
        (b'{"anything":"' + b"\\\\" * 20_000 + b'","b":' + b"[" * 50, "json_too_deep"),
    ],
)
async def test_json_is_bounded_before_it_is_parsed(browser: httpx.AsyncClient, body: bytes, code: str) -> None:
    assert await refused(browser, body) == (400, code)


@pytest.mark.parametrize(
    "body",
    [
        b'{"anything":1,"anything":2}',
        b'{"anything":{"a":1,"\\u0061":2}}',
        b'{"anything":[[{"a":1,"b":2,"a":3}]]}',
        b'{"anything":1,"b":NaN,"anything":2}',
    ],
)
async def test_a_name_stands_once_in_an_object_of_json(browser: httpx.AsyncClient, body: bytes) -> None:
    assert await refused(browser, body) == (400, "json_name_twice")


async def test_json_at_the_bounds_and_brackets_in_text_are_accepted(browser: httpx.AsyncClient) -> None:
    many = b'{"anything":[' + b"1," * (MOST_VALUES - 5) + b"1]}"
    text = json.dumps({"anything": '[{,"\\' * 8000}).encode()

    answers = [await refused(browser, body) for body in (nested(DEEPEST), many, text)]

    assert answers == [(200, "")] * 3


@pytest.mark.parametrize("body", [b'"' * 60_000, b'"\\' * 30_000, b'{"' + b"\\" * 60_001, b"}" * 60_000])
async def test_json_that_never_ends_its_text_is_read_over_once(browser: httpx.AsyncClient, body: bytes) -> None:
    status, _ = await refused(browser, body)

    assert status == 422


@pytest.mark.parametrize(
    ("rights", "status", "code"),
    [(None, 401, "not_signed_in"), (["documents:read"], 403, "not_allowed")],
)
async def test_a_body_from_somebody_without_the_right_is_not_read(
    rights: list[str] | None, status: int, code: str
) -> None:
    caller = Caller(None, None, None, "client_reader", frozenset(rights or ()))
    token = SIGNER.sign(caller, audience="toy", request=f"POST {GUARDED}") if rights is not None else ""
    sent = Sent(b"x" * MEBIBYTE, 60)

    async with running(READER) as browser:
        answer = await browser.post(GUARDED, content=sent, headers=FORM | {TOKEN_HEADER: token})

    assert (answer.status_code, answer.json()["code"], sent.read) == (status, code, 0)


async def test_more_requests_at_once_than_can_be_worked_on_are_told_to_come_back() -> None:
    async with running(None, at_once=0) as browser:
        answer, alive = await browser.get("/v1/notes"), await browser.get("/livez")

    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "too_busy", "1")
    assert alive.status_code == 200


async def test_the_document_shows_the_limit_the_cost_and_the_right_of_each_operation(
    browser: httpx.AsyncClient,
) -> None:
    paths = (await browser.get("/openapi.json")).json()["paths"]

    def shown(path: str, method: str = "post") -> list[Any]:
        return [paths[path][method].get(name) for name in ("x-largest-body", "x-cost", "x-right")]

    assert shown("/v1/notes") == [SMALL_BODY, "write", None]
    assert shown("/v1/notes", "get") == [None, "read", None]
    assert shown("/v1/sign-in") == [8192, "write", None]
    assert shown("/v1/files") == [64 * MEBIBYTE, "upload", None]
    assert shown(GUARDED) == [64 * MEBIBYTE, "outside", "documents:write"]


@pytest.mark.parametrize(
    ("path", "headers", "status", "code"),
    [
        ("/v1/notes", {f"x-{number}": "1" for number in range(MOST_HEADERS + 1)}, 431, "headers_too_large"),
        ("/v1/notes", {"cookie": "x" * (HEADER_BYTES + 1)}, 431, "headers_too_large"),
        (f"/v1/notes?q={'x' * QUERY_BYTES}", {}, 414, "address_too_long"),
        (f"/v1/{'x' * PATH_BYTES}", {}, 414, "address_too_long"),
    ],
)
async def test_headers_and_address_are_limited(
    browser: httpx.AsyncClient, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = await browser.get(path, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_body_with_two_lengths_is_refused(browser: httpx.AsyncClient) -> None:
    """A proxy before us may believe the other one, and take the rest for the next request."""
    both = {"content-length": "5", "transfer-encoding": "chunked", **JSON}

    answer = await browser.post("/v1/notes", headers=both, content=b'{"anything": 1}')

    assert (answer.status_code, answer.json()["code"]) == (400, "body_unreadable")
