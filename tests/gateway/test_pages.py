"""The web apps as the gateway sends them; what they do is tested in a browser, in tests/e2e."""

import re

import pytest

from deploy import web_build
from services.gateway.web_apps import WebApps
from tests.gateway.platform import Platform


def test_the_built_apps_belong_to_their_sources() -> None:
    written = re.search(r'"sources": "(\w+)"', web_build.RECORD.read_text("utf-8"))

    assert written is not None
    assert written[1] == web_build.hash_of_sources(), "run `make web`"
    assert len(web_build.source_files()) > 30


def test_the_first_screen_is_small_enough() -> None:
    assert list(web_build.too_large()) == []


@pytest.mark.parametrize("app", web_build.APPS)
async def test_a_page_may_load_nothing_from_elsewhere(platform: Platform, app: str) -> None:
    page = await platform.browser.request("GET", f"/{app}/")

    policy = dict(part.partition(" ")[::2] for part in page.headers["content-security-policy"].split("; "))
    assert page.status_code == 200
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "camera=(self)" in page.headers["permissions-policy"]
    assert "://" not in page.text
    assert "<script>" not in page.text


async def test_a_file_is_sent_again_only_when_it_changed(platform: Platform) -> None:
    first = await platform.browser.request("GET", "/app/index.js", headers={"accept-encoding": "gzip"})
    again = await platform.browser.request("GET", "/app/index.js", headers={"if-none-match": first.headers["etag"]})

    assert (first.status_code, first.headers["content-encoding"]) == (200, "gzip")
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/app/nothing.js", "/app/..%2f..%2fsettings.py", "/portal/build.json", "/app/../build.json", "/apps/"]
)
async def test_only_files_of_an_app_are_sent(platform: Platform, path: str) -> None:
    answer = await platform.browser.request("GET", path)

    assert answer.status_code in {404, 405}
    assert "SEREIN" not in answer.text


async def test_an_address_of_a_screen_gives_the_page(platform: Platform) -> None:
    pages = [
        await platform.browser.request("GET", path) for path in ("/app/", "/app/documents/019", "/app/clients/x/bank")
    ]
    start = await platform.browser.request("GET", "/portal", follow_redirects=False)

    assert {page.content for page in pages} == {pages[0].content}
    assert (start.status_code, start.headers["location"]) == (307, "/portal/")


def test_a_gateway_may_show_no_pages() -> None:
    assert WebApps(None).find("app", "index.html") is None
