"""A real browser in front of the platform of the demo."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python  # type: ignore[import-untyped]  # for the script that it carries
from playwright.async_api import Browser, ConsoleMessage, Page, Response, async_playwright, expect

from cli.demo.scenario import ADMIN_PASSWORD, OWNER_PASSWORD, Scenario, owner_email

expect.set_options(timeout=60_000)  # milliseconds; how soon something shows is not what these tests are about
CHROMIUM = shutil.which("chromium") or ""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
PICTURES = os.environ.get("SEREIN_PICTURES")
PHONE, DESK = (360, 740), (1024, 768)
RESOURCE = "Failed to load resource"
"""The browser's own words for an answer that is an error; we keep the answer, which has an address."""


@dataclass
class Visit:
    """A page of a new visitor, and what the browser complained about."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Keep errors of scripts, reports of the content security policy, and answers that are errors."""
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._said)
        self.page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and RESOURCE not in message.text:
            self.complaints.append(message.text)

    def _answered(self, answer: Response) -> None:
        asks_who_is_there = answer.status == 401 and answer.url.endswith("/v1/me")
        if answer.status >= 400 and not asks_who_is_there:
            self.complaints.append(f"{answer.status} {answer.url}")

    async def sign_in(self, email: str, password: str) -> None:
        """Type address and password as a person does."""
        await self.page.locator("input[type=email]").press_sequentially(email)
        await self.page.locator("input[type=password]").press_sequentially(password)
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("navigation")).to_be_visible()

    async def open(self, path: str) -> None:
        """Go to a screen and wait until nothing loads any more."""
        await self.page.goto(f"{self.url}{path}")
        await expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        await self.settled()

    async def settled(self) -> None:
        """Wait until no part of the screen is a placeholder."""
        await expect(self.page.locator(".skeleton")).to_have_count(0)

    async def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and its good practices, each with one place."""
        await self.page.evaluate(AXE)
        found = await self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found["violations"]]

    async def picture(self, name: str) -> None:
        """Keep a picture of the screen, when a folder for pictures is set (`make screens`)."""
        if PICTURES:
            await self.page.screenshot(path=Path(PICTURES) / f"{name}.png")

    async def is_wider_than_the_window(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(await self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser; as root it has no sandbox of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@asynccontextmanager
async def visit(
    browser: Browser, url: str, *, size: tuple[int, int] = DESK, language: str = "fr-BE", dark: bool = False
) -> AsyncIterator[Visit]:
    """A visitor without cookies. What the browser complains about is kept."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale=language,
        color_scheme="dark" if dark else "light",
        has_touch=size == PHONE,
    )
    page = await context.new_page()
    visitor = Visit(page, url)
    visitor.listen()
    await page.goto(f"{url}/")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield visitor
    await context.close()


@asynccontextmanager
async def entrepreneur(browser: Browser, scenario: Scenario, client: int = 1, **how: Any) -> AsyncIterator[Visit]:
    """The owner of a company of the demo, signed in."""
    async with visit(browser, f"{scenario.environment.installation.gateway_url}/app", **how) as visitor:
        await visitor.sign_in(owner_email(scenario.clients[client]), OWNER_PASSWORD)
        await visitor.settled()
        yield visitor


@asynccontextmanager
async def accountant(browser: Browser, scenario: Scenario, **how: Any) -> AsyncIterator[Visit]:
    """The accountant of the demo, signed in to the portal."""
    async with visit(browser, f"{scenario.environment.installation.gateway_url}/portal", **how) as visitor:
        await visitor.sign_in(scenario.demo.firm.email, ADMIN_PASSWORD)
        await visitor.settled()
        yield visitor
