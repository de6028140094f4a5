"""The errors of a request are listed field by field, in the reader's language and never in the library's words."""

from typing import Annotated, Any, Literal, get_args

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core._pydantic_core import list_all_errors
from pydantic_core.core_schema import ErrorType

from libs.refusal import Refusal
from libs.service_kit.http_texts import KIT_TEXTS
from libs.service_kit.invalid_request import FieldError, InvalidRequest, errors_of
from libs.texts import LANGUAGES

EXAMPLES: dict[str, dict[str, str]] = {
    each["type"]: {name: str(value) for name, value in (each.get("example_context") or {}).items()}
    for each in list_all_errors()
}
"""The values that come with each kind of error."""


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
    problem = problem_with({"number": "1", "lines": [{"price": 3, "unit": "week"}]})

    (error,) = errors_of(problem, KIT_TEXTS, "en")

    assert error == {
        "pointer": "/lines/0/unit",
        "code": "literal_error",
        "params": {"expected": "hour, day"},
        "detail": "must be one of: hour, day",
    }


@pytest.mark.parametrize("place", ["query", "path", "header", "cookie"])
def test_an_error_outside_of_the_body_names_its_parameter(place: str) -> None:
    problem = InvalidRequest.of_request(
        [{"type": "enum", "loc": (place, "state", 3), "ctx": {"expected": "'a' or 'b'"}}]
    )

    (error,) = errors_of(problem, KIT_TEXTS, "fr")
    assert (error["parameter"], error["code"]) == ("state", "enum")
    assert "pointer" not in error
    assert error["detail"] == "doit être l'une de ces valeurs : a, b"


def test_a_refusal_points_at_its_field_and_otherwise_at_the_whole_body() -> None:
    refusals = [
        Refusal("a"),
        Refusal("a", field="seller.name"),
        Refusal("a", field="seller.name", at=("fields", "x/y")),
    ]

    assert [errors_of(each, KIT_TEXTS, "en")[0]["pointer"] for each in refusals] == ["", "/seller/name", "/fields/x~1y"]


def test_a_name_that_a_caller_made_up_is_cut_and_is_a_text() -> None:
    problem = InvalidRequest.of_request([{"type": "extra_forbidden", "loc": ("body", "\ud800" + "x" * 10_000)}])

    (error,) = errors_of(problem, KIT_TEXTS, "en")
    assert error["pointer"] == "/?" + "x" * 99


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_every_kind_of_error_of_pydantic_has_words(kind: str) -> None:
    assert f"invalid_{kind}" in KIT_TEXTS
    for language in LANGUAGES:
        assert "?" not in FieldError(("x",), kind, EXAMPLES.get(kind, {})).text(KIT_TEXTS, language)


def test_a_pointer_escapes_slashes_and_tildes() -> None:
    assert FieldError(("a/b", "c~d"), "missing").pointer == "/a~1b/c~0d"


def test_a_kind_of_error_without_words_is_simply_not_valid() -> None:
    assert FieldError(("x",), "never_heard_of").text(KIT_TEXTS, "nl") == "is niet geldig"


def test_only_the_first_errors_are_listed() -> None:
    many = [{"type": "missing", "loc": (str(number),)} for number in range(100)]

    assert len(InvalidRequest.of(many).errors) == 8
