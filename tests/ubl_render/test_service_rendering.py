"""The service receives a release, stores the files, and publishes one event."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from contracts.events.release import DocumentReleased
from contracts.events.rendering import UblRefused, UblRendered
from libs.service_kit.testing import Harness
from libs.ubl_schema import read, write_ubl
from libs.ubl_schema.pdf import read_pdf
from services.ocr_extract.files.mupdf import pymupdf
from services.ubl_render.app import app
from services.ubl_render.service import Deps
from tests.conftest import OpenHarness
from tests.schema_check import differences
from tests.ubl_oracle import validated
from tests.ubl_render import builders
from tests.ubl_render.test_received import sent


@pytest.fixture
async def ubl_render(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def blob(service: Harness[Deps], sha256: str) -> bytes:
    return await service.running.blobs.get(sha256)


async def rendered(service: Harness[Deps], release: DocumentReleased) -> UblRendered:
    """Returns the event of this release."""
    assert await service.handle(release) == "handled"
    (event,) = [e for e in await service.events(UblRendered) if e.release_id == release.release_id]
    return event  # type: ignore[no-any-return]


async def refused(service: Harness[Deps], release: DocumentReleased) -> list[str]:
    """Returns the codes with which this release is refused."""
    assert await service.handle(release) == "handled"
    (event,) = [e for e in await service.events(UblRefused) if e.release_id == release.release_id]
    return [reason.code for reason in event.reasons]


async def test_a_release_becomes_a_valid_file_in_the_store(ubl_render: Harness[Deps]) -> None:
    pdf = await ubl_render.running.blobs.put(builders.PDF)
    release = builders.release(ubl_render.client_id, pdf_sha256=pdf)

    event = await rendered(ubl_render, release)

    content = await blob(ubl_render, event.files[0].sha256)
    assert validated(content, needs_endpoints=False).is_clean
    assert event.files[0].size == len(content)
    assert event.validation.rule_sets == ("UBL-2.1-XSD", "EN16931-UBL-1.3.16")
    assert [item.content for item in read(content).invoice.attachments] == [builders.PDF]


async def test_the_same_release_in_two_events_is_announced_once(ubl_render: Harness[Deps]) -> None:
    release = builders.release(ubl_render.client_id)

    await ubl_render.handle(release)
    await ubl_render.handle(release)

    assert len(await ubl_render.events(UblRendered)) == 1


async def test_what_cannot_be_made_valid_is_refused_with_reasons(ubl_render: Harness[Deps]) -> None:
    without_totals = builders.fields(total_with_vat=None, total_without_vat=None, total_vat=None, vat=())

    assert await refused(ubl_render, builders.release(ubl_render.client_id, fields=without_totals))
    assert await refused(ubl_render, builders.release(ubl_render.client_id, package="abacus")) == ["package_unknown"]


def scanned(form: str, **more: Any) -> bytes:
    """Returns an image file that is higher than wide, red above and blue below."""
    out = BytesIO()
    sheet(form, 0).save(out, form, **more)
    return out.getvalue()


def sheet(form: str, turned: int) -> Image.Image:
    image = Image.new("RGB", (300, 500), (200, 30, 30))
    image.paste((30, 30, 200), (0, 250, 300, 500))
    return image.rotate(turned, expand=True).convert("P" if form == "GIF" else "RGB")


def sideways_photo() -> bytes:
    """Returns the image as a phone held sideways saves it: rotated, with the orientation in EXIF."""
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    sheet("JPEG", 90).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("media_type", "image", "pages"),
    [
        pytest.param("bmp", scanned("BMP"), 1, marks=pytest.mark.feature(113)),
        pytest.param("gif", scanned("GIF"), 1, marks=pytest.mark.feature(114)),
        pytest.param("jpeg", scanned("JPEG"), 1, marks=pytest.mark.feature(115)),
        pytest.param("jpeg", sideways_photo(), 1, marks=pytest.mark.feature(115)),
        pytest.param("png", scanned("PNG"), 1, marks=pytest.mark.feature(117)),
        pytest.param(
            "tiff",
            scanned("TIFF", save_all=True, append_images=[sheet("TIFF", 0)] * 2),
            3,
            marks=pytest.mark.feature(118),
        ),
    ],
    ids=["bmp", "gif", "jpeg", "jpeg turned by the camera", "png", "tiff of three pages"],
)
async def test_an_image_is_embedded_as_the_upright_pdf_that_is_in_the_store(
    ubl_render: Harness[Deps], media_type: str, image: bytes, pages: int
) -> None:
    sha256 = await ubl_render.running.blobs.put(image)
    release = builders.release(ubl_render.client_id, sha256=sha256, media_type=f"image/{media_type}")

    event = await rendered(ubl_render, release)

    content = await blob(ubl_render, event.files[0].sha256)
    report = json.loads(await blob(ubl_render, event.validation.report_sha256 or ""))
    (attachment,) = read(content).invoice.attachments
    assert attachment.content == await blob(ubl_render, report["document"]["sha256"])
    assert report["document"]["made_by"] == report["steps"][0] == "image_to_pdf"
    assert validated(content, needs_endpoints=False).is_clean
    pdf = pymupdf.open(stream=attachment.content, filetype="pdf")
    assert len(pdf) == pages
    for page in pdf:
        seen = page.get_pixmap()
        above, below = (seen.pixel(seen.width // 2, seen.height * part // 4) for part in (1, 3))
        assert above[0] > 150 > below[0]
        assert below[2] > 150 > above[2]


@pytest.mark.feature(114)
async def test_an_animated_image_is_refused(ubl_render: Harness[Deps]) -> None:
    moving = scanned("GIF", save_all=True, append_images=[sheet("GIF", 180)])
    sha256 = await ubl_render.running.blobs.put(moving)

    codes = await refused(ubl_render, builders.release(ubl_render.client_id, sha256=sha256, media_type="image/gif"))

    assert codes == ["image_animated"]


async def test_a_file_that_is_not_an_image_is_refused(ubl_render: Harness[Deps]) -> None:
    broken = await ubl_render.running.blobs.put(b"no image at all")

    codes = await refused(ubl_render, builders.release(ubl_render.client_id, sha256=broken, media_type="image/png"))

    assert codes == ["image_unknown"]


async def test_a_factur_x_is_made_apart_and_announced_with_its_level(ubl_render: Harness[Deps]) -> None:
    pdf = await ubl_render.running.blobs.put(builders.PDF)

    event = await rendered(ubl_render, builders.release(ubl_render.client_id, package="agiris", pdf_sha256=pdf))

    content = await blob(ubl_render, event.files[0].sha256)
    assert (event.dialect, event.files[0].media_type) == ("cii-basicwl", "application/pdf")
    assert read_pdf(content).invoice.number == "2026-0042"


async def test_an_e_invoice_without_pdf_gets_a_page_only_where_the_package_wants_one(
    ubl_render: Harness[Deps],
) -> None:
    xml = await ubl_render.running.blobs.put(write_ubl(sent().model_copy(update={"attachments": ()})))
    bare = {"sha256": xml, "embedded_sha256": xml, "media_type": "application/xml"}
    path = f"/v1/clients/{ubl_render.client_id}/packages/wings/choice"
    await ubl_render.http("PUT", path, rights=["connections:email"], json={"dialect": "efff"})

    onward = await rendered(ubl_render, builders.release(ubl_render.client_id, **bare))
    drawn = await rendered(ubl_render, builders.release(ubl_render.client_id, package="wings", **bare))

    assert onward.files[0].sha256 == xml
    (page,) = read(await blob(ubl_render, drawn.files[0].sha256)).invoice.attachments
    report = json.loads(await blob(ubl_render, drawn.validation.report_sha256 or ""))
    assert page.content == await blob(ubl_render, report["document"]["sha256"])
    assert report["document"]["made_by"] == "page_drawn_from_the_e_invoice"


@pytest.mark.feature(300)
async def test_another_package_changes_what_is_rendered_later_and_nothing_before(ubl_render: Harness[Deps]) -> None:
    path = f"/v1/clients/{ubl_render.client_id}/packages/wings/choice"
    await ubl_render.http("PUT", path, rights=["connections:email"], json={"dialect": "efff"})
    pdf = await ubl_render.running.blobs.put(builders.PDF)
    before = builders.release(ubl_render.client_id, pdf_sha256=pdf)
    first = await rendered(ubl_render, before)
    kept = await blob(ubl_render, first.files[0].sha256)

    after = builders.release(ubl_render.client_id, pdf_sha256=pdf, package="wings", document_id=before.document_id)
    later = await rendered(ubl_render, after)
    await ubl_render.handle(before)

    listed = await ubl_render.http(
        "GET",
        f"/v1/clients/{ubl_render.client_id}/documents/{before.document_id}/renderings",
        rights=["documents:read"],
    )
    assert (first.dialect, later.dialect) == ("bis3", "efff")
    assert {one["package"]: one["files"][0]["sha256"] for one in listed.json()} == {
        "octopus": first.files[0].sha256,
        "wings": later.files[0].sha256,
    }
    assert await blob(ubl_render, first.files[0].sha256) == kept
    assert len(await ubl_render.events(UblRendered)) == 2


@pytest.mark.feature(325)
async def test_a_client_that_asks_for_the_original_gets_it_beside_from_then_on(ubl_render: Harness[Deps]) -> None:
    pdf = await ubl_render.running.blobs.put(builders.PDF)
    path = f"/v1/clients/{ubl_render.client_id}/packages/agiris/choice"

    off = await rendered(ubl_render, builders.release(ubl_render.client_id, package="agiris", pdf_sha256=pdf))
    chosen = await ubl_render.http("PUT", path, rights=["connections:email"], json={"pdf_beside": True})
    on = await rendered(ubl_render, builders.release(ubl_render.client_id, package="agiris", pdf_sha256=pdf))

    assert chosen.status_code == 200
    assert (len(off.files), len(on.files)) == (1, 2)
    assert on.files[1].sha256 == pdf


@pytest.mark.feature(344)
async def test_the_file_and_its_report_can_be_seen_by_their_owner_only(ubl_render: Harness[Deps]) -> None:
    release = builders.release(ubl_render.client_id)
    await ubl_render.handle(release)
    path = f"/v1/clients/{{}}/documents/{release.document_id}/renderings/{release.release_id}"

    own = [
        await ubl_render.http("GET", path.format(ubl_render.client_id) + end, rights=["documents:read"])
        for end in ("/files/0", "/report")
    ]
    strangers = [
        await ubl_render.http(
            "GET",
            path.format(ubl_render.other_client_id) + end,
            rights=["documents:read"],
            client_id=ubl_render.other_client_id,
        )
        for end in ("/files/0", "/report")
    ]

    assert validated(own[0].content, needs_endpoints=False).is_clean
    assert own[1].json()["dialect"] == "bis3"
    assert own[1].json()["carriers"]["factur-x"]
    assert [answer.status_code for answer in strangers] == [404, 404]


async def test_what_was_refused_has_no_file_and_no_report(ubl_render: Harness[Deps]) -> None:
    release = builders.release(ubl_render.client_id, package="abacus")
    await ubl_render.handle(release)
    path = f"/v1/clients/{ubl_render.client_id}/documents/{release.document_id}/renderings/{release.release_id}"

    answers = [await ubl_render.http("GET", path + end, rights=["documents:read"]) for end in ("/files/0", "/report")]

    assert [answer.status_code for answer in answers] == [404, 404]


async def test_the_same_document_gives_the_same_report(ubl_render: Harness[Deps]) -> None:
    release = builders.release(ubl_render.client_id)
    again = release.model_copy(update={"release_id": uuid4(), "released_at": release.released_at + timedelta(days=1)})

    first, second = await rendered(ubl_render, release), await rendered(ubl_render, again)

    assert first.validation == second.validation
    assert first.files == second.files


async def test_the_tables_are_what_the_migrations_make(ubl_render: Harness[Deps]) -> None:
    assert await differences(ubl_render) == []
