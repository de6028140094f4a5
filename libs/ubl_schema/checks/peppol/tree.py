"""Ways through the tree of a UBL file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...parse import Node
from ...scalars import parse_decimal


def every(root: Node) -> Iterator[Node]:
    """All elements, in the order of the file."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.children or ()))


def children(node: Node, tag: str) -> list[Node]:
    """The children of that name."""
    return [child for child in node.children or () if child.tag == tag]


def at(node: Node, *path: str) -> list[Node]:
    """All elements at a path."""
    found = [node]
    for tag in path:
        found = [child for each in found for child in children(each, tag)]
    return found


def has(node: Node, *path: str) -> bool:
    """Whether there is an element at a path, empty or not."""
    return bool(at(node, *path))


def text(node: Node) -> str:
    """The text without white space around it, and with single spaces inside."""
    return " ".join(node.text.split())


def number(node: Node | None) -> Decimal | None:
    """The number in an element; None when there is none (the schema reports that)."""
    if node is None:
        return None
    try:
        return parse_decimal(node.text.strip())
    except ValueError:
        return None


def number_at(node: Node, *path: str) -> Decimal | None:
    """The number in the first element at a path."""
    return number(next(iter(at(node, *path)), None))


def lines_of(root: Node) -> list[Node]:
    """The lines of an invoice or a credit note."""
    return [child for child in root.children or () if child.tag in ("cac:InvoiceLine", "cac:CreditNoteLine")]
