"""The service: hears a release, keeps the files, says so once."""

from pathlib import Path

import pytest

from contracts.events.rendering import UblRefused, UblRendered
from libs.service_kit.harness import Harness
from services.ubl_render.app import app
from services.ubl_render.service import Deps
from tests.conftest import OpenHarness
from tests.schema_check import differences
from tests.ubl_oracle import judge
from tests.ubl_render import builders


@pytest.fixture
async def ubl_render(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def test_a_release_becomes_a_valid_file_in_the_store(ubl_render: Harness[Deps]) -> None:
    pdf = await ubl_render.running.blobs.put(builders.PDF)
    release = builders.release(ubl_render.client_id, pdf_sha256=pdf)

    outcome = await ubl_render.handle(release)

    (event,) = await ubl_render.events(UblRendered)
    content = await ubl_render.running.blobs.get(event.files[0].sha256)
    assert outcome == "handled"
    assert judge(content, needs_endpoints=False).is_clean
    assert (event.release_id, event.files[0].size) == (release.release_id, len(content))
    assert event.validation.rule_sets == ("UBL-2.1-XSD", "EN16931")


async def test_the_same_release_in_two_events_is_announced_once(ubl_render: Harness[Deps]) -> None:
    release = builders.release(ubl_render.client_id)

    await ubl_render.handle(release)
    await ubl_render.handle(release)

    assert len(await ubl_render.events(UblRendered)) == 1


async def test_what_cannot_be_made_valid_is_refused_with_reasons(ubl_render: Harness[Deps]) -> None:
    await ubl_render.handle(builders.release(ubl_render.client_id, fields=builders.fields(total_incl=None, vat=())))
    await ubl_render.handle(builders.release(ubl_render.client_id, package="abacus"))

    refusals = await ubl_render.events(UblRefused)
    assert len(refusals) >= 1
    assert refusals[-1].reasons[0].code == "package_unknown"


@pytest.mark.feature(344)
async def test_the_file_can_be_downloaded_by_its_owner_only(ubl_render: Harness[Deps]) -> None:
    release = builders.release(ubl_render.client_id)
    await ubl_render.handle(release)
    path = f"/v1/clients/{{}}/documents/{release.document_id}/renderings/{release.release_id}/files/0"

    own = await ubl_render.http("GET", path.format(ubl_render.client_id), rights=["documents:read"])
    stranger = await ubl_render.http(
        "GET",
        path.format(ubl_render.other_client_id),
        rights=["documents:read"],
        client_id=ubl_render.other_client_id,
    )

    assert own.status_code == 200
    assert judge(own.content, needs_endpoints=False).is_clean
    assert stranger.status_code == 404


async def test_the_tables_are_what_the_migrations_make(ubl_render: Harness[Deps]) -> None:
    assert await differences(ubl_render) == []


def test_no_profile_is_left_out_of_the_folder() -> None:
    folder = Path(__file__).parents[2] / "services/ubl_render/packages"

    assert all(file.suffix == ".yaml" for file in folder.iterdir())
