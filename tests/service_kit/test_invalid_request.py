"""The errors of a request are listed field by field, in the reader's language and never in the library's words."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from libs.service_kit.http_texts import KIT_TEXTS
from libs.service_kit.invalid_request import FieldError, InvalidRequest


class Line(BaseModel):
    """A line of an order."""

    price: Annotated[int, Field(ge=1)]
    unit: Literal["hour", "day"] = "day"


class Order(BaseModel):
    """An order."""

    number: Annotated[str, Field(max_length=3)]
    lines: list[Line] = []


def problem_with(content: dict[str, Any]) -> InvalidRequest:
    """The problem that an invalid order causes."""
    with pytest.raises(ValidationError) as wrong:
        TypeAdapter(Order).validate_python(content)
    return InvalidRequest.of(wrong.value.errors())


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("fr", "number: est obligatoire; lines.0.price: doit être au moins égal à 1"),
        ("nl", "number: is verplicht; lines.0.price: moet minstens 1 zijn"),
        ("en", "number: is required; lines.0.price: must be at least 1"),
    ],
)
def test_every_field_that_is_wrong_is_named_in_the_readers_language(language: str, summary: str) -> None:
    problem = problem_with({"lines": [{"price": 0}]})

    assert problem.sentences(KIT_TEXTS, language) == {"fields": summary}


def test_an_error_points_at_its_field() -> None:
    (error,) = problem_with({"number": "1", "lines": [{"price": 3, "unit": "week"}]}).listed(KIT_TEXTS, "en")

    assert error == {
        "pointer": "/lines/0/unit",
        "code": "literal_error",
        "params": {"expected": "hour, day"},
        "text": "must be one of: hour, day",
    }


def test_a_pointer_escapes_slashes_and_tildes() -> None:
    assert FieldError(("a/b", "c~d"), "missing").pointer == "/a~1b/c~0d"


def test_a_kind_of_error_without_words_is_simply_not_valid() -> None:
    assert FieldError(("x",), "never_heard_of").text(KIT_TEXTS, "nl") == "is niet geldig"


def test_only_the_first_errors_are_listed() -> None:
    many = [{"type": "missing", "loc": (str(number),)} for number in range(100)]

    assert len(InvalidRequest.of(many).errors) == 8
