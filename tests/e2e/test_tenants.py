"""No public endpoint of any service shows one firm's client to another."""

import httpx
import pytest

from cli.demo.work import ADMIN_PASSWORD, Story
from tests.e2e.test_bad_input import other_firm
from tests.gateway import tenant_hopping


@pytest.mark.feature(11)
async def test_every_endpoint_of_every_service_says_not_found_to_another_firm(story: Story) -> None:
    email = await other_firm(story)
    async with httpx.AsyncClient(base_url=story.stage.installation.gateway_url, timeout=60) as browser:
        signed = await browser.post("/v1/sessions", json={"email": email, "password": ADMIN_PASSWORD})
        headers = {"authorization": f"Bearer {signed.json()['token']}"}
        document = (await browser.get("/v1/openapi.json")).json()
        client = story.client_ids["a"]
        things = await things_of(story, client)

        leaks = await tenant_hopping.hop(browser, document, headers, client, objects=things)

    assert len(tenant_hopping.of_a_client(document)) >= 40
    assert leaks == []


async def things_of(story: Story, client: str) -> dict[str, object]:
    """Real numbers of the victim, so that a leak would have something to show."""
    base = f"/v1/clients/{client}"
    documents = await story.firm.everything(f"{base}/documents")
    transactions = await story.firm.everything(f"{base}/transactions")
    tasks = await story.firm.everything(f"{base}/tasks")
    deliveries = await story.firm.everything(f"{base}/deliveries")
    return {
        "document_id": documents[-1]["document_id"],
        "transaction_id": transactions[0]["transaction_id"],
        "task_id": tasks[0]["task_id"],
        "delivery_id": deliveries[0]["delivery_id"],
        "number": 0,
    }
