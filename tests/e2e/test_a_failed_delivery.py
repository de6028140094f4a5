"""A delivery that fails is a task; what a user decides on the task is done by another service."""

import asyncio
from collections.abc import Callable
from typing import Any

from cli.demo.scenario import Scenario
from libs.samples import batch


async def until(scenario: Scenario, path: str, wanted: Callable[[Any], object], **params: str) -> Any:
    """The answer of a path once it is as wanted."""
    async with asyncio.timeout(60):
        while True:
            answer = await scenario.firm.get(path, **params)
            if wanted(answer):
                return answer
            await asyncio.sleep(0.2)


async def test_a_failed_delivery_is_tried_again_from_its_task(scenario: Scenario) -> None:
    by_mail = next(client for client in scenario.demo.clients if client.delivery.channel == "email")
    base = f"/v1/clients/{scenario.client_ids[by_mail.key]}"
    file = ("opnieuw.pdf", batch.one(17, 5, "plain").content, "application/pdf")
    scenario.environment.mail.faults.refuse(550, "no such mailbox", at="RCPT", times=1)

    document_id = (await scenario.firm.send(f"{base}/documents", [file]))["results"][0]["document_id"]
    await until(
        scenario,
        f"{base}/documents",
        lambda page: state_in(page, document_id) not in (None, "received", "reading"),
        limit="100",
    )
    await scenario.firm.post(f"{base}/documents/{document_id}/release", {})
    about = {"document_id": document_id, "reason": "delivery_failed"}
    (task,) = (await until(scenario, f"{base}/tasks", lambda page: page["items"], **about))["items"]
    await scenario.firm.post(f"{base}/tasks/{task['task_id']}/actions", {"action": "retry"})
    delivered = await until(scenario, f"{base}/documents/{document_id}", lambda found: found["state"] == "delivered")

    assert "retry" in task["actions"]
    assert "_" not in task["text"]
    assert "delivery_failed" not in [task["reason"] for task in delivered["tasks"]]


def state_in(page: dict[str, Any], document_id: str) -> str | None:
    return next((d["state"] for d in page["items"] if d["document_id"] == document_id), None)
