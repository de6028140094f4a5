"""Who is refused is in the log, with what they wanted and from where, and with nothing that they sent."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from libs.service_kit.telemetry import set_up_logs
from tests.gateway.platform import Platform, User


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as in production."""
    before, lines = structlog.get_config(), io.StringIO()
    set_up_logs("INFO", as_json=True)
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(lines))
    yield lines
    structlog.configure(**before)


def refused(written: io.StringIO) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line for line in lines if line["event"] == "http.refused"]


async def test_a_user_who_is_kept_from_something_is_named(
    platform: Platform, owner: User, written: io.StringIO
) -> None:
    other = await platform.owner(await platform.firm())

    await owner("GET", f"/v1/clients/{other.session['client_id']}/documents/{other.session['client_id']}/file")
    await owner("POST", "/v1/firms", json={})

    found = [(line["status"], line["operation"], line["user"]) for line in refused(written)]
    assert found == [
        (404, "GET /v1/clients/{client_id}/documents/{document_id}/file", owner.session["user_id"]),
        (403, "POST /v1/firms", owner.session["user_id"]),
    ]


async def test_a_stranger_is_known_by_address_and_nothing_they_sent_is_written(
    platform: Platform, written: io.StringIO
) -> None:
    junk = {"authorization": "Bearer canary-token", "user-agent": "canary-agent", "x-request-id": "canary id"}

    await platform.browser.get("/v1/me?canary=query", headers=junk)
    await platform.browser.get("/canary-path")
    await platform.browser.post("/v1/sessions", json={"email": "canary@b.example", "password": "canary-password"})

    assert [(line["status"], line["address"], line["user"]) for line in refused(written)] == [
        (401, "127.0.0.1", None),
        (404, "127.0.0.1", None),
        (401, "127.0.0.1", None),
    ]
    assert "canary" not in written.getvalue()


async def test_one_address_cannot_fill_the_log(platform: Platform, written: io.StringIO) -> None:
    for _ in range(90):
        await platform.browser.get("/nothing")

    assert 0 < len(refused(written)) < 70
