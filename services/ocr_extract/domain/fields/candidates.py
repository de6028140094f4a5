"""Finds the companies that a document names, and scores each as seller and as buyer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from contracts.fields import Box
from services.ocr_extract.domain.evidence import NOTHING, Evidence, Score
from services.ocr_extract.domain.evidence import parties as weights
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.identity import ClientIdentity, same_company
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.names import (
    bare_part,
    has_legal_form,
    joined_by_initials,
    looks_like_name,
    name_before,
)
from services.ocr_extract.domain.layout.blocks import Address, Block, find_addresses, named_street, parts_of
from services.ocr_extract.domain.layout.page import Cell, Page, Pages
from services.ocr_extract.domain.wording.phrases import any_of
from services.ocr_extract.domain.wording.roles import Role

MOST_LABEL = 30
"""More characters than this before a VAT number on its line are an address of their own."""
LAST = 30
"""Lines that the last company of a block may take."""

_ISSUER_WORDS = any_of(
    r"""
    rpm; rpr; rcs; r\.c\.s; siret; kvk; hrb; amtsgericht; geschaftsfuhrer; capital; siege social;
    maatschappelijke zetel; iban; handelsregister
    """
)
_CONTACT = re.compile(r"@|\bwww\.|\btel\b|\btelefoon\b|\bphone\b|\bt\.? ?[:+]|\+\d{2}\b")


@dataclass(frozen=True)
class Candidate:
    """A company as one place of the document shows it, with the evidence for each role."""

    name: Found[str] | None
    address: Address | None
    box: Box
    page: int
    vat_numbers: tuple[Found[str], ...] = ()
    selling: Score = NOTHING
    buying: Score = NOTHING
    own: bool = False
    blocks: tuple[Block, ...] = field(default=(), compare=False)
    lines: range = range(0)
    """The lines that are its own where two companies stand in one block; else empty."""

    @property
    def role(self) -> float:
        """Positive when the place is more likely a seller's, negative when it is more likely a buyer's."""
        return self.selling.total - self.buying.total


def find_candidates(
    pages: Pages,
    blocks: Sequence[Block],
    labels: Sequence[Label],
    vat_numbers: Sequence[Found[str]],
    identity: ClientIdentity,
) -> tuple[Candidate, ...]:
    """Every address with a name, and every cell with a legal form or the client's own name."""
    found: list[Candidate] = []
    for address in find_addresses(tuple(blocks)):
        if _is_delivery_place(address, labels):
            continue
        found.append(_from_address(address, blocks, labels))
    found = _apart(found)
    for cell in pages.cells:
        found += [candidate for candidate in _from_cell(cell, identity, labels) if not _known(candidate, found)]
    whole = [replace(candidate, name=_whole_name(candidate, blocks)) for candidate in found]
    return tuple(_weigh(candidate, pages, labels, vat_numbers, identity) for candidate in whole)


def _whole_name(candidate: Candidate, blocks: Sequence[Block]) -> Found[str] | None:
    """The name with the line above it in its block, when that begins with the initials of the whole."""
    name = candidate.name
    home = next((block for block in blocks if name and block.page == name.page and block.holds(name)), None)
    if name is None or home is None:
        return name
    above = next((cell for cell in home.cells if cell.line.index == name.line.index - 1), None)
    return joined_by_initials(above, name) if above else name


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """Splits two addresses in one block without a gap: each company ends where the name of the next one begins."""
    parted = []
    for candidate in found:
        starts = sorted({_start(other) for other in found if other.address and _shares_block(candidate, other)})
        if len(starts) > 1:
            own = starts.index(_start(candidate))
            until = starts[own + 1] if own + 1 < len(starts) else starts[own] + LAST
            candidate = replace(candidate, lines=range(starts[own] if own else 0, until))
        parted.append(candidate)
    return parted


def _shares_block(candidate: Candidate, other: Candidate) -> bool:
    return bool(candidate.address and other.address and candidate.address.block is other.address.block)


def _start(candidate: Candidate) -> int:
    first = candidate.name or (candidate.address.postcode if candidate.address else None)
    return first.line.index if first else 0


def _known(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether a name lies in the block of an address that already has its name: it is that name, or a part of it."""
    name = candidate.name
    return name is not None and any(other.name and any(block.holds(name) for block in other.blocks) for other in found)


def _from_address(address: Address, blocks: Sequence[Block], labels: Sequence[Label]) -> Candidate:
    small = address.postcode.size
    name = name_before(address.before, labels, small)
    home = [address.block]
    if name is None:
        above = _blocks_above(address, blocks)
        name = name_before([part for block in above for part in block.parts], labels, small)
        home += above
    return Candidate(name, address, address.block.box, address.block.page, blocks=tuple(home))


def _blocks_above(address: Address, blocks: Sequence[Block]) -> list[Block]:
    """A name that stands a little apart above its address, and its first half above that when set in the same type."""
    nearest = _block_over((address.street or address.postcode).box, address.block, blocks, 28)
    if nearest is None:
        return []
    size = nearest.cells[0].size
    first_half = _block_over(nearest.box, nearest, blocks, weights.HALF_ABOVE * size) if size > weights.LARGE else None
    if first_half and len(first_half.cells) == 1 and abs(first_half.cells[0].size - size) < weights.SAME_SIZE:
        return [first_half, nearest]
    return [nearest]


def _block_over(box: Box, own: Block, blocks: Sequence[Block], reach: float) -> Block | None:
    found = [
        (box.y0 - block.box.y1, block)
        for block in blocks
        if block is not own
        and block.page == own.page
        and -4 <= box.y0 - block.box.y1 <= reach
        and _shares_edge(block.box, own.box)
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _shares_edge(above: Box, below: Box) -> bool:
    """Whether two boxes share their left or right edge or, as in a footer, their middle."""
    middles = abs(above.x0 + above.x1 - below.x0 - below.x1) / 2
    return min(abs(above.x0 - below.x0), abs(above.x1 - below.x1), middles) < 6


def _from_cell(cell: Cell, identity: ClientIdentity, labels: Sequence[Label]) -> Iterator[Candidate]:
    for part in parts_of(cell):
        named = named_street(part)
        name = bare_part(named[0] if named else part, labels)
        if (
            name
            and looks_like_name(name)
            and len(name.value) <= 60
            and ((has_legal_form(name) and len(name.value.split()) <= 8) or identity.is_named(name.value))
        ):
            yield Candidate(name, None, name.box, name.page, blocks=(Block((cell,)),))


def _is_delivery_place(address: Address, labels: Sequence[Label]) -> bool:
    heading = _heading(address.block.box, address.block.page, labels, (Role.BUYER, Role.SELLER, Role.DELIVERY_PLACE))
    return heading is not None and heading.role == Role.DELIVERY_PLACE


def _heading(box: Box, page: int, labels: Sequence[Label], roles: tuple[Role, ...]) -> Label | None:
    """The label that heads a block: in its first lines, right above it, or to its left."""
    best: tuple[float, Label] | None = None
    for label in labels:
        if label.page != page or label.role not in roles or not _stands_alone(label):
            continue
        place = label.box
        inside = place.x0 >= box.x0 - 4 and place.x1 <= box.x1 + 60 and box.y0 - 3 <= place.y0 <= box.y1
        above = -3 <= box.y0 - place.y1 <= 30 and place.x0 < box.x1 and place.x1 > box.x0 - 6
        left = abs(place.y0 - box.y0) < 8 and 0 <= box.x0 - place.x1 < 130
        distance = (
            abs(place.y0 - box.y0) if inside else abs(box.y0 - place.y1) + 5 if above else (box.x0 - place.x1) / 4
        )
        if (inside or above or left) and (best is None or distance < best[0]):
            best = (distance, label)
    return best[1] if best else None


def _stands_alone(label: Label) -> bool:
    """Whether a heading fills its cell or ends in a colon; inside a sentence the same word is no heading."""
    text = label.line.folded
    before = text[: label.start].rpartition("\t")[2].strip()
    after = text[label.end :].partition("\t")[0].strip()
    return not before and (not after or after.startswith((":", "/")))


def _weigh(
    candidate: Candidate,
    pages: Pages,
    labels: Sequence[Label],
    vat_numbers: Sequence[Found[str]],
    identity: ClientIdentity,
) -> Candidate:
    above = [label for label in labels if not _stands_under(label, candidate)]
    heading = _heading(candidate.box, candidate.page, above, (Role.BUYER, Role.SELLER))
    selling = Score.of(*_selling(candidate, pages, heading))
    buying = Score.of(*_buying(candidate, pages[candidate.page], heading))
    near = tuple(number for number in vat_numbers if _belongs(number, candidate))
    own = any(identity.owns_vat_number(number.value) for number in near)
    own = own or bool(candidate.name and identity.is_named(candidate.name.value))
    return replace(candidate, vat_numbers=near, selling=selling, buying=buying, own=own)


def _selling(candidate: Candidate, pages: Pages, heading: Label | None) -> Iterator[Evidence]:
    """The evidence for a seller at this place."""
    if heading and heading.role != Role.BUYER:
        yield weights.UNDER_SELLER_HEADING
    top = candidate.box.y0 / pages[candidate.page].height
    if top > weights.FOOTER:
        yield weights.IN_FOOTER
    elif top < weights.HEADER:
        yield weights.IN_HEADER
    text = "\n".join(block.folded for block in candidate.blocks)
    if _ISSUER_WORDS.search(text) or _CONTACT.search(text):
        yield weights.WITH_CONTACT_DETAILS
    if candidate.page > 1:
        yield weights.ON_LATER_PAGE
    if candidate.name and candidate.name.size > weights.LARGE_NAME * pages.body_size:
        yield weights.IN_LARGE_TYPE


def _buying(candidate: Candidate, page: Page, heading: Label | None) -> Iterator[Evidence]:
    """The evidence for a buyer at this place."""
    if heading and heading.role == Role.BUYER:
        yield weights.UNDER_BUYER_HEADING
    top, box = candidate.box.y0 / page.height, candidate.box
    is_right = box.x0 > weights.WINDOW_LEFT * page.width
    if weights.WINDOW_TOP < top < weights.WINDOW_BOTTOM and candidate.address and is_right:
        yield weights.IN_ADDRESS_WINDOW


def _stands_under(label: Label, candidate: Candidate) -> bool:
    """Whether the heading is below the name: it belongs to the next company, even without a gap between the two."""
    return candidate.name is not None and label.line.index > candidate.name.line.index


def _belongs(number: Found[str], candidate: Candidate) -> bool:
    """A VAT number in the block, on the name's line without another cell between, or right under the block."""
    if number.page != candidate.page:
        return False
    if any(block.holds(number) for block in candidate.blocks):
        return not candidate.lines or number.line.index in candidate.lines
    box, place = candidate.box, number.box
    cell_start = number.line.text.rfind("\t", 0, number.start) + 1
    left = number.line.box_between(cell_start, cell_start + 1).x0 if cell_start < number.start else place.x0
    if number.start - cell_start > MOST_LABEL:
        return False
    return -3 <= place.y0 - box.y1 <= 22 and min(abs(left - box.x0), abs(place.x1 - box.x1)) < 8


def group_by_company(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates of one company together: same VAT number or same name."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        home = next((group for group in groups if any(_same(candidate, other) for other in group)), None)
        if home is None:
            groups.append([candidate])
        else:
            home.append(candidate)
    return groups


def _same(left: Candidate, right: Candidate) -> bool:
    if {number.value for number in left.vat_numbers} & {number.value for number in right.vat_numbers}:
        return True
    if left.own and right.own:
        return True
    return bool(left.name and right.name and same_company(left.name.value, right.name.value))
