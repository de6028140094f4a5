"""Makes a writer from a mapping: small closures, made once, that append finished text in schema order."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from .leaf_writing import attributes_writer, leaf_writer
from .page import Page, Writer, escape
from .vocabulary import Computed, Entry, Fixed, Group, Leaf, Part, Skipped, Use


def compile_entries(entries: tuple[Entry, ...]) -> Writer:
    """One writer for a sequence of entries."""
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
        return None if entry.use is Use.READ else leaf_writer(entry)
    if isinstance(entry, Fixed):
        return _fixed(entry)
    if isinstance(entry, Group):
        return _group(entry)
    if isinstance(entry, Computed):
        return _computed(entry)
    if isinstance(entry, Skipped) or entry.use is Use.READ:
        return None
    return _part(entry)


def _fixed(fixed: Fixed) -> Writer:
    *around, name = fixed.tag.split("/")
    finished = f"<{name}{attributes_writer(fixed.attributes)(None)}>{escape(fixed.value)}</{name}>"
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
    attributes = attributes_writer(group.attributes)
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
