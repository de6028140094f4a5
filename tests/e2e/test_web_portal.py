"""Serein Portal in a browser: what an accountant sees, and what nobody else does."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from cli.demo.scenario import OWNER_PASSWORD, Scenario, owner_email
from tests.e2e.browser import CHROMIUM, DESK, PHONE, accountant, chromium, visit
from tests.skips import Skip, needs

pytestmark = needs(bool(CHROMIUM), Skip.CHROMIUM)

SHOWN = {"/": "clients", "/new": "new-client", "/team": "team"}


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
        for path in ("/", "/new", "/team", "/settings", "/nowhere"):
            await visitor.open(path)
            found[path] = await visitor.violations()
            assert not await visitor.is_wider_than_the_window(), path
            if path in SHOWN:
                await visitor.picture(f"{SHOWN[path]}-{'phone' if size == PHONE else 'desk'}-light")

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


@pytest.mark.feature(28)
async def test_a_client_is_added_and_what_is_wrong_is_said_at_its_field(browser: Browser, scenario: Scenario) -> None:
    async with accountant(browser, scenario) as visitor:
        page = visitor.page
        await page.get_by_role("link", name="+ Klant toevoegen").click()
        await page.get_by_label("Naam van de onderneming").press_sequentially("Zilverlinde BV")
        await page.get_by_label("Btw-nummer").press_sequentially("BE 0578.329.441")
        await expect(page.get_by_text("niet de vorm van een Belgisch btw-nummer")).to_be_visible()
        await page.get_by_role("button", name="Toevoegen").click()
        await expect(
            page.locator(".field").filter(has=page.get_by_label("Voornaam")).get_by_role("alert")
        ).to_be_visible()

        await page.get_by_label("Btw-nummer").fill("")
        await page.get_by_label("Btw-nummer").press_sequentially("BE 0403.170.701")
        await page.get_by_label("Voornaam").press_sequentially("Lies")
        await page.get_by_label("Familienaam").press_sequentially("Zilver")
        await page.get_by_label("E-mailadres").press_sequentially("lies@zilverlinde.example")
        await page.get_by_role("button", name="Toevoegen").click()

        await expect(page.locator(".toast")).to_contain_text("Klant toegevoegd: Zilverlinde BV")
        await expect(page.locator("tbody tr").filter(has_text="Zilverlinde BV")).to_have_count(1)


@pytest.mark.feature(25)
async def test_a_browser_that_is_too_old_is_told_so(browser: Browser, scenario: Scenario) -> None:
    """The script that only old browsers run, run here on the page before the app begins."""
    url = scenario.environment.installation.gateway_url
    page = await browser.new_page()
    await page.route("**/index.js", lambda route: route.abort())
    await page.goto(f"{url}/app/")

    await page.evaluate(await (await page.request.get(f"{url}/app/old.js")).text())

    await expect(page.get_by_text("Votre navigateur est trop ancien")).to_be_visible()
    assert await page.locator("script[nomodule]").get_attribute("src") == "/app/old.js"
    await page.close()
