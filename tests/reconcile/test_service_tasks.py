"""The task list: tasks are opened, answered, parked and reopened on their day, and the history names the user."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.events.bank import TransactionKind
from contracts.events.extraction import DocumentUnreadable
from contracts.events.release import DocumentReleased, ReleaseCause
from contracts.events.task import TaskClosed, TaskOpened
from contracts.fields import DocumentKind, PaymentState
from contracts.ids import uuid7
from contracts.reason import Reason
from libs.service_kit.testing import Harness
from services.reconcile.service import Deps
from tests.reconcile.builders import NOON, SHA, be_iban, ogm, read, received
from tests.reconcile.company import Company


async def task_about(company: Company, item_id: object) -> Any:
    """Returns the only open task about an item."""
    tasks = (await company.get("/tasks?limit=200"))["items"]
    (task,) = [t for t in tasks if str(item_id) in json.dumps([t["document"], t["transaction"]])]
    return task


@pytest.mark.feature(238)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A document is missing for this transaction."),
        ("fr", "Il manque un document pour cette transaction."),
        ("nl", "Er ontbreekt een document bij deze transactie."),
    ],
)
async def test_a_task_is_in_the_readers_language(company: Company, language: str, text: str) -> None:
    payment = await company.add_transaction()

    (task,) = (await company.get("/tasks", language=language))["items"]

    assert (task["reason"], task["text"]) == ("document_missing", text)
    assert task["transaction"]["transaction_id"] == str(payment)
    assert task["actions"] == ["link", "private", "no_document", "pause_until", "remind_on", "done"]


async def test_missing_fields_are_named_in_words(company: Company) -> None:
    await company.add_document(number=None, total=None)

    (task,) = (await company.get("/tasks", language="fr"))["items"]

    assert task["text"] == "Certaines données manquent ou ne sont pas acceptées : numéro, total TVA comprise."


@pytest.mark.feature(237, 242, 243, 256)
@pytest.mark.parametrize(("action", "payment"), [("cash", "cash"), ("private_money", "private")])
async def test_paid_outside_the_bank_closes_the_task_and_lets_the_document_go(
    company: Company, action: str, payment: str
) -> None:
    invoice = await company.add_document()

    task = await task_about(company, invoice)
    answer = await company.command("tasks", task["task_id"], action)

    (released,) = await company.published(DocumentReleased)
    (closed,) = await company.published(TaskClosed)
    assert (answer["status"], answer["closed_by"]) == ("closed", str(company.user_id))
    assert (released.cause, released.payment) == (ReleaseCause.MARKED, PaymentState(payment))
    assert (closed.action, closed.closed_by) == (action, company.user_id)
    assert await company.state(invoice) == "released"


@pytest.mark.feature(245, 254)
async def test_a_card_payment_parks_the_question_until_the_card_line_comes(company: Company) -> None:
    invoice = await company.add_document(seller="Librairie Thiry", iban=None, number="77001")
    await company.command("documents", invoice, "card")
    parked = await company.tasks("parked")

    await company.add_transaction(
        kind=TransactionKind.CARD, name="LIBRAIRIE THIRY WAVRE", iban=None, on=NOON.date().replace(month=2, day=22)
    )

    assert parked == {("payment_missing", str(invoice))}
    assert await company.tasks() == set()
    assert await company.tasks("parked") == set()
    assert (await company.get(f"/documents/{invoice}"))["booking"]["complete"]


@pytest.mark.feature(254)
async def test_a_document_that_says_it_is_paid_by_card_leaves_now_or_with_the_statement(company: Company) -> None:
    says_card: dict[str, Any] = {"payment_state": read(PaymentState.CARD)}
    now = await company.add_document(number="77001", **says_card)
    await company.configure(release={"card_paid_with_statement": True})
    later = await company.add_document(number="77002", total="60.00", **says_card)
    waiting = (await company.state(later), (await company.get(f"/documents/{later}"))["hold"])

    await company.add_transaction(amount="-60.00", text="77002")

    assert await company.state(now) == "released"
    assert waiting == ("waiting", "statement")
    assert [e.cause for e in await company.published(DocumentReleased)] == [
        ReleaseCause.PAID_BY_CARD,
        ReleaseCause.LINKED,
    ]


@pytest.mark.feature(233, 241, 246, 247, 255, 257)
@pytest.mark.parametrize("action", ["remind_on", "pause_until"])
async def test_a_question_put_aside_comes_back_on_its_day(company: Company, action: str) -> None:
    invoice = await company.add_document()
    day = (datetime.now(UTC) + timedelta(days=10)).date()
    task = await task_about(company, invoice)

    aside = await company.command("tasks", task["task_id"], action, day=day.isoformat())
    listed = await company.tasks()
    await company.run_jobs(at=datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=3))
    still_aside = await company.tasks("parked")
    await company.run_jobs(at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=1))

    assert (aside["status"], aside["action"], listed) == ("parked", action, set())
    assert await company.state(invoice) == "released"
    assert still_aside == {("payment_missing", str(invoice))}
    assert await company.tasks() == {("payment_missing", str(invoice))}
    assert [type(e) for e in await company.published(TaskOpened, TaskClosed)] == [TaskOpened, TaskClosed, TaskOpened]


async def test_a_payment_ends_a_question_that_was_put_aside(company: Company) -> None:
    invoice = await company.add_document()
    day = (datetime.now(UTC) + timedelta(days=10)).date().isoformat()
    await company.command("documents", invoice, "remind_on", day=day)

    await company.add_transaction()
    await company.run_jobs(at=datetime.now(UTC) + timedelta(days=20))

    assert await company.tasks() == set()


@pytest.mark.feature(239)
async def test_a_private_expense_has_no_new_task_and_can_be_taken_back(company: Company) -> None:
    payment = await company.add_transaction()

    await company.command("transactions", payment, "private")
    after = await company.tasks()
    await company.command("transactions", payment, "reopen")

    assert after == set()
    assert await company.tasks() == {("document_missing", str(payment))}


FEE: dict[str, Any] = {"kind": TransactionKind.UNKNOWN, "name": None, "iban": None}


@pytest.mark.feature(210)
async def test_a_fee_without_a_party_is_learnt_by_its_text(company: Company) -> None:
    first = await company.add_transaction(amount="-3.75", text="FRAIS DE GESTION 02/2026", **FEE)
    await company.command("transactions", first, "no_document", no_document="bank_costs")

    await company.add_transaction(amount="-4.10", text="Frais de gestion 03/2026", **FEE)
    larger = await company.add_transaction(amount="-375.00", text="FRAIS DE GESTION 04/2026", **FEE)
    other = await company.add_transaction(amount="-3.75", text="LOCATION COFFRE 1044", **FEE)

    assert await company.tasks() == {("document_missing", str(larger)), ("document_missing", str(other))}


async def test_what_was_learnt_of_a_fee_is_taken_back(company: Company) -> None:
    first = await company.add_transaction(amount="-3.75", text="FRAIS DE GESTION 02/2026", **FEE)
    await company.command("transactions", first, "no_document", no_document="bank_costs")
    second = await company.add_transaction(amount="-3.75", text="FRAIS DE GESTION 03/2026", **FEE)

    await company.command("transactions", second, "reopen")
    third = await company.add_transaction(amount="-3.75", text="FRAIS DE GESTION 04/2026", **FEE)

    assert {subject for _, subject in await company.tasks()} == {str(second), str(third)}


@pytest.mark.feature(210, 240)
async def test_what_needs_no_document_is_learnt_for_the_next_one_alike(company: Company) -> None:
    tax_office = be_iban(77)
    first = await company.add_transaction(name="SPF FINANCES", iban=tax_office, amount="-310.00")
    await company.command("transactions", first, "no_document", no_document="tax")

    next_one = await company.add_transaction(name="SPF FINANCES", iban=tax_office, amount="-512.00")
    refund = await company.add_transaction(name="SPF FINANCES", iban=tax_office, amount="44.00")

    assert await company.tasks() == {("document_missing", str(refund))}
    assert (await company.get(f"/transactions/{next_one}"))["needs_document"] is False


@pytest.mark.feature(244)
async def test_not_an_invoice_is_kept_and_never_sent(company: Company) -> None:
    letter = await company.add_document(DocumentKind.OTHER, number=None, total=None)
    task = await task_about(company, letter)

    await company.command("tasks", task["task_id"], "not_an_invoice")

    assert task["reason"] == "kind_unsure"
    assert await company.state(letter) == "archived"
    assert await company.published(DocumentReleased) == []


@pytest.mark.feature(248, 258)
async def test_a_deleted_document_is_gone_and_never_leaves_and_can_come_back(company: Company) -> None:
    invoice = await company.add_document(reference=ogm(8))

    deleted = await company.request("DELETE", f"/documents/{invoice}")
    listed = (await company.get("/documents"))["items"]
    payment = await company.add_transaction(reference=ogm(8))
    asked = await company.tasks()
    not_sent = await company.request("POST", f"/documents/{invoice}/release")
    await company.post(f"/documents/{invoice}/restore")

    assert (deleted.status_code, listed) == (204, [])
    assert asked == {("document_missing", str(payment))}
    assert (not_sent.status_code, not_sent.json()["code"]) == (409, "cannot_release_deleted")
    assert await company.state(invoice) == "released"
    assert await company.links() == {(invoice, payment)}


@pytest.mark.parametrize(("code", "reason"), [("password", "password_needed"), ("needs_ocr", "unreadable")])
async def test_an_unreadable_file_is_a_task_that_a_user_can_settle_by_typing(
    company: Company, code: str, reason: str
) -> None:
    document_id = uuid7()
    await company.handle(
        received(company.client_id, document_id),
        DocumentUnreadable(
            client_id=company.client_id,
            document_id=document_id,
            sha256=SHA,
            reason=Reason(code=code),
            extracted_at=NOON,
        ),
    )
    task = await task_about(company, document_id)
    typed = {"number": "881", "total_with_vat": "121.00", "issue_date": "2026-02-20", "seller.name": "Ateliers Dubois"}

    refused = await company.request("PATCH", f"/documents/{document_id}", json={"fields": typed})
    answer = await company.request(
        "PATCH", f"/documents/{document_id}", json={"kind": "purchase_invoice", "fields": typed}
    )

    assert (task["reason"], await company.tasks()) == (reason, {("payment_missing", str(document_id))})
    assert (refused.status_code, refused.json()["code"]) == (409, "kind_needed")
    assert answer.json()["state"] == "waiting"


async def test_other_settings_change_the_tasks(company: Company) -> None:
    await company.add_document()
    income = await company.add_transaction(amount="50.00", name="Hotel Lambermont", iban=None)
    before = await company.tasks()

    await company.configure(follow_up={"documents_without_transaction": False})
    hidden = await company.tasks()
    await company.configure(follow_up={"expenses_only": True, "documents_without_transaction": False})

    assert len(before) == 2
    assert hidden == {("document_missing", str(income))}
    assert await company.tasks() == set()


async def test_actions_that_make_no_sense_are_refused(company: Company) -> None:
    invoice, payment = await company.add_document(), await company.add_transaction(amount="-3.00")
    task = await task_about(company, invoice)
    path = f"/tasks/{task['task_id']}/actions"

    wrong = await company.request("POST", path, json={"action": "private"})
    dayless = await company.request("POST", path, json={"action": "remind_on"}, language="nl")
    unknown = await company.request("POST", f"/tasks/{uuid4()}/actions", json={"action": "done"})
    transaction = await company.request("POST", f"/transactions/{payment}/actions", json={"action": "cash"})
    await company.post(path, {"action": "done"})
    over = await company.request("POST", path, json={"action": "cash"})

    assert (wrong.status_code, wrong.json()["code"]) == (409, "action_not_offered")
    assert (dayless.json()["code"], dayless.json()["detail"]) == ("day_missing", "Geef een datum op.")
    assert unknown.status_code == 404
    assert transaction.json()["code"] == "action_not_for_transactions"
    assert over.json()["code"] == "task_closed"


@pytest.mark.parametrize("action", ["link", "divide", "connect_duplicate"])
async def test_an_action_that_needs_another_item_is_refused_for_one_alone(company: Company, action: str) -> None:
    invoice, payment = await company.add_document(), await company.add_transaction(amount="-3.00")
    other = {"action": action, "transaction_id": str(payment)}

    document = await company.request("POST", f"/documents/{invoice}/actions", json=other)
    transaction = await company.request("POST", f"/transactions/{payment}/actions", json={"action": action})

    codes = {"link": "action_not_for_documents", "divide": "not_several_documents"}
    assert document.json()["code"] == codes.get(action, "other_document_needed")
    assert transaction.json()["code"] == "action_not_for_transactions"
    assert await company.links() == set()


async def test_rights_are_checked(company: Company) -> None:
    invoice = await company.add_document()
    task = await task_about(company, invoice)

    looked = await company.request("GET", "/tasks", rights=["documents:read"])
    acted = await company.request(
        "POST", f"/tasks/{task['task_id']}/actions", json={"action": "cash"}, rights=["tasks:read"]
    )

    assert (looked.status_code, acted.status_code) == (403, 403)


async def test_tasks_come_page_by_page(company: Company) -> None:
    payments = {str(await company.add_transaction(amount=f"-{n}.00", text=f"nr {n}")) for n in range(1, 6)}

    seen, cursor = [], ""
    while cursor is not None:
        page = await company.get(f"/tasks?limit=2{cursor and '&cursor=' + cursor}")
        seen += [t["transaction"]["transaction_id"] for t in page["items"]]
        cursor = page["next"]

    assert len(seen) == 5
    assert set(seen) == payments


async def test_the_history_says_who_did_what(company: Company, reconcile: Harness[Deps]) -> None:
    invoice = await company.add_document()
    await company.command("documents", invoice, "cash")

    lines = (await company.get(f"/documents/{invoice}/history", language="fr"))["items"]
    by_user = (await company.get(f"/history?user_id={company.user_id}"))["items"]

    assert sorted(line["what"] for line in lines) == ["cash", "read", "received", "released"]
    assert {line["text"] for line in lines} >= {"Payé en espèces", "Reçu : facture.pdf", "Envoyé (n° 1)"}
    assert [line["what"] for line in by_user] == ["cash"]
    stranger = Company(reconcile, reconcile.other_client_id)
    assert (await stranger.get("/history"))["items"] == []
