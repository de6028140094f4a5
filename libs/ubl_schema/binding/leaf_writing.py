"""Writing one value in each of its forms."""

from __future__ import annotations

import base64
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from .page import Page, Writer, escape, escape_attribute
from .vocabulary import Attribute, Form, Leaf, Scope, Use


def attributes_writer(attributes: tuple[Attribute, ...]) -> Callable[[Any], str]:
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


def leaf_writer(leaf: Leaf) -> Writer:
    """The writer of one value."""
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


def path_getter(path: str) -> Callable[[Any], Any]:
    """A getter for a dotted path such as ``object_id.value``; it gives None when there is no object."""
    first, _, rest = path.partition(".")
    if not rest:
        return attrgetter(first)
    outer, inner = attrgetter(first), attrgetter(rest)
    return lambda model: None if (part := outer(model)) is None else inner(part)


def _getter(leaf: Leaf) -> Callable[[Any], Any]:
    get = path_getter(leaf.field)
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
    attributes = attributes_writer(leaf.attributes)

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
    """A leaf whose value is an ``Identifier``: the scheme goes into the one attribute that the mapping names."""
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
