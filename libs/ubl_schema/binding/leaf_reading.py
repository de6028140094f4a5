"""Reading one value: its text, its attributes, and what to do when it is not valid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..embedded_file import ALLOWED_MEDIA_TYPES, looks_like
from ..parse import Node
from ..scalars import text
from .session import Reader, Record, Session, WarningCode, target
from .values import converter
from .vocabulary import Attribute, Form, Leaf, Scope


def attribute_reader(attributes: tuple[Attribute, ...]) -> Callable[[Node, Record], None] | None:
    """The reader of the attributes that fill fields; None when there are none."""
    wanted = [(a.name, a.field) for a in attributes if a.field is not None]
    if not wanted:
        return None

    def read(node: Node, record: Record) -> None:
        for name, to in wanted:
            value = text(node.attributes.get(name))
            if value is not None and to not in record:
                record[to] = value

    return read


def leaf_reader(leaf: Leaf) -> Reader:
    """The reader of one value."""
    if leaf.form is Form.TEXT and leaf.scope is Scope.HERE and "." not in leaf.field and not leaf.codes:
        return _plain_text(leaf)
    convert = converter(leaf)
    place = target(leaf.field) if "." in leaf.field else None
    attributes = attribute_reader(leaf.attributes) if leaf.form is not Form.IDENTIFIER else None
    of_invoice = leaf.scope is Scope.INVOICE
    finish = _add if leaf.adds else _FINISH.get(leaf.form, _set_once)
    if leaf.many:
        finish = _append_identifier
    field_name = leaf.field
    in_document_currency = leaf.form in (Form.MONEY, Form.BARE_MONEY)

    def read(node: Node, record: Record, session: Session) -> None:
        written = node.text.strip()
        if not written and node.file is None:
            _empty(leaf, node, session)
            return
        try:
            value = convert(written)
        except ValueError as problem:
            session.warn(WarningCode.UNREADABLE, leaf.term, node, f"{node.tag}: {problem}")
            return
        if value is None:
            return
        if in_document_currency and node.attributes.get("currencyID", session.currency) != session.currency:
            _tell_currency(leaf, node, session)
        if of_invoice:
            record = session.invoice
        name = field_name
        if place is not None:
            record, name = place(record)
        finish(leaf, value, node, record, name, session)
        if attributes is not None and name in record:
            attributes(node, record)

    return read


def _plain_text(leaf: Leaf) -> Reader:
    """The reader for half of all elements: text that fills a field of the surrounding model."""
    name = leaf.field
    attributes = attribute_reader(leaf.attributes)

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
        session.warn(WarningCode.UNEXPECTED, leaf.term, node, f"{node.tag} should hold a value, not elements")


def _tell_currency(leaf: Leaf, node: Node, session: Session) -> None:
    if session.currency is not None:
        stated = node.attributes["currencyID"][:10]
        text = f"{node.tag} is in {stated}, the document is in {session.currency}"
        session.warn(WarningCode.CURRENCY, leaf.term, node, text)


Finish = Callable[[Leaf, Any, Node, Record, str, Session], None]


def _set_once(leaf: Leaf, value: Any, node: Node, record: Record, name: str, session: Session) -> None:
    if name not in record:
        record[name] = value
    elif record[name] != value:
        session.warn(
            WarningCode.REPEATED, leaf.term, node, f"{node.tag} occurs again with another value; the first one counts"
        )


def _add(_leaf: Leaf, value: Any, _node: Node, record: Record, name: str, _session: Session) -> None:
    record[name] = record[name] + value if name in record else value


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
        session.warn(WarningCode.UNREADABLE, leaf.term, node, f"embedded file: {file.problem or 'empty'}")
        return
    media_type = node.attributes.get("mimeCode", "")
    if media_type not in ALLOWED_MEDIA_TYPES:
        session.warn(
            WarningCode.MEDIA_TYPE, leaf.term, node, f"embedded file of type {media_type[:80]!r}, which is not allowed"
        )
    elif not looks_like(media_type, file.head):
        session.warn(
            WarningCode.MEDIA_TYPE, leaf.term, node, f"embedded file is not the {media_type} that it says it is"
        )
    filename = node.attributes.get("filename", "")
    if "/" in filename or "\\" in filename:
        session.warn(
            WarningCode.FILENAME, leaf.term, node, f"path in the name of an embedded file left out: {filename[:80]!r}"
        )
        bare = text(filename.replace("\\", "/").rpartition("/")[2])
        record["filename"] = bare or "document"
    record[name] = file.content
    if file.sha256 is not None:
        record["sha256"] = file.sha256
        record["size"] = file.size


_FINISH: dict[Form, Finish] = {Form.NOTE: _set_note, Form.IDENTIFIER: _set_identifier, Form.FILE: _set_file}
