"""XML to a small tree, safely: no document type, no entities, no network, no inclusion, and limits on everything.

The push parser of the standard library is used rather than a tree builder, because then a file inside the invoice
(a PDF in base64, up to a hundred megabytes) flows to where it belongs and never becomes part of the tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pyexpat import ErrorString, ExpatError, ParserCreate

from .embedded_file import EmbeddedFile, Store, in_memory
from .errors import Forbidden, Malformed, Place, TooLarge
from .namespaces import EMBEDDED_FILE_TAGS, PREFIX_OF

_CHUNK = 1 << 16
_SEPARATOR = " "


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken in. The defaults leave room for the largest real invoices and stop bombs early."""

    size: int = 200_000_000
    """Bytes of the file, embedded files included."""
    depth: int = 40
    """UBL itself needs about ten levels."""
    elements: int = 400_000
    """An invoice of ten thousand lines has about three hundred thousand."""
    text: int = 1_000_000
    """Characters in one element or tag, embedded files apart."""


class Node:
    """One element: its name with our prefix, attributes, text, children and place."""

    __slots__ = ("attributes", "children", "column", "file", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.column = column
        self.text = ""
        self.children: list[Node] | tuple[()] = ()
        self.file: EmbeddedFile | None = None

    @property
    def place(self) -> Place:
        """Where the element starts."""
        return Place(self.line, self.column + 1)

    def text_at(self, *path: str) -> str | None:
        """The text of the first element down that path, or nothing."""
        node = self
        for tag in path:
            found = next((child for child in node.children if child.tag == tag), None)
            if found is None:
                return None
            node = found
        return node.text.strip()


def parse(data: bytes, limits: Limits | None = None, store: Store = in_memory) -> Node:
    """The tree of an XML file that is in memory."""
    return parse_stream((data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)), limits, store)


def parse_stream(chunks: Iterable[bytes], limits: Limits | None = None, store: Store = in_memory) -> Node:
    """The tree of an XML file that arrives in pieces; embedded files go to ``store`` as they come."""
    return _Parsing(limits or Limits(), store).run(chunks)


class _Parsing:
    """The state of reading one file."""

    def __init__(self, limits: Limits, store: Store) -> None:
        self._limits = limits
        self._store = store
        self._root: Node | None = None
        self._stack: list[Node] = []
        self._elements = 0
        self._files = 0
        self._tags = dict(_KNOWN_TAGS)
        parser = ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def run(self, chunks: Iterable[bytes]) -> Node:
        """Feed the file; answers its root."""
        fed = 0
        try:
            for chunk in chunks:
                fed += len(chunk)
                if fed > self._limits.size:
                    raise TooLarge(f"more than {self._limits.size:,} bytes", self._here())
                self._parser.Parse(chunk, False)
                if fed - self._parser.CurrentByteIndex > self._limits.text + _CHUNK:
                    raise TooLarge("one tag or comment without end", self._here())
            self._parser.Parse(b"", True)
        except ExpatError as problem:
            place = Place(problem.lineno, problem.offset + 1)
            raise Malformed(f"not well-formed XML: {ErrorString(problem.code)}", place) from problem
        except (LookupError, UnicodeError, ValueError) as problem:
            raise Malformed(f"unusable character encoding: {problem}", self._here()) from problem
        assert self._root is not None  # noqa: S101  # the parser would have raised "no element found"
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parser = self._parser
        tag = self._tags.get(name) or self._name(name)
        node = Node(tag, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber)
        stack = self._stack
        self._elements += 1
        if self._elements > self._limits.elements:
            raise TooLarge(f"more than {self._limits.elements:,} elements", node.place)
        if stack:
            parent = stack[-1]
            if parent.children:
                parent.children.append(node)
            else:
                parent.children = [node]
            if len(stack) >= self._limits.depth:
                raise TooLarge(f"more than {self._limits.depth} levels deep", node.place)
        else:
            self._root = node
        stack.append(node)
        if tag in EMBEDDED_FILE_TAGS:
            self._files += 1
            node.file = EmbeddedFile(self._store(self._files))

    def _end(self, name: str) -> None:
        node = self._stack.pop()
        if node.file is not None:
            node.file.finish()

    def _text(self, data: str) -> None:
        node = self._stack[-1]
        if node.file is not None:
            node.file.feed(data)
        elif not data.isspace():
            node.text = node.text + data if node.text else data
            if len(node.text) > self._limits.text:
                raise TooLarge(f"more than {self._limits.text:,} characters in one element", node.place)

    def _doctype(self, *_declaration: object) -> None:
        raise Forbidden("a document type declaration (DOCTYPE) is not allowed in an invoice", self._here())

    def _here(self) -> Place:
        return Place(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _name(self, name: str) -> str:
        namespace, _, local = name.rpartition(_SEPARATOR)
        prefix = PREFIX_OF.get(namespace)
        tag = f"{prefix}:{local}" if prefix else name
        if len(self._tags) < 5_000:
            self._tags[name] = tag
            if prefix and len(_KNOWN_TAGS) < 2_000 and len(local) < 80:
                _KNOWN_TAGS[name] = tag
        return tag


_KNOWN_TAGS: dict[str, str] = {}
"""Names met so far in the known namespaces, to spare splitting them in every file; bounded."""
