"""The name of a file as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.outside_text import shown_name


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
