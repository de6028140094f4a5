"""XML to a small tree, safely: no document type, no entities, no network, no inclusion, and limits on everything.

It uses the push parser of the standard library and not a tree builder, so that a file inside the invoice (a PDF in
base64, up to a hundred megabytes) is streamed to its store and never becomes part of the tree.

The inner functions share local variables instead of an object, because they run for every element of every invoice.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pyexpat import ErrorString, ExpatError, ParserCreate

from .embedded_file import EmbeddedFile, Store, in_memory
from .errors import Forbidden, Malformed, Place, TooLarge
from .namespaces import EMBEDDED_FILE_TAGS, PREFIX_OF

_CHUNK = 1 << 16
_SEPARATOR = " "
_FEW_ELEMENTS, _BYTES_PER_ELEMENT = 20_000, 16
"""Beyond the first twenty thousand elements, fewer bytes per element than their tags need are an attack."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for a file. The defaults allow the largest real invoices and stop bombs early."""

    size: int = 200_000_000
    """Bytes of the file, embedded files included."""
    depth: int = 40
    """UBL itself needs about ten levels."""
    elements: int = 400_000
    """An invoice of ten thousand lines has about three hundred thousand."""
    text: int = 1_000_000
    """Characters in one element or tag, embedded files apart."""


class Node:
    """One element: its name with our prefix, its attributes, text and children, and its number in the file."""

    __slots__ = ("attributes", "children", "file", "number", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], number: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.number = number
        self.text = ""
        self.children: list[Node] | None = None
        self.file: EmbeddedFile | None = None

    def text_at(self, *path: str) -> str | None:
        """The text of the first element at that path, or None."""
        node = self
        for tag in path:
            found = next((child for child in node.children or () if child.tag == tag), None)
            if found is None:
                return None
            node = found
        return node.text.strip()


@dataclass(slots=True)
class Tree:
    """A parsed file. Places are computed only when something is wrong, from the bytes or from what was stored."""

    root: Node
    _find_places: Callable[[], array[int]]
    _places: array[int] = field(default_factory=lambda: array("Q"))

    def place(self, node: Node) -> Place:
        """The line and column where an element starts."""
        if not self._places:
            self._places = self._find_places()
        return Place(self._places[2 * node.number], self._places[2 * node.number + 1] + 1)


def parse(data: bytes, limits: Limits | None = None, store: Store = in_memory) -> Tree:
    """The tree of an XML file that is in memory. Raises an ``UnreadableFile``."""
    chunks = (data,) if len(data) <= _CHUNK else (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
    return Tree(_read(chunks, limits or Limits(), store, None), lambda: _places_in(data))


def parse_stream(chunks: Iterable[bytes], limits: Limits | None = None, store: Store = in_memory) -> Tree:
    """The tree of an XML file that arrives in pieces; embedded files go to ``store`` as they come."""
    places = array("Q")
    return Tree(_read(chunks, limits or Limits(), store, places), lambda: places)


def _read(chunks: Iterable[bytes], limits: Limits, store: Store, places: array[int] | None) -> Node:
    parser = ParserCreate(namespace_separator=_SEPARATOR)
    top = Node("", {}, -1)
    current = top
    stack: list[Node] = []
    elements = files = fed = 0
    tags = dict(_KNOWN_TAGS)
    most_elements, deepest, longest = limits.elements, limits.depth, limits.text

    def here() -> Place:
        return Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current, elements, files
        tag = tags.get(name) or _tag(name, tags)
        node = Node(tag, attributes, elements)
        elements += 1
        if places is not None:
            places.append(parser.CurrentLineNumber)
            places.append(parser.CurrentColumnNumber)
        siblings = current.children
        if siblings is None:
            current.children = [node]
        else:
            siblings.append(node)
        stack.append(current)
        current = node
        if elements > most_elements:
            raise TooLarge(f"more than {most_elements:,} elements", here())
        if len(stack) > deepest:
            raise TooLarge(f"more than {deepest} levels deep", here())
        if tag in EMBEDDED_FILE_TAGS:
            files += 1
            node.file = EmbeddedFile(store(files))
            parser.buffer_size = _CHUNK

    def end(_name: str) -> None:
        nonlocal current
        if current.file is not None:
            current.file.finish()
        current = stack.pop()

    def text(data: str) -> None:
        if current.file is not None:
            current.file.feed(data)
        elif not data.isspace():
            current.text = current.text + data if current.text else data
            if len(current.text) > longest:
                raise TooLarge(f"more than {longest:,} characters in one element", here())

    def document_type(*_declaration: object) -> None:
        raise Forbidden("a document type declaration (DOCTYPE) is not allowed in an invoice", here())

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = document_type
    try:
        for chunk in chunks:
            fed += len(chunk)
            if fed > limits.size:
                raise TooLarge(f"more than {limits.size:,} bytes", here())
            most_elements = min(limits.elements, _FEW_ELEMENTS + fed // _BYTES_PER_ELEMENT)
            parser.Parse(chunk)
            if fed - parser.CurrentByteIndex > longest + _CHUNK:
                raise TooLarge("one tag or comment without end", here())
        parser.Parse(b"", True)  # noqa: FBT003  # expat takes no names
    except ExpatError as problem:
        place = Place(problem.lineno, problem.offset + 1)
        raise Malformed(f"not well-formed XML: {ErrorString(problem.code)}", place) from problem
    except (LookupError, UnicodeError, ValueError) as problem:
        raise Malformed(f"unusable character encoding: {problem}", here()) from problem
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartDoctypeDeclHandler = None
    assert top.children  # noqa: S101  # the parser would have raised "no element found"
    return top.children[0]


def _places_in(data: bytes) -> array[int]:
    """Line and column of every element, by parsing the file once more."""
    places = array("Q")
    parser = ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        places.append(parser.CurrentLineNumber)
        places.append(parser.CurrentColumnNumber)

    parser.StartElementHandler = start
    parser.Parse(data, True)  # noqa: FBT003  # expat takes no names
    return places


def _tag(name: str, tags: dict[str, str]) -> str:
    namespace, _, local = name.rpartition(_SEPARATOR)
    prefix = PREFIX_OF.get(namespace)
    tag = f"{prefix}:{local}" if prefix else name
    if len(tags) < 5_000:
        tags[name] = tag
        if prefix and len(_KNOWN_TAGS) < 2_000 and len(local) < 80:
            _KNOWN_TAGS[name] = tag
    return tag


_KNOWN_TAGS: dict[str, str] = {}
"""A bounded cache of names in the known namespaces, so that they are not split again for every file."""
