"""Files inside invoices: base64 with white space, checked types, streamed instead of kept in memory."""

from __future__ import annotations

import base64
import hashlib
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.ubl_schema import read, read_stream, write_ubl
from libs.ubl_schema.embedded_file import EmbeddedFile, base64_size, looks_like, media_type_of

from .builders import PDF, PNG, attached, invoice


@given(st.binary(max_size=400), st.integers(1, 50), st.sampled_from(["", "\n", "\r\n    ", " \t"]))
def test_base64_in_pieces_of_any_size_with_any_white_space_gives_the_bytes(
    content: bytes, step: int, between: str
) -> None:
    text = between.join(base64.b64encode(content).decode()[at : at + 76] for at in range(0, len(content) * 2, 76))
    file = EmbeddedFile(BytesIO())

    for at in range(0, len(text), step):
        file.feed(text[at : at + step])
    file.finish()

    assert file.problem is None
    assert file.content == content
    assert file.size == len(content)


@pytest.mark.parametrize("text", ["AAA", "A", "AA==AAAA", "AA=A", "A*AA", "====", "é" * 4, "AAAA=", "QUJD\x00AAA"])
def test_damaged_base64_is_a_problem_and_no_content(text: str) -> None:
    file = EmbeddedFile(BytesIO())

    file.feed(text)
    file.finish()

    assert file.problem is not None
    assert file.content is None


def test_a_damaged_attachment_is_a_warning_and_the_invoice_is_read() -> None:
    data = write_ubl(invoice(attachments=(attached(),)))
    damaged = data.replace(base64.b64encode(PDF)[:40], b"!" * 40)

    reading = read(damaged)

    assert reading.invoice.number == "2026/0042"
    assert reading.invoice.attachments[0].content is None
    assert [(warning.code, warning.term) for warning in reading.warnings] == [("unreadable", "BT-125")]


def test_a_file_that_is_not_what_it_says_is_a_warning() -> None:
    data = write_ubl(invoice(attachments=(attached(),))).replace(b'"application/pdf"', b'"image/png"')

    reading = read(data)

    assert [warning.code for warning in reading.warnings] == ["media_type"]
    assert reading.invoice.attachments[0].content == PDF


def test_a_type_that_is_not_allowed_is_a_warning_with_its_place() -> None:
    data = write_ubl(invoice(attachments=(attached(),))).replace(b'"application/pdf"', b'"application/x-msdownload"')

    (warning,) = read(data).warnings

    assert warning.code == "media_type"
    assert warning.place.line > 1


@pytest.mark.parametrize(
    ("media_type", "head", "expected"),
    [
        ("application/pdf", b"\r\n%PDF-1.4", True),
        ("application/pdf", b"MZ\x90", False),
        ("image/png", PNG, True),
        ("image/jpeg", PNG, False),
        ("text/csv", b"a;b\n1;2", True),
        ("text/csv", b"a\x00b", False),
    ],
)
def test_the_first_bytes_decide_what_a_file_is(media_type: str, head: bytes, expected: bool) -> None:
    assert looks_like(media_type, head) is expected


def test_the_type_of_an_unnamed_file_is_found_or_not_guessed() -> None:
    assert media_type_of(PDF) == "application/pdf"
    assert media_type_of(PNG) == "image/png"
    assert media_type_of(b"hello") is None


def test_the_size_in_xml_is_what_encoding_gives() -> None:
    content = bytes(100_001)

    in_xml = len(base64.b64encode(content))

    assert base64_size(len(content)) == in_xml


def big_file(megabytes: int) -> Iterator[bytes]:
    """Yields an invoice with a PDF of that size, piece by piece."""
    data = write_ubl(invoice(attachments=(attached(b"%PDF-1.7\n"),)))
    mark = base64.b64encode(b"%PDF-1.7\n")
    before, after = data.split(mark)
    yield before + mark
    block = base64.b64encode(bytes(3 * 1024 * 64))
    for _ in range(megabytes * 1024 // 192):
        yield b"\n" + block
    yield after


def test_a_hundred_megabyte_attachment_goes_to_disk_and_not_to_memory(tmp_path: Path) -> None:
    target = tmp_path / "1"

    with target.open("wb") as file:
        tracemalloc.start()
        try:
            reading = read_stream(big_file(100), store=lambda _: file)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    attachment = reading.invoice.attachments[0]
    assert peak < 10_000_000
    assert attachment.content is None
    assert attachment.size == target.stat().st_size > 90_000_000
    assert attachment.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()


def test_the_hash_of_a_streamed_file_is_that_of_the_whole_file() -> None:
    data = write_ubl(invoice())

    reading = read_stream([data[:100], data[100:]])

    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert reading == read(data)
