"""The type and the name of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.file_name import shown_name
from services.ingest.domain.file_type import media_type
from tests.ingest import builders


@pytest.mark.feature(113, 114, 115, 116, 117, 118)
@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (builders.PDF, "application/pdf"),
        (b"junk before\n" + builders.PDF, "application/pdf"),
        (builders.PNG, "image/png"),
        (builders.JPEG, "image/jpeg"),
        (b"II*\x00" + bytes(20), "image/tiff"),
        (b"MM\x00*" + bytes(20), "image/tiff"),
        (b"GIF89a" + bytes(20), "image/gif"),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(20), "image/bmp"),
        (bytes(4) + b"ftypheic" + bytes(8), "image/heic"),
        (builders.UBL, "application/xml"),
        (b"\xef\xbb\xbf" + builders.UBL, "application/xml"),
        (b"<Invoice/>", "application/xml"),
    ],
)
def test_the_type_is_decided_by_content(head: bytes, expected: str) -> None:
    assert media_type(head) == expected


@pytest.mark.feature(119)
@pytest.mark.parametrize(
    "head",
    [
        builders.docx(),
        b"MZ\x90\0",
        b"just text",
        b"<!DOCTYPE html><html>",
        b"<html><body>",
        b"BM, hello",
        b"\x7fELF",
        b"",
    ],
)
def test_other_types_are_none_of_ours(head: bytes) -> None:
    assert media_type(head) is None


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("facture mars.pdf", "facture mars.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\factuur.pdf", "factuur.pdf"),
        ("a\r\nContent-Type: x.pdf", "aContent-Type: x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\x00", "document"),
        ("...", "document"),
        (None, "document"),
        ("é" * 300 + ".pdf", "é" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_paths_and_tricks(given_name: str | None, shown: str) -> None:
    assert shown_name(given_name) == shown


@given(st.text(max_size=400))
def test_no_name_is_a_path_or_empty(name: str) -> None:
    shown = shown_name(name)

    assert shown
    assert len(shown) <= 120
    assert not set(shown) & {"/", "\\", "\x00", "\r", "\n"}
