"""A state that a live stream tells is in the list by then, however many documents are on their way."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from cli.demo.scenario import ADMIN_PASSWORD, Scenario
from libs.service_kit.database import ALL_TENANTS
from libs.ubl_schema import write_ubl
from tests.ubl_schema.builders import enterprise, invoice, sales_invoice

DOCUMENTS, PER_UPLOAD = 200, 20
AT_REST = {"waiting", "delivery_failed", "delivered"}


@dataclass
class Watcher:
    """A user who loads the list of documents whenever the stream tells something."""

    user: httpx.AsyncClient
    base: str
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    looked: list[tuple[str, int, str | None]] = field(default_factory=list)

    async def watch(self, stream: AsyncIterator[list[dict[str, Any]]], documents: int) -> None:
        """Look at the list after every piece of the stream, until so many documents are at rest."""
        async for events in stream:
            new = [event for event in events if event["type"] == "document"]
            for event in new:
                self.told[event["document_id"]].append(event["state"])
            if not new:
                continue
            listed = await self._listed()
            for event in new:
                name, state = event["document_id"], event["state"]
                last = len(self.told[name]) - 1 - self.told[name][::-1].index(state)
                self.looked.append((name, last, listed.get(name)))
            if len(self.told) >= documents and all(states[-1] in AT_REST for states in self.told.values()):
                return

    async def _listed(self) -> dict[str, str]:
        found: dict[str, str] = {}
        cursor: dict[str, str] = {}
        while True:
            page = (await self.user.get(f"{self.base}/documents", params={"limit": "200", **cursor})).json()
            found |= {document["document_id"]: document["state"] for document in page["items"]}
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    def behind(self) -> list[str]:
        """What the list did not show, or no longer: each state that was told, beside the one that was listed."""
        return [
            f"told {self.told[name][at]}, listed {listed}"
            for name, at, listed in self.looked
            if listed not in self.told[name][at:]
        ]


@asynccontextmanager
async def pieces_of(user: httpx.AsyncClient, base: str) -> AsyncIterator[AsyncIterator[list[dict[str, Any]]]]:
    """The events of a client's stream, in the pieces in which they come."""

    async def pieces(answer: httpx.Response) -> AsyncIterator[list[dict[str, Any]]]:
        rest = ""
        async for piece in answer.aiter_text():
            *lines, rest = (rest + piece).split("\n")
            yield [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]

    async with user.stream("GET", f"{base}/events") as answer:
        assert answer.status_code == 200
        yield pieces(answer)


@asynccontextmanager
async def signed_in(scenario: Scenario) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=scenario.environment.installation.gateway_url, timeout=120) as browser:
        who = {"email": scenario.demo.firm.email, "password": ADMIN_PASSWORD}
        token = (await browser.post("/v1/sessions", json=who)).json()["token"]
        browser.headers["authorization"] = f"Bearer {token}"
        yield browser


async def hold_up_the_list(scenario: Scenario) -> None:
    """Let the service that lists documents write nothing for a second and a half, again and again: it lags behind."""
    database = scenario.environment.platform.running["reconcile"].database
    while True:
        async with database.begin(ALL_TENANTS) as tx:
            await tx.execute(text("LOCK TABLE reconcile.document IN SHARE MODE"))
            await asyncio.sleep(1.5)
        await asyncio.sleep(0.5)


def einvoices() -> list[tuple[str, bytes, str]]:
    """Purchases that wait for a payment, and every fourth a sale, which leaves at once."""
    purchases = {number: invoice(number=f"A-{number}", payments=()) for number in range(DOCUMENTS) if number % 4}
    sales = {number: sales_invoice(number=f"V-{number}") for number in range(0, DOCUMENTS, 4)}
    return [(f"{number}.xml", write_ubl(each), "application/xml") for number, each in (purchases | sales).items()]


@pytest.mark.feature(134)
async def test_a_state_that_was_told_is_in_the_list_among_hundreds_of_documents(scenario: Scenario) -> None:
    new = {
        "name": "Atelier Kwikstaart BV",
        "vat_number": f"BE{enterprise(815)}",
        "contact": {"email": "kwikstaart@voorbeeld.example", "first_name": "Eva", "last_name": "Kwik"},
        "language": "nl",
        "package": "generic_email",
    }
    base = f"/v1/clients/{(await scenario.firm.post('/v1/clients', new))['client_id']}"
    files = einvoices()

    async with signed_in(scenario) as user, pieces_of(user, base) as stream, asyncio.timeout(300):
        watcher = Watcher(user, base)
        watching = asyncio.create_task(watcher.watch(stream, len(files)))
        lagging = asyncio.create_task(hold_up_the_list(scenario))
        for first in range(0, len(files), PER_UPLOAD):
            await scenario.firm.send(f"{base}/documents", files[first : first + PER_UPLOAD])
        lagging.cancel()
        await watching

    states = {state for told in watcher.told.values() for state in told}
    assert watcher.behind() == []
    assert len(watcher.told) == len(files)
    assert states >= {"received", "waiting", "released"}
