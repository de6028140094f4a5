"""A photo of three receipts on the whole platform: a task, an answer, three documents; the photo is only kept."""

import asyncio
from typing import Any
from uuid import uuid4

from cli.demo.scenario import Scenario
from tests.ocr_extract.several_documents import jpeg, photo, receipt

TIMEOUT_SECONDS = 120


async def documents(scenario: Scenario) -> list[dict[str, Any]]:
    return await scenario.firm.everything(f"/v1/clients/{scenario.client_ids['a']}/documents")


async def test_a_photo_of_three_receipts_becomes_three_documents(scenario: Scenario) -> None:
    base = f"/v1/clients/{scenario.client_ids['a']}"
    name = f"{uuid4().hex}.jpg"
    image = jpeg(photo([receipt(number) for number in range(3)], degrees=(2, -3, 1)))
    sent = await scenario.firm.send(f"{base}/documents", [(name, image, "image/jpeg")])
    whole = sent["results"][0]["document_id"]
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while True:
            asked = await scenario.firm.everything(f"{base}/tasks", document_id=whole)
            if asked:
                break
            await asyncio.sleep(0.5)

    await scenario.firm.post(f"{base}/tasks/{asked[0]['task_id']}/actions", {"action": "divide"})
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while True:
            parts = [d for d in await documents(scenario) if d["part_of"] == whole and d["total"]]
            if len(parts) == 3:
                break
            await asyncio.sleep(0.5)

    kept = await scenario.firm.get(f"{base}/documents/{whole}")
    assert asked[0]["reason"] == "several_documents"
    assert {(d["part_number"], d["total"], d["kind"]) for d in parts} == {
        (1, "12.10", "receipt"), (2, "8.47", "receipt"), (3, "36.30", "receipt"),
    }  # fmt: skip
    assert {d["filename"] for d in parts} == {f"{name.removesuffix('.jpg')} {number}-3.jpg" for number in (1, 2, 3)}
    assert (kept["state"], kept["delivered_at"], len(kept["parts"])) == ("archived", None, 3)
