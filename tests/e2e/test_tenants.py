"""No public endpoint of any service shows a client to another firm."""

import httpx
import pytest

from cli.demo.scenario import ADMIN_PASSWORD, Scenario
from tests.e2e.test_bad_input import other_firm
from tests.gateway import tenant_isolation


@pytest.mark.feature(11)
async def test_every_endpoint_of_every_service_answers_not_found_to_another_firm(scenario: Scenario) -> None:
    email = await other_firm(scenario)
    async with httpx.AsyncClient(base_url=scenario.environment.installation.gateway_url, timeout=60) as browser:
        signed = await browser.post("/v1/sessions", json={"email": email, "password": ADMIN_PASSWORD})
        headers = {"authorization": f"Bearer {signed.json()['token']}"}
        document = (await browser.get("/v1/openapi.json")).json()
        client = scenario.client_ids["a"]
        ids = await ids_of(scenario, client)

        leaks = await tenant_isolation.leaks_of_foreign_client(browser, document, headers, client, objects=ids)

    assert len(tenant_isolation.endpoints_of_a_client(document)) >= 40
    assert leaks == []


async def ids_of(scenario: Scenario, client: str) -> dict[str, object]:
    """Real ids of the other client, so that a leak would show data."""
    base = f"/v1/clients/{client}"
    documents = await scenario.firm.everything(f"{base}/documents")
    transactions = await scenario.firm.everything(f"{base}/transactions")
    tasks = await scenario.firm.everything(f"{base}/tasks")
    deliveries = await scenario.firm.everything(f"{base}/deliveries")
    return {
        "document_id": documents[-1]["document_id"],
        "transaction_id": transactions[0]["transaction_id"],
        "task_id": tasks[0]["task_id"],
        "delivery_id": deliveries[0]["delivery_id"],
        "number": 0,
    }
