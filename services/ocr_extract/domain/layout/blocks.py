"""Finds blocks of lines under each other, and the addresses inside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from contracts.fields import Box
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Cell, Line, Page, Pages, around, cells_of, once
from services.ocr_extract.domain.wording.companies import COUNTRIES, LEGAL_FORM, NOT_A_NAME, STREET

CLOSE = 0.85
"""The lines of a block are at most this share of their height apart."""

LEAST_WORDS = 4
"""A line of running text has at least this many words."""

_PARTS = re.compile(r"\s+[-–—/]\s+|\s*[,;]\s+|\s*[|•·]\s*")
_POSTCODE = re.compile(
    r"^(?:(?P<prefix>B|BE|F|FR|L|LU|LUX|D|DE|NL|A|AT|CH)\s?[-–]?\s?)?"
    r"(?P<code>\d{4} ?[A-Z]{2}|\d{5}|\d{4}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[\dW] [A-Z\d]{4}|\d{2}-\d{3})\s+"
    r"(?P<city>(?:[A-ZÀ-Ý]|['’]s-|den |de |la |le |les |l['’])[^\d:@]{1,40}?(?: (?i:cedex)(?: \d+)?)?)"
    r"(?:\s*\([^)]*\))?$"
)
_TOWN = r"((?:[A-Z]{1,3}-)?(?:\d{4} [A-Z]{2}|\d{4,5}) \D.+)$"
_STREET_FIRST = re.compile(r"(.{4,60}? \d{1,4}[A-Za-z]?),? " + _TOWN)
_NUMBER_FIRST = re.compile(r"((?:.{4,60}? )?\d{1,4}[A-Za-z]?,? [^\d]{4,40}?),? " + _TOWN)
_PREFIXES = {"B": "BE", "F": "FR", "L": "LU", "LUX": "LU", "D": "DE", "A": "AT"}
_HOUSE_NUMBER = re.compile(r"(?:^|\s)\d{1,4}\s?(?:[a-zA-Z]{1,2})?(?:[\s,/-]|$)|\d{1,4}[a-zA-Z]?$")


@dataclass(frozen=True)
class Block:
    """Cells under each other that share an edge or their middle."""

    cells: tuple[Cell, ...]

    @property
    def page(self) -> int:
        return self.cells[0].line.page

    @cached_property
    def box(self) -> Box:
        return around([word for cell in self.cells for word in cell.words])

    @cached_property
    def folded(self) -> str:
        return "\n".join(cell.folded for cell in self.cells)

    @cached_property
    def parts(self) -> tuple[Found[str], ...]:
        """The pieces of the block: its cells, cut at dashes, bars and commas."""
        return tuple(part for cell in self.cells for part in parts_of(cell))

    def holds(self, found: Found[str]) -> bool:
        return any(
            cell.line.index == found.line.index and cell.start <= found.start and found.end <= cell.end
            for cell in self.cells
        )


@dataclass(frozen=True)
class Address:
    """An address on the page, with the pieces of its block before it."""

    block: Block
    postcode: Found[str]
    city: Found[str]
    street: Found[str] | None
    country: Found[str] | None
    before: tuple[Found[str], ...]


def find_blocks(pages: Pages) -> tuple[Block, ...]:
    """All blocks, page by page, from top to bottom."""
    return tuple(block for page in pages.pages for block in _blocks(page))


def _blocks(page: Page) -> list[Block]:
    stacks: list[list[Cell]] = []
    alone: list[list[Cell]] = []
    for cell in page.cells:
        if _is_return_address(cell):
            alone.append([cell])
            continue
        home = next((stack for stack in reversed(stacks) if _continues(stack[-1], cell)), None)
        if home is None:
            stacks.append([cell])
        else:
            home.append(cell)
    return sorted((Block(tuple(stack)) for stack in stacks + alone), key=lambda block: block.cells[0].line.index)


def _is_return_address(cell: Cell) -> bool:
    """Whether a cell has name, street and town on one line: a sender's line or a footer, never part of a block."""
    parts = list(parts_of(cell))
    if len(parts) >= 3:
        return any(_POSTCODE.match(part.value) for part in parts[1:])
    beside = [other for other in cells_of(cell.line) if other.start > cell.end]
    if len(parts) == 2 and has_name_shape(parts[0]) and beside and _POSTCODE.match(beside[0].text):
        return looks_like_street(parts[1])
    if any(_POSTCODE.match(part.value) for part in parts):
        return any(named_street(part) for part in parts)
    return any(_street_and_town(part) for part in parts) and any(has_name_shape(part) for part in parts)


def named_street(part: Found[str]) -> tuple[Found[str], Found[str]] | None:
    """The name up to its legal form and the street after it, for one piece like `Nivaro Garage BV Vaartdijk 98`."""
    folded = part.line.folded[part.start : part.end]
    for match in LEGAL_FORM.finditer(folded):
        street = part.value[match.end() :].strip(" ,")
        if match.start() >= 3 and sum(map(str.isalpha, street)) >= 3 and _HOUSE_NUMBER.search(street):
            at = part.start + part.value.index(street, match.end())
            name = Found(part.value[: match.end()].strip(), part.line, part.start, part.start + match.end())
            return name, Found(street, part.line, at, at + len(street))
    return None


def _continues(above: Cell, cell: Cell) -> bool:
    a, b = above.box, cell.box
    height = min(a.y1 - a.y0, b.y1 - b.y0)
    if above.line.index == cell.line.index or not -0.5 * height <= b.y0 - a.y1 <= CLOSE * height:
        return False
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < 3.0


@once
def parts_of(cell: Cell) -> Iterator[Found[str]]:
    """The pieces of a cell between its separators, without surrounding punctuation."""
    at = 0
    for match in [*_PARTS.finditer(cell.text), None]:
        end = match.start() if match else len(cell.text)
        piece = cell.text[at:end]
        bare = piece.strip(" .,;:|•·*_")
        if bare:
            offset = cell.start + at + piece.index(bare)
            suffix = "." if piece.strip().endswith(f"{bare}.") and re.search(r"\.\w+$", bare) else ""
            yield Found(bare + suffix, cell.line, offset, offset + len(bare) + len(suffix))
        at = match.end() if match else end


def find_addresses(blocks: tuple[Block, ...]) -> tuple[Address, ...]:
    """Every postcode with a town, and the street before it."""
    return tuple(address for block in blocks for address in _addresses(block))


def _addresses(block: Block) -> Iterator[Address]:
    parts = block.parts
    used = 0
    for index, part in enumerate(parts):
        match = _POSTCODE.match(part.value)
        street: Found[str] | None
        if not match:
            inline = _street_and_town(part)
            if inline is None:
                continue
            street, town, match = inline
            first = index
        else:
            town = part
            street, first = _street_before(parts, index, used)
        before = tuple(parts[used:first])
        if street is not None and (named := named_street(street)):
            before, street = (*before, named[0]), named[1]
        used = index + 1
        country = _country(match["prefix"], parts[index + 1 : index + 2], town)
        yield Address(block, _piece(town, match, "code"), _piece(town, match, "city"), street, country, before)


def _street_before(parts: Sequence[Found[str]], index: int, used: int) -> tuple[Found[str] | None, int]:
    """The piece before the town when it is a street, and the index where it starts."""
    if index <= used or not looks_like_street(parts[index - 1]):
        return None, index
    street = parts[index - 1]
    if street.line is parts[index].line:
        return street, index - 1
    first = index - 1
    while first > used and parts[first - 1].line is street.line and not has_name_shape(parts[first - 1]):
        first -= 1
    start, end = parts[first].start, street.end
    whole = Found(street.line.text[start:end], street.line, start, end)
    if first > used and _runs_on(parts[first - 1]):
        above = parts[first - 1]
        return Found(f"{above.value}, {whole.value}", whole.line, start, end), first - 1
    return whole, first


def _runs_on(part: Found[str]) -> bool:
    """Whether a street continues on the next line: it ends in a comma, as `Zoning industriel des Hauts-Sarts,`."""
    folded = part.line.folded
    return folded[part.end : part.end + 1] == "," and bool(STREET.search(folded[part.start : part.end]))


def has_name_shape(part: Found[str]) -> bool:
    """Whether a piece is a name, by its legal form, and not the first half of a street."""
    return bool(LEGAL_FORM.search(part.line.folded[part.start : part.end]))


def _street_and_town(part: Found[str]) -> tuple[Found[str], Found[str], re.Match[str]] | None:
    """The street, the town and the match of the postcode in one piece: `Rue des Trois Fontaines 12 4000 Liège`."""
    cut = _STREET_FIRST.match(part.value) or _NUMBER_FIRST.match(part.value)
    if not cut or not STREET.search(part.line.folded[part.start : part.end]):
        return None
    town = Found(cut[2], part.line, part.start + cut.start(2), part.end)
    match = _POSTCODE.match(town.value)
    street = Found(cut[1], part.line, part.start, part.start + cut.end(1))
    return (street, town, match) if match else None


def looks_like_street(part: Found[str]) -> bool:
    """Whether a piece has a house number or a word for a street, and is not a telephone or VAT number."""
    folded = part.line.folded[part.start : part.end]
    if NOT_A_NAME.search(folded) and not STREET.search(folded):
        return False
    letters = sum(character.isalpha() for character in folded)
    digits = sum(character.isdigit() for character in folded)
    return letters >= 3 and digits <= 8 and bool(_HOUSE_NUMBER.search(part.value) or STREET.search(folded))


def _piece(part: Found[str], match: re.Match[str], group: str) -> Found[str]:
    return Found(match[group].strip(), part.line, part.start + match.start(group), part.start + match.end(group))


def _country(prefix: str | None, after: tuple[Found[str], ...], part: Found[str]) -> Found[str] | None:
    if after:
        folded = after[0].line.folded[after[0].start : after[0].end].strip(" .")
        if folded in COUNTRIES:
            return Found(COUNTRIES[folded], after[0].line, after[0].start, after[0].end)
        if after[0].value in set(COUNTRIES.values()):
            return after[0]
    if prefix:
        return Found(_PREFIXES.get(prefix, prefix), part.line, part.start, part.start + len(prefix))
    return None


def broken_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Each line of running text joined with the next one of its block, as a phrase may be broken between the two."""
    return tuple(
        _joined(above, below)
        for block in blocks
        for above, below in pairwise(block.cells)
        if len(above.words) >= LEAST_WORDS
    )


def _joined(above: Cell, below: Cell) -> Line:
    shift = len(above.text) + 1 - below.start
    starts = [at - above.start for at in _starts(above)] + [at + shift for at in _starts(below)]
    return Line((*above.words, *below.words), f"{above.text} {below.text}", tuple(starts), above.line.index)


def _starts(cell: Cell) -> list[int]:
    return [at for at in cell.line.starts if cell.start <= at < cell.end]
