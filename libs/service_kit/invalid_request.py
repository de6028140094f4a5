"""What is wrong with a request, field by field: a pointer to the field, a code, and words of our own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode
from libs.texts import Texts, in_words

MOST_ERRORS = 8
"""The most errors in one answer."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One invalid field: its path, the code, and the parameters of its sentence."""

    path: tuple[str, ...]
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def pointer(self) -> str:
        """The field as a JSON pointer (RFC 6901)."""
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in self.path)

    def text(self, texts: Texts, language: str) -> str:
        """The sentence in the reader's language; a code without one is said to be not valid."""
        known = next((code for code in (f"invalid_{self.code}", self.code) if code in texts), "invalid_value_of_field")
        return in_words(texts, known, self.params, language)


class InvalidRequest(Refusal):
    """A request with invalid fields: 422, with each of them. `code` says it when all are at fault for one reason."""

    def __init__(self, errors: Iterable[FieldError], *, code: str = KitCode.INVALID_REQUEST) -> None:
        super().__init__(code)
        self.errors = list(errors)[:MOST_ERRORS]

    @classmethod
    def of(
        cls, errors: Iterable[Mapping[str, Any]], *, without: int = 0, below: tuple[str, ...] = ()
    ) -> "InvalidRequest":
        """From pydantic's validation errors, without the first `without` parts of each path; `below` goes before it."""
        return cls(_field_error(error, without, below) for error in errors)

    def listed(self, texts: Texts, language: str) -> list[dict[str, Any]]:
        """The errors for the answer."""
        return [
            {"pointer": e.pointer, "code": e.code, "params": dict(e.params), "text": e.text(texts, language)}
            for e in self.errors
        ]

    def sentences(self, texts: Texts, language: str) -> Mapping[str, str]:
        """All errors in one line, as `fields`: `due_date: is required; lines.0.price: must be a number`."""
        places = (".".join(e.path) for e in self.errors)
        texts_ = (e.text(texts, language) for e in self.errors)
        lines = (f"{place}: {text}" if place else text for place, text in zip(places, texts_, strict=True))
        return {"fields": "; ".join(lines)}


def _field_error(error: Mapping[str, Any], without: int, below: tuple[str, ...]) -> FieldError:
    place = () if error["type"] == "json_invalid" else below + tuple(str(part) for part in error["loc"][without:])
    params = {
        name: _plain(value) for name, value in error.get("ctx", {}).items() if isinstance(value, str | int | float)
    }
    return FieldError(place, str(error["type"]), params)


def _plain(value: object) -> str:
    """A value from pydantic as it is shown: `'a', 'b' or 'c'` without quotes and without `or`."""
    return str(value).replace("' or '", "', '").replace("'", "")
