"""A file as the official rules see it: the tree of the same parser that the reader uses.

So the validator has no other idea of encodings, entities or limits than the reader. The content of embedded files is
left out, because no rule looks into it and a large one would fill the memory several times.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from io import BytesIO
from pyexpat import ParserCreate
from typing import Any

from lxml import etree

from ..errors import Place
from ..namespaces import CII_RAM, UBL_CBC
from ..parse import Node, parse
from ..recognise import without_envelope
from .violation import NotJudged

_EMBEDDED = frozenset(
    {f"{{{UBL_CBC}}}EmbeddedDocumentBinaryObject", f"{{{CII_RAM}}}AttachmentBinaryObject"},
)
_SOME_BASE64 = "AAAA"


class _Nowhere(BytesIO):
    def write(self, data: Any, /) -> int:
        return len(data)


def nowhere(_number: int) -> BytesIO:
    """A store that drops embedded files."""
    return _Nowhere()


class Document:
    """A parsed file. Raises an ``UnreadableFile`` where the reader does."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        root = parse(data, store=nowhere).root
        self.root: Node = without_envelope(root)
        self._skipped = self.root.number - root.number

    @cached_property
    def _built(self) -> tuple[Any, array[int]]:
        try:
            return _build(self._data, self._skipped)
        except ValueError as problem:
            raise NotJudged(f"a name or namespace that the validator does not take: {problem}") from problem

    @property
    def etree(self) -> Any:
        """The root for the schema. Raises ``NotJudged`` for names that only the reader takes."""
        return self._built[0]

    @cached_property
    def text(self) -> str:
        """The file as the rule engine reads it, without its own declaration of an encoding."""
        return etree.tostring(self.etree, encoding="unicode")

    def place(self, path: str | None) -> Place:
        """Where the element at an XPath of the schema validator is."""
        names = {prefix: uri for each in self.etree.iter() for prefix, uri in each.nsmap.items() if prefix}
        try:
            found = self.etree.getroottree().xpath(path, namespaces=names) if path else []
        except etree.XPathError:
            found = []
        element = found[0] if isinstance(found, list) and found else self.etree
        number = next((at for at, each in enumerate(self.etree.iter()) if each is element), 0)
        places = self._built[1]
        return Place(places[2 * number], places[2 * number + 1] + 1)


def _build(data: bytes, skipped: int) -> tuple[Any, array[int]]:
    """The tree, and line and column of every element in the order of the file.

    ``skipped`` elements of an envelope come before it; nothing follows it but their ends.
    """
    builder: Any = etree.TreeBuilder()  # the stubs forget that it takes namespaces
    places = array("Q")
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    namespaces: dict[str | None, str] = {}
    embedded = seen = depth = 0

    def namespace(prefix: str | None, uri: str | None) -> None:
        namespaces[prefix] = uri or ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal embedded, seen, depth
        seen += 1
        if seen <= skipped or (depth == 0 and seen > skipped + 1):
            return
        depth += 1
        places.append(parser.CurrentLineNumber)
        places.append(parser.CurrentColumnNumber)
        tag = _clark(name)
        named = {prefix: uri for prefix, uri in namespaces.items() if uri}
        builder.start(tag, {_clark(key): value for key, value in attributes.items()}, named)
        namespaces.clear()
        if tag in _EMBEDDED:
            embedded = 1

    def end(name: str) -> None:
        nonlocal embedded, depth
        if not depth:
            return
        depth -= 1
        if embedded == 2:  # it has content, which is left out
            builder.data(_SOME_BASE64)
        embedded = 0
        builder.end(_clark(name))

    def text(data: str) -> None:
        nonlocal embedded
        if not depth:
            return
        if not embedded:
            builder.data(data)
        elif not data.isspace():
            embedded = 2

    parser.StartNamespaceDeclHandler = namespace
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat takes no names
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartNamespaceDeclHandler = None
    return builder.close(), places


def _clark(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace else local
