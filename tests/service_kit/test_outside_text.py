"""Texts from outside: what is accepted, what is refused, and in how much time."""

import time
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, SecretStr, ValidationError

from libs.outside_text import Form, Text, shown_name, without_accents


class Body(BaseModel):
    line: Annotated[str, Text(20)] = ""
    lines: Annotated[str, Text(20, lines=True)] = ""
    word: Annotated[str, Text(20, exact=True)] = ""
    secret: Annotated[SecretStr, Text(20, lines=True, exact=True)] | None = None
    form: Form = {}


def refused(**fields: Any) -> str:
    with pytest.raises(ValidationError) as error:
        Body.model_validate(fields)
    return str(error.value.errors()[0]["type"])


NEVER = ["\x00", "\x08", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ufeff", "\uffff", "\ufdd0", "\ufff9"]


@pytest.mark.parametrize("character", [*NEVER, "\n", "\t", "\r", "\u2028"])
def test_a_line_holds_no_character_that_nobody_types(character: str) -> None:
    assert refused(line=f"a{character}b") == "text_characters"
    assert refused(word=f"a{character}b") == "text_characters"


@pytest.mark.parametrize("character", NEVER)
def test_neither_does_a_text_of_several_lines_a_secret_or_a_form(character: str) -> None:
    assert refused(lines=f"a{character}b") == "text_characters"
    assert refused(secret=f"a{character}b") == "text_characters"
    assert refused(form={"a": [{"b": f"a{character}b"}]}) == "text_characters"
    assert refused(form={f"a{character}b": 1}) == "text_characters"


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert [refused(line="\ud800"), refused(lines="\udfff")] == ["string_unicode"] * 2
    assert refused(form={"a": "\ud800"}) == "text_characters"


def test_a_text_is_composed_and_trimmed_and_its_line_breaks_are_one_kind() -> None:
    body = Body(line=" Cafe\u0301 ", lines="a\r\nb\rc\td", word=" x ", secret=SecretStr(" k\r\n "))

    assert (body.line, body.lines, body.word) == ("Café", "a\nb\nc\td", " x ")
    assert body.secret == SecretStr(" k\n ")


def test_a_text_that_is_longer_once_it_is_composed_still_has_its_limit() -> None:
    assert refused(line="\u0958" * 20) == "string_too_long"
    assert refused(secret="x" * 21) == "string_too_long"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 10**4000, -(10**16), 1e300])
def test_a_number_in_a_form_is_one_that_json_and_the_database_know(number: float) -> None:
    assert refused(form={"a": number}) == "finite_number"


def test_a_form_has_a_limit_on_its_nesting_and_on_its_parts() -> None:
    deep: Any = 1
    for _ in range(9):
        deep = [deep]

    assert refused(form={"a": deep}) == "too_many_parts"
    assert refused(form={"a": [0] * 20_001}) == "too_many_parts"


def test_an_error_in_a_form_says_where() -> None:
    with pytest.raises(ValidationError) as error:
        Body.model_validate({"form": {"a": [0, {"folder": "\x00"}]}})

    assert error.value.errors()[0]["loc"] == ("form", "a", 1, "folder")


def test_a_form_keeps_what_json_can_say() -> None:
    form = {"a": [1, -2.5, True, None, "Café\n"], "b": {"c": ""}}

    assert Body(form=form).form == form


def marks(length: int) -> str:
    """One letter with accents of two kinds in turn, which have to be sorted."""
    return "a" + "\u0301\u0327" * (length // 2)


@pytest.mark.parametrize("fold", [without_accents, shown_name])
def test_a_letter_with_very_many_accents_takes_no_longer_than_its_length(fold: Any) -> None:
    def seconds(length: int) -> float:
        begin = time.process_time()
        fold(marks(length))
        return time.process_time() - begin

    short, long = min(seconds(20_000) for _ in range(3)), seconds(200_000)

    assert long < 40 * short + 0.05  # a hundred times, where sorting is quadratic


@given(st.text())
def test_folding_by_pieces_folds_as_a_whole(text: str) -> None:
    import unicodedata

    whole = unicodedata.normalize("NFKD", text * 30)

    assert without_accents(text * 30) == "".join(letter for letter in whole if not unicodedata.combining(letter))
