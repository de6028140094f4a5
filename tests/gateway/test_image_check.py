"""A photo is checked before its upload, as a web app asks: through the gateway, by ocr_extract."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import httpx
import numpy as np
import pytest

from libs.embedded.broker import Broker
from services.ocr_extract.app import app as ocr_extract_app
from tests.conftest import SettingsFor
from tests.gateway.platform import Platform, User, start_platform
from tests.ocr_extract.bad_files import huge_png
from tests.ocr_extract.builders import INVOICE, pdf
from tests.ocr_extract.scans import clean, saved, worn

LARGEST = 4 << 20
GOOD = {"good": True, "hints": []}


@pytest.fixture(scope="module")
async def platform(settings_for: SettingsFor, broker: Broker) -> AsyncIterator[Platform]:
    """With ocr_extract, which checks photos without an OCR engine."""
    settings = {"ocr_engine": "none", "file_bytes": LARGEST}
    opened = await start_platform(settings_for, broker, more={"ocr_extract": (ocr_extract_app, settings)})
    yield opened
    await opened.stack.aclose()


def blurred() -> bytes:
    return saved(np.asarray(cv2.GaussianBlur(clean(), (0, 0), 5.0), np.uint8), "JPEG")


def good() -> bytes:
    return saved(worn(clean()), "JPEG")


async def check(user: User, file: bytes, *, client_id: str | None = None) -> httpx.Response:
    path = f"/v1/clients/{client_id or user.session['client_id']}/images/check"
    return await user("POST", path, files={"file": ("foto.jpg", file, "image/jpeg")})


@pytest.mark.feature(127)
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The photo is blurred."), ("fr", "La photo est floue."), ("nl", "De foto is onscherp.")],
)
async def test_a_user_is_asked_in_their_language_to_take_a_blurred_photo_again(
    platform: Platform, language: str, words: str
) -> None:
    owner = await platform.owner(await platform.firm())
    await owner("PATCH", "/v1/me", json={"language": language})

    answer = await check(owner, blurred())

    (hint,) = answer.json()["hints"]
    assert (answer.status_code, answer.json()["good"], hint["code"]) == (200, False, "blurred")
    assert hint["text"].startswith(words)


@pytest.mark.feature(127)
async def test_a_good_photo_passes_and_is_not_kept(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    answer = await check(owner, good())

    blobs = Path(urlsplit(platform.running["ocr_extract"].settings.blob_url).path)
    assert (answer.status_code, answer.json()) == (200, GOOD)
    assert [found for found in blobs.rglob("*") if found.is_file()] == []


@pytest.mark.feature(11)
async def test_a_photo_for_a_client_of_another_tenant_is_not_checked(platform: Platform) -> None:
    owner, victim = await platform.owner(await platform.firm()), await platform.owner(await platform.firm())

    foreign = await check(owner, blurred(), client_id=victim.session["client_id"])
    unknown = await check(owner, blurred(), client_id="019bb1c1-6440-723f-a603-f61dc036b5c5")

    assert [(answer.status_code, answer.json()["code"]) for answer in (foreign, unknown)] == [(404, "not_found")] * 2


async def test_a_photo_is_checked_only_for_a_signed_in_user(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    path = f"/v1/clients/{owner.session['client_id']}/images/check"

    nobody = await platform.browser.post(path, files={"file": ("foto.jpg", good(), "image/jpeg")})
    forged = await platform.browser.post(
        path, files={"file": ("foto.jpg", good(), "image/jpeg")}, headers={"authorization": "Bearer forged"}
    )

    assert [(answer.status_code, answer.json()["code"]) for answer in (nobody, forged)] == [(401, "not_signed_in")] * 2


@pytest.mark.feature(126)
async def test_a_file_over_the_limit_is_refused_with_the_limit(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    at_limit, one_more = [await check(owner, bytes(size)) for size in (LARGEST, LARGEST + 1)]

    assert at_limit.status_code == 200
    assert (one_more.status_code, one_more.json()["code"]) == (413, "file_too_large")
    assert one_more.json()["params"] == {"limit": "4"}


async def test_an_image_with_too_many_pixels_is_reported_and_the_next_one_is_checked(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    bomb, after = await check(owner, huge_png()), await check(owner, good())

    assert [hint["code"] for hint in bomb.json()["hints"]] == ["too_large_page"]
    assert after.json() == GOOD


@pytest.mark.parametrize("file", [pdf(INVOICE), b"<?xml version='1.0'?><Invoice/>", b"anything at all", b""])
async def test_a_file_that_is_not_an_image_has_no_hints(platform: Platform, file: bytes) -> None:
    owner = await platform.owner(await platform.firm())

    answer = await check(owner, file)

    assert (answer.status_code, answer.json()) == (200, GOOD)


async def test_a_request_without_a_file_is_refused(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    answer = await owner("POST", f"/v1/clients/{owner.session['client_id']}/images/check", json={})

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
