"""What is written down about an error: in logs, dead letters and traces.

Enough to find the fault, and nothing that a client sent or stored: PostgreSQL and pydantic put the values that they
refuse into their messages, a KeyError the key, a ValueError the text. Types, codes, names of columns and fields, and
the lines of our code stay.
"""

import re
import traceback
from collections.abc import Iterator
from typing import Any, Final

import asyncpg
from fastapi.exceptions import ValidationException
from pydantic import ValidationError

_LONGEST: Final = 1_000
_MOST_FIELDS: Final = 8
_DEEPEST: Final = 8
_QUOTED: Final = re.compile(r"""'[^']*'?|"[^"]*"?""")
_TELLS_VALUES: Final = ("22", "23")
"""SQLSTATE classes whose messages quote values: data and constraints."""


def forget_values(error: asyncpg.PostgresError) -> None:
    """Take out of an error of the driver what it says about values; the names of constraint and column stay."""
    error.detail = error.hint = error.context = None
    state = error.sqlstate or ""
    if state.startswith(_TELLS_VALUES):
        names = (getattr(error, f"{kind}_name", None) for kind in ("table", "column", "constraint"))
        error.message = " ".join([state, *(name for name in names if name)])
        error.args = (error.message,)
    error.__cause__ = error.__context__ = None  # a codec's own error, with the value that it could not write


def message_of(error: BaseException) -> str:
    """One line about an error: `ValidationError: fields.number string_too_long`."""
    return f"{type(error).__name__}: {_text(error)}".removesuffix(": ")


def report_of(error: BaseException) -> str:
    """The error, and those that it came from, each with the lines of the code: like a traceback, the last one last."""
    parts = []
    for each in reversed(list(_chain(error))):
        parts.append("".join(traceback.format_tb(each.__traceback__)) + message_of(each))
    return "\n\nwhich led to\n\n".join(parts)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what caused it, and so on."""
    found: BaseException | None = error
    for _ in range(_DEEPEST):
        if found is None:
            return
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _text(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        return _fields(error.errors(include_input=False, include_context=False, include_url=False))
    if isinstance(error, ValidationException):
        return _fields(error.errors())
    if isinstance(error, asyncpg.PostgresError):
        forget_values(error)
        return str(error)
    if type(error).__module__.startswith("sqlalchemy"):  # it repeats what the driver said
        return _text(error.__cause__) if error.__cause__ is not None else ""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(message_of(each) for each in error.exceptions[:_MOST_FIELDS])
    text = str(error)[:_LONGEST]
    return _QUOTED.sub("'…'", text) if isinstance(error, ValueError | LookupError) else text


def _fields(errors: Any) -> str:
    said = [f"{'.'.join(str(part)[:60] for part in each['loc'])} {each['type']}".strip() for each in errors]
    return "; ".join(said[:_MOST_FIELDS])
