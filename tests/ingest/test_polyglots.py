"""Files that are two things at once, at the upload: refused by name, or taken in and never shown by a browser."""

import pytest

from contracts.events.document import DocumentReceived
from libs.service_kit.testing import Harness
from services.ingest.app import app
from services.ingest.service import Deps
from tests.conftest import OpenHarness
from tests.files.test_two_things import FOREIGN, HONEST, REFUSED
from tests.ingest.test_hostile_uploads import upload


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Names and types that a sender may claim."""
    return ["factuur.pdf", "factuur.html", "factuur.exe", "factuur.jpg", "factuur"]


@pytest.fixture
async def ingest(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def test_what_nothing_legitimate_makes_is_refused_by_name_whatever_it_is_called(
    ingest: Harness[Deps], names: list[str]
) -> None:
    for number, (what, content, name) in enumerate(REFUSED):
        answer = await upload(ingest, names[number % len(names)], content)

        assert (answer.status_code, answer.json()["code"]) == (415, "format_not_accepted"), what
        assert answer.json()["params"]["found"] == name, what
    assert await ingest.events(DocumentReceived) == []


async def test_what_is_taken_in_comes_back_as_a_download_that_no_browser_shows(ingest: Harness[Deps]) -> None:
    for what, content in [*FOREIGN, *HONEST]:
        sent = await upload(ingest, "factuur.html", content, "text/html")
        document = sent.json()["results"][0]["document_id"]

        path = f"/v1/clients/{ingest.client_id}/documents/{document}/file"
        back = await ingest.http("GET", path, rights=["documents:read"])

        assert back.content == content, what
        assert back.headers["content-type"] == "application/pdf"
        assert back.headers["content-disposition"].startswith("attachment;")
        assert back.headers["x-content-type-options"] == "nosniff"
        assert back.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert back.headers["cross-origin-resource-policy"] == "same-origin"
