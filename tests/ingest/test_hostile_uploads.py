"""Files with a false type: archives are never unpacked, and a downloaded file cannot run in a browser."""

import io
import stat
import zipfile
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from contracts.events.document import DocumentReceived
from libs.service_kit.testing import Harness
from services.ingest.app import app
from services.ingest.service import Deps
from tests.conftest import OpenHarness
from tests.ingest import builders


@pytest.fixture
async def ingest(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def upload(ingest: Harness[Deps], name: str, content: bytes, declared: str = "application/pdf") -> httpx.Response:
    path, files = f"/v1/clients/{ingest.client_id}/documents", [("files", (name, content, declared))]
    return await ingest.http("POST", path, rights=["documents:write"], files=files)


def zip_of(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def slip() -> bytes:
    return zip_of(("../../../etc/cron.d/x", b"* * * * * root sh"), ("C:\\Windows\\x.exe", b"MZ"), ("/abs", b"x"))


def symlink() -> bytes:
    link = zipfile.ZipInfo("invoice.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zip_of((link, b"/etc/passwd"))


def nested(depth: int = 10) -> bytes:
    content = builders.pdf("inside")
    for _ in range(depth):
        content = zip_of(("next.zip", content))
    return content


def bomb() -> bytes:
    """Returns a zip bomb like 42.zip: sixteen archives of sixteen files, each a megabyte of zeros."""
    inner = zip_of(*((f"{number}.dat", bytes(1 << 20)) for number in range(16)))
    return zip_of(*((f"{number}.zip", inner) for number in range(16)))


def quoted() -> bytes:
    """Returns an archive with another archive before it: unzip tools find the last one by the end of the file."""
    return zip_of(("x", b"y"))[:-22] + builders.docx()


@pytest.mark.feature(119)
@pytest.mark.parametrize("make", [slip, symlink, nested, bomb, quoted, builders.docx])
@pytest.mark.parametrize("name", ["facturen.zip", "factuur.pdf"])
async def test_an_archive_is_refused_and_never_unpacked(
    make: Callable[[], bytes], name: str, ingest: Harness[Deps]
) -> None:
    answer = await upload(ingest, name, make())
    after = await upload(ingest, "good.pdf", builders.pdf("good"))

    assert (answer.status_code, answer.json()["code"]) == (415, "format_not_accepted")
    assert after.status_code == 201
    assert len(await ingest.events(DocumentReceived)) == 1


DISGUISES: list[tuple[bytes, str, str]] = [
    (builders.pdf("a") + b"<html><script>alert(1)</script>", "text/html", "application/pdf"),
    (builders.pdf("b"), "image/svg+xml", "application/pdf"),
    (builders.pdf("c") + zip_of(("x.exe", b"MZ")), "application/zip", "application/pdf"),
    (builders.PNG + b"<script>alert(1)</script>", "text/html", "image/png"),
    (b"GIF89a=1;alert(document.cookie)//", "application/javascript", "image/gif"),
    (b"<Invoice><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/></Invoice>", "image/svg+xml",
     "application/xml"),
    (builders.JPEG + b"<?php system('id'); ?>", "application/x-php", "image/jpeg"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "declared", "kept_as"), DISGUISES)
async def test_the_type_is_that_of_the_content_and_a_download_cannot_run(
    content: bytes, declared: str, kept_as: str, ingest: Harness[Deps]
) -> None:
    sent = await upload(ingest, "x.html", content, declared)
    document: Any = sent.json()["results"][0]["document_id"]

    path = f"/v1/clients/{ingest.client_id}/documents/{document}/file"
    back = await ingest.http("GET", path, rights=["documents:read"])

    assert back.content == content
    assert back.headers["content-type"] == kept_as
    assert back.headers["content-disposition"].startswith("attachment;")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-security-policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("brand", ["msf1", "hevc", "avif"])
async def test_an_image_that_no_reader_opens_is_refused_by_its_name(brand: str, ingest: Harness[Deps]) -> None:
    answer = await upload(ingest, "foto.heic", b"\0\0\0\x18ftyp" + brand.encode() + bytes(40))

    assert answer.status_code == 415
    assert f"foto.heic ({brand})" in answer.json()["detail"]


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>",
        b"<HTML><body>",
        b"<p>Factuur</p>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MZ\x90\0",
        b"\x7fELF\x02",
        b"#!/bin/sh",
    ],
)
async def test_pages_and_programs_are_refused_whatever_they_are_called(content: bytes, ingest: Harness[Deps]) -> None:
    answer = await upload(ingest, "factuur.pdf", content)

    assert answer.status_code == 415
    assert await ingest.events(DocumentReceived) == []
