"""What is wrong with a request, field by field: a pointer to the field, a code, and words of our own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode
from libs.texts import Texts, in_words

MOST_ERRORS = 8
"""The most errors in one answer."""


LONGEST_PART = 100
"""Characters of a name in a pointer: it may be one that a caller has made up."""
PARAMETERS = ("query", "path", "header", "cookie")
"""The places of a request outside of its body, as FastAPI names them."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One invalid field: its path in the body or the name of a parameter, the code, and the values of its sentence."""

    path: tuple[str, ...]
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    parameter: str | None = None

    @property
    def pointer(self) -> str:
        """The field as a JSON pointer (RFC 6901) into the body."""
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in self.path)

    @property
    def place(self) -> str:
        """The field as people write it: `lines.0.price`."""
        return ".".join(self.path) if self.parameter is None else self.parameter

    def text(self, texts: Texts, language: str) -> str:
        """The sentence in the reader's language; a code without one is said to be not valid."""
        known = next((code for code in (f"invalid_{self.code}", self.code) if code in texts), "invalid_value_of_field")
        return in_words(texts, known, self.params, language)

    def shown(self, texts: Texts, language: str) -> dict[str, Any]:
        """The error for the answer, as RFC 9457 gives details of several faults."""
        where = {"pointer": self.pointer} if self.parameter is None else {"parameter": self.parameter}
        return {**where, "code": self.code, "params": dict(self.params), "detail": self.text(texts, language)}


class InvalidRequest(Refusal):
    """A request with invalid fields: 422, with each of them. `code` says it when all are at fault for one reason."""

    def __init__(self, errors: Iterable[FieldError], *, code: str = KitCode.INVALID_REQUEST) -> None:
        super().__init__(code)
        self.errors = list(errors)[:MOST_ERRORS]

    @classmethod
    def of(cls, errors: Iterable[Mapping[str, Any]], *, below: tuple[str, ...] = ()) -> "InvalidRequest":
        """From pydantic's validation errors of a part of the body, which lies `below` this path."""
        return cls(_field_error(error, (*below, *error["loc"])) for error in errors)

    @classmethod
    def of_request(cls, errors: Iterable[Mapping[str, Any]]) -> "InvalidRequest":
        """From FastAPI's errors, whose paths begin with the part of the request."""
        return cls(
            _field_error(error, error["loc"][2:], parameter=_shown(error["loc"][1]))
            if error["loc"][0] in PARAMETERS and len(error["loc"]) > 1
            else _field_error(error, error["loc"][1:])
            for error in errors
        )

    def sentences(self, texts: Texts, language: str) -> Mapping[str, str]:
        """All errors in one line, as `fields`: `due_date: is required; lines.0.price: must be a number`."""
        said = ((error.place, error.text(texts, language)) for error in self.errors)
        return {"fields": "; ".join(f"{place}: {text}" if place else text for place, text in said)}


def errors_of(refusal: Refusal, texts: Texts, language: str) -> list[dict[str, Any]]:
    """What is wrong with a request, field by field; the whole body where a refusal names no field."""
    if isinstance(refusal, InvalidRequest):
        return [error.shown(texts, language) for error in refusal.errors]
    if refusal.code == KitCode.CURSOR_INVALID:
        return [FieldError((), refusal.code, refusal.values, parameter="cursor").shown(texts, language)]
    path = tuple(_shown(part) for part in refusal.at)
    return [FieldError(path, refusal.code, refusal.values).shown(texts, language)]


def _field_error(error: Mapping[str, Any], path: Iterable[Any], parameter: str | None = None) -> FieldError:
    place = () if error["type"] == "json_invalid" else tuple(_shown(part) for part in path)
    params = {
        name: _plain(value) for name, value in error.get("ctx", {}).items() if isinstance(value, str | int | float)
    }
    if error["type"] == "json_invalid":
        params = {}  # the library's own words
    return FieldError(place, str(error["type"]), params, parameter)


def _shown(part: object) -> str:
    """A name as an answer can hold it: it is the caller's own, so it may be long, or no text at all."""
    return str(part)[:LONGEST_PART].encode("utf-8", "replace").decode()


def _plain(value: object) -> str:
    """A value from pydantic as it is shown: `'a', 'b' or 'c'` without quotes and without `or`."""
    return str(value).replace("' or '", "', '").replace("'", "")
