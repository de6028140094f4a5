"""Serein in a browser, on the platform of the demo: what an entrepreneur sees and does."""

from collections.abc import AsyncIterator
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.async_api import Browser, FilePayload, expect

from cli.demo.scenario import Scenario
from libs.samples import demo_set
from tests.e2e.browser import CHROMIUM, DESK, PHONE, chromium, entrepreneur, visit
from tests.ocr_extract.scans import clean, saved
from tests.skips import Skip, needs

pytestmark = needs(bool(CHROMIUM), Skip.CHROMIUM)

SCREENS = ["/", "/documents", "/documents?view=unsent", "/bank", "/accountant", "/settings", "/nowhere"]
SHOWN = {"/": "todo", "/documents": "documents", "/bank": "bank", "/accountant": "accountant", "/settings": "settings"}
"""The screens whose pictures are in docs/screens, by their names there."""


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def _documents(scenario: Scenario, client: int = 1) -> list[dict[str, Any]]:
    client_id = scenario.client_ids[scenario.clients[client].key]
    found: list[dict[str, Any]] = await scenario.firm.everything(f"/v1/clients/{client_id}/documents")
    return found


async def _tasks(scenario: Scenario, client: int = 1) -> list[dict[str, Any]]:
    client_id = scenario.client_ids[scenario.clients[client].key]
    found: list[dict[str, Any]] = await scenario.firm.everything(f"/v1/clients/{client_id}/tasks")
    return found


async def _first(scenario: Scenario, reason: str) -> dict[str, Any]:
    """A task of the first company that has this reason."""
    return next(task for task in await _tasks(scenario, 0) if task["reason"] == reason)


async def test_a_wrong_password_is_told_and_the_right_one_leads_to_the_list(
    browser: Browser, scenario: Scenario
) -> None:
    url = f"{scenario.environment.installation.gateway_url}/app"
    async with visit(browser, url) as visitor:
        await visitor.page.locator("input[type=email]").press_sequentially("nobody@nowhere.example")
        await visitor.page.locator("input[type=password]").press_sequentially("not this one")
        await visitor.page.keyboard.press("Enter")

        await expect(visitor.page.get_by_role("alert")).to_contain_text("mot de passe")
        assert await visitor.page.evaluate("document.cookie") == ""

    async with entrepreneur(browser, scenario) as visitor:
        await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("À faire")
        await expect(visitor.page.locator(".number strong")).to_have_text(str(len(await _tasks(scenario))))
        assert (
            await visitor.page.evaluate("document.cookie + JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"
        )
        assert visitor.complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_every_screen_is_usable_by_everybody(
    browser: Browser, scenario: Scenario, size: tuple[int, int], dark: bool
) -> None:
    found: dict[str, list[str]] = {}
    async with entrepreneur(browser, scenario, size=size, dark=dark) as visitor:
        one = next(each for each in await _documents(scenario) if each["filename"].startswith("blades"))["document_id"]
        for path in [*SCREENS, f"/documents/{one}"]:
            await visitor.open(path)
            found[path] = await visitor.violations()
            if name := SHOWN.get(path, "document" if one in path else None):
                await visitor.picture(f"{name}-{'phone' if size == PHONE else 'desk'}-{'dark' if dark else 'light'}")

        assert {path: faults for path, faults in found.items() if faults} == {}
        assert visitor.complaints == []


@pytest.mark.feature(24)
@pytest.mark.parametrize("language", ["fr-BE", "nl-BE", "en-GB"])
@pytest.mark.parametrize("size", [(320, 640), PHONE, DESK], ids=["small", "phone", "desk"])
async def test_no_screen_is_wider_than_the_window(
    browser: Browser, scenario: Scenario, size: tuple[int, int], language: str
) -> None:
    async with entrepreneur(browser, scenario, client=0, size=size, language=language) as visitor:
        one = (await _documents(scenario, 0))[0]["document_id"]
        wide = []
        for path in [*SCREENS, f"/documents/{one}"]:
            await visitor.open(path)
            if await visitor.is_wider_than_the_window():
                wide.append(path)

        assert wide == []


@pytest.mark.feature(247)
async def test_a_paused_task_leaves_the_list_and_undo_brings_it_back(browser: Browser, scenario: Scenario) -> None:
    async with entrepreneur(browser, scenario, client=0) as visitor:
        page = visitor.page
        card = page.locator(".task").filter(has_text="Er is geen betaling gevonden").first
        name = await card.get_attribute("aria-label")
        before = await page.locator(".task").count()
        await card.get_by_role("button", name="Andere keuzes").click()
        await page.get_by_role("menuitem", name="Pauzeren").click()
        await page.get_by_role("button", name="Over een week").click()

        await expect(page.locator(".toast")).to_contain_text(f"Gepauzeerd: {name}")
        await expect(page.locator(".task")).to_have_count(before - 1)
        await page.get_by_role("button", name="Ongedaan maken").click()
        await expect(page.locator(".task")).to_have_count(before)
        assert visitor.complaints == []


@pytest.mark.feature(159)
async def test_each_field_lights_its_place_on_the_page(browser: Browser, scenario: Scenario) -> None:
    document = next(each for each in await _documents(scenario) if each["filename"].startswith("blades"))
    async with entrepreneur(browser, scenario) as visitor:
        page = visitor.page
        await visitor.open(f"/documents/{document['document_id']}")
        boxes = page.locator(".sheet .box")
        await expect(boxes.first).to_be_visible()
        fields = {await box.get_attribute("aria-label") or "": box for box in await boxes.all()}
        assert len(fields) >= 8
        assert any(
            name.startswith("Total TVA comprise : 1 511,69 €".replace(" ", " ")) or "511,69" in name for name in fields
        )

        await page.get_by_label("Numéro", exact=True).click()
        lit = page.locator(".box.lit")
        await expect(lit).to_have_count(1)
        assert "2026/04434" in (await lit.get_attribute("aria-label") or "")
        sheet, place = await page.locator(".sheet img").bounding_box(), await lit.bounding_box()
        assert sheet is not None
        assert place is not None
        assert sheet["x"] < place["x"] < place["x"] + place["width"] < sheet["x"] + sheet["width"]
        assert sheet["y"] < place["y"] < sheet["y"] + sheet["height"] / 3, "the number is printed at the top"

        await page.locator(".box[aria-label^='IBAN']").click()
        await expect(page.get_by_role("textbox", name="IBAN")).to_be_focused()


@pytest.mark.feature(130)
async def test_two_documents_are_shown_side_by_side_with_what_differs(browser: Browser, scenario: Scenario) -> None:
    one, other = [each["document_id"] for each in await _documents(scenario) if "materials" in each["filename"]][:2]
    async with entrepreneur(browser, scenario) as visitor:
        page = visitor.page
        await visitor.open(f"/documents/{one}/beside/{other}")

        await expect(page.locator(".sheet img")).to_have_count(2)
        number = page.locator("tr").filter(has=page.get_by_role("rowheader", name="Facture · Numéro"))
        name = page.locator("tr").filter(has=page.get_by_role("rowheader", name="Fournisseur · Nom"))
        await expect(number).to_contain_text("Différent")
        await expect(name).to_contain_text("Identique")
        assert await visitor.violations() == []
        assert visitor.complaints == []


async def test_a_corrected_field_is_saved_by_itself_and_can_be_taken_back(browser: Browser, scenario: Scenario) -> None:
    document = (await _first(scenario, "kind_unsure"))["document"]
    async with entrepreneur(browser, scenario, client=0) as visitor:
        page = visitor.page
        await visitor.open(f"/documents/{document['document_id']}")
        number = page.get_by_role("textbox", name="Nummer", exact=True)
        was = await number.input_value()
        await number.press("End")
        await number.press_sequentially("-B")
        await number.press("Enter")

        await expect(page.locator(".toast")).to_contain_text("Opgeslagen: Nummer")
        await expect(page.locator(".read-field").filter(has=number)).to_contain_text("Verbeterd")
        await page.get_by_role("button", name="Ongedaan maken").click()
        await expect(number).to_have_value(was)

        due = page.get_by_role("textbox", name="Vervaldatum")
        await due.fill("31/02/2026")
        await due.press("Enter")
        await expect(page.get_by_text("Schrijf een datum zoals 30/11/2026.")).to_be_visible()


@pytest.mark.feature(84)
async def test_files_are_sent_each_with_its_own_answer(browser: Browser, scenario: Scenario) -> None:
    known = demo_set(2026).of(scenario.clients[1].key)[0].sample
    hostile = '<img src=x onerror="document.title=1">.pdf'
    async with entrepreneur(browser, scenario, size=PHONE) as visitor:
        page = visitor.page
        files: list[FilePayload] = [
            {"name": known.filename, "mimeType": "application/pdf", "buffer": known.content},
            {"name": hostile, "mimeType": "application/pdf", "buffer": b"not a document"},
        ]
        await page.locator("input[type=file]").set_input_files(files)

        rows = page.get_by_role("dialog").get_by_role("listitem")
        await expect(rows.nth(0)).to_contain_text("Déjà reçu")
        await expect(rows.nth(1)).to_contain_text(hostile)
        await expect(rows.nth(1)).not_to_contain_text("Envoi en cours")
        assert [answer[:3] for answer in visitor.complaints] == ["415"], "the browser tells of the refused file alone"


@pytest.mark.feature(26, 127)
async def test_a_bad_photo_is_taken_again_before_it_is_sent(browser: Browser, scenario: Scenario) -> None:
    blurred = saved(np.asarray(cv2.GaussianBlur(clean(), (0, 0), 5.0), np.uint8), "JPEG")
    photo: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": blurred}
    before = len(await _documents(scenario))
    async with entrepreneur(browser, scenario, size=PHONE) as visitor:
        page = visitor.page
        await page.locator("input[type=file]").set_input_files([photo])
        row = page.get_by_role("dialog").get_by_role("listitem")
        await row.get_by_role("button", name="reprendre la photo").click()

        await expect(row).to_have_count(0)
        assert len(await _documents(scenario)) == before
        assert visitor.complaints == []


async def test_what_happens_elsewhere_shows_without_reload(browser: Browser, scenario: Scenario) -> None:
    transaction = (await _first(scenario, "document_missing"))["transaction"]
    client_id = scenario.client_ids[scenario.clients[0].key]
    base = f"/v1/clients/{client_id}/transactions/{transaction['transaction_id']}"
    async with entrepreneur(browser, scenario, client=0) as visitor:
        page = visitor.page
        row = page.locator(".task").filter(has_text=transaction["counterparty"])
        await expect(row).to_have_count(1)
        await scenario.firm.post(f"{base}/actions", {"action": "private"})

        await expect(row).to_have_count(0)
        await scenario.firm.post(f"{base}/actions", {"action": "reopen"})
        await expect(row).to_have_count(1)


async def test_a_session_that_ended_elsewhere_asks_for_the_password_again(browser: Browser, scenario: Scenario) -> None:
    async with entrepreneur(browser, scenario) as visitor:
        await visitor.page.context.clear_cookies()
        await visitor.page.get_by_role("link", name="Documents").click()

        await expect(visitor.page.locator("input[type=password]")).to_be_visible()


async def test_the_list_is_worked_through_by_keyboard_alone(browser: Browser, scenario: Scenario) -> None:
    async with entrepreneur(browser, scenario) as visitor:
        page = visitor.page
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
        for _ in range(2):
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
        await expect(page.get_by_role("heading", level=1)).to_be_focused()


async def test_a_search_finds_amounts_and_says_when_it_finds_nothing(browser: Browser, scenario: Scenario) -> None:
    async with entrepreneur(browser, scenario) as visitor:
        page = visitor.page
        await visitor.open("/documents")
        await page.get_by_role("searchbox").press_sequentially("1511,69")
        await expect(page.locator("a.item")).to_have_count(1)
        assert "q=" in page.url

        await page.get_by_role("searchbox").fill("nothing has this name")
        await expect(page.get_by_text("Rien trouvé")).to_be_visible()
        await page.get_by_role("button", name="Tout afficher").click()
        await expect(page.locator("a.item").nth(3)).to_be_visible()


@pytest.mark.feature(243)
async def test_an_invoice_that_was_paid_in_cash_is_settled_and_goes_to_the_accountant(
    browser: Browser, scenario: Scenario
) -> None:
    async with entrepreneur(browser, scenario) as visitor:
        page = visitor.page
        card = page.locator(".task").filter(has_text="Aucun paiement").first
        before = await page.locator(".task").count()
        await card.get_by_role("button", name="Liquide", exact=True).click()

        await expect(page.locator(".toast")).to_contain_text("Payé en liquide")
        await expect(page.locator(".task")).to_have_count(before - 1)
