"""What a reader gathers while it reads a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..errors import Place
from ..parse import Node, Tree

Record = dict[str, Any]
"""The values for a model: its fields, and the records of its parts."""


class WarningCode(StrEnum):
    """What was left out of a file, or looks wrong in it."""

    ABSENT = "absent"
    """A mandatory value is missing; the usual one is assumed."""
    UNREADABLE = "unreadable"
    """A value or an embedded file cannot be read and is left out."""
    UNEXPECTED = "unexpected"
    """Elements where a value should be; the value is left out."""
    REPEATED = "repeated"
    """Something that may occur once occurs again; the first one counts."""
    INCOMPLETE = "incomplete"
    """A group lacks what it cannot be without and is left out."""
    CURRENCY = "currency"
    """An amount is stated in another currency than that of the document."""
    MEDIA_TYPE = "media_type"
    """An embedded file has a type that is not allowed, or is not of the type that it says it is."""
    FILENAME = "filename"
    """The path in the name of an embedded file is left out."""
    NEGATIVE_INVOICE = "negative_invoice"
    """A negative invoice, read as a credit note."""
    SCHEMA = "schema"
    """The file breaks the XML schema of its syntax."""
    NOT_VALIDATED = "not_validated"
    """The XML schema is not installed, so the file was not validated."""


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something in the file that was left out or looks wrong, and where."""

    code: WarningCode
    term: str
    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.term}: {self.text}"


@dataclass(slots=True)
class Session:
    """What a reader gathers besides the values."""

    tree: Tree
    currency: str | None = None
    """Of the document (BT-5): amounts in another one are told."""
    invoice: Record = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def warn(self, code: WarningCode, term: str, node: Node, text: str) -> None:
        """Add a warning and continue."""
        self.warnings.append(ReadingWarning(code, term, self.tree.place(node), text))

    @property
    def root(self) -> Node:
        """The root of the file."""
        return self.tree.root


Reader = Callable[[Node, Record, Session], None]


def target(path: str) -> Callable[[Record], tuple[Record, str]]:
    """Finds the record and field of a dotted path, such as ``references.contract``; creates the record if needed."""
    *parents, last = path.split(".")
    if not parents:
        return lambda record: (record, last)
    (parent,) = parents
    return lambda record: (record.setdefault(parent, {}), last)
