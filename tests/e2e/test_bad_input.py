"""Bad input gets a clear answer, and everybody else goes on: through the public API, on the whole platform."""

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from cli.demo.api import Api, ApiRefused
from cli.demo.work import ADMIN_PASSWORD, Story
from cli.installation import OPERATOR
from contracts.envelope import Envelope
from contracts.events.extraction import DocumentUnreadable
from contracts.ids import uuid7
from libs.samples import bad, batch
from libs.samples.coda_defects import DEFECTS
from libs.service_kit import kafka


def base(story: Story, client: str = "a") -> str:
    return f"/v1/clients/{story.client_ids[client]}"


async def refused(story: Story, path: str, name: str, content: bytes) -> httpx.Response:
    with pytest.raises(ApiRefused) as problem:
        await story.firm.send(base(story) + path, [(name, content, "application/octet-stream")])
    assert problem.value.answer.headers["content-type"] == "application/problem+json"
    return problem.value.answer


async def sent(story: Story, name: str, content: bytes) -> str:
    answer = await story.firm.send(f"{base(story)}/documents", [(name, content, "application/octet-stream")])
    document_id: str = answer["results"][0]["document_id"]
    return document_id


async def decided(story: Story, document_id: str) -> dict[str, Any]:
    """The document once it is unreadable or waits for a person; in the list it appears a moment after its upload."""
    async with asyncio.timeout(60):
        while True:
            documents = await story.firm.everything(f"{base(story)}/documents")
            states = [d["state"] for d in documents if d["document_id"] == document_id]
            if states and states[0] not in ("received", "read"):
                found: dict[str, Any] = await story.firm.get(f"{base(story)}/documents/{document_id}")
                return found
            await asyncio.sleep(0.2)


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("leeg.pdf", bad.empty(), 400, "file_empty"),
        ("brief.docx", bad.docx(), 415, "format_not_accepted"),
        ("geen.pdf", bad.text_named_pdf()[1], 415, "format_not_accepted"),
        ("groot.pdf", bad.oversize(25 * 1024 * 1024), 413, "file_too_large"),
    ],
)
async def test_what_cannot_be_taken_is_answered_at_the_door(
    story: Story, name: str, content: bytes, status: int, code: str
) -> None:
    answer = await refused(story, "/documents", name, content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert name in answer.json()["detail"]


async def test_a_wrong_extension_is_read_for_what_it_is(story: Story) -> None:
    name, content = bad.wrong_extension()

    document = await decided(story, await sent(story, name, content))

    assert document["media_type"] == "application/pdf"
    assert document["state"] != "unreadable"


@pytest.mark.feature(116)
@pytest.mark.parametrize(
    ("content", "reason", "code"),
    [
        (bad.encrypted_pdf(), "password_needed", "password"),
        (bad.truncated_pdf(), "unreadable", "damaged"),
        (bad.long_pdf(60), "unreadable", "too_many_pages"),
        (bad.ubl_with_external_entity(), "unreadable", "doctype"),
        (bad.ubl_with_entity_bomb(), "unreadable", "doctype"),
    ],
    ids=["encrypted", "truncated", "60 pages", "DOCTYPE", "entity bomb"],
)
async def test_what_cannot_be_read_becomes_a_task_that_says_why(
    story: Story, content: bytes, reason: str, code: str
) -> None:
    document = await decided(story, await sent(story, f"{uuid4()}.bin", content))

    assert document["state"] == "unreadable"
    assert [task["reason"] for task in document["tasks"]] == [reason]
    assert document["tasks"][0]["text"]
    assert document["unreadable"]["code"] == code


@pytest.mark.feature(116)
async def test_a_scan_is_read_like_the_paper_that_it_shows(story: Story) -> None:
    paper = await decided(story, await sent(story, "paper.pdf", bad.good_pdf()))
    scan = await decided(story, await sent(story, "scan.pdf", bad.scanned_pdf()))

    told = ("kind", "number", "issue_date", "total", "counterparty")
    assert {name: scan[name] for name in told} == {name: paper[name] for name in told}
    assert [task["reason"] for task in scan["tasks"]] == ["possible_duplicate"]


async def test_a_coda_with_a_false_balance_is_refused_whole(story: Story) -> None:
    good = next(s for s in story.demo.statements if s.client == "a")
    before = await story.firm.everything(f"{base(story)}/transactions")

    answer = await refused(story, "/bank-statements", "vals.cod", DEFECTS["false_balance"](good.content))

    assert (answer.status_code, answer.json()["params"]["rule"]) == (422, "balance")
    assert await story.firm.everything(f"{base(story)}/transactions") == before


async def other_firm(story: Story) -> str:
    """Another accounting firm; the address of its administrator."""
    everyone = Api(story.stage.installation.gateway_url)
    operator = await everyone.sign_in(OPERATOR, story.stage.installation.secrets.operator_password)
    email = f"{uuid4().hex}@other.example"
    admin = {"email": email, "first_name": "An", "last_name": "Der", "password": ADMIN_PASSWORD}
    await operator.post("/v1/firms", {"name": "Ander Kantoor", "language": "nl", "admin": admin})
    return email


async def test_a_client_of_another_firm_is_not_there(story: Story) -> None:
    stranger = await Api(story.stage.installation.gateway_url).sign_in(await other_firm(story), ADMIN_PASSWORD)

    with pytest.raises(ApiRefused) as looking:
        await stranger.get(f"{base(story)}/documents")
    with pytest.raises(ApiRefused) as sending:
        await stranger.send(f"{base(story)}/documents", [("x.pdf", bad.good_pdf(), "application/pdf")])

    assert (looking.value.answer.status_code, sending.value.answer.status_code) == (404, 404)


async def test_garbage_and_unknown_versions_on_every_topic_are_seen_and_harm_nobody(story: Story) -> None:
    running = story.stage.platform.running["reconcile"]
    client = story.client_ids["a"]
    garbage = b"\xffno json " + uuid4().bytes
    newer = json.dumps(
        {
            "specversion": "1.0",
            "id": str(uuid7()),
            "type": "document.extracted.v99",
            "source": "test",
            "time": "2026-11-21T10:00:00Z",
            "client": client,
            "correlation": str(uuid7()),
            "data": {"client_id": client},
        }
    ).encode()
    producer = kafka.producer(running.settings)
    await producer.start()
    for topic in running.app.service.topics:
        await producer.send_and_wait(topic, garbage, key=client.encode())
    await producer.send_and_wait("extraction", newer, key=client.encode())
    await producer.stop()

    document = await decided(story, await sent(story, "na-de-rommel.pdf", batch.one(7, 3, "plain").content))

    async with running.database.begin("*", read_only=True) as tx:
        letters = await tx.fetch(text("SELECT state, raw FROM reconcile.dead_letter"))
    assert document["state"] not in ("received", "unreadable")
    assert {(r.state, bytes(r.raw)) for r in letters} >= {("dead", garbage), ("waiting", newer)}


async def test_an_event_that_names_another_client_is_a_dead_letter(story: Story) -> None:
    running = story.stage.platform.running["reconcile"]
    a, b = story.client_ids["a"], story.client_ids["b"]
    document = (await story.firm.everything(f"{base(story)}/documents"))[0]
    event = DocumentUnreadable.model_validate(
        {
            "client_id": a,
            "document_id": document["document_id"],
            "sha256": "0" * 64,
            "reason": {"code": "damaged"},
            "extracted_at": "2026-11-21T10:00:00Z",
        }
    )
    envelope = Envelope.wrap(event, source="test").model_copy(update={"client": UUID(b)})

    outcome = await running.dispatcher.handle(running.dispatcher.decode(envelope.encode(), "extraction"))

    after = await story.firm.get(f"{base(story)}/documents/{document['document_id']}")
    assert outcome == "dead"
    assert after["state"] == document["state"]
