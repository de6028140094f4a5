"""Documents and transactions are linked by the matcher and by users, and unlinked completely."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text

from contracts.events.booking import BookingLinked, BookingUnlinked, EvidenceKind
from contracts.events.release import DocumentReleased, ReleaseCause
from contracts.fields import DocumentKind
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness
from services.reconcile.app import app
from services.reconcile.commands.links import link
from services.reconcile.commands.user import ActingUser
from services.reconcile.service import Deps
from tests.reconcile.builders import NOON, be_iban, ogm
from tests.reconcile.company import Company
from tests.schema_check import differences


async def test_the_tables_are_what_the_migrations_make(reconcile: Harness[Deps]) -> None:
    assert await differences(reconcile) == []
    assert app.service.deployed_name == "reconcile"


@pytest.mark.feature(218, 252)
async def test_a_payment_finds_its_invoice_and_the_invoice_leaves(company: Company) -> None:
    invoice = await company.add_document(reference=ogm(4711))
    payment = await company.add_transaction(reference=ogm(4711))

    (linked,) = await company.published(BookingLinked)
    (released,) = await company.published(DocumentReleased)
    assert (linked.document_ids, linked.transaction_ids, linked.linked_by) == ((invoice,), (payment,), None)
    assert linked.evidence[0].kind is EvidenceKind.STRUCTURED_COMMUNICATION
    assert (released.document_id, released.cause, released.sequence) == (invoice, ReleaseCause.LINKED, 1)
    assert await company.state(invoice) == "released"
    assert await company.tasks() == set()


async def test_the_document_may_come_after_its_payment(company: Company) -> None:
    payment = await company.add_transaction(reference=ogm(4711))
    asked = await company.tasks()
    invoice = await company.add_document(reference=ogm(4711))

    assert asked == {("document_missing", str(payment))}
    assert await company.links() == {(invoice, payment)}
    assert await company.tasks() == set()


@pytest.mark.feature(217, 251)
async def test_a_tie_is_a_question_on_both_sides(company: Company) -> None:
    first, second = await company.add_document(number="881"), await company.add_document(number="882")
    payment = await company.add_transaction()

    assert await company.links() == set()
    assert await company.tasks() == {("ambiguous_link", str(i)) for i in (first, second, payment)}
    tasks = (await company.get("/tasks"))["items"]
    about_payment = next(t for t in tasks if t["transaction"])
    assert {s["document"]["document_id"] for s in about_payment["suggestions"]} == {str(first), str(second)}
    assert all(s["evidence"] for s in about_payment["suggestions"])


async def test_a_link_that_is_no_longer_certain_becomes_a_question(company: Company) -> None:
    first = await company.add_document(number="881")
    payment = await company.add_transaction()
    linked = await company.links()

    second = await company.add_document(number="882")

    assert linked == {(first, payment)}
    assert await company.links() == set()
    assert ("ambiguous_link", str(second)) in await company.tasks()
    assert [e.document_ids for e in await company.published(BookingUnlinked)] == [(first,)]
    assert await company.state(first) == "released"


@pytest.mark.feature(227)
async def test_one_click_on_a_suggestion_links(company: Company) -> None:
    first, _ = await company.add_document(number="881"), await company.add_document(number="882")
    payment = await company.add_transaction()
    task = next(t for t in (await company.get("/tasks"))["items"] if t["transaction"])

    await company.command("tasks", task["task_id"], "link", document_id=str(first))

    assert await company.links() == {(first, payment)}
    assert {reason for reason, _ in await company.tasks()} == {"payment_missing"}
    (linked,) = await company.published(BookingLinked)
    assert linked.linked_by == company.user_id
    assert {EvidenceKind.USER, EvidenceKind.AMOUNT} <= {e.kind for e in linked.evidence}
    closed = await company.get(f"/tasks/{task['task_id']}")
    assert (closed["status"], closed["action"], closed["closed_by"]) == ("closed", "link", str(company.user_id))


async def everything(company: Company) -> dict[str, object]:
    """Returns all tables about the company, without times and users."""
    left_out = ("linked_at", "linked_by", "opened_at", "closed_at", "closed_by", "action", "eligible_at", "decided_at")
    names = ("document", "transaction", "booking_member", "link", "unlinked_pair", "duplicate", "release")
    open_tasks = [t for t in await company.table("task", left_out) if t["status"] != "closed"]
    return {name: await company.table(name, left_out) for name in names} | {"task": open_tasks}


@pytest.mark.feature(227)
async def test_undoing_a_link_restores_exactly_what_was_before(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    first, second = await company.add_document(number="881"), await company.add_document(number="882", total="60.00")
    payment, other = await company.add_transaction(text="881"), await company.add_transaction(amount="-61.00")
    before = await everything(company)
    together = {"document_ids": [str(first), str(second)], "transaction_ids": [str(payment), str(other)]}

    await company.post("/links", together)
    during = await everything(company)
    await company.post("/links/undo", together)

    assert during != before
    assert await everything(company) == before


async def test_undoing_restores_that_a_pair_was_unlinked(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    invoice, payment = await company.add_document(reference=ogm(1)), await company.add_transaction(reference=ogm(1))
    await company.post("/links/unlink", {"item_id": str(invoice)})
    before = await everything(company)
    pair = {"document_ids": [str(invoice)], "transaction_ids": [str(payment)]}

    await company.post("/links", pair)
    await company.post("/links/undo", pair)

    assert await everything(company) == before


async def test_what_a_user_unlinked_stays_unlinked(company: Company) -> None:
    invoice, payment = await company.add_document(reference=ogm(1)), await company.add_transaction(reference=ogm(1))

    await company.post("/links/unlink", {"item_id": str(payment)})
    await company.add_document(number="another one", total="13.00")

    assert await company.links() == set()
    assert await company.tasks() >= {("payment_missing", str(invoice)), ("document_missing", str(payment))}


async def until_blocked(company: Company, table: str) -> None:
    """Returns when a statement waits for a lock on this table."""
    waiting = text("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = CAST(:name AS regclass)").bindparams(
        name=table
    )
    while True:
        async with company.harness.running.database.begin(ALL_TENANTS, read_only=True) as tx:
            if await tx.fetch(waiting):
                return
        await asyncio.sleep(0.01)


async def test_a_booking_that_merges_while_the_list_is_read_is_left_out(company: Company) -> None:
    invoice, payment = await company.add_document(total="12.00"), await company.add_transaction(amount="-90.00")
    context = company.harness.running.context().for_client(company.client_id)

    async with context.transaction() as tx:
        await tx.execute(text("LOCK TABLE reconcile.document IN ACCESS EXCLUSIVE MODE"))
        reading = asyncio.create_task(company.get("/bookings"))
        await until_blocked(company, "reconcile.document")
        user = ActingUser(tx, company.client_id, company.user_id, NOON, context.largest_event)
        await link(user, [invoice], [payment])
    (booking,) = (await reading)["items"]

    assert [document["document_id"] for document in booking["documents"]] == [str(invoice)]
    assert [transaction["transaction_id"] for transaction in booking["transactions"]] == [str(payment)]


@pytest.mark.feature(219, 220, 223)
async def test_single_items_are_bookings_too(company: Company) -> None:
    invoice, payment = await company.add_document(), await company.add_transaction(amount="-1.00", iban=be_iban(9))

    bookings = (await company.get("/bookings"))["items"]

    assert sorted((len(b["documents"]), len(b["transactions"])) for b in bookings) == [(0, 1), (1, 0)]
    assert {b["open"] for b in bookings} == {"0.00"}
    assert invoice != payment


@pytest.mark.feature(221, 222, 223, 224)
async def test_an_invoice_a_credit_note_and_a_payment_balance_to_zero(company: Company) -> None:
    invoice = await company.add_document(number="881", total="121.00")
    note = await company.add_document(
        DocumentKind.PURCHASE_CREDIT_NOTE, number="C-12", total="21.00", issued=date(2026, 2, 25)
    )
    payment = await company.add_transaction(amount="-100.00")

    booking = await company.post(
        "/links", {"document_ids": [str(invoice), str(note)], "transaction_ids": [str(payment)]}
    )

    assert (booking["documents_total"], booking["transactions_total"]) == ("-100.00", "-100.00")
    assert (booking["open"], booking["complete"]) == ("0.00", True)
    assert await company.tasks() == set()


@pytest.mark.feature(226)
async def test_an_invoice_paid_twice_and_refunded_once_balances(company: Company) -> None:
    invoice = await company.add_document(number="881")
    payments = [await company.add_transaction(text="881", on=date(2026, 3, day)) for day in (1, 4)]
    refund = await company.add_transaction(amount="121.00", on=date(2026, 3, 9))
    transactions = [str(i) for i in (*payments, refund)]

    booking = await company.post("/links", {"document_ids": [str(invoice)], "transaction_ids": transactions})

    assert booking["complete"]
    assert await company.tasks() == set()


@pytest.mark.feature(231, 232, 234)
async def test_a_partial_payment_is_proposed_and_linked_by_hand_stays_incomplete(company: Company) -> None:
    invoice = await company.add_document(total="1000.00", reference=ogm(5))
    payment = await company.add_transaction(amount="-400.00", reference=ogm(5))
    proposed = await company.tasks()

    booking = await company.post("/links", {"document_ids": [str(invoice)], "transaction_ids": [str(payment)]})
    (task,) = [t for t in (await company.get("/tasks"))["items"] if t["document"]]
    await company.command("tasks", task["task_id"], "provisionally_ok")
    labelled = await company.get(f"/tasks/{task['task_id']}")
    rest = await company.add_transaction(amount="-600.00", reference=ogm(5), on=date(2026, 3, 20))
    suggested = await company.get(f"/tasks/{task['task_id']}")
    await company.command("tasks", task["task_id"], "link", transaction_id=str(rest))

    assert proposed == {("partial_payment", str(invoice)), ("partial_payment", str(payment))}
    assert (booking["open"], booking["complete"]) == ("-600.00", False)
    assert task["text"] == "The reconciliation is incomplete: 600.00 is still to be linked."
    assert "OK for now" in labelled["text"]
    assert suggested["suggestions"][0]["transaction"]["transaction_id"] == str(rest)
    assert await company.tasks() == set()


async def test_a_discount_is_accepted_once_for_the_whole_booking(company: Company) -> None:
    invoice, payment = await company.add_document(total="100.00"), await company.add_transaction(amount="-98.00")
    await company.post("/links", {"document_ids": [str(invoice)], "transaction_ids": [str(payment)]})
    asked = await company.tasks()

    await company.command("documents", invoice, "done")

    assert asked == {("partial_payment", str(invoice))}
    assert await company.tasks() == set()


async def test_a_transaction_without_a_document_has_a_task(company: Company) -> None:
    invoice, payment = await company.add_document(total="100.00"), await company.add_transaction(amount="-160.00")
    other = await company.add_document(
        number="99123", total="60.00", seller="Kapsalon Sofie", supplier_vat=None, iban=None
    )
    await company.post("/links", {"document_ids": [str(invoice)], "transaction_ids": [str(payment)]})

    (task,) = [t for t in (await company.get("/tasks"))["items"] if t["transaction"]]

    assert task["text"] == "The reconciliation is incomplete: 60.00 is still to be linked."
    assert task["suggestions"] == []
    assert await company.tasks() == {("partial_payment", str(payment)), ("payment_missing", str(other))}


async def test_taking_the_middle_out_leaves_the_others_together(company: Company) -> None:
    invoice = await company.add_document(number="881", total="300.00")
    payments = [await company.add_transaction(amount=a, on=date(2026, 3, 1)) for a in ("-100.00", "-150.00")]
    await company.post("/links", {"document_ids": [str(invoice)], "transaction_ids": [str(p) for p in payments]})

    await company.post("/links/unlink", {"item_id": str(invoice)})

    booking = (await company.get(f"/transactions/{payments[0]}"))["booking"]
    assert {t["transaction_id"] for t in booking["transactions"]} == {str(p) for p in payments}
    assert booking["documents"] == []


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/links", {"document_ids": [], "transaction_ids": []}, 409, "two_items_needed"),
        ("/links", {"document_ids": [str(uuid4())], "transaction_ids": [str(uuid4())]}, 404, "not_found"),
        ("/links/undo", {"document_ids": [str(uuid4())]}, 409, "no_link_to_undo"),
        ("/links/unlink", {"item_id": str(uuid4())}, 409, "not_linked"),
    ],
)
async def test_links_that_make_no_sense_are_refused(
    company: Company, path: str, body: dict[str, object], status: int, code: str
) -> None:
    answer = await company.request("POST", path, json=body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_deleted_document_is_not_linked(company: Company) -> None:
    invoice, payment = await company.add_document(total="5.00"), await company.add_transaction()
    await company.request("DELETE", f"/documents/{invoice}")

    answer = await company.request(
        "POST", "/links", json={"document_ids": [str(invoice)], "transaction_ids": [str(payment)]}
    )

    assert answer.json()["code"] == "document_deleted"


async def test_another_clients_items_are_not_there(company: Company, reconcile: Harness[Deps]) -> None:
    stranger = Company(reconcile, reconcile.other_client_id)
    await stranger.configure()
    invoice, payment = await company.add_document(total="5.00"), await stranger.add_transaction()

    answer = await stranger.request(
        "POST", "/links", json={"document_ids": [str(invoice)], "transaction_ids": [str(payment)]}
    )

    assert answer.status_code == 404
    assert (await stranger.request("GET", f"/documents/{invoice}")).status_code == 404
