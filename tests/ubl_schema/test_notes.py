"""Tags and comments are written to one note and separated again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from libs.ubl_schema import read, write_ubl
from libs.ubl_schema.notes import Note, has_wrong_subject, join_note, split_note

from .builders import invoice

hard_lines = st.sampled_from(["---", "===", " ---", "#", "#tag", "#tag #two", "#abc#", "", "text", "  ==="]) | st.text(
    "ab-=# é\n\r\x00\x9c", max_size=12
)
hard_texts = st.lists(hard_lines, max_size=4).map("\n".join)
tags = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
any_tags = st.text("ab!# \x00\x9c", max_size=5)


def carried(text: str | None) -> str | None:
    """Returns a text as it is read back from a file."""
    return invoice(note=text).note


@pytest.mark.feature(153)
def test_a_note_shows_tags_then_comments_then_what_the_document_says() -> None:
    note = Note(tags=("urgent", "voiture"), comments=("Deuxième copie",), text="Merci")

    written = join_note(note)

    assert written == "#urgent #voiture\n---\nDeuxième copie\n===\nMerci"
    assert split_note(written) == note


@given(st.lists(tags, max_size=3), st.lists(hard_texts, max_size=3), hard_texts)
def test_joined_notes_are_separated_unchanged(some: list[str], comments: list[str], text: str) -> None:
    note = Note(tuple(some), tuple(kept for comment in comments if (kept := carried(comment))), carried(text))

    assert split_note(join_note(note)) == note


@given(st.lists(any_tags, max_size=3), st.lists(hard_texts, max_size=2), hard_texts)
@example(["\x00\x9c!", "`U"], [], "")
@example([], [], "#\x9c! #`U")
def test_no_note_looks_like_a_subject_code(some: list[str], comments: list[str], text: str) -> None:
    written = join_note(Note(tuple(some), tuple(comments), text))

    assert carried(written) == written
    assert written is None or not has_wrong_subject(written)


@given(hard_texts)
def test_a_foreign_note_is_never_taken_apart_wrongly(text: str) -> None:
    once = split_note(text)

    assert split_note(join_note(once)) == once


@pytest.mark.parametrize("text", ["#AAI#Subject coded note", "Total\n---\nsigned", "--- urgent ---", "a\n===\nb"])
def test_an_ordinary_text_stays_one_text(text: str) -> None:
    assert split_note(text) == Note(text=text)
    assert join_note(Note(text=text)) == text


def test_nothing_to_say_is_no_note() -> None:
    assert join_note(Note(tags=("#", " "), comments=("  ",), text="")) is None
    assert split_note(None) == Note()


def test_tags_with_spaces_stay_one_tag() -> None:
    assert split_note(join_note(Note(tags=("#note de frais",)))).tags == ("note_de_frais",)


@pytest.mark.feature(153)
def test_the_note_survives_the_file() -> None:
    note = Note(tags=("été",), comments=("a < b & c\nseconde ligne",), text="]]> fin")

    back = read(write_ubl(invoice(note=join_note(note)))).invoice.note

    assert split_note(back) == note
