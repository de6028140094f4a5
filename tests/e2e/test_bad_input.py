"""Bad input gets a clear answer and delays nobody else: through the public API, on the whole platform."""

import asyncio
import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from cli.api import Api, ApiRefused
from cli.demo.scenario import ADMIN_PASSWORD, Scenario
from cli.installation import OPERATOR
from contracts.envelope import Envelope
from contracts.events.extraction import DocumentUnreadable
from contracts.ids import uuid7
from libs.samples import bad, batch
from libs.samples.coda_defects import DEFECTS
from libs.service_kit import kafka
from libs.ubl_schema import write_ubl
from tests.ubl_schema.builders import line, part, sales_invoice, totals


def base(scenario: Scenario, client: str = "a") -> str:
    return f"/v1/clients/{scenario.client_ids[client]}"


async def refused(scenario: Scenario, path: str, name: str, content: bytes) -> httpx.Response:
    with pytest.raises(ApiRefused) as problem:
        await scenario.firm.send(base(scenario) + path, [(name, content, "application/octet-stream")])
    assert problem.value.answer.headers["content-type"] == "application/problem+json"
    return problem.value.answer


async def sent(scenario: Scenario, name: str, content: bytes) -> str:
    answer = await scenario.firm.send(f"{base(scenario)}/documents", [(name, content, "application/octet-stream")])
    document_id: str = answer["results"][0]["document_id"]
    return document_id


async def decided(scenario: Scenario, document_id: str, client: str = "a") -> dict[str, Any]:
    """The document once it is unreadable or waits for a user; it is in the list a moment after its upload."""
    async with asyncio.timeout(60):
        while True:
            documents = await scenario.firm.everything(f"{base(scenario, client)}/documents")
            states = [d["state"] for d in documents if d["document_id"] == document_id]
            if states and states[0] not in ("received", "reading", "read"):
                found: dict[str, Any] = await scenario.firm.get(f"{base(scenario, client)}/documents/{document_id}")
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
async def test_a_file_that_is_not_accepted_is_refused_at_the_upload(
    scenario: Scenario, name: str, content: bytes, status: int, code: str
) -> None:
    answer = await refused(scenario, "/documents", name, content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert name in answer.json()["detail"]


async def test_a_file_with_a_wrong_extension_is_read_by_its_content(scenario: Scenario) -> None:
    name, content = bad.wrong_extension()

    document = await decided(scenario, await sent(scenario, name, content))

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
async def test_a_document_that_cannot_be_read_becomes_a_task_with_the_reason(
    scenario: Scenario, content: bytes, reason: str, code: str
) -> None:
    document = await decided(scenario, await sent(scenario, f"{uuid4()}.bin", content))

    assert document["state"] == "unreadable"
    assert [task["reason"] for task in document["tasks"]] == [reason]
    assert document["tasks"][0]["text"]
    assert document["unreadable"]["code"] == code


@pytest.mark.feature(116)
async def test_a_scan_is_read_like_the_document_that_it_shows(scenario: Scenario) -> None:
    paper = await decided(scenario, await sent(scenario, "paper.pdf", bad.good_pdf()))
    scan = await decided(scenario, await sent(scenario, "scan.pdf", bad.scanned_pdf()))

    compared = ("kind", "number", "issue_date", "total", "counterparty")
    assert {name: scan[name] for name in compared} == {name: paper[name] for name in compared}
    assert [task["reason"] for task in scan["tasks"]] == ["possible_duplicate"]


async def test_a_coda_with_a_false_balance_is_refused_whole(scenario: Scenario) -> None:
    good = next(s for s in scenario.demo.statements if s.client == "a")
    before = await scenario.firm.everything(f"{base(scenario)}/transactions")

    answer = await refused(scenario, "/bank-statements", "vals.cod", DEFECTS["false_balance"](good.content))

    assert (answer.status_code, answer.json()["params"]["rule"]) == (422, "balance")
    assert await scenario.firm.everything(f"{base(scenario)}/transactions") == before


async def other_firm(scenario: Scenario) -> str:
    """The e-mail address of the administrator of another accounting firm."""
    installation = scenario.environment.installation
    email = f"{uuid4().hex}@other.example"
    admin = {"email": email, "first_name": "An", "last_name": "Der", "password": ADMIN_PASSWORD}
    password = installation.secrets.operator_password
    async with Api(installation.gateway_url) as anonymous, await anonymous.sign_in(OPERATOR, password) as operator:
        await operator.post("/v1/firms", {"name": "Ander Kantoor", "language": "nl", "admin": admin})
    return email


async def test_a_client_of_another_firm_is_not_found(scenario: Scenario) -> None:
    async with Api(scenario.environment.installation.gateway_url) as anonymous:
        outsider = await anonymous.sign_in(await other_firm(scenario), ADMIN_PASSWORD)

    async with outsider:
        with pytest.raises(ApiRefused) as looking:
            await outsider.get(f"{base(scenario)}/documents")
        with pytest.raises(ApiRefused) as sending:
            await outsider.send(f"{base(scenario)}/documents", [("x.pdf", bad.good_pdf(), "application/pdf")])

    assert (looking.value.answer.status_code, sending.value.answer.status_code) == (404, 404)


def verbose_einvoice() -> bytes:
    """A well-formed e-invoice of six lines with texts of 900,000 characters each."""
    lines = tuple(line(number, "50.00") for number in range(1, 7))
    invoice = sales_invoice(lines=lines, breakdown=(part("300.00", "63.00"),), totals=totals("300.00", "63.00"))
    text_of_line = b"<cbc:Description>" + (b"x y " * 225_000).strip() + b"</cbc:Description>"
    return write_ubl(invoice).replace(b"<cac:Item>", b"<cac:Item>" + text_of_line)


async def test_an_e_invoice_too_large_for_an_event_is_a_task_and_delays_no_other_client(scenario: Scenario) -> None:
    other = scenario.client_ids["b"]

    verbose = await sent(scenario, "eindeloos.xml", verbose_einvoice())
    files = [("van-b.pdf", batch.one(11, 3, "plain").content, "application/pdf")]
    answer = await scenario.firm.send(f"/v1/clients/{other}/documents", files)
    theirs = await decided(scenario, answer["results"][0]["document_id"], client="b")
    ours = await decided(scenario, verbose)

    assert theirs["state"] not in ("received", "unreadable")
    assert (ours["state"], ours["unreadable"]["code"]) == ("unreadable", "limits")
    assert [task["reason"] for task in ours["tasks"]] == ["unreadable"]


async def test_garbage_and_unknown_versions_on_every_topic_become_dead_letters_and_stop_nothing(
    scenario: Scenario,
) -> None:
    running = scenario.environment.platform.running["reconcile"]
    client = scenario.client_ids["a"]
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

    document = await decided(scenario, await sent(scenario, "na-de-rommel.pdf", batch.one(7, 3, "plain").content))

    async with running.database.begin("*", read_only=True) as tx:
        dead_letters = await tx.fetch(text("SELECT state, raw FROM reconcile.dead_letter"))
    assert document["state"] not in ("received", "unreadable")
    assert {(r.state, bytes(r.raw)) for r in dead_letters} >= {("dead", garbage), ("waiting", newer)}


async def test_an_event_that_names_another_client_is_a_dead_letter(scenario: Scenario) -> None:
    running = scenario.environment.platform.running["reconcile"]
    a, b = scenario.client_ids["a"], scenario.client_ids["b"]
    document = (await scenario.firm.everything(f"{base(scenario)}/documents"))[0]
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

    after = await scenario.firm.get(f"{base(scenario)}/documents/{document['document_id']}")
    assert outcome == "dead"
    assert after["state"] == document["state"]
