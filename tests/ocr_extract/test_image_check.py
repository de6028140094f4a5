"""Whether a photo is good enough: clear cases on both sides, and the answer that a web app gets before the upload."""

from collections.abc import Callable

import cv2
import httpx
import numpy as np
import pytest

from libs.reasons.reading import ReadingReason
from libs.service_kit import App
from libs.service_kit.testing import Harness
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Image
from services.ocr_extract.ocr.images.advice import advise
from services.ocr_extract.ocr.images.quality import faults
from services.ocr_extract.outcome import Advice, Outcome, Unreadable
from services.ocr_extract.service import Deps
from tests.conftest import OpenHarness
from tests.ocr_extract.bad_files import huge_png
from tests.ocr_extract.builders import INVOICE, pdf
from tests.ocr_extract.scans import clean, on_a_table, saved, tiff, worn
from tests.ocr_extract.several_documents import photo, receipt


def soft(sigma: float, image: Image | None = None) -> Image:
    return np.asarray(cv2.GaussianBlur(clean() if image is None else image, (0, 0), sigma), np.uint8)


def dim(light: float) -> Image:
    grain = np.random.default_rng(1).normal(0, 3, clean().shape)
    return np.clip(clean() * light + grain, 0, 255).astype(np.uint8)


def without_its_right(share: float) -> Image:
    """An image that is cut off in the middle of words."""
    width = clean().shape[1]
    printed = np.flatnonzero((clean() < 128).any(axis=(0, 2)))
    return np.ascontiguousarray(clean()[:, : round(printed[-1] - share * width)])


GOOD: list[Callable[[], Image]] = [
    clean,
    lambda: worn(clean()),
    lambda: on_a_table(worn(clean())),
    lambda: soft(1.0),
    lambda: dim(0.4),
    lambda: np.clip(clean() * 0.6 + 100, 0, 255).astype(np.uint8),
    lambda: photo([receipt(0), receipt(1)], degrees=(3, -2)),
    lambda: photo([receipt(2)]),
]
BAD: list[tuple[Callable[[], Image], str]] = [
    (lambda: soft(4.0), "blurred"),
    (lambda: soft(6.0), "blurred"),
    (lambda: soft(4.0, on_a_table(worn(clean()))), "blurred"),
    (lambda: soft(3.5, photo([receipt(2)])), "blurred"),
    (lambda: dim(0.1), "too_dark"),
    (lambda: without_its_right(0.2), "cut_off"),
    (lambda: without_its_right(0.3), "cut_off"),
]


@pytest.mark.parametrize("make", GOOD)
def test_an_image_that_reads_well_gets_no_hint(make: Callable[[], Image]) -> None:
    assert advise(saved(make(), "JPEG", quality=88), Limits()) == Advice()


@pytest.mark.parametrize(("make", "fault"), BAD)
def test_an_image_whose_fields_are_lost_gets_the_hint_that_helps(make: Callable[[], Image], fault: str) -> None:
    assert advise(saved(make(), "JPEG", quality=88), Limits()) == Advice((ReadingReason(fault),))


def test_a_full_page_and_a_bare_one_are_held_to_the_same_sharpness() -> None:
    bare = clean().copy()
    bare[400:] = 255

    found = {sigma: (faults(soft(sigma)), faults(soft(sigma, bare))) for sigma in (1.0, 4.0)}

    assert found == {1.0: ((), ()), 4.0: (("blurred",), ("blurred",))}


def test_each_page_of_a_scan_is_looked_at() -> None:
    assert advise(tiff(clean(), soft(5.0)), Limits()) == Advice((ReadingReason.BLURRED,))


@pytest.mark.parametrize("file", [pdf(INVOICE), b"<?xml version='1.0'?><Invoice/>", b"anything", b""])
def test_a_file_that_is_not_an_image_gets_no_hint(file: bytes) -> None:
    assert advise(file, Limits()) == Advice()


@pytest.mark.parametrize(
    ("file", "code"), [(huge_png(), "too_large_page"), (saved(clean(), "JPEG")[:9_000], "damaged")]
)
def test_an_image_that_cannot_be_taken_says_why(file: bytes, code: str) -> None:
    outcome = advise(file, Limits())

    assert isinstance(outcome, Outcome)
    assert isinstance(outcome.result, Unreadable)
    assert outcome.result.code == code


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    return await harness(warm_app)


async def ask(
    reader: Harness[Deps], file: bytes, *, rights: str = "documents:write", language: str = "en"
) -> httpx.Response:
    path = f"/v1/clients/{reader.client_id}/images/check"
    return await reader.http(
        "POST", path, rights=[rights], files={"file": ("foto.jpg", file, "image/jpeg")}, language=language
    )


@pytest.mark.feature(127)
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The photo is blurred."), ("fr", "La photo est floue."), ("nl", "De foto is onscherp.")],
)
async def test_a_blurred_photo_is_refused_before_its_upload(reader: Harness[Deps], language: str, words: str) -> None:
    answer = await ask(reader, saved(soft(5.0), "JPEG"), language=language)

    (hint,) = answer.json()["hints"]
    assert (answer.status_code, answer.json()["good"], hint["code"]) == (200, False, "blurred")
    assert hint["text"].startswith(words)
    assert await reader.events() == []


@pytest.mark.feature(127)
async def test_a_good_photo_is_called_good(reader: Harness[Deps]) -> None:
    answer = await ask(reader, saved(worn(clean()), "JPEG"))

    assert answer.json() == {"good": True, "hints": []}


async def test_a_bomb_is_refused_and_the_next_image_is_checked(reader: Harness[Deps]) -> None:
    bomb = await ask(reader, huge_png())
    after = await ask(reader, saved(clean(), "JPEG"))

    assert [hint["code"] for hint in bomb.json()["hints"]] == ["too_large_page"]
    assert after.json()["good"]


async def test_the_limit_of_uploads_counts_here_too(reader: Harness[Deps]) -> None:
    limit = reader.deps.file_bytes

    at_limit, one_more = [await ask(reader, b"x" * size) for size in (limit, limit + 1)]

    assert at_limit.status_code == 200
    assert (one_more.status_code, one_more.json()["code"]) == (413, "file_too_large")
    assert f"{limit >> 20} MiB" in one_more.json()["detail"]


async def test_only_who_may_send_documents_may_ask(reader: Harness[Deps]) -> None:
    answer = await ask(reader, saved(clean(), "JPEG"), rights="documents:read")

    assert answer.status_code == 403
