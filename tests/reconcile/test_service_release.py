"""Documents are released once, with a route, and come back when the rules refuse them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.events.delivery import DeliveryFailed
from contracts.events.release import DocumentReleased, ReleaseCause, ReleaseDecided, ReleaseDecision
from contracts.events.rendering import RenderedFile, UblRefused, UblRendered, ValidationSummary
from contracts.fields import DocumentKind, Origin, Route
from contracts.ids import uuid7
from contracts.reason import Reason
from libs.reasons.delivery import DeliveryReason
from services.reconcile.domain.release import release_id
from tests.reconcile.builders import NOON, extracted, ogm
from tests.reconcile.company import Company

BY_A_RULE = Reason(code="BR-CO-10", field="total_without_vat")
SENTENCES = {"fr": "La somme des lignes est fausse.", "nl": "De som van de lijnen klopt niet.", "en": "Wrong sum."}


def refused(company: Company, document_id: UUID, revision: int = 1, reason: Reason = BY_A_RULE) -> UblRefused:
    """Returns the event that the rules refuse a release."""
    return UblRefused(
        client_id=company.client_id, release_id=release_id(document_id, revision), document_id=document_id,
        reasons=(reason,), refused_at=NOON,
    )  # fmt: skip


def rendered(company: Company, document_id: UUID) -> UblRendered:
    """Returns the event that the file of a release was made."""
    file = RenderedFile(filename="V1.xml", media_type="application/xml", size=4, sha256="a" * 64)
    return UblRendered(
        client_id=company.client_id, release_id=release_id(document_id, 1), document_id=document_id,
        route=Route.SALES, package="octopus", dialect="peppol_bis_3", files=(file,), subject="V1",
        validation=ValidationSummary(rule_sets=("xsd",)), rendered_at=NOON,
    )  # fmt: skip


def failed(company: Company, document_id: UUID, *, unconfirmed: bool = False) -> DeliveryFailed:
    """Returns the event that a delivery has failed."""
    return DeliveryFailed(
        client_id=company.client_id, release_id=release_id(document_id, 1), document_id=document_id,
        delivery_id=uuid7(), reason=Reason(code="refused"), unconfirmed=unconfirmed, failed_at=NOON,
    )  # fmt: skip


async def failed_sale(company: Company, **about: Any) -> tuple[UUID, DeliveryFailed]:
    """A sales invoice whose delivery has failed. Returns its id and the event."""
    sale = await add_sale(company)
    event = failed(company, sale).model_copy(update=about)
    await company.handle(event)
    return sale, event


async def add_sale(company: Company, number: str = "V2026-1", **more: Any) -> UUID:
    """A sales invoice is received and read. Returns its id."""
    return await company.add_document(DocumentKind.SALES_INVOICE, number=number, buyer="Hotel Lambermont", **more)


@pytest.mark.feature(253)
async def test_a_sales_invoice_leaves_with_all_that_its_file_needs(company: Company) -> None:
    account = {"code": "700000", "name": "Ventes"}
    await company.configure(package="winbooks", reference="DOS-17", ledger_accounts=[account])

    invoice = await add_sale(company, comment="projet Namur", filename="V2026-1.pdf")

    (event,) = await company.published(DocumentReleased)
    assert (event.release_id, event.revision, event.sequence) == (release_id(invoice, 1), 1, 1)
    assert (event.cause, event.route, event.package) == (ReleaseCause.SALES, Route.SALES, "winbooks")
    assert (event.client.reference, event.client.ledger_account) == ("DOS-17", "700000")
    assert (event.comments, event.filename, event.pdf_sha256) == (("projet Namur",), "V2026-1.pdf", event.sha256)
    assert event.fields.number is not None
    assert event.fields.number.value == "V2026-1"


@pytest.mark.feature(80)
@pytest.mark.parametrize(("has_default", "account"), [(True, "701000"), (False, None)])
async def test_of_several_ledger_accounts_a_sale_leaves_with_the_default_one_or_with_none(
    company: Company, has_default: bool, account: str | None
) -> None:
    sales, discounts = {"code": "700000", "name": "Ventes"}, {"code": "701000", "name": "Remises"}
    await company.configure(ledger_accounts=[sales, discounts | {"default": has_default}])

    await add_sale(company)

    (event,) = await company.published(DocumentReleased)
    assert event.client.ledger_account == account


async def test_releases_are_numbered_without_gaps(company: Company) -> None:
    for number in ("V1001", "V1002", "V1003"):
        await add_sale(company, number)

    assert [e.sequence for e in await company.published(DocumentReleased)] == [1, 2, 3]


@pytest.mark.feature(259, 270)
async def test_on_demand_the_button_sends_exactly_the_selection(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    first, second, unread = (
        await add_sale(company, "V1001"),
        await add_sale(company, "V1002"),
        await add_sale(company, "V1003", total=None),
    )
    await company.request("PATCH", f"/documents/{first}", json={"tags": ["chantier Namur"]})
    before = await company.published(DocumentReleased)

    answer = await company.post("/documents/release", {"document_ids": [str(first), str(unread)]})

    results = {r["document_id"]: r for r in answer["results"]}
    (event,) = await company.published(DocumentReleased)
    assert before == []
    assert (event.document_id, event.cause, event.released_by) == (first, ReleaseCause.ON_DEMAND, company.user_id)
    assert (event.tags, results[str(first)]["status"]) == (("chantier Namur",), "released")
    assert (
        results[str(unread)]["problem"]["text"]
        == "The document cannot be sent: some data is missing: total including VAT."
    )
    assert (await company.get(f"/documents/{second}"))["hold"] == "on_demand"


async def test_nothing_is_sent_twice_by_hand(company: Company) -> None:
    invoice = await add_sale(company)

    again = await company.request("POST", f"/documents/{invoice}/release")

    assert (again.status_code, again.json()["code"]) == (409, "cannot_release_released")
    assert len(await company.published(DocumentReleased)) == 1


@pytest.mark.feature(265)
async def test_approved_only_waits_for_a_user(company: Company) -> None:
    await company.configure(release={"policy": "approved_only"})
    invoice = await company.add_document(reference=ogm(4))
    await company.add_transaction(reference=ogm(4))
    held = await company.get(f"/documents/{invoice}")

    await company.post(f"/documents/{invoice}/release")

    assert (held["state"], held["hold"]) == ("linked", "approval")
    assert [e.cause for e in await company.published(DocumentReleased)] == [ReleaseCause.APPROVED]


@pytest.mark.feature(260, 261)
async def test_nightly_documents_leave_in_one_run_once(company: Company) -> None:
    await company.configure(release={"timing": "nightly"})
    invoices = {await add_sale(company, f"V100{n}") for n in range(3)}
    waiting = [d["waits_until"] for d in (await company.get("/documents"))["items"]]
    before = await company.published(DocumentReleased)

    await company.run_jobs(at=datetime.now(UTC) + timedelta(days=1, hours=1))
    await company.run_jobs(at=datetime.now(UTC) + timedelta(days=2))

    released = await company.published(DocumentReleased)
    assert all(waiting)
    assert before == []
    assert {e.document_id for e in released} == invoices
    assert len(released) == 3


async def test_with_timing_never_only_the_button_sends(company: Company) -> None:
    await company.configure(release={"timing": "never"})
    invoice = await add_sale(company)
    await company.run_jobs(at=datetime.now(UTC) + timedelta(days=400))
    before = await company.published(DocumentReleased)

    await company.post(f"/documents/{invoice}/release")

    assert before == []
    assert len(await company.published(DocumentReleased)) == 1


async def test_another_policy_lets_go_what_was_held(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    invoice = await add_sale(company)

    await company.configure()

    assert await company.state(invoice) == "released"


async def test_a_closed_client_sends_nothing(company: Company) -> None:
    await company.configure(active=False)

    invoice = await add_sale(company)

    assert (await company.get(f"/documents/{invoice}"))["hold"] == "client_closed"
    assert await company.published(DocumentReleased) == []


async def test_a_refused_document_comes_back_and_leaves_corrected_as_the_next_revision(company: Company) -> None:
    invoice = await add_sale(company)
    await company.handle(refused(company, invoice))
    asked, came_back = await company.tasks(), await company.state(invoice)

    await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"total_without_vat": "100.00"}})
    await company.handle(refused(company, invoice))

    first, second = await company.published(DocumentReleased)
    assert ("fields_missing", str(invoice)) in asked
    assert came_back == "waiting"
    assert (second.revision, second.release_id) == (2, release_id(invoice, 2))
    assert first.release_id != second.release_id
    assert second.fields.total_without_vat is not None
    assert second.fields.total_without_vat.origin is Origin.USER
    assert await company.state(invoice) == "released"


@pytest.mark.parametrize(
    ("reason", "number", "text"),
    [
        (
            Reason(code="BR-CO-10", params=SENTENCES),
            "V2026-1",
            "Ce document ne peut pas encore être envoyé. La somme des lignes est fausse.",
        ),
        (
            Reason(code="BR-CO-10", params=SENTENCES),
            None,
            "Ce document ne peut pas encore être envoyé. La somme des lignes est fausse. "
            "Il manque aussi des données : numéro.",
        ),
        (
            Reason(code="BR-CO-10", field="total_without_vat"),
            None,
            "Certaines données manquent ou ne sont pas acceptées : numéro, total hors TVA.",
        ),
        (
            Reason(code="BR-CO-10", field="BT-106"),
            None,
            "Certaines données manquent ou ne sont pas acceptées : numéro.",
        ),
        (
            Reason(code="BR-CO-10", field="BT-106"),
            "V2026-1",
            "Ce document ne peut pas encore être envoyé. Une erreur est survenue.",
        ),
        (
            Reason(code="BR-CO-10"),
            "V2026-1",
            "Ce document ne peut pas encore être envoyé. Une erreur est survenue.",
        ),
    ],
)
async def test_a_refusal_also_states_everything_else_that_is_missing(
    company: Company, reason: Reason, number: str | None, text: str
) -> None:
    invoice = await add_sale(company)
    await company.handle(refused(company, invoice, reason=reason))
    if number is None:
        again = extracted(company.client_id, invoice, DocumentKind.SALES_INVOICE, number=None, buyer="Hotel")
        await company.handle(again.model_copy(update={"extracted_at": NOON + timedelta(hours=1)}))

    tasks = (await company.get("/tasks", language="fr"))["items"]

    assert [task["text"] for task in tasks if task["reason"] == "fields_missing"] == [text]


async def test_only_tags_do_not_send_a_refused_document_again(company: Company) -> None:
    invoice = await add_sale(company)
    await company.handle(refused(company, invoice))

    await company.request("PATCH", f"/documents/{invoice}", json={"tags": ["Namur"]})

    assert len(await company.published(DocumentReleased)) == 1
    assert ("fields_missing", str(invoice)) in await company.tasks()


async def test_a_failed_delivery_may_be_sent_again_an_unconfirmed_one_may_not(company: Company) -> None:
    certain, doubtful = await add_sale(company, "V1001"), await add_sale(company, "V1002")
    await company.handle(failed(company, certain), failed(company, doubtful, unconfirmed=True))
    asked = await company.tasks()

    again = await company.request("POST", f"/documents/{certain}/release")
    not_again = await company.request("POST", f"/documents/{doubtful}/release")

    assert {("delivery_failed", str(certain)), ("delivery_unconfirmed", str(doubtful))} <= asked
    assert (again.status_code, not_again.status_code) == (200, 409)
    assert [e.revision for e in await company.published(DocumentReleased)] == [1, 1, 2]


async def test_a_failed_delivery_is_tried_again_from_its_task(company: Company) -> None:
    sale, event = await failed_sale(company)
    (task,) = (await company.get("/tasks?reason=delivery_failed"))["items"]

    answer = await company.request("POST", f"/tasks/{task['task_id']}/actions", json={"action": "retry"})

    (decided,) = await company.published(ReleaseDecided)
    assert task["actions"] == ["retry", "change_destination", "done_by_hand"]
    assert task["delivery_id"] == str(event.delivery_id)
    assert (answer.status_code, answer.json()["status"]) == (200, "closed")
    assert (decided.delivery_id, decided.release_id) == (event.delivery_id, event.release_id)
    assert decided.decision is ReleaseDecision.RETRY
    assert await company.state(sale) == "released"


@pytest.mark.parametrize("decision", ["retry", "done_by_hand"])
async def test_a_document_whose_file_was_made_is_on_its_way_again(company: Company, decision: str) -> None:
    sale = await add_sale(company)
    await company.handle(rendered(company, sale), failed(company, sale))
    (task,) = (await company.get("/tasks?reason=delivery_failed"))["items"]

    answer = await company.request("POST", f"/tasks/{task['task_id']}/actions", json={"action": decision})

    assert (answer.status_code, await company.state(sale)) == (200, "rendered")


async def test_a_second_failure_brings_the_task_back(company: Company) -> None:
    sale, event = await failed_sale(company)
    (task,) = (await company.get("/tasks?reason=delivery_failed"))["items"]
    await company.request("POST", f"/tasks/{task['task_id']}/actions", json={"action": "retry"})

    await company.handle(event.model_copy(update={"failed_at": NOON + timedelta(hours=1)}))

    assert ("delivery_failed", str(sale)) in await company.tasks()


async def test_a_delivery_without_a_destination_offers_no_further_attempt(company: Company) -> None:
    await failed_sale(company, reason=Reason(code="no_destination"))
    (task,) = (await company.get("/tasks?reason=delivery_failed"))["items"]

    retried = await company.request("POST", f"/tasks/{task['task_id']}/actions", json={"action": "retry"})

    assert task["actions"] == ["change_destination", "done_by_hand"]
    assert (retried.status_code, retried.json()["code"]) == (409, "action_not_offered")


async def test_what_may_have_arrived_is_confirmed_or_sent_again_on_purpose(company: Company) -> None:
    await failed_sale(company, unconfirmed=True)
    (task,) = (await company.get("/tasks?reason=delivery_unconfirmed"))["items"]

    retried = await company.request("POST", f"/tasks/{task['task_id']}/actions", json={"action": "retry"})
    arrived = await company.request("POST", f"/tasks/{task['task_id']}/actions", json={"action": "arrived"})

    assert task["actions"] == ["arrived", "send_again"]
    assert (retried.status_code, arrived.status_code) == (409, 200)
    assert [e.decision for e in await company.published(ReleaseDecided)] == [ReleaseDecision.ARRIVED]


async def test_the_destination_of_a_client_is_not_changed_by_a_task(company: Company) -> None:
    await failed_sale(company)
    (task,) = (await company.get("/tasks?reason=delivery_failed"))["items"]

    refused_ = await company.request(
        "POST", f"/tasks/{task['task_id']}/actions", json={"action": "change_destination"}, language="nl"
    )

    assert (refused_.status_code, refused_.json()["code"]) == (409, "destination_of_client")
    assert "bestemming" in refused_.json()["detail"]


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("code", list(DeliveryReason))
async def test_no_code_of_a_delivery_is_shown_in_a_task_a_document_or_the_history(
    company: Company, code: DeliveryReason, language: str
) -> None:
    """With and without the parameters of the sentence, which an older event may lack."""
    sale, _ = await failed_sale(company, reason=Reason(code=code))

    tasks = (await company.get("/tasks?reason=delivery_failed", language=language))["items"]
    lines = (await company.get(f"/history?document_id={sale}", language=language))["items"]
    shown = (await company.get(f"/documents/{sale}", language=language))["failure"]["text"]

    told = [*(task["text"] for task in tasks), *(line["text"] for line in lines), shown]
    assert len(told) > 3
    assert not [text for text in told if code in text.split() or "_" in text or "{" in text]


@pytest.mark.feature(258)
async def test_what_has_left_cannot_be_deleted_or_corrected(company: Company) -> None:
    invoice = await add_sale(company)

    deleted = await company.request("DELETE", f"/documents/{invoice}")
    corrected = await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"number": "X-9"}})

    assert (deleted.status_code, deleted.json()["code"]) == (409, "document_released")
    assert (corrected.status_code, corrected.json()["code"]) == (409, "document_released")


@pytest.mark.parametrize("mode", ["delivery_only", "internal"])
async def test_without_bank_follow_up_purchases_leave_when_read(company: Company, mode: str) -> None:
    await company.configure(mode=mode)

    invoice = await company.add_document()

    assert await company.state(invoice) == "released"
    assert await company.tasks() == set()


@pytest.mark.feature(268, 275)
async def test_not_sent_is_what_has_not_arrived(company: Company) -> None:
    sent, kept = await add_sale(company), await company.add_document()
    await company.add_document(DocumentKind.OTHER, total=None)
    archived = (await company.get("/documents?kind=other"))["items"][0]["document_id"]
    await company.command("documents", UUID(archived), "not_an_invoice")

    not_sent = {d["document_id"] for d in (await company.get("/documents?sent=false"))["items"]}

    assert not_sent == {str(sent), str(kept)}
    assert (await company.get("/documents?sent=true"))["items"] == []
