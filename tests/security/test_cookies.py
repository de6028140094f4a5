"""What a browser keeps of a session: one cookie, replaced at the next sign-in and forgotten at sign-out."""

from http.cookies import SimpleCookie

import httpx
import pytest

from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform

CSRF = {"serein-csrf": "1"}


@pytest.fixture(scope="module")
async def address(platform: Platform) -> str:
    found = email("zaakvoerder")
    await platform.client(await platform.firm(), contact={"email": found, "password": PASSWORD})
    return found


async def signed_in(platform: Platform, address: str, cookies: dict[str, str] | None = None) -> httpx.Response:
    body = {"email": address, "password": PASSWORD, "as_cookie": True}
    header = {"cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())} if cookies else {}
    async with httpx.AsyncClient(base_url=platform.browser.base_url) as browser:
        answer = await browser.post("/v1/sessions", json=body, headers=header)
    assert answer.status_code == 201
    return answer


async def with_cookie(platform: Platform, method: str, path: str, token: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=platform.browser.base_url) as browser:
        return await browser.request(method, path, headers={"cookie": f"serein={token}", **CSRF})


def token_in(answer: httpx.Response) -> str:
    return SimpleCookie("; ".join(answer.headers.get_list("set-cookie")))["serein"].value


async def test_a_browser_that_signs_in_again_leaves_no_session_behind(platform: Platform, address: str) -> None:
    first = token_in(await signed_in(platform, address))

    second = token_in(await signed_in(platform, address, {"serein": first}))

    assert (await with_cookie(platform, "GET", "/v1/me", first)).status_code == 401
    assert (await with_cookie(platform, "GET", "/v1/me", second)).status_code == 200


async def test_signing_in_as_a_program_ends_no_other_session(platform: Platform, address: str) -> None:
    first = token_in(await signed_in(platform, address))
    body = {"email": address, "password": PASSWORD}

    async with httpx.AsyncClient(base_url=platform.browser.base_url) as browser:
        answer = await browser.post("/v1/sessions", json=body, headers={"cookie": f"serein={first}"})

    assert answer.status_code == 201
    assert (await with_cookie(platform, "GET", "/v1/me", first)).status_code == 200


async def test_a_failed_sign_in_ends_no_session(platform: Platform, address: str) -> None:
    first = token_in(await signed_in(platform, address))
    body = {"email": address, "password": "not-this-one-at-all", "as_cookie": True}

    async with httpx.AsyncClient(base_url=platform.browser.base_url) as browser:
        answer = await browser.post("/v1/sessions", json=body, headers={"cookie": f"serein={first}"})

    assert answer.status_code == 401
    assert (await with_cookie(platform, "GET", "/v1/me", first)).status_code == 200


async def test_signing_out_lets_the_browser_forget(platform: Platform, address: str) -> None:
    token = token_in(await signed_in(platform, address))

    answer = await with_cookie(platform, "DELETE", "/v1/sessions/current", token)

    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await with_cookie(platform, "GET", "/v1/me", token)).status_code == 401
