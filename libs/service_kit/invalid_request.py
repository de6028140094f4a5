"""What is wrong with a request, field by field: a pointer into it, a code, and words that are not the library's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from libs.service_kit.errors import Problem
from libs.texts import Texts, in_words

MOST_ERRORS = 8
"""More at once would help nobody."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong: where (the parts of its path), why, and the values of its sentence."""

    path: tuple[str, ...]
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def pointer(self) -> str:
        """The place as a JSON pointer (RFC 6901)."""
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in self.path)

    def text(self, texts: Texts, language: str) -> str:
        """The sentence, in the reader's language; a code without one of its own is simply not valid."""
        known = next((code for code in (f"invalid_{self.code}", self.code) if code in texts), "invalid_value_of_field")
        return in_words(texts, known, self.params, language)


class InvalidRequest(Problem):
    """A request of which one or several fields cannot be taken: 422, with every field that is wrong."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        super().__init__(422, "invalid_request")
        self.errors = list(errors)[:MOST_ERRORS]

    @classmethod
    def of(cls, errors: Iterable[Mapping[str, Any]], *, without: int = 0) -> "InvalidRequest":
        """From the errors of a validation by pydantic; the first `without` parts of each place are left out."""
        return cls(_field_error(error, without) for error in errors)

    def told(self, texts: Texts, language: str) -> list[dict[str, Any]]:
        """The errors for the answer."""
        return [
            {"pointer": e.pointer, "code": e.code, "params": dict(e.params), "text": e.text(texts, language)}
            for e in self.errors
        ]

    def summary(self, texts: Texts, language: str) -> str:
        """All errors in one line: `due_date: is required; lines.0.price: must be a number`."""
        places = (".".join(e.path) for e in self.errors)
        said = (e.text(texts, language) for e in self.errors)
        return "; ".join(f"{place}: {text}" if place else text for place, text in zip(places, said, strict=True))


def _field_error(error: Mapping[str, Any], without: int) -> FieldError:
    place = () if error["type"] == "json_invalid" else tuple(str(part) for part in error["loc"][without:])
    params = {
        name: _plain(value) for name, value in error.get("ctx", {}).items() if isinstance(value, str | int | float)
    }
    return FieldError(place, str(error["type"]), params)


def _plain(value: object) -> str:
    """A value of pydantic's as it is read: `'a', 'b' or 'c'` without its quotes and its English."""
    return str(value).replace("' or '", "', '").replace("'", "")
