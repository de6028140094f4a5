"""The language of an answer follows from the languages that the reader accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.service_kit.languages import best_language
from libs.texts import LANGUAGES


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("fr;q=0.2,en;q=0.8", "en"),
        ("nl;q=0, fr", "fr"),
        ("frr, en", "en"),
        ("frr, nl", "nl"),
        ("de;q=1, fr;q=0.1, nl;q=0.9", "nl"),
        ("FR-be", "fr"),
        ("fr-BE;q=0.4, nl-BE;q=0.5", "nl"),
        ("fr-BE, fr;q=0", "en"),
        ("nl, fr", "nl"),
        ("fr, nl", "fr"),
        ("de, *;q=0.5, en;q=0.1", "fr"),
        ("en;q=0, *", "fr"),
        ("*;q=0", "en"),
        ("en;q=0", "en"),
        ("fr;q=2, nl;q=0.1", "nl"),
        ("fr;q=x, nl;q=0.1", "nl"),
        ("fr ; q=0.1 , nl ; q=0.200", "nl"),
        (";;,,", "en"),
    ],
)
def test_the_language_with_the_highest_q_value_is_chosen(header: str, language: str) -> None:
    assert best_language(header) == language


@given(st.text(max_size=200))
def test_whatever_is_sent_one_of_our_languages_is_chosen(header: str) -> None:
    assert best_language(header) in LANGUAGES


@pytest.mark.parametrize("header", ["a" + " " * 2_000_000 + ";", "a" + " " * 10**6 + ";" + " " * 10**6, "a-a" * 10**6])
def test_a_header_of_a_megabyte_takes_little_work(header: str) -> None:
    assert best_language(header) == "en"


def test_the_header_is_read_as_far_as_any_browser_writes() -> None:
    assert best_language("de, " * 200 + "nl") == "nl"
    assert best_language("de, " * 2000 + "nl") == "en"
