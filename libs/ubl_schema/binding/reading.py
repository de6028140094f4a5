"""Makes a reader from a mapping: every child element is looked up by name, in whatever order it comes.

Elements that the mapping does not know are counted and stay in the original bytes. A value that cannot be read (a date
that is not a date) becomes a warning with its place, and is absent rather than guessed.
"""

from __future__ import annotations

from ..parse import Node
from .leaf_reading import attribute_reader, leaf_reader
from .session import Reader, Record, Session, WarningCode, target
from .vocabulary import Computed, Entry, Fixed, Group, Leaf, Part, Skipped, Use, When


def compile_entries(entries: tuple[Entry, ...]) -> Reader:
    """One reader for the children of an element."""
    by_tag: dict[str, list[tuple[When | None, Reader | None]]] = {}
    for entry in entries:
        if isinstance(entry, Leaf) and entry.use is Use.WRITE:
            by_tag.setdefault(entry.tag, [])
            continue
        when = getattr(entry, "when", None)
        by_tag.setdefault(entry.tag.partition("/")[0], []).append((when, _compile(entry)))
    readers = {tag: _choice(choices) for tag, choices in by_tag.items()}

    def read(node: Node, record: Record, session: Session) -> None:
        for child in node.children or ():
            reader = readers.get(child.tag, _unknown)
            if reader is not None:
                reader(child, record, session)

    return read


def _unknown(node: Node, _record: Record, session: Session) -> None:
    session.unknown[node.tag] = session.unknown.get(node.tag, 0) + 1


def _choice(choices: list[tuple[When | None, Reader | None]]) -> Reader | None:
    if not choices:
        return None
    if len(choices) == 1 and choices[0][0] is None:
        return choices[0][1]

    def read(node: Node, record: Record, session: Session) -> None:
        for when, reader in choices:
            if when is None or when(node, session.root):
                if reader is not None:
                    reader(node, record, session)
                return
        _unknown(node, record, session)

    return read


def _compile(entry: Entry) -> Reader | None:
    if isinstance(entry, Leaf):
        return leaf_reader(entry)
    if isinstance(entry, Group):
        children = compile_entries(entry.children)
        attributes = attribute_reader(entry.attributes)
        if attributes is None:
            return children

        def read_group(node: Node, record: Record, session: Session) -> None:
            attributes(node, record)
            children(node, record, session)

        return read_group
    if isinstance(entry, Part):
        return _part(entry)
    assert isinstance(entry, Fixed | Computed | Skipped)  # noqa: S101  # nothing else exists
    return None


def _part(part: Part) -> Reader:
    children = compile_entries(part.children)
    needs = part.needs
    many = part.many
    place = target(part.field)

    def read(node: Node, record: Record, session: Session) -> None:
        inner: Record = {}
        children(node, inner, session)
        if not inner:
            return
        for needed in needs:
            if needed not in inner:
                session.warn(WarningCode.INCOMPLETE, part.term, node, f"{node.tag} without its {needed}, left out")
                return
        record, name = place(record)
        if many:
            record.setdefault(name, []).append(inner)
        elif name in record:
            session.warn(WarningCode.REPEATED, part.term, node, f"{node.tag} occurs again; the first one counts")
        else:
            record[name] = inner

    return read
