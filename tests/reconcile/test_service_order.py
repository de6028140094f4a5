"""Events may come twice, late, or in any order: the result is the same."""

import random
from typing import Any

import pytest

from contracts.events.bank import TransactionBooked
from contracts.events.client import ClientConfigured
from contracts.events.delivery import DeliveryCompleted, DeliveryFailed, Receipt
from contracts.events.extraction import DocumentUnreadable
from contracts.events.rendering import UblRefused, UblRendered, ValidationSummary
from contracts.events.task import TaskOpened
from contracts.fields import DocumentKind, Route
from contracts.ids import uuid7
from contracts.reason import Reason
from contracts.registry import Event
from libs.service_kit.testing import Harness
from services.reconcile.domain.release import release_id
from services.reconcile.service import Deps
from tests.reconcile.builders import NOON, SHA, configured, extracted, ogm, received
from tests.reconcile.company import Company
from tests.reconcile.company_year import Year, company_year
from tests.reconcile.invariants import violations

WHEN = ("linked_at", "opened_at", "closed_at", "closed_by", "action", "eligible_at", "decided_at", "released_at")
OURS = ("client_id", "booked")


def as_events(year: Year, client: ClientConfigured) -> list[Event]:
    """Returns a year as the events that reconcile receives."""
    events: list[Event] = [client]
    for document_id, kind, fields in year.documents:
        events.append(received(client.client_id, document_id))
        read = extracted(client.client_id, document_id, kind)
        events.append(read.model_copy(update={"fields": fields}))
    moved = [m.model_dump() | {"client_id": client.client_id} for m in year.transactions]
    return events + [TransactionBooked.model_validate(values) for values in moved]


async def tables_after(reconcile: Harness[Deps], events: list[Event]) -> dict[str, Any]:
    """Returns the tables after these events, without times and users."""
    company = Company(reconcile, events[0].tenant)
    await company.handle(*events)
    await company.run_jobs()
    assert await violations(reconcile.running.database, company.client_id) == []
    names = ("document", "transaction", "booking_member", "link", "duplicate", "exemption")
    tables: dict[str, Any] = {name: await company.table(name, WHEN + OURS) for name in names}
    tasks = await company.table("task", WHEN + OURS)
    return tables | {"task": [t for t in tasks if t["status"] != "closed"]}


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_order_of_arrival_does_not_matter(reconcile: Harness[Deps], seed: int) -> None:
    year = company_year(seed, suppliers=2, per_supplier=3)
    ends = []
    for order in ("as it came", "shuffled"):
        client = configured(uuid7(), release={"policy": "on_demand"})
        events = as_events(year, client)
        if order != "as it came":
            random.Random(f"{seed}{order}").shuffle(events)
        ends.append(await tables_after(reconcile, events))

    assert len(ends[0]["document"]) > 15
    assert len(ends[0]["link"]) > 5
    assert ends[1] == ends[0]


async def test_news_that_comes_twice_changes_nothing(reconcile: Harness[Deps]) -> None:
    year = company_year(5, suppliers=2, per_supplier=2)
    once = as_events(year, configured(uuid7()))
    twice = as_events(year, configured(uuid7()))
    twice = [event for event in twice for _ in range(2)]

    assert await tables_after(reconcile, twice) == await tables_after(reconcile, once)


async def test_the_reading_may_overtake_the_receipt(reconcile: Harness[Deps]) -> None:
    company, document_id = Company(reconcile), uuid7()
    await company.configure()
    await company.add_transaction(reference=ogm(3))

    await company.handle(extracted(company.client_id, document_id, reference=ogm(3)))
    before = await company.get("/documents")
    await company.handle(received(company.client_id, document_id))

    assert before["items"] == []
    assert await company.state(document_id) == "released"


async def test_a_failed_reading_that_comes_late_does_not_undo_a_reading(company: Company) -> None:
    document_id = await company.add_document()
    late = DocumentUnreadable(
        client_id=company.client_id,
        document_id=document_id,
        sha256=SHA,
        reason=Reason(code="needs_ocr"),
        extracted_at=NOON,
    )

    await company.handle(late)

    assert await company.state(document_id) == "waiting"
    assert await company.tasks() == {("payment_missing", str(document_id))}


async def test_documents_wait_for_their_clients_settings(reconcile: Harness[Deps]) -> None:
    company = Company(reconcile)
    invoice = await company.add_document(DocumentKind.SALES_INVOICE, buyer="Hotel Lambermont")
    payment = await company.add_transaction(amount="-9.00")
    before = await company.state(invoice)
    asked_before = await company.tasks()

    await company.configure()

    assert (before, asked_before) == ("read", set())
    assert await company.state(invoice) == "released"
    assert await company.tasks() == {("payment_missing", str(invoice)), ("document_missing", str(payment))}


@pytest.mark.feature(269)
@pytest.mark.parametrize("seed", range(6))
async def test_news_of_the_journey_may_come_in_any_order(company: Company, seed: int) -> None:
    invoice = await company.add_document(DocumentKind.SALES_INVOICE, buyer="Hotel Lambermont")
    name: dict[str, Any] = {"client_id": company.client_id, "release_id": release_id(invoice, 1)}
    name["document_id"] = invoice
    receipt = Receipt(channel="sftp", destination="kantoor", filename="a.xml", size=9, sha256=SHA, delivered_at=NOON)
    checked = ValidationSummary(rule_sets=("bis3",))
    changes: list[Event] = [
        UblRendered(
            **name, route=Route.SALES, package="winbooks", dialect="bis3", files=(), subject="", validation=checked,
            rendered_at=NOON,
        ),
        DeliveryFailed(**name, delivery_id=uuid7(), reason=Reason(code="timeout"), attempts=1, failed_at=NOON),
        DeliveryCompleted(**name, delivery_id=uuid7(), receipt=receipt, attempts=2),
    ] * 2  # fmt: skip
    random.Random(seed).shuffle(changes)

    await company.handle(*changes)

    detail = await company.get(f"/documents/{invoice}")
    assert detail["state"] == "delivered"
    assert detail["receipt"]["filename"] == "a.xml"
    assert {reason for reason, _ in await company.tasks()} == {"payment_missing"}


async def test_an_event_about_an_older_revision_changes_nothing(company: Company) -> None:
    invoice = await company.add_document(DocumentKind.SALES_INVOICE, buyer="Hotel Lambermont")
    old = DeliveryFailed(
        client_id=company.client_id, release_id=release_id(invoice, 7), document_id=invoice, delivery_id=uuid7(),
        reason=Reason(code="gone"), failed_at=NOON,
    )  # fmt: skip

    await company.handle(old)

    assert await company.state(invoice) == "released"


async def test_a_delivery_of_what_was_refused_is_for_an_operator(reconcile: Harness[Deps]) -> None:
    company = Company(reconcile)
    await company.configure()
    invoice = await company.add_document(DocumentKind.SALES_INVOICE, buyer="Hotel Lambermont")
    name: dict[str, Any] = {"client_id": company.client_id, "release_id": release_id(invoice, 1)}
    name["document_id"] = invoice
    await company.handle(UblRefused(**name, reasons=(Reason(code="BR-06"),), refused_at=NOON))
    receipt = Receipt(channel="sftp", destination="kantoor", filename="a.xml", size=9, sha256=SHA, delivered_at=NOON)

    changed_ids = await reconcile.handle(DeliveryCompleted(**name, delivery_id=uuid7(), receipt=receipt, attempts=1))

    assert changed_ids == "dead"
    assert await company.state(invoice) == "waiting"


async def test_a_question_that_stays_is_announced_once(company: Company) -> None:
    invoice = await company.add_document()
    for amount in ("-1.00", "-2.00", "-3.00"):
        await company.add_transaction(amount=amount, name="Kapsalon Sofie", iban=None)

    opened = [e for e in await company.published(TaskOpened) if e.document_id == invoice]

    assert len(opened) == 1
