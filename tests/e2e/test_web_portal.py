"""Serein Portal in a browser: what an accountant sees, and what nobody else does."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from cli.demo.scenario import OWNER_PASSWORD, Scenario, owner_email
from tests.e2e.browser import CHROMIUM, DESK, PHONE, accountant, chromium, visit
from tests.skips import Skip, needs

pytestmark = needs(bool(CHROMIUM), Skip.CHROMIUM)


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_every_screen_of_the_portal_is_usable_by_everybody(
    browser: Browser, scenario: Scenario, size: tuple[int, int]
) -> None:
    async with accountant(browser, scenario, size=size) as visitor:
        found = {}
        for path in ("/", "/team", "/settings", "/nowhere"):
            await visitor.open(path)
            found[path] = await visitor.violations()
            assert not await visitor.is_wider_than_the_window(), path

        assert {path: faults for path, faults in found.items() if faults} == {}
        assert visitor.complaints == []


async def test_a_client_opens_as_the_client_sees_it(browser: Browser, scenario: Scenario) -> None:
    company = scenario.clients[0].company.name
    async with accountant(browser, scenario) as visitor:
        page = visitor.page
        await page.get_by_role("searchbox").press_sequentially(company[:9])
        await expect(page.locator("tbody tr")).to_have_count(1)
        await page.get_by_role("link", name=company).click()

        await expect(page.get_by_text(company)).to_be_visible()
        await expect(page.locator(".task").first).to_be_visible()
        await page.get_by_role("link", name="Documenten").click()
        await expect(page.locator("a.item").nth(2)).to_be_visible()
        assert f"/app/clients/{scenario.client_ids[scenario.clients[0].key]}/documents" in page.url


async def test_an_entrepreneur_is_sent_from_the_portal_to_the_app(browser: Browser, scenario: Scenario) -> None:
    async with visit(browser, f"{scenario.environment.installation.gateway_url}/portal") as visitor:
        page = visitor.page
        await page.locator("input[type=email]").press_sequentially(owner_email(scenario.clients[1]))
        await page.locator("input[type=password]").press_sequentially(OWNER_PASSWORD)
        await page.keyboard.press("Enter")

        await expect(page.get_by_text("Ce portail est celui d’un bureau comptable")).to_be_visible()
        await expect(page.get_by_role("link", name="Serein")).to_be_visible()
