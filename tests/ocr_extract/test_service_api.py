"""The "document data" screen."""

import io
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from contracts.events.extraction import DocumentExtracted
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.service import Deps
from tests.conftest import OpenHarness
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, client_configured, document_received, pdf
from tests.ocr_extract.scans import blurred, clean, saved, worn

READ = ["documents:read"]


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


async def read(reader: Harness[Deps], data: bytes) -> str:
    sha256 = await reader.running.blobs.put(data)
    event = document_received(reader.client_id, sha256)
    await reader.handle(event)
    return f"/v1/clients/{reader.client_id}/documents/{event.document_id}/fields"


@pytest.mark.feature(159)
async def test_every_field_is_shown_with_its_confidence_and_its_box(reader: Harness[Deps]) -> None:
    path = await read(reader, pdf(INVOICE))

    answer = await reader.http("GET", path, rights=READ)

    shown = answer.json()
    total = shown["fields"]["total_with_vat"]
    assert (answer.status_code, shown["state"], shown["kind"]) == (200, "read", "purchase_invoice")
    assert (total["value"], total["sure"], total["origin"], total["page"]) == ("272.50", True, "text", 1)
    assert 0 < total["box"]["x0"] < total["box"]["x1"] < 595
    assert total["confidence"] > 0.9


async def test_an_unreadable_document_says_why_in_the_readers_language(reader: Harness[Deps]) -> None:
    path = await read(reader, bad_files.encrypted())

    answer = await reader.http("GET", path, rights=READ, language="nl")

    shown = answer.json()
    assert (shown["state"], shown["reason"]["code"], shown["fields"]) == ("unreadable", "password", None)
    assert "wachtwoord" in shown["reason"]["text"]


async def test_a_document_that_was_not_read_yet_is_not_found(reader: Harness[Deps]) -> None:
    answer = await reader.http("GET", f"/v1/clients/{reader.client_id}/documents/{uuid4()}/fields", rights=READ)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_read_yet")


async def test_another_client_finds_nothing_even_with_the_right_number(reader: Harness[Deps]) -> None:
    path = await read(reader, pdf(INVOICE))
    theirs = path.replace(str(reader.client_id), str(reader.other_client_id))

    direct = await reader.http("GET", path, rights=READ, client_id=reader.other_client_id)
    under_own_name = await reader.http("GET", theirs, rights=READ, client_id=reader.other_client_id)

    assert (direct.status_code, under_own_name.status_code) == (404, 404)


async def test_without_the_right_to_read_documents_nothing_is_shown(reader: Harness[Deps]) -> None:
    path = await read(reader, pdf(INVOICE))

    answer = await reader.http("GET", path, rights=["bank:read"])

    assert answer.status_code == 403


async def page(reader: Harness[Deps], fields_path: str, number: int) -> Any:
    return await reader.http("GET", fields_path.replace("/fields", f"/pages/{number}.png"), rights=READ)


@pytest.mark.feature(159)
async def test_a_page_is_shown_as_an_image_in_which_the_boxes_fit(reader: Harness[Deps]) -> None:
    path = await read(reader, pdf(INVOICE))
    box = (await reader.http("GET", path, rights=READ)).json()["fields"]["total_with_vat"]["box"]

    answer = await page(reader, path, 1)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["x-content-type-options"] == "nosniff"
    image = Image.open(io.BytesIO(answer.content)).convert("L")
    inside = image.crop(tuple(round(2 * box[edge]) for edge in ("x0", "y0", "x1", "y1")))
    shades = sorted(inside.tobytes())
    assert shades[0] < 100 < 200 < shades[-1], "ink on paper"


async def test_a_page_that_is_not_there_and_a_document_without_pages_are_not_found(reader: Harness[Deps]) -> None:
    read_path, unreadable = await read(reader, pdf(INVOICE)), await read(reader, bad_files.docx())

    answers = [await page(reader, read_path, 2), await page(reader, unreadable, 1)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "no_such_page"),
        (404, "not_shown"),
    ]


async def test_a_scan_is_kept_as_a_searchable_pdf_beside_the_original(reader: Harness[Deps]) -> None:
    photo = saved(worn(clean()), "JPEG")
    path = await read(reader, photo)

    shown = (await reader.http("GET", path, rights=READ)).json()
    (said,) = await reader.events(DocumentExtracted)

    assert (shown["reader"], shown["has_pdf"], shown["fields"]["total_with_vat"]["origin"]) == ("rapidocr", True, "ocr")
    assert said.pdf_sha256 not in (None, said.sha256)
    assert await reader.running.blobs.get(said.sha256) == photo
    kept = pymupdf.open(stream=await reader.running.blobs.get(said.pdf_sha256 or ""), filetype="pdf")
    assert "VF-004513" in kept[0].get_text()


@pytest.mark.parametrize(("language", "words"), [("fr", "floue"), ("nl", "onscherp"), ("en", "blurred")])
async def test_a_blurred_photo_asks_for_another_in_the_readers_language(
    language: str, words: str, reader: Harness[Deps]
) -> None:
    path = await read(reader, blurred())

    shown = (await reader.http("GET", path, rights=READ, language=language)).json()

    assert shown["reason"]["code"] == "blurred"
    assert words in shown["reason"]["text"]
