"""Each state of a document is told with the change that the list shows, once and in order."""

from uuid import UUID

import pytest

from contracts.events.document_state import DocumentState, DocumentStateChanged
from contracts.events.extraction import DocumentReading, DocumentUnreadable
from contracts.ids import uuid7
from contracts.reason import Reason
from tests.reconcile.builders import NOON, SHA, received
from tests.reconcile.company import Company

S = DocumentState


def reading(company: Company, document_id: UUID) -> DocumentReading:
    return DocumentReading(client_id=company.client_id, document_id=document_id, sha256=SHA, begun_at=NOON)


async def told(company: Company, document_id: UUID) -> list[DocumentState]:
    """The states that were published about a document."""
    events = await company.published(DocumentStateChanged)
    return [event.state for event in events if event.document_id == document_id]


@pytest.mark.feature(134)
async def test_a_document_that_is_being_read_is_listed_so(company: Company) -> None:
    document_id = uuid7()

    await company.handle(received(company.client_id, document_id), reading(company, document_id))

    (listed,) = (await company.get("/documents?state=reading"))["items"]
    assert (listed["document_id"], listed["state"]) == (str(document_id), "reading")
    assert await told(company, document_id) == [S.RECEIVED, S.READING]


async def test_a_document_that_was_not_received_yet_is_neither_listed_nor_told(company: Company) -> None:
    document_id = uuid7()

    await company.handle(reading(company, document_id))
    before = (await company.get("/documents"))["items"], await told(company, document_id)
    await company.handle(received(company.client_id, document_id))

    assert before == ([], [])
    assert await told(company, document_id) == [S.READING]


async def test_a_reading_announced_after_its_end_changes_nothing(company: Company) -> None:
    document_id = await company.add_document()

    await company.handle(reading(company, document_id))

    assert await company.state(document_id) == "waiting"
    assert await told(company, document_id) == [S.RECEIVED, S.WAITING]


async def test_what_could_not_be_read_is_no_longer_being_read(company: Company) -> None:
    document_id = uuid7()
    unreadable = DocumentUnreadable(
        client_id=company.client_id,
        document_id=document_id,
        sha256=SHA,
        reason=Reason(code="damaged"),
        extracted_at=NOON,
    )

    await company.handle(received(company.client_id, document_id), reading(company, document_id), unreadable)

    assert await told(company, document_id) == [S.RECEIVED, S.READING, S.UNREADABLE]


async def test_a_release_is_told_with_its_revision(company: Company) -> None:
    document_id = await company.add_document()

    await company.post(f"/documents/{document_id}/release")

    events = await company.published(DocumentStateChanged)
    assert [(event.state, event.revision) for event in events] == [(S.RECEIVED, 0), (S.WAITING, 0), (S.RELEASED, 1)]


async def test_what_a_user_decides_is_told_too(company: Company) -> None:
    document_id = await company.add_document()

    await company.command("documents", document_id, "delete")
    await company.command("documents", document_id, "restore")

    assert await told(company, document_id) == [S.RECEIVED, S.WAITING, S.DELETED, S.WAITING]
