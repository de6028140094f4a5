"""From a table to a writer: small closures, made once, that append finished text in schema order."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ..invoice import Invoice
from .vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part, Scope, Skipped, Use


@dataclass(slots=True)
class Page:
    """What a writer needs beside the model at hand."""

    invoice: Invoice
    out: list[str]
    currency: str
    """The ready attribute, such as `` currencyID="EUR"``."""
    vat_currency: str
    index: int = 0
    """The place of the part at hand among its likes."""


Writer = Callable[[Any, Page], bool]
"""Writes what the model says; answers whether that was anything, so that no empty element is ever left behind."""


def escape(value: str) -> str:
    """Text for an element; a bare carriage return would be read back as a line feed, so it is written as a number."""
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    return value


def escape_attribute(value: str) -> str:
    """Text for an attribute; readers turn bare line ends and tabs there into spaces, so they are written as numbers."""
    return escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def compile_entries(entries: tuple[Entry, ...]) -> Writer:
    """One writer for a run of entries."""
    real = tuple(writer for entry in entries if (writer := _compile(entry)) is not None)

    def write(model: Any, page: Page) -> bool:
        wrote = False
        for writer in real:
            if writer(model, page):
                wrote = True
        return wrote

    return write


def _compile(entry: Entry) -> Writer | None:
    if isinstance(entry, Leaf):
        return None if entry.use is Use.READ else _leaf(entry)
    if isinstance(entry, Fixed):
        return _fixed(entry)
    if isinstance(entry, Group):
        return _group(entry)
    if isinstance(entry, Computed):
        return _computed(entry)
    if isinstance(entry, Skipped):
        return None
    return _part(entry)


def _attributes(attributes: tuple[Attribute, ...]) -> Callable[[Any], str]:
    """The attributes of an element as one piece of text."""
    constant = "".join(f' {a.name}="{escape_attribute(a.constant)}"' for a in attributes if a.constant is not None)
    variable = [(a.name, attrgetter(a.field)) for a in attributes if a.field is not None]
    if not variable:
        return lambda _model: constant

    def write(model: Any) -> str:
        text = constant
        for name, get in variable:
            value = get(model)
            if value is not None:
                text += f' {name}="{escape_attribute(value)}"'
        return text

    return write


def _leaf(leaf: Leaf) -> Writer:
    if leaf.many:
        return _several(leaf)
    plain = _FORMS[leaf.form](leaf, _getter(leaf))
    if leaf.scope is Scope.HERE:
        return plain

    def write(_model: Any, page: Page) -> bool:
        if leaf.use is Use.WRITE_FIRST and page.index:
            return False
        return plain(page.invoice, page)

    return write


def _path(path: str) -> Callable[[Any], Any]:
    """``object_id.value`` is nothing when there is no object."""
    first, _, rest = path.partition(".")
    if not rest:
        return attrgetter(first)
    outer, inner = attrgetter(first), attrgetter(rest)
    return lambda model: None if (part := outer(model)) is None else inner(part)


def _getter(leaf: Leaf) -> Callable[[Any], Any]:
    get = _path(leaf.field)
    if leaf.codes and leaf.form is not Form.IDENTIFIER:
        ours_to_theirs = dict(leaf.codes)
        return lambda model: ours_to_theirs.get(get(model), get(model))
    only = leaf.only
    if only is None:
        return get
    return lambda model: value if (value := get(model)) is not None and only(value) else None


def _several(leaf: Leaf) -> Writer:
    get, only = attrgetter(leaf.field), leaf.only
    one = _FORMS[leaf.form](leaf, lambda value: value)

    def write(model: Any, page: Page) -> bool:
        wrote = False
        for value in get(model):
            if only is None or only(value):
                wrote |= one(value, page)
        return wrote

    return write


def _text(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    name = leaf.tag
    if not leaf.attributes:
        opening, closing = f"<{name}>", f"</{name}>"

        def write(model: Any, page: Page) -> bool:
            value = get(model)
            if value is None:
                return False
            page.out.append(opening + escape(value) + closing)
            return True

        return write
    return _with_attributes(leaf, get, escape)


def _with_attributes(leaf: Leaf, get: Callable[[Any], Any], to_text: Callable[[Any], str]) -> Writer:
    name = leaf.tag
    attributes = _attributes(leaf.attributes)

    def write(model: Any, page: Page) -> bool:
        value = get(model)
        if value is None:
            return False
        page.out.append(f"<{name}{attributes(model)}>{to_text(value)}</{name}>")
        return True

    return write


def _date(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    return _with_attributes(leaf, get, lambda value: value.isoformat())


def _compact_date(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    return _with_attributes(leaf, get, lambda value: f"{value.year:04d}{value.month:02d}{value.day:02d}")


def _money(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    name = leaf.tag

    def write(model: Any, page: Page) -> bool:
        value = get(model)
        if value is None:
            return False
        page.out.append(f"<{name}{page.currency}>{value:f}</{name}>")
        return True

    return write


def _vat_money(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    name = leaf.tag

    def write(model: Any, page: Page) -> bool:
        value = get(model)
        if value is None:
            return False
        page.out.append(f"<{name}{page.vat_currency}>{value:f}</{name}>")
        return True

    return write


def _number(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    return _with_attributes(leaf, get, lambda value: f"{value:f}")


def _boolean(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    return _with_attributes(leaf, get, lambda value: "true" if value else "false")


def _identifier(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    """A leaf whose value is an ``Identifier``: the scheme goes into the one attribute that the table names."""
    name = leaf.tag
    attribute_name = leaf.attributes[0].name
    schemes = dict(leaf.codes)

    def write(model: Any, page: Page) -> bool:
        value = get(model)
        if value is None:
            return False
        attribute = ""
        if value.scheme is not None:
            attribute = f' {attribute_name}="{escape_attribute(schemes.get(value.scheme, value.scheme))}"'
        page.out.append(f"<{name}{attribute}>{escape(value.value)}</{name}>")
        return True

    return write


def _file(leaf: Leaf, get: Callable[[Any], Any]) -> Writer:
    return _with_attributes(leaf, get, lambda content: base64.b64encode(content).decode("ascii"))


_FORMS: dict[Form, Callable[[Leaf, Callable[[Any], Any]], Writer]] = {
    Form.TEXT: _text,
    Form.NOTE: _text,
    Form.DATE: _date,
    Form.COMPACT_DATE: _compact_date,
    Form.MONEY: _money,
    Form.VAT_MONEY: _vat_money,
    Form.BARE_MONEY: _number,
    Form.NUMBER: _number,
    Form.BOOLEAN: _boolean,
    Form.IDENTIFIER: _identifier,
    Form.FILE: _file,
}


def _fixed(fixed: Fixed) -> Writer:
    *around, name = fixed.tag.split("/")
    finished = f"<{name}{_attributes(fixed.attributes)(None)}>{escape(fixed.value)}</{name}>"
    for outer in reversed(around):
        finished = f"<{outer}>{finished}</{outer}>"
    counts = fixed.always

    def write(_model: Any, page: Page) -> bool:
        page.out.append(finished)
        return counts

    return write


def _group(group: Group) -> Writer:
    name = group.tag
    children = compile_entries(group.children)
    attributes = _attributes(group.attributes)
    closing = f"</{name}>"
    required = group.required

    def write(model: Any, page: Page) -> bool:
        out = page.out
        mark = len(out)
        out.append("")
        if not children(model, page) and not required:
            del out[mark:]
            return False
        out[mark] = f"<{name}{attributes(model)}>"
        out.append(closing)
        return True

    return write


def _part(part: Part) -> Writer:
    name = part.tag
    get = attrgetter(part.field)
    children = compile_entries(part.children)
    opening, closing = f"<{name}>", f"</{name}>"

    def write_one(model: Any, page: Page) -> bool:
        out = page.out
        mark = len(out)
        out.append(opening)
        if not children(model, page):
            del out[mark:]
            return False
        out.append(closing)
        return True

    def write_many(model: Any, page: Page) -> bool:
        wrote = False
        for index, item in enumerate(get(model)):
            page.index = index
            wrote |= write_one(item, page)
        page.index = 0
        return wrote

    def write_single(model: Any, page: Page) -> bool:
        value = get(model)
        return value is not None and write_one(value, page)

    return write_many if part.many else write_single


def _computed(computed: Computed) -> Writer:
    compute, counts = computed.write, computed.counts

    def write(model: Any, page: Page) -> bool:
        finished = compute(model, page.invoice)
        if finished is None:
            return False
        page.out.append(finished)
        return counts

    return write
