"""Which companies stand on the paper, and how much each looks like the one who sells or the one who buys."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from contracts.fields import Box
from services.ocr_extract.domain.blocks import Address, Block, find_addresses, parts_of
from services.ocr_extract.domain.found import Found
from services.ocr_extract.domain.identity import ClientIdentity, same_company
from services.ocr_extract.domain.labels import Label
from services.ocr_extract.domain.page import Cell, Pages
from services.ocr_extract.domain.wording.companies import LEGAL_FORM, NOT_A_NAME, PLAIN_FORMS, STREET
from services.ocr_extract.domain.wording.roles import Role

FOOTER = 0.86
LARGE = 12.0
"""Type of this size (points) or more is a headline."""
HEADER = 0.22

_ISSUER_WORDS = re.compile(
    r"\b(?:rpm|rpr|rcs|r\.c\.s|siret|kvk|hrb|amtsgericht|geschaftsfuhrer|capital|siege social|maatschappelijke zetel|iban|handelsregister)\b"
)
_CONTACT = re.compile(r"@|\bwww\.|\btel\b|\btelefoon\b|\bphone\b|\bt\.? ?[:+]|\+\d{2}\b")
_BEFORE_NAME = re.compile(
    r"^(?:(?:en )?(?:enerzijds|anderzijds)|(?:et )?d'(?:une|autre) part|entre|tussen|between|zwischen)[ ,:]+"
)
_AFTER_NAME = re.compile(
    r",? (?:au capital|ayant son siege|met (?:maatschappelijke )?zetel|dont le siege|having its|mit sitz)\b"
)
_ATTENTION = re.compile(
    r"^(?:t\.?a\.?v\.?|a l'attention|attn|attention|z\. ?hd|mr?\.|mme|m\. |service|dienst|afdeling|abteilung|c/o)\b"
)


@dataclass(frozen=True)
class Candidate:
    """A company as one place of the paper shows it. `selling` and `buying` are the evidence for each role."""

    name: Found[str] | None
    address: Address | None
    box: Box
    page: int
    vat_numbers: tuple[Found[str], ...] = ()
    selling: float = 0.0
    buying: float = 0.0
    own: bool = False
    blocks: tuple[Block, ...] = field(default=(), compare=False)

    @property
    def lean(self) -> float:
        """Positive when the place looks like a seller's, negative when like a buyer's."""
        return self.selling - self.buying


def find_candidates(
    pages: Pages,
    blocks: Sequence[Block],
    labels: Sequence[Label],
    vat_numbers: Sequence[Found[str]],
    identity: ClientIdentity,
    table: frozenset[int],
) -> tuple[Candidate, ...]:
    """Every address with a name, and every cell that carries a legal form or the client's own name; not inside the `table`."""
    found: list[Candidate] = []
    for address in find_addresses(tuple(blocks)):
        if _is_delivery_place(address, labels):
            continue
        found.append(_from_address(address, blocks, labels))
    for cell in pages.cells:
        found += [candidate for candidate in _from_cell(cell, identity, labels) if not _known(candidate, found)]
    return tuple(_weigh(candidate, pages, labels, vat_numbers, identity) for candidate in found)


def _known(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    return any(other.name and candidate.name and other.name.place == candidate.name.place for other in found)


def _from_address(address: Address, blocks: Sequence[Block], labels: Sequence[Label]) -> Candidate:
    name = _name_before(address.before, labels)
    home = [address.block]
    if name is None:
        above = _block_above(address, blocks)
        if above:
            name = _name_before(above.parts, labels)
            home.append(above)
    return Candidate(name, address, address.block.box, address.block.page, blocks=tuple(home))


def _name_before(parts: Sequence[Found[str]], labels: Sequence[Label]) -> Found[str] | None:
    """The piece that is the name: the one with a legal form, else the first that is no label and no person."""
    named = [name for name in (_bare(part, labels) for part in parts) if name and looks_like_name(name)]
    with_form = [name for name in named if has_legal_form(name)]
    chosen = next(iter(with_form or named), None)
    return _with_other_half(chosen, named) if chosen else None


def _with_other_half(chosen: Found[str], named: Sequence[Found[str]]) -> Found[str]:
    """A long name set large on two lines is one name: its halves have one size, larger than the address under it."""
    halves = [
        name for name in named if abs(name.size - chosen.size) < 0.3 and abs(name.line.index - chosen.line.index) <= 1
    ]
    smaller = [name for name in named if name.size < chosen.size - 1.5]
    if len(halves) != 2 or chosen not in halves or not (smaller or chosen.size > LARGE):
        return chosen
    first, second = sorted(halves, key=lambda half: half.line.index)
    if first.line is second.line or (has_legal_form(first) and has_legal_form(second) and not _only_form(second)):
        return chosen
    return Found(f"{first.value} {second.value}", first.line, first.start, first.end)


def _only_form(part: Found[str]) -> bool:
    """`GmbH & Co. KG` alone on a line."""
    folded = LEGAL_FORM.sub(" ", part.line.folded[part.start : part.end])
    return not re.search(r"[a-z]{3}", folded)


def _bare(part: Found[str], labels: Sequence[Label]) -> Found[str] | None:
    """A piece without the label before it and without the phrases that contracts and foot lines put around a name."""
    found = _without_label(part, labels)
    if found is None:
        return None
    folded = found.line.folded[found.start : found.end]
    before, after = _BEFORE_NAME.match(folded), _AFTER_NAME.search(folded)
    start = before.end() if before else 0
    end = after.start() if after and after.start() > start else len(folded)
    if (start, end) == (0, len(folded)):
        return found
    return Found(found.value[start:end], found.line, found.start + start, found.start + end)


def _without_label(part: Found[str], labels: Sequence[Label]) -> Found[str] | None:
    """`Client : Dupont SA` without its label; None when nothing but the label is there."""
    for label in labels:
        if label.line.index == part.line.index and label.start == part.start and label.end <= part.end:
            rest = part.line.text[label.end : part.end]
            if label.role not in (Role.CUSTOMER, Role.SUPPLIER) or not re.match(r"\s*(?::|$)", rest):
                continue
            bare = rest.strip(" :.-")
            if not bare:
                return None
            start = label.end + rest.index(bare)
            return Found(bare, part.line, start, start + len(bare))
    return part


def looks_like_name(part: Found[str]) -> bool:
    """Could these words be the name of a company or a person?"""
    folded = part.line.folded[part.start : part.end]
    letters = sum(character.isalpha() for character in folded)
    digits = sum(character.isdigit() for character in folded)
    if not 3 <= letters <= 60 or digits > letters or "@" in folded or _ATTENTION.match(folded) or "%" in folded:
        return False
    if re.search(
        r"\b(?:www\.|https?:)|\.(?:be|fr|nl|de|com|lu|eu)\b(?! ?(?:sa|nv|bv|srl|b\.v))", folded
    ) and not has_legal_form(part):
        return False
    if STREET.search(folded) and digits and not has_legal_form(part):
        return False
    return not NOT_A_NAME.search(folded) or (has_legal_form(part) and len(folded) < 45 and ":" not in folded)


def has_legal_form(part: Found[str]) -> bool:
    """A legal form with a name of at least two letters before or after it; `25 kg` is no Kommanditgesellschaft."""
    folded = part.line.folded[part.start : part.end]
    for match in LEGAL_FORM.finditer(folded):
        printed = part.line.text[part.start + match.start() : part.start + match.end()]
        rest = (folded[: match.start()] + folded[match.end() :]).strip()
        if (printed != printed.lower() or match[0] in PLAIN_FORMS) and sum(map(str.isalpha, rest)) >= 2:
            return True
    return False


def _block_above(address: Address, blocks: Sequence[Block]) -> Block | None:
    """A name that stands a little apart above its address."""
    box = (address.street or address.postcode).box
    best: tuple[float, Block] | None = None
    for block in blocks:
        if block is address.block or block.page != address.block.page:
            continue
        drop = box.y0 - block.box.y1
        beside = min(abs(block.box.x0 - address.block.box.x0), abs(block.box.x1 - address.block.box.x1)) < 6
        if -2 <= drop <= 28 and beside and (best is None or drop < best[0]):
            best = (drop, block)
    return best[1] if best else None


def _from_cell(cell: Cell, identity: ClientIdentity, labels: Sequence[Label]) -> Iterator[Candidate]:
    for part in parts_of(cell):
        name = _without_label(part, labels)
        if (
            name
            and looks_like_name(name)
            and len(name.value) <= 60
            and ((has_legal_form(name) and len(name.value.split()) <= 8) or identity.is_named(name.value))
        ):
            yield Candidate(name, None, name.box, name.page, blocks=(Block((cell,)),))


def _is_delivery_place(address: Address, labels: Sequence[Label]) -> bool:
    heading = _heading(
        address.block.box, address.block.page, labels, (Role.CUSTOMER, Role.SUPPLIER, Role.DELIVERY_PLACE)
    )
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
    """A heading fills its cell or ends in a colon; the same word inside a sentence announces nothing."""
    text = label.line.folded
    before = text[: label.start].rpartition("\t")[2].strip()
    after = text[label.end :].partition("\t")[0].strip()
    return not before and (not after or after.startswith(":") or after.startswith("/"))


def _weigh(
    candidate: Candidate,
    pages: Pages,
    labels: Sequence[Label],
    vat_numbers: Sequence[Found[str]],
    identity: ClientIdentity,
) -> Candidate:
    page = pages[candidate.page]
    box, top = candidate.box, candidate.box.y0 / page.height
    text = "\n".join(block.folded for block in candidate.blocks)
    selling = buying = 0.0
    heading = _heading(box, candidate.page, labels, (Role.CUSTOMER, Role.SUPPLIER))
    if heading and heading.role == Role.CUSTOMER:
        buying += 1.0
    elif heading:
        selling += 1.0
    if top > FOOTER:
        selling += 0.7
    elif top < HEADER:
        selling += 0.25
    if _ISSUER_WORDS.search(text) or _CONTACT.search(text):
        selling += 0.4
    if candidate.page > 1:
        selling -= 0.2
    if candidate.name and candidate.name.size > 1.25 * _body_size(pages):
        selling += 0.35
    if 0.08 < top < 0.4 and candidate.address and box.x0 > 0.45 * page.width:
        buying += 0.25
    near = tuple(number for number in vat_numbers if _belongs(number, candidate))
    own = any(identity.owns_vat_number(number.value) for number in near)
    own = own or bool(candidate.name and identity.is_named(candidate.name.value))
    return replace(candidate, vat_numbers=near, selling=selling, buying=buying, own=own)


def _belongs(number: Found[str], candidate: Candidate) -> bool:
    """A VAT number in the block, on the name's line without another cell between, or right under the block."""
    if number.page != candidate.page:
        return False
    if any(block.holds(number) for block in candidate.blocks):
        return True
    box, place = candidate.box, number.box
    cell_start = number.line.text.rfind("\t", 0, number.start) + 1
    left = number.line.box_between(cell_start, cell_start + 1).x0 if cell_start < number.start else place.x0
    under = -3 <= place.y0 - box.y1 <= 22 and min(abs(left - box.x0), abs(place.x1 - box.x1)) < 8
    return under


def _body_size(pages: Pages) -> float:
    sizes = sorted(word.size for line in pages.lines for word in line.words)
    return sizes[len(sizes) // 2] if sizes else 10.0


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
