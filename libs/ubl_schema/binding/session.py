"""What a reader gathers while it reads a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..errors import Place
from ..parse import Node, Tree

Record = dict[str, Any]
"""The values for a model: its fields, and the records of its parts."""


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something in the file that was left out or looks wrong, and where."""

    code: str
    term: str
    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.term}: {self.text}"


@dataclass(slots=True)
class Session:
    """What a reader gathers besides the values."""

    tree: Tree
    invoice: Record = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def warn(self, code: str, term: str, node: Node, text: str) -> None:
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
