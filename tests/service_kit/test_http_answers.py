"""What every HTTP answer of every service has in common, also for refusals and errors."""

from collections.abc import AsyncIterator
from typing import Literal

import httpx
import pytest
from fastapi import Request
from fastapi.responses import PlainTextResponse

from libs.refusal import Refusal
from libs.service_kit import KitCode
from libs.service_kit.http import new_http_app
from libs.service_kit.http_guards import SECURITY_HEADERS
from libs.texts import Texts

TEXTS: Texts = {"field:iban": {"en": "account number", "fr": "numéro de compte", "nl": "rekeningnummer"}}


def no_context() -> None:
    """The context of these routes, which need none."""


async def is_ready() -> dict[str, bool]:
    return {"database": True}


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = new_http_app(
        "toy",
        texts=TEXTS,
        statuses={"slow_down": 429},
        tokens=None,
        context=no_context,  # type: ignore[arg-type]
        ready=is_ready,
        alive=lambda: True,
    )

    @app.get("/private")
    async def private(request: Request) -> None:
        request.state.language = "nl"
        raise Refusal(KitCode.NOT_SIGNED_IN)

    @app.post("/numbers")
    async def sent(request: Request) -> int:
        return len(await request.body())

    @app.get("/numbers")
    async def numbers(number: Literal["seller", "client", "iban"]) -> str:
        return number

    @app.get("/later")
    async def later() -> None:
        raise Refusal("slow_down", seconds=7)

    @app.get("/fault")
    async def fault() -> None:
        raise ZeroDivisionError

    @app.get("/kept")
    async def kept() -> PlainTextResponse:
        return PlainTextResponse("x", headers={"cache-control": "private"})

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://toy") as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"), [("/livez", 200), ("/nothing", 404), ("/private", 401), ("/later", 429), ("/fault", 500)]
)
async def test_every_answer_carries_the_security_headers(browser: httpx.AsyncClient, path: str, status: int) -> None:
    answer = await browser.get(path)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


async def test_a_header_that_a_route_sets_itself_stays(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/kept")

    assert answer.headers["cache-control"] == "private"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_refusal_says_when_to_come_back_and_how_to_sign_in(browser: httpx.AsyncClient) -> None:
    later, private = await browser.get("/later"), await browser.get("/private")

    assert later.headers["retry-after"] == "7"
    assert private.headers["www-authenticate"] == "Bearer"


async def test_the_language_of_a_known_user_counts_more_than_that_of_the_browser(browser: httpx.AsyncClient) -> None:
    known = await browser.get("/private", headers={"accept-language": "fr"})
    unknown = await browser.get("/nothing", headers={"accept-language": "fr"})

    assert known.json()["detail"] == "Meld u aan."
    assert unknown.json()["detail"].startswith("Introuvable")


async def test_the_errors_of_a_request_are_put_into_words_once(browser: httpx.AsyncClient) -> None:
    answer = (await browser.get("/numbers?number=vat", headers={"accept-language": "fr"})).json()

    (error,) = answer["errors"]
    assert error["detail"] == "doit être l'une de ces valeurs : seller, client, iban"
    assert answer["detail"] == f"La demande est incomplète ou incorrecte : number: {error['detail']}."
    assert answer["params"] == {"fields": f"number: {error['detail']}"}


async def test_the_document_of_a_service_lists_its_refusals_with_their_status(browser: httpx.AsyncClient) -> None:
    document = (await browser.get("/openapi.json")).json()

    assert document["x-refusals"]["slow_down"] == 429
    assert document["x-refusals"]["not_found"] == 404
