"""The command's client of the API: what the API asks to repeat is repeated, the same byte for byte."""

import json
from typing import Any

import pytest

from cli.api import Api, ApiAway, ApiRefused
from tests.scripted_server import DROPPED, Got, ScriptedServer, reply

DONE = reply(200, b'{"done": true}')
BUSY = reply(503, b'{"code": "service_away", "detail": "busy"}', retry_after="7")
FILES = [("a.pdf", bytes(range(256)) * 300, "application/pdf"), ("b.xml", b"<a/>", "application/xml")]


class Pauses(list[float]):
    """The pauses that were asked for; none is made."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def same(got: list[Got]) -> bool:
    """Whether all requests are one: method, target, body, and the key."""
    return len({(one.method, one.target, one.body, one.headers["idempotency-key"]) for one in got}) == 1


@pytest.mark.parametrize(
    "refusal",
    [
        BUSY,
        reply(429, retry_after="2"),
        reply(409, retry_after="1"),
        reply(425),
        reply(502, b"<html>no JSON</html>"),
        reply(504),
        DROPPED,
        b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\ncut off",
        b"no HTTP at all\r\n\r\n",
    ],
    ids=["503", "429", "409", "425", "502", "504", "dropped", "cut_off", "garbage"],
)
async def test_a_write_is_sent_again_under_one_key_with_the_same_bytes(refusal: bytes) -> None:
    async with ScriptedServer([refusal, refusal, DONE]) as server, Api(server.url, sleep=Pauses()) as api:
        answer = await api.post("/v1/clients", {"name": "Brasserie Étoile", "number": 3})

    assert answer == {"done": True}
    assert len(server.got) == 3
    assert same(server.got)
    assert json.loads(server.got[0].body) == {"name": "Brasserie Étoile", "number": 3}


@pytest.mark.parametrize("refusal", [BUSY, DROPPED], ids=["503", "dropped"])
async def test_an_upload_is_sent_again_with_the_same_bytes(refusal: bytes) -> None:
    async with ScriptedServer([refusal, refusal, DONE]) as server, Api(server.url, sleep=Pauses()) as api:
        await api.send("/v1/clients/1/documents", FILES)

    assert len(server.got) == 3
    assert same(server.got)
    assert len({one.headers["content-type"] for one in server.got}) == 1
    assert all(content in server.got[0].body for _, content, _ in FILES)


async def test_two_writes_have_two_keys() -> None:
    async with ScriptedServer([DONE]) as server, Api(server.url, sleep=Pauses()) as api:
        await api.put("/v1/clients/1/destination", {})
        await api.put("/v1/clients/1/destination", {})

    assert not same(server.got)


async def test_the_pause_is_what_the_answer_asks_for_and_grows_where_it_asks_for_none() -> None:
    pauses = Pauses()
    script = [BUSY, reply(503), reply(503, retry_after="soon"), reply(503), BUSY, DONE]
    async with ScriptedServer(script) as server, Api(server.url, sleep=pauses) as api:
        await api.get("/v1/me")

    assert 7 <= pauses[0] <= 7.2
    assert 7 <= pauses[4] <= 7.2
    assert 0 < pauses[1] < pauses[2] < pauses[3] < 7


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 500])
async def test_a_final_answer_is_not_asked_for_again(status: int) -> None:
    problem = reply(status, b'{"code": "x", "detail": "In clear words."}')
    async with ScriptedServer([problem]) as server, Api(server.url, sleep=Pauses()) as api:
        with pytest.raises(ApiRefused, match="In clear words") as refused:
            await api.post("/v1/clients", {})

    assert len(server.got) == 1
    assert refused.value.answer.status_code == status


async def test_after_its_patience_the_last_answer_is_what_is_said() -> None:
    async with ScriptedServer([BUSY]) as server, Api(server.url, patience=0, sleep=Pauses()) as api:
        with pytest.raises(ApiRefused, match="503 busy"):
            await api.post("/v1/clients", {})

    assert len(server.got) == 1


async def test_where_nobody_answers_the_address_is_named() -> None:
    async with ScriptedServer([DONE]) as server:
        url = server.url
    async with Api(url, patience=0, sleep=Pauses()) as api:
        with pytest.raises(ApiAway) as away:
            await api.get("/v1/me")

    params: dict[str, Any] = away.value.params
    assert params["address"] == url


async def test_whoever_signs_in_keeps_patience() -> None:
    pauses = Pauses()
    token = reply(201, b'{"token": "t"}')
    async with (
        ScriptedServer([token, BUSY, DONE]) as server,
        Api(server.url, sleep=pauses) as nobody,
        await nobody.sign_in("a@voorbeeld.example", "pw") as user,
    ):
        await user.get("/v1/me")

    assert len(pauses) == 1
    assert server.got[2].headers["authorization"] == "bearer t"
