"""What a reader gathers while it goes through a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..errors import Place
from ..parse import Node, Tree

Record = dict[str, Any]
"""What will become a model: fields, and records of parts."""


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
    """What a reader gathers beside the values."""

    tree: Tree
    invoice: Record = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def warn(self, code: str, term: str, node: Node, text: str) -> None:
        """Note it and go on."""
        self.warnings.append(ReadingWarning(code, term, self.tree.place(node), text))

    @property
    def root(self) -> Node:
        """The root of the file."""
        return self.tree.root


Reader = Callable[[Node, Record, Session], None]


def target(path: str) -> Callable[[Record], tuple[Record, str]]:
    """``references.contract`` lives in the record of the references, which is made when first needed."""
    *parents, last = path.split(".")
    if not parents:
        return lambda record: (record, last)
    (parent,) = parents
    return lambda record: (record.setdefault(parent, {}), last)
