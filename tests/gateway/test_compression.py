"""JSON is compressed for those who accept it; streams, small answers and answers with a secret never are."""

import gzip
import json
from typing import Any

import httpx
import pytest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import ASGIApp

from services.gateway.compression import Compressed, accepts_gzip
from tests.directory.builders import PASSWORD
from tests.gateway.platform import OPERATOR, Platform

LARGE = {"items": ["Librairie Thiry"] * 200}


async def pieces(size: int = 400, number: int = 5) -> Any:
    for _ in range(number):
        yield b'"' + b"x" * size + b'"'


async def answered(app: ASGIApp, path: str = "/v1/clients", accepted: str = "gzip", method: str = "GET") -> Any:
    transport = httpx.ASGITransport(app=Compressed(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as browser:
        request = browser.build_request(method, path, headers={"accept-encoding": accepted})
        answer = await browser.send(request, stream=True)
        return answer, b"".join([piece async for piece in answer.aiter_raw()])


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("GZIP", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*, gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("x-gzipped", False),
        ("", False),
        ("," * 10_000, False),
    ],
)
def test_gzip_is_used_only_for_those_who_ask_for_it(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize("media_type", ["application/json", "application/problem+json; charset=utf-8"])
async def test_large_json_is_compressed_and_says_so(media_type: str) -> None:
    answer, body = await answered(JSONResponse(LARGE, media_type=media_type))

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(body) < 500
    assert json.loads(gzip.decompress(body)) == LARGE


async def test_json_that_comes_in_pieces_is_compressed_whole() -> None:
    answer, body = await answered(StreamingResponse(pieces(), media_type="application/json"))

    assert answer.headers["content-encoding"] == "gzip"
    assert len(gzip.decompress(body)) == 5 * 402


@pytest.mark.parametrize(
    "app",
    [
        JSONResponse({"small": "x" * 900}),
        StreamingResponse(pieces(80, 2), headers={"content-length": "164"}, media_type="application/json"),
        StreamingResponse(pieces(), media_type="text/event-stream"),
        Response(b"%PDF" + b"0" * 5000, media_type="application/pdf"),
        Response(b"PNG" + b"0" * 5000, media_type="image/png"),
        JSONResponse(LARGE, headers={"content-encoding": "br"}),
        JSONResponse(LARGE, headers={"cache-control": "no-transform"}),
        Response(b"x" * 5000),
    ],
    ids=["small", "small pieces", "events", "pdf", "png", "compressed already", "no-transform", "no type"],
)
async def test_anything_else_goes_out_as_it_is(app: Response) -> None:
    answer, _ = await answered(app)

    assert answer.headers.get("content-encoding") in {None, "br"}


async def test_without_gzip_a_cache_is_told_that_the_answer_could_differ() -> None:
    answer, body = await answered(JSONResponse(LARGE), accepted="identity")

    assert (answer.headers["vary"], json.loads(body)) == ("Accept-Encoding", LARGE)


async def test_an_answer_with_a_secret_is_never_compressed() -> None:
    answer, _ = await answered(JSONResponse(LARGE), path="/v1/sessions", method="POST")

    assert "content-encoding" not in answer.headers


async def test_the_gateway_compresses_its_document_and_not_the_session(platform: Platform) -> None:
    accepting = {"accept-encoding": "gzip"}

    document = await platform.browser.get("/v1/openapi.json", headers=accepting)
    credentials = {"email": OPERATOR, "password": PASSWORD}
    session = await platform.browser.post("/v1/sessions", json=credentials, headers=accepting)

    assert document.headers["content-encoding"] == "gzip"
    assert int(document.headers.get("content-length", 0)) < len(document.content) / 4
    assert "content-encoding" not in session.headers
