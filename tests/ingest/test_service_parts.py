"""A photo of several documents was divided: each part becomes a document, once."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.events.division import DivisionFailed, DivisionPart, DocumentDivided
from contracts.events.document import DocumentReceived, DocumentSeenAgain
from libs.service_kit.testing import Harness
from services.ingest.app import app
from services.ingest.domain.file_name import part_name
from services.ingest.service import Deps
from tests.conftest import OpenHarness
from tests.ingest import builders


@pytest.fixture
async def ingest(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def upload(ingest: Harness[Deps], name: str, content: bytes, client_id: UUID | None = None) -> UUID:
    client_id = client_id or ingest.client_id
    path, files = f"/v1/clients/{client_id}/documents", [("files", (name, content, "image/jpeg"))]
    answer = await ingest.http("POST", path, rights=["documents:write"], client_id=client_id, files=files)
    return UUID(answer.json()["results"][0]["document_id"])


async def divided(ingest: Harness[Deps], photo: UUID, *parts: bytes, **more: Any) -> DocumentDivided:
    cut = [DivisionPart(number=n, sha256=await ingest.running.blobs.put(jpeg)) for n, jpeg in enumerate(parts, start=1)]
    values = {"client_id": ingest.client_id, "divided_at": "2026-03-02T08:20:13Z"} | more
    return DocumentDivided.model_validate(values | {"document_id": photo, "parts": cut})


def jpeg(mark: bytes) -> bytes:
    return builders.JPEG + mark


async def test_each_part_becomes_a_document_with_its_provenance(ingest: Harness[Deps]) -> None:
    photo = await upload(ingest, "bonnetjes.jpg", jpeg(b"whole"))

    outcome = await ingest.handle(await divided(ingest, photo, jpeg(b"one"), jpeg(b"two")))

    _, *parts = await ingest.events(DocumentReceived)
    path = f"/v1/clients/{ingest.client_id}/documents/{parts[1].document_id}/provenance"
    (came,) = (await ingest.http("GET", path, rights=["documents:read"])).json()
    assert outcome == "handled"
    assert [(p.part_of, p.part_number, p.filename, p.media_type, p.channel) for p in parts] == [
        (photo, 1, "bonnetjes 1-2.jpg", "image/jpeg", "upload"),
        (photo, 2, "bonnetjes 2-2.jpg", "image/jpeg", "upload"),
    ]
    assert (came["part_of"], came["part_number"]) == (str(photo), 2)


async def test_the_same_division_twice_makes_no_second_set(ingest: Harness[Deps]) -> None:
    photo = await upload(ingest, "bonnetjes.jpg", jpeg(b"whole"))

    await ingest.handle(await divided(ingest, photo, jpeg(b"one"), jpeg(b"two")))
    await ingest.handle(await divided(ingest, photo, jpeg(b"one"), jpeg(b"cut a little differently")))

    assert len(await ingest.events(DocumentReceived)) == 3
    assert await ingest.events(DocumentSeenAgain) == []


async def test_a_part_that_was_received_before_is_not_a_second_document(ingest: Harness[Deps]) -> None:
    single = await upload(ingest, "bonnetje.jpg", jpeg(b"one"))
    photo = await upload(ingest, "bonnetjes.jpg", jpeg(b"whole"))

    await ingest.handle(await divided(ingest, photo, jpeg(b"one"), jpeg(b"two")))

    (again,) = await ingest.events(DocumentSeenAgain)
    assert (again.document_id, again.part_of, again.part_number) == (single, photo, 1)
    assert len(await ingest.events(DocumentReceived)) == 3


async def test_a_photo_of_another_client_cannot_be_divided(ingest: Harness[Deps]) -> None:
    theirs = await upload(ingest, "theirs.jpg", jpeg(b"theirs"), ingest.other_client_id)

    stolen = await ingest.handle(await divided(ingest, theirs, jpeg(b"one")))
    invented = await ingest.handle(await divided(ingest, uuid4(), jpeg(b"two")))

    assert (stolen, invented) == ("dead", "dead")
    assert len(await ingest.events(DocumentReceived)) == 1


async def test_a_division_without_the_file_of_a_part_fails_and_makes_no_document(ingest: Harness[Deps]) -> None:
    photo = await upload(ingest, "bonnetjes.jpg", jpeg(b"whole"))
    event = await divided(ingest, photo, jpeg(b"one"), decided_at="2026-03-02T08:20:11Z")
    gone = DivisionPart(number=2, sha256="e" * 64)

    outcome = await ingest.handle(event.model_copy(update={"parts": (*event.parts, gone)}))

    (failed,) = await ingest.events(DivisionFailed)
    assert outcome == "handled"
    assert (failed.document_id, failed.reason.code, failed.decided_at) == (photo, "file_missing", event.decided_at)
    assert len(await ingest.events(DocumentReceived)) == 1


async def test_after_a_failure_the_next_division_makes_each_part_once(ingest: Harness[Deps]) -> None:
    photo = await upload(ingest, "bonnetjes.jpg", jpeg(b"whole"))
    event = await divided(ingest, photo, jpeg(b"one"), jpeg(b"two"))
    first, second = event.parts
    lost = second.model_copy(update={"sha256": "e" * 64})
    await ingest.handle(event.model_copy(update={"parts": (first, lost)}))

    await ingest.handle(event)
    await ingest.handle(event.model_copy(update={"parts": (first, lost)}))

    _, *parts = await ingest.events(DocumentReceived)
    assert [part.part_number for part in parts] == [1, 2]
    assert len(await ingest.events(DivisionFailed)) == 1


def test_a_part_is_named_after_its_photo() -> None:
    assert part_name("photo.of.us.heic", 2, 3) == "photo.of.us 2-3.jpg"
