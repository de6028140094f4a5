"""A photo of several documents waits for a user's decision and is released once, as one document or in its parts."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.events.division import DivisionDecided, DivisionFailed
from contracts.events.document import Channel, DocumentSeenAgain
from contracts.events.release import DocumentReleased
from contracts.events.task import TaskClosed, TaskOpened
from contracts.fields import Box, DocumentFields, DocumentKind, DocumentRegion
from contracts.ids import uuid7
from contracts.reason import Reason
from services.reconcile.domain.division import DIVISION_TIMEOUT
from tests.reconcile import builders
from tests.reconcile.company import Company

PAPERS = tuple(DocumentRegion(page=1, box=Box(x0=at, y0=40, x1=at + 170, y1=700)) for at in (20, 210, 400))


async def photo_of_three(company: Company) -> UUID:
    """A photo is received on which three documents were found. Returns its id."""
    document_id = uuid7()
    read = builders.extracted(company.client_id, document_id, DocumentKind.RECEIPT)
    whole = read.model_copy(update={"fields": DocumentFields(), "regions": PAPERS})
    received = builders.received(company.client_id, document_id, filename="bonnetjes.jpg", media_type="image/jpeg")
    await company.handle(received, whole)
    return document_id


async def divide_photo(company: Company, photo: UUID) -> list[UUID]:
    """The parts of a photo are received and read: receipts of three shops, each paid by card. Returns their ids."""
    parts = []
    for number, total in enumerate(("12.50", "8.20", "31.00"), start=1):
        part = uuid7()
        more: dict[str, Any] = {"number": f"T-{number}", "total": total, "seller": f"Winkel {number}", "iban": None}
        await company.handle(
            builders.received(company.client_id, part, part_of=photo, part_number=number),
            builders.extracted(company.client_id, part, DocumentKind.RECEIPT, supplier_vat=None, **more),
        )
        parts.append(part)
    return parts


async def refusal(company: Company, document_id: UUID, action: str) -> str:
    answer = await company.request("POST", f"/documents/{document_id}/actions", json={"action": action})
    assert answer.status_code == 409, answer.text
    return str(answer.json()["code"])


async def test_a_photo_of_several_documents_has_a_task_and_waits(company: Company) -> None:
    photo = await photo_of_three(company)

    (task,) = (await company.get("/tasks"))["items"]
    detail = await company.get(f"/documents/{photo}")
    by_hand = await company.request("POST", f"/documents/{photo}/release")

    assert (task["reason"], task["params"]) == ("several_documents", {"count": 3, "failure": None})
    assert task["text"] == "This photo shows 3 documents. Should it be split, or is it one document?"
    assert task["actions"] == ["divide", "one_document", "not_an_invoice", "delete"]
    assert (detail["state"], detail["hold"], len(detail["regions"])) == ("waiting", "several_documents", 3)
    assert (by_hand.status_code, by_hand.json()["code"]) == (409, "cannot_release_several_documents")


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Cette photo montre 3 documents"), ("nl", "Deze foto toont 3 documenten")]
)
async def test_the_task_is_in_the_readers_language(company: Company, language: str, words: str) -> None:
    await photo_of_three(company)

    (task,) = (await company.get("/tasks", language=language))["items"]

    assert task["text"].startswith(words)


async def test_divided_it_is_kept_and_its_parts_go_their_way(company: Company) -> None:
    photo = await photo_of_three(company)

    await company.command("documents", photo, "divide")
    parts = await divide_photo(company, photo)
    for part in parts:
        await company.command("documents", part, "cash")

    (decided,) = await company.published(DivisionDecided)
    detail = await company.get(f"/documents/{photo}")
    one = await company.get(f"/documents/{parts[1]}")
    assert (decided.document_id, decided.divide, decided.decided_by) == (photo, True, company.user_id)
    assert (detail["state"], detail["hold"], detail["parts"]) == ("archived", "kept_only", [str(p) for p in parts])
    assert (one["part_of"], one["part_number"]) == (str(photo), 2)
    assert {event.document_id for event in await company.published(DocumentReleased)} == set(parts)


async def test_the_task_itself_takes_the_answer(company: Company) -> None:
    await photo_of_three(company)
    (task,) = (await company.get("/tasks"))["items"]

    answered = await company.command("tasks", task["task_id"], "divide")

    assert (answered["status"], answered["action"]) == ("parked", "divide")
    assert datetime.fromisoformat(answered["comes_back_at"]) - datetime.now(UTC) < DIVISION_TIMEOUT
    assert [(closed.reason, closed.action) for closed in await company.published(TaskClosed)] == [
        ("several_documents", "divide")
    ]


async def test_said_to_be_one_document_it_waits_until_it_is_read_as_one(company: Company) -> None:
    photo = await photo_of_three(company)

    await company.command("documents", photo, "one_document")
    asked_meanwhile = await company.tasks()
    again = builders.extracted(company.client_id, photo, DocumentKind.RECEIPT)
    await company.handle(again.model_copy(update={"extracted_at": builders.NOON + timedelta(minutes=5)}))

    (decided,) = await company.published(DivisionDecided)
    detail = await company.get(f"/documents/{photo}")
    assert (decided.divide, asked_meanwhile) == (False, set())
    assert await company.tasks() == {("payment_missing", str(photo))}
    assert (detail["regions"], detail["total"]) == ([], "121.00")


async def test_it_is_divided_once(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")

    assert await refusal(company, photo, "divide") == "already_divided"
    assert len(await company.published(DivisionDecided)) == 1


async def test_a_divided_photo_becomes_one_document_again_only_without_its_parts(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    before_they_came = await refusal(company, photo, "one_document")
    parts = await divide_photo(company, photo)
    with_parts = await refusal(company, photo, "one_document")
    await company.command("documents", photo, "reopen")
    reopened = await company.state(photo)
    for part in parts:
        await company.command("documents", part, "delete")

    await company.command("documents", photo, "one_document")

    assert (before_they_came, with_parts, reopened) == ("division_under_way", "parts_first", "archived")
    assert await refusal(company, parts[0], "restore") == "photo_is_one_document"
    assert [event.divide for event in await company.published(DivisionDecided)] == [True, False]


async def test_an_ordinary_document_cannot_be_divided(company: Company) -> None:
    invoice = await company.add_document()

    assert await refusal(company, invoice, "divide") == "not_several_documents"


async def test_no_transaction_is_linked_to_a_photo_of_several_documents(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.add_transaction(amount="-51.70")

    assert await company.links() == set()
    assert await company.state(photo) == "waiting"


async def failed(company: Company, photo: UUID, code: str = "file_missing") -> None:
    """The division that was decided for the photo fails."""
    *_, decided = await company.published(DivisionDecided)
    await company.handle(
        DivisionFailed(
            client_id=company.client_id,
            document_id=photo,
            reason=Reason(code=code),
            failed_at=datetime.now(UTC),
            decided_at=decided.decided_at,
        )
    )


async def open_task(company: Company, status: str = "open", language: str = "en") -> Any:
    (task,) = (await company.get(f"/tasks?status={status}&reason=several_documents", language=language))["items"]
    return task


async def after_an_hour(company: Company) -> None:
    """Run the jobs an hour and a minute later."""
    await company.run_jobs(at=datetime.now(UTC) + DIVISION_TIMEOUT + timedelta(minutes=1))


async def test_a_division_that_fails_comes_back_with_the_reason(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    while_it_is_divided = await company.tasks()

    await failed(company, photo)

    task, detail = await open_task(company), await company.get(f"/documents/{photo}")
    *_, opened = await company.published(TaskOpened)
    assert while_it_is_divided == set()
    assert task["text"] == (
        "This photo of 3 documents could not be split. The file is no longer in our storage. Try again, or is it one "
        "document?"
    )
    assert task["actions"] == ["divide", "one_document", "not_an_invoice", "delete"]
    assert opened.params == {"count": "3", "code": "file_missing", "asked": "divide"}
    assert (detail["state"], detail["hold"]) == ("waiting", "several_documents")
    assert detail["division_failure"]["code"] == "file_missing"
    assert detail["division_failure"]["text"] == "The file is no longer in our storage."


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("limits", "fr", "n'a pas pu être divisée. Ce fichier contient trop de lignes ou des textes trop longs"),
        ("damaged", "nl", "kon niet worden gesplitst. Het bestand is beschadigd of onvolledig."),
        ("never_heard_of", "nl", "kon niet worden gesplitst. Er is iets misgegaan."),
    ],
)
async def test_the_reason_of_a_failure_is_in_the_readers_language(
    company: Company, code: str, language: str, words: str
) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")

    await failed(company, photo, code)

    assert words in (await open_task(company, language=language))["text"]


async def test_after_a_failure_it_can_be_divided_again(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    await failed(company, photo)

    await company.command("documents", photo, "divide")
    parts = await divide_photo(company, photo)

    detail = await company.get(f"/documents/{photo}")
    assert [decided.divide for decided in await company.published(DivisionDecided)] == [True, True]
    assert (detail["state"], detail["parts"]) == ("archived", [str(part) for part in parts])
    assert (detail["division_failure"], detail["tasks"]) == (None, [])


async def test_after_a_failure_it_can_be_one_document(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    await failed(company, photo)

    await company.command("documents", photo, "one_document")
    again = builders.extracted(company.client_id, photo, DocumentKind.RECEIPT)
    await company.handle(again.model_copy(update={"extracted_at": builders.NOON + timedelta(minutes=5)}))

    assert await company.tasks() == {("payment_missing", str(photo))}
    assert (await company.get("/tasks?status=parked"))["items"] == []


async def test_a_photo_that_cannot_be_read_as_one_document_comes_back_too(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "one_document")

    await failed(company, photo)

    assert (await open_task(company))["text"].startswith("This photo could not be read as one document. The file is")


async def test_news_of_an_older_answer_does_not_take_back_the_newer(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    first = (await company.published(DivisionDecided))[0]
    await failed(company, photo)
    await company.command("documents", photo, "divide")

    await company.handle(
        DivisionFailed(
            client_id=company.client_id,
            document_id=photo,
            reason=Reason(code="limits"),
            failed_at=datetime.now(UTC),
            decided_at=first.decided_at,
        )
    )

    assert (await company.state(photo), await company.tasks()) == ("archived", set())


async def test_a_division_without_an_outcome_comes_back_after_an_hour(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    await company.run_jobs(at=datetime.now(UTC) + DIVISION_TIMEOUT - timedelta(minutes=1))
    before = await company.tasks()

    await after_an_hour(company)

    assert before == set()
    assert "could not be split. It took too long." in (await open_task(company))["text"]
    assert await company.state(photo) == "waiting"


async def test_a_division_that_was_done_never_comes_back(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    parts = await divide_photo(company, photo)
    for part in parts:
        await company.command("documents", part, "cash")

    await after_an_hour(company)

    assert (await company.tasks(), await company.state(photo)) == (set(), "archived")


async def test_a_part_that_was_a_document_before_counts_as_one(company: Company) -> None:
    photo, before = await photo_of_three(company), await company.add_document(DocumentKind.RECEIPT, total="12.50")
    await company.command("documents", photo, "divide")
    again = DocumentSeenAgain(
        client_id=company.client_id, document_id=before, sha256=builders.SHA, filename="bonnetjes 3-3.jpg",
        channel=Channel.UPLOAD, received_at=builders.NOON, part_of=photo, part_number=3,
    )  # fmt: skip

    await company.handle(again, *(builders.received(company.client_id, part_of=photo, part_number=n) for n in (1, 2)))
    await after_an_hour(company)

    detail = await company.get(f"/documents/{photo}")
    assert (detail["state"], len(detail["parts"]), detail["parts"][-1]) == ("archived", 3, str(before))
    assert await refusal(company, photo, "one_document") == "parts_first"


async def test_parts_that_come_after_all_are_taken_for_the_division(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    await after_an_hour(company)

    parts = await divide_photo(company, photo)

    detail = await company.get(f"/documents/{photo}")
    assert (detail["state"], detail["parts"]) == ("archived", [str(part) for part in parts])
    assert [(await company.state(part)) for part in parts] == ["waiting"] * 3
    assert ("several_documents", str(photo)) not in await company.tasks()


async def test_parts_that_come_when_it_has_become_one_document_are_put_away(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    await after_an_hour(company)
    await company.command("documents", photo, "one_document")

    parts = await divide_photo(company, photo)

    history = await company.get(f"/documents/{parts[0]}/history")
    assert [await company.state(part) for part in parts] == ["deleted"] * 3
    assert await refusal(company, parts[0], "restore") == "photo_is_one_document"
    assert "Set aside" in str(history)


async def test_with_some_parts_here_a_failed_division_is_not_one_document(company: Company) -> None:
    photo = await photo_of_three(company)
    await company.command("documents", photo, "divide")
    await company.handle(builders.received(company.client_id, part_of=photo, part_number=1))
    await after_an_hour(company)

    assert await refusal(company, photo, "one_document") == "parts_first"
    assert (await open_task(company))["params"]["failure"]["reason"]["code"] == "no_answer"
