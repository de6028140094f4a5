"""Files that are uploaded through the API."""

import asyncio
import hashlib
from typing import Any

import httpx
import pytest

from contracts.events.client import ClientConfigured
from contracts.events.document import DocumentReceived, DocumentRefused, DocumentSeenAgain
from libs.service_kit.testing import Harness
from services.ingest.app import app
from services.ingest.service import Deps
from services.ingest.settings import MEBIBYTE
from tests.conftest import OpenHarness
from tests.ingest import builders


@pytest.fixture
async def ingest(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def upload(ingest: Harness[Deps], *files: tuple[str, bytes], **more: Any) -> httpx.Response:
    form = [("files", (name, content, "application/octet-stream")) for name, content in files]
    path = f"/v1/clients/{ingest.client_id}/documents"
    return await ingest.http("POST", path, rights=["documents:write"], files=form, **more)


@pytest.mark.feature(84, 100)
async def test_a_file_is_kept_and_announced(ingest: Harness[Deps]) -> None:
    content = builders.pdf("one")

    answer = await upload(ingest, ("facture.pdf", content))

    (event,) = await ingest.events(DocumentReceived)
    assert answer.status_code == 201
    assert answer.json()["results"][0] == {
        "filename": "facture.pdf",
        "status": "received",
        "document_id": str(event.document_id),
        "problem": None,
    }
    assert (event.media_type, event.size, event.channel) == ("application/pdf", len(content), "upload")
    assert await ingest.running.blobs.get(event.sha256) == content


@pytest.mark.feature(84)
async def test_each_of_several_files_gets_its_own_result(ingest: Harness[Deps]) -> None:
    answer = await upload(
        ingest, ("a.pdf", builders.pdf("a")), ("b.docx", builders.docx()), ("c.png", builders.PNG), language="fr"
    )

    results = answer.json()["results"]
    assert answer.status_code == 207
    assert [r["status"] for r in results] == ["received", "refused", "received"]
    assert results[1]["problem"]["code"] == "format_not_accepted"
    assert "n'est pas accepté" in results[1]["problem"]["text"]
    assert len(await ingest.events(DocumentReceived)) == 2
    assert len(await ingest.events(DocumentRefused)) == 1


@pytest.mark.feature(119)
async def test_a_docx_is_answered_415_with_the_accepted_list(ingest: Harness[Deps]) -> None:
    answer = await upload(ingest, ("offerte.docx", builders.docx()), language="nl")

    assert (answer.status_code, answer.headers["content-type"]) == (415, "application/problem+json")
    for word in ("bmp", "gif", "jpeg", "pdf", "png", "tiff"):
        assert word in answer.json()["detail"].lower()


@pytest.mark.parametrize(
    ("language", "content", "words"),
    [
        ("fr", b"Bonjour", "Le format de notes.pdf (inconnu)"),
        ("nl", b"Goedendag", "Het formaat van notes.pdf (onbekend)"),
        ("fr", b"<html>", "Le format de notes.pdf (page web)"),
        ("nl", b"\xd0\xcf\x11\xe0", "Het formaat van notes.pdf (oud Office-bestand)"),
        ("en", b"MZ", "The format of notes.pdf (program)"),
    ],
)
async def test_a_format_that_is_refused_is_named_in_the_readers_language(
    language: str, content: bytes, words: str, ingest: Harness[Deps]
) -> None:
    alone = await upload(ingest, ("notes.pdf", content), language=language)
    beside = await upload(ingest, ("notes.pdf", content), ("a.pdf", builders.pdf("a")), language=language)

    assert alone.json()["detail"].startswith(words)
    assert beside.json()["results"][0]["problem"]["text"].startswith(words)


async def test_an_empty_file_is_answered_400(ingest: Harness[Deps]) -> None:
    answer = await upload(ingest, ("leeg.pdf", b""))

    assert (answer.status_code, answer.json()["code"]) == (400, "file_empty")


@pytest.mark.feature(126)
async def test_a_file_at_the_limit_is_accepted_and_one_byte_more_is_answered_413(ingest: Harness[Deps]) -> None:
    at_limit = builders.PDF + bytes(25 * MEBIBYTE - len(builders.PDF))

    taken = await upload(ingest, ("big.pdf", at_limit))
    refused = await upload(ingest, ("bigger.pdf", at_limit + b"\0"))

    assert taken.status_code == 201
    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")
    assert "25 MiB" in refused.json()["detail"]


async def test_a_request_over_every_limit_is_ended_early(ingest: Harness[Deps]) -> None:
    answer = await upload(ingest, ("huge.pdf", bytes(65 * MEBIBYTE)))

    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")
    assert await ingest.events() == []


async def test_the_extension_does_not_matter(ingest: Harness[Deps]) -> None:
    lying = await upload(ingest, ("photo.jpg", builders.pdf("lying")))
    text = await upload(ingest, ("invoice.pdf", b"this is no pdf"))

    (event,) = await ingest.events(DocumentReceived)
    assert lying.status_code == 201
    assert event.media_type == "application/pdf"
    assert text.status_code == 415


@pytest.mark.feature(128)
async def test_the_same_bytes_are_one_document_with_several_provenances(ingest: Harness[Deps]) -> None:
    content = builders.pdf("same")

    answers = await asyncio.gather(*(upload(ingest, (f"copy{n}.pdf", content)) for n in range(5)))

    documents = {a.json()["results"][0]["document_id"] for a in answers}
    (document,) = documents
    came = await ingest.http(
        "GET", f"/v1/clients/{ingest.client_id}/documents/{document}/provenance", rights=["documents:read"]
    )
    assert sorted(a.json()["results"][0]["status"] for a in answers) == ["duplicate"] * 4 + ["received"]
    assert len(await ingest.events(DocumentReceived)) == 1
    assert len(await ingest.events(DocumentSeenAgain)) == 4
    assert {p["filename"] for p in came.json()} == {f"copy{n}.pdf" for n in range(5)}


async def test_two_clients_with_the_same_file_have_a_document_each(ingest: Harness[Deps]) -> None:
    content = builders.pdf("shared")
    form = [("files", ("x.pdf", content, "application/pdf"))]

    await upload(ingest, ("x.pdf", content))
    await ingest.http(
        "POST",
        f"/v1/clients/{ingest.other_client_id}/documents",
        rights=["documents:write"],
        client_id=ingest.other_client_id,
        files=form,
    )

    received = await ingest.events(DocumentReceived)
    assert {e.client_id for e in received} == {ingest.client_id, ingest.other_client_id}
    assert len({e.document_id for e in received}) == 2


@pytest.mark.feature(338)
async def test_the_original_bytes_are_returned_and_cannot_run_in_the_browser(ingest: Harness[Deps]) -> None:
    content = builders.pdf("back")
    document = (await upload(ingest, ("é\r\nx: y.pdf", content))).json()["results"][0]["document_id"]

    path = f"/v1/clients/{ingest.client_id}/documents/{document}/file"
    answer = await ingest.http("GET", path, rights=["documents:read"])

    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(content).digest()
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.feature(11)
async def test_a_document_of_another_client_is_not_found(ingest: Harness[Deps]) -> None:
    document = (await upload(ingest, ("a.pdf", builders.pdf("secret")))).json()["results"][0]["document_id"]

    path = f"/v1/clients/{ingest.other_client_id}/documents/{document}/file"
    stranger = await ingest.http("GET", path, rights=["documents:read"], client_id=ingest.other_client_id)

    assert stranger.status_code == 404


async def test_no_file_is_accepted_for_a_company_that_is_no_longer_served(ingest: Harness[Deps]) -> None:
    await ingest.handle(
        ClientConfigured(client_id=ingest.client_id, name="Bakkerij", vat_number="BE0403170701", active=False)
    )

    answer = await upload(ingest, ("a.pdf", builders.pdf("late")))

    assert (answer.status_code, answer.json()["code"]) == (409, "client_inactive")
