"""From a table to a reader: every child element is looked up by name, in whatever order it comes.

What the table does not know is counted and left in the original bytes; what cannot be read as what it should be
(a date that is no date) becomes a warning with its place, and the value is absent rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..embedded_file import ALLOWED_MEDIA_TYPES, looks_like
from ..errors import Place
from ..parse import Node, Tree
from ..scalars import money, number, parse_decimal, text
from .vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part, Scope, Skipped, Use, When

Record = dict[str, Any]
"""What will become a model: fields, and records of parts."""


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801  # the builtin of that name means something else
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
    warnings: list[Warning_] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def warn(self, code: str, term: str, node: Node, text: str) -> None:
        """Note it and go on."""
        self.warnings.append(Warning_(code, term, self.tree.place(node), text))

    @property
    def root(self) -> Node:
        """The root of the file."""
        return self.tree.root


Reader = Callable[[Node, Record, Session], None]
Convert = Callable[[str], Any]

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?\Z", re.ASCII)
_PLAIN_AMOUNT = re.compile(r"[1-9]\d{0,11}\.\d\d\Z", re.ASCII)
_COMPACT_DATE = re.compile(r"\d{8}\Z", re.ASCII)


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
        return _leaf(entry)
    if isinstance(entry, Group):
        children = compile_entries(entry.children)
        attributes = _attribute_reader(entry.attributes)
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


def _attribute_reader(attributes: tuple[Attribute, ...]) -> Callable[[Node, Record], None] | None:
    wanted = [(a.name, a.field) for a in attributes if a.field is not None]
    if not wanted:
        return None

    def read(node: Node, record: Record) -> None:
        for name, to in wanted:
            value = text(node.attributes.get(name))
            if value is not None and to not in record:
                record[to] = value

    return read


def _target(path: str) -> Callable[[Record], tuple[Record, str]]:
    """``references.contract`` lives in the record of the references, which is made when first needed."""
    *parents, last = path.split(".")
    if not parents:
        return lambda record: (record, last)
    (parent,) = parents
    return lambda record: (record.setdefault(parent, {}), last)


def _leaf(leaf: Leaf) -> Reader:
    if leaf.form is Form.TEXT and leaf.scope is Scope.HERE and "." not in leaf.field and not leaf.codes:
        return _plain_text(leaf)
    convert = _converter(leaf)
    target = _target(leaf.field) if "." in leaf.field else None
    attributes = _attribute_reader(leaf.attributes) if leaf.form is not Form.IDENTIFIER else None
    of_invoice = leaf.scope is Scope.INVOICE
    finish = _FINISH.get(leaf.form, _set_once)
    if leaf.many:
        finish = _append_identifier
    field_name = leaf.field

    def read(node: Node, record: Record, session: Session) -> None:
        written = node.text.strip()
        if not written and node.file is None:
            _empty(leaf, node, session)
            return
        try:
            value = convert(written)
        except ValueError as problem:
            session.warn("unreadable", leaf.term, node, f"{node.tag}: {problem}")
            return
        if value is None:
            return
        if of_invoice:
            record = session.invoice
        name = field_name
        if target is not None:
            record, name = target(record)
        finish(leaf, value, node, record, name, session)
        if attributes is not None:
            attributes(node, record)

    return read


def _plain_text(leaf: Leaf) -> Reader:
    """Half of all elements: text that goes into a field of the model at hand."""
    name = leaf.field
    attributes = _attribute_reader(leaf.attributes)

    def read(node: Node, record: Record, session: Session) -> None:
        value = text(node.text)
        if value is None:
            _empty(leaf, node, session)
        elif name in record:
            _set_once(leaf, value, node, record, name, session)
        else:
            record[name] = value
            if attributes is not None:
                attributes(node, record)

    return read


def _empty(leaf: Leaf, node: Node, session: Session) -> None:
    if node.children:
        session.warn("unexpected", leaf.term, node, f"{node.tag} should hold a value, not elements")


def _converter(leaf: Leaf) -> Convert:
    convert = _CONVERT[leaf.form]
    if not leaf.codes or leaf.form is Form.IDENTIFIER:
        return convert
    theirs_to_ours = {theirs: ours for ours, theirs in leaf.codes}
    return lambda written: theirs_to_ours.get(written, written)


Finish = Callable[[Leaf, Any, Node, Record, str, Session], None]


def _set_once(leaf: Leaf, value: Any, node: Node, record: Record, name: str, session: Session) -> None:
    if name not in record:
        record[name] = value
    elif record[name] != value:
        session.warn("repeated", leaf.term, node, f"{node.tag} occurs again with another value; the first one counts")


def _set_note(_leaf: Leaf, value: Any, _node: Node, record: Record, name: str, _session: Session) -> None:
    record[name] = f"{record[name]}\n{value}" if name in record else value


def _set_identifier(leaf: Leaf, value: Any, node: Node, record: Record, name: str, session: Session) -> None:
    scheme = text(node.attributes.get(leaf.attributes[0].name))
    for ours, theirs in (*leaf.codes, *leaf.foreign_codes):
        scheme = ours if scheme == theirs else scheme
    _set_once(leaf, {"value": value, "scheme": scheme}, node, record, name, session)


def _append_identifier(leaf: Leaf, value: Any, node: Node, record: Record, name: str, _session: Session) -> None:
    scheme = text(node.attributes.get(leaf.attributes[0].name))
    record.setdefault(name, []).append({"value": value, "scheme": scheme})


def _set_file(leaf: Leaf, _value: Any, node: Node, record: Record, name: str, session: Session) -> None:
    file = node.file
    if file is None:
        return
    if file.problem is not None or not file.size:
        session.warn("unreadable", leaf.term, node, f"embedded file: {file.problem or 'empty'}")
        return
    media_type = node.attributes.get("mimeCode", "")
    if media_type not in ALLOWED_MEDIA_TYPES:
        session.warn("media_type", leaf.term, node, f"embedded file of type {media_type[:80]!r}, which is not allowed")
    elif not looks_like(media_type, file.head):
        session.warn("media_type", leaf.term, node, f"embedded file is not the {media_type} that it says it is")
    filename = node.attributes.get("filename", "")
    if "/" in filename or "\\" in filename:
        session.warn("filename", leaf.term, node, f"path in the name of an embedded file left out: {filename[:80]!r}")
        bare = text(filename.replace("\\", "/").rpartition("/")[2])
        record["filename"] = bare or "document"
    record[name] = file.content
    if file.sha256 is not None:
        record["sha256"] = file.sha256
        record["size"] = file.size


def _part(part: Part) -> Reader:
    children = compile_entries(part.children)
    needs = part.needs
    many = part.many
    target = _target(part.field)

    def read(node: Node, record: Record, session: Session) -> None:
        inner: Record = {}
        children(node, inner, session)
        if not inner:
            return
        for needed in needs:
            if needed not in inner:
                session.warn("incomplete", part.term, node, f"{node.tag} without its {needed}, left out")
                return
        record, name = target(record)
        if many:
            record.setdefault(name, []).append(inner)
        elif name in record:
            session.warn("repeated", part.term, node, f"{node.tag} occurs again; the first one counts")
        else:
            record[name] = inner

    return read


def _date(written: str) -> date:
    match = _DATE.match(written)
    if not match:
        raise ValueError(f"not a date: {written[:40]!r}")
    return date.fromisoformat(match[1])


def _compact_date(written: str) -> date:
    if not _COMPACT_DATE.match(written):
        return _date(written)
    return date(int(written[:4]), int(written[4:6]), int(written[6:]))


def _money(written: str) -> Any:
    if _PLAIN_AMOUNT.match(written):
        return Decimal(written)  # already as the model keeps it
    return money(parse_decimal(written))


def _number(written: str) -> Any:
    return number(parse_decimal(written))


def _boolean(written: str) -> bool:
    if written in {"true", "1"}:
        return True
    if written in {"false", "0"}:
        return False
    raise ValueError(f"neither true nor false: {written[:40]!r}")


_CONVERT: dict[Form, Convert] = {
    Form.TEXT: text,
    Form.NOTE: text,
    Form.DATE: _date,
    Form.COMPACT_DATE: _compact_date,
    Form.MONEY: _money,
    Form.VAT_MONEY: _money,
    Form.BARE_MONEY: _money,
    Form.NUMBER: _number,
    Form.BOOLEAN: _boolean,
    Form.IDENTIFIER: text,
    Form.FILE: lambda _written: True,  # the file came apart from the text
}

_FINISH: dict[Form, Finish] = {Form.NOTE: _set_note, Form.IDENTIFIER: _set_identifier, Form.FILE: _set_file}
