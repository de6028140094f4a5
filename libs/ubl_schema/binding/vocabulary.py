"""The words in which a mapping is written: which element is where in the file, and which business term it is.

A mapping is a tree in schema order. The writer goes through it from top to bottom, so a written file is always in
schema order; the reader looks names up in it, so a file that is read may be in any order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..invoice import Invoice
from ..parse import Node


class Form(Enum):
    """How a value is written as text."""

    TEXT = "text"
    NOTE = "note"
    """Text that may come several times in foreign files; joined with line ends."""
    DATE = "2026-01-31"
    COMPACT_DATE = "20260131"
    MONEY = "amount with its currency"
    VAT_MONEY = "amount in the VAT currency"
    BARE_MONEY = "amount without a currency attribute"
    NUMBER = "decimal"
    BOOLEAN = "true or false"
    IDENTIFIER = "value with the register it comes from"
    FILE = "base64"


class Scope(Enum):
    """Which model has the field that a leaf fills."""

    HERE = "the model of the surrounding element"
    INVOICE = "the invoice, from wherever in the file"


class Use(Enum):
    """Whether a leaf is read, written, or both."""

    BOTH = "both"
    READ = "read only"
    """Foreign files have it here; ours do not."""
    WRITE = "write only"
    WRITE_FIRST = "written in the first of several"


When = Callable[[Node, Node], bool]
"""Given an element and the root of the file: does this entry of the mapping apply?"""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An XML attribute: a field beside the value, or a constant."""

    name: str
    field: str | None = None
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: an element with text."""

    tag: str
    term: str
    field: str
    form: Form = Form.TEXT
    attributes: tuple[Attribute, ...] = ()
    scope: Scope = Scope.HERE
    use: Use = Use.BOTH
    when: When | None = None
    """When several entries have the same tag: whether this entry applies."""
    many: bool = False
    """The field holds several values, each an element of its own."""
    adds: bool = False
    """An amount that a file may spread over several elements: read as their sum."""
    only: Callable[[Any], bool] | None = None
    """Which values are written here, when the syntax spreads them over several elements."""
    codes: tuple[tuple[str, str], ...] = ()
    """Pairs of our code and the code of this syntax, where they differ; of schemes, on an identifier."""
    foreign_codes: tuple[tuple[str, str], ...] = ()
    """The same, for reading only: what other dialects write here."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A constant; written only when its parent has other content."""

    tag: str
    """May be a path: ``cac:TaxScheme/cbc:ID``."""
    value: str
    attributes: tuple[Attribute, ...] = ()
    always: bool = False
    """True for the header: it counts as content by itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """An element that only groups: its values belong to the surrounding model."""

    tag: str
    children: tuple[Entry, ...]
    when: When | None = None
    attributes: tuple[Attribute, ...] = ()
    required: bool = False
    """Written even when it is empty, because the schema requires it."""


@dataclass(frozen=True, slots=True)
class Part:
    """An element with a model of its own, held in a field of the surrounding model."""

    tag: str
    term: str
    field: str
    children: tuple[Entry, ...]
    many: bool = False
    needs: tuple[str, ...] = ()
    """Fields without which the part is left out when reading."""
    when: When | None = None
    use: Use = Use.BOTH


@dataclass(frozen=True, slots=True)
class Computed:
    """An element that is computed from the model and not stored in it; written, and ignored when read."""

    tag: str
    write: Callable[[Any, Invoice], str | None] = field(compare=False)
    """Given the model and the invoice: the finished XML of the element, or None."""
    counts: bool = True
    """False when it is written only with other content."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An element of other dialects that the model does not keep: neither written nor counted as unknown."""

    tag: str


Entry = Leaf | Fixed | Group | Part | Computed | Skipped
