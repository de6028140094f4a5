"""Texts that somebody outside wrote: a field of a request, a form, the name of a file.

Each has a limit, and none has characters that nobody types: NUL, which PostgreSQL does not store; control characters,
which forge lines of a log or a mail; halves of surrogate pairs, which are no text; marks that turn the direction of
writing, with which one name looks like another. A request with such a text is refused, so that the user sees which
field it is; the name of a file is shown without them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any, Final

from pydantic import GetCoreSchemaHandler, SecretStr, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, PydanticKnownError, core_schema

_NEVER: Final = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab, line feed and carriage return
    r"\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of the writing direction
    r"\ud800-\udfff"  # halves of surrogate pairs
    r"\ufeff\ufff9-\uffff\ufdd0-\ufdef"  # byte order mark, annotations, what is no character
)
_NOT_IN_LINES: Final = re.compile(f"[{_NEVER}]")
_NOT_IN_A_LINE: Final = re.compile(f"[{_NEVER}\\t\\n\\r\\u2028\\u2029]")
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LONGEST_NAME: Final = 120
_PIECE: Final = 1000
"""Characters that are normalised at once: sorting the accents of one letter takes quadratic time in their number."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `least` to `most` characters, composed (NFC), without the spaces around it.

    `Annotated[str, Text(200)]` is one line; with `lines` there may be line breaks and tabs. `exact` is for passwords
    and keys, whose spaces count. What is too long is refused before it is composed. Also for `SecretStr`.
    """

    most: int
    least: int = 0
    lines: bool = False
    exact: bool = False
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A string as pydantic reads it, with our limits, and then our characters."""
        if source is SecretStr:
            return core_schema.no_info_after_validator_function(self._read_secret, handler(source))
        text = core_schema.str_schema(
            min_length=self.least or None,
            max_length=self.most,
            pattern=self.pattern,
            strip_whitespace=not self.exact,
        )
        return core_schema.no_info_after_validator_function(self.read, text)

    def read(self, value: str) -> str:
        """The text, composed. Raises a pydantic error for a character that may not occur, and one that is too long."""
        if len(value) > self.most:
            raise PydanticKnownError("string_too_long", {"max_length": self.most})
        if (_NOT_IN_LINES if self.lines else _NOT_IN_A_LINE).search(value):
            raise PydanticCustomError("text_characters", "contains characters that are not allowed")
        composed = unicodedata.normalize("NFC", value)
        if self.lines:
            composed = composed.replace("\r\n", "\n").replace("\r", "\n")
        if len(composed) > self.most:  # a few characters of Hebrew and music are longer when they are composed
            raise PydanticKnownError("string_too_long", {"max_length": self.most})
        return composed

    def _read_secret(self, value: SecretStr) -> SecretStr:
        if len(value) < self.least:
            raise PydanticKnownError("string_too_short", {"min_length": self.least})
        return SecretStr(self.read(value.get_secret_value()))


@dataclass(frozen=True, slots=True)
class Loose:
    """A JSON value whose form is checked later: `Annotated[dict[str, Any], Loose()]`.

    Its nesting, its number of parts and each text in it have a limit, and a number is one that JSON knows.
    """

    deepest: int = 8
    parts: int = 20_000
    text: Text = Text(20_000, lines=True, exact=True)
    largest: int = 10**15

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The value as pydantic reads it, and then each part of it."""
        return core_schema.no_info_after_validator_function(self.read, handler(source))

    def read(self, value: Any) -> Any:
        """The value with its texts composed. Raises a pydantic error."""
        left = iter(range(self.parts))
        place: list[str | int] = []
        try:
            return self._read(value, place, left)
        except (PydanticCustomError, PydanticKnownError) as error:
            line = InitErrorDetails(
                type=error if isinstance(error, PydanticCustomError) else error.type,
                loc=tuple(place),
                input=None,
                ctx=(error.context if isinstance(error, PydanticKnownError) else None) or {},
            )
            raise ValidationError.from_exception_data("form", [line], hide_input=True) from None

    def _read(self, value: Any, place: list[str | int], left: Iterator[int]) -> Any:
        """The value; after an error `place` is where it was."""
        if len(place) > self.deepest or next(left, None) is None:
            raise PydanticCustomError("too_many_parts", "has too many parts")
        if isinstance(value, str):
            return self.text.read(value)
        if isinstance(value, Mapping):
            names = [self.text.read(str(key)) for key in value]
            return dict(zip(names, self._each(zip(names, value.values(), strict=True), place, left), strict=True))
        if isinstance(value, list | tuple):
            return list(self._each(enumerate(value), place, left))
        if isinstance(value, int | float) and not isinstance(value, bool) and not abs(value) <= self.largest:
            raise PydanticKnownError("finite_number", {})
        return value

    def _each(
        self, parts: Iterable[tuple[str | int, Any]], place: list[str | int], left: Iterator[int]
    ) -> Iterator[Any]:
        for name, part in parts:
            place.append(name)
            yield self._read(part, place, left)
            place.pop()


Form = Annotated[dict[str, Any], Loose()]
"""The fields of a form that only its owner knows: of a connector, of a correction."""


def without_accents(text: str) -> str:
    """The text with each letter alone (NFKD), in time that grows with its length only, however many accents it has."""
    pieces = (unicodedata.normalize("NFKD", text[start : start + _PIECE]) for start in range(0, len(text), _PIECE))
    return "".join(letter for piece in pieces for letter in piece if not unicodedata.combining(letter))


def shown_name(given: str | None, otherwise: str = "document") -> str:
    """The name under which a file is shown: the last part of the given one, without control and direction marks.

    It is never used as a path: files are stored under their hash.
    """
    name = PureWindowsPath(PurePosixPath(given or "").name).name
    if len(name) > _PIECE:  # before it is composed
        name = name[: _PIECE // 2] + name[-_PIECE // 2 :]
    name = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in _UNSEEN)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if len(name) > _LONGEST_NAME:
        stem, dot, end = name.rpartition(".")
        keep_end = dot + end if dot and len(end) <= 8 else ""
        name = (stem if keep_end else name)[: _LONGEST_NAME - len(keep_end)] + keep_end
    return name or otherwise
