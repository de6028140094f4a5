"""Finds the document's own number, that of the invoice it credits, and that of the order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contracts.fields import Read
from services.ocr_extract.domain.fields.amounts import amounts_in
from services.ocr_extract.domain.fields.dates import dates_in
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.line_table import TableLine
from services.ocr_extract.domain.fields.party_numbers import is_of_a_party
from services.ocr_extract.domain.fields.placing import Placed, best_for, place
from services.ocr_extract.domain.fields.title_line import TitleLine
from services.ocr_extract.domain.fields.unlabelled import number_without_label
from services.ocr_extract.domain.layout.page import CELL_GAP, Line, Pages
from services.ocr_extract.domain.wording.roles import Role

_TOKEN = re.compile(r"(?<![\w/.,@-])(?:[A-Z]{1,4} )?[A-Za-z0-9#]+(?:(?:[/_.\-]| [/-] (?=\d))[A-Za-z0-9]+)*(?![\w@])")
_QUANTITY = re.compile(r" ?(?:x|st|stk|pcs?|kg|g|ml|cl|l|km|m[23²³]?|h|u|uur|jours?|dagen|days|tage|eur|ex)\b")
"""A number with a unit after it is a quantity."""
LEAST, DOUBTFUL = 0.3, 0.35
"""The least fit of a label and its number, and the fit of a number whose label is uncertain."""
OTHER_LETTERS = 3
"""A cell with this many letters besides the number has another meaning."""
_LAW = re.compile(r"(?:§|\bart(?:icle|ikel)?\.?) ?\d+[a-z]*[^\t]{0,20}$")
_LAW_AFTER = re.compile(
    r"(?: (?:satz|abs\.?|nr\.?|lid|al\.?|par\.?|§) ?\w{1,3})* "
    r"(?:u?stg|estg|bgb|hgb|cgi|c\.?tva|w\.?btw)\b"
)
_PHONE = re.compile(r"\+\d{2}|\btel(?:ephone|efoon|efon)?\b|\bfax|\bgsm|telefoon|phone")
NUMBER_ROLES = (Role.NUMBER, Role.ORIGINAL_NUMBER, Role.ORDER_REFERENCE, Role.BUYER_REFERENCE, Role.OTHER_NUMBER)


@dataclass(frozen=True)
class Numbers:
    """The numbers that were found; each is absent when no label supports it."""

    number: Read[str] | None = None
    original_number: Read[str] | None = None
    order_reference: Read[str] | None = None
    buyer_reference: Read[str] | None = None


def read_numbers(
    pages: Pages,
    labels: Sequence[Label],
    taken: Sequence[Found[str]],
    table: Sequence[TableLine],
    *,
    credit: bool,
    title: TitleLine | None = None,
) -> Numbers:
    """Pick the numbers by the title and their labels; `taken` are values with a meaning already (IBAN, ...)."""
    items = {entry.line.index for entry in table} | {entry.header.index for entry in table}
    family = [label for label in labels if label.role in NUMBER_ROLES and label.line.index not in items]
    family = [replace(label, role=Role.OTHER_NUMBER) if is_of_a_party(label, pages) else label for label in family]
    lines = [line for line in pages.lines if line.index not in items]
    tokens = [token for line in lines for token in tokens_in(line)]
    placed = [item for item in place(tokens, family) if _may_answer(item, taken, labels)]
    original = best_for(placed, Role.ORIGINAL_NUMBER, lambda item: item.score > 0.45)
    own = best_for(placed, Role.NUMBER, lambda item: item.score > LEAST and not _is_same(item, original))
    own = _first_of_equals(placed, own) or _own_unless_credited(original, credit=credit)
    own = Placed(title.number, None, 1.0) if title else own
    own = own or _without_label(pages, tokens, labels, [*taken, *(item.value for item in placed if item.score > LEAST)])
    return Numbers(
        number=_read(own),
        original_number=_read(original) if credit else None,
        order_reference=_read(best_for(placed, Role.ORDER_REFERENCE, lambda item: item.score > 0.6)),
        buyer_reference=_read(best_for(placed, Role.BUYER_REFERENCE, lambda item: item.score > 0.6)),
    )


def _may_answer(item: Placed[str], taken: Sequence[Found[str]], labels: Sequence[Label]) -> bool:
    """Whether the value can belong to its label: it has no other meaning, and is alone in its cell when the label is
    elsewhere.

    A house number or postcode is not taken: `8500 Kortrijk` does not belong to a heading above it.
    """
    value, label = item.value, item.label
    if label is None or any(value.overlaps(other) for other in taken):
        return False
    text = value.line.folded
    start = text.rfind(CELL_GAP, 0, value.start) + 1
    end = text.find(CELL_GAP, value.end)
    end = end if end >= 0 else len(text)
    if label.line is value.line and start <= label.start:
        return not _QUANTITY.match(text[value.end : end])
    rest = list(text[start:end])
    known = [(other.start, other.end) for other in labels if other.line is value.line]
    known += [(value.start, value.end), *((day.start, day.end) for day in dates_in(value.line))]
    for left, right in known:
        if start <= left and right <= end:
            rest[left - start : right - start] = " " * (right - left)
    return sum(map(str.isalpha, rest)) < OTHER_LETTERS


def _own_unless_credited(original: Placed[str] | None, *, credit: bool) -> Placed[str] | None:
    """The number after words such as `Notre facture n° 12`, which names another document on a credit note only."""
    return Placed(original.value, original.label, DOUBTFUL) if original and not credit else None


def _without_label(
    pages: Pages, tokens: Sequence[Found[str]], labels: Sequence[Label], claimed: Sequence[Found[str]]
) -> Placed[str] | None:
    found = number_without_label(pages, tokens, labels, claimed)
    return Placed(found, None, DOUBTFUL) if found else None


def _is_same(item: Placed[str], original: Placed[str] | None) -> bool:
    return original is not None and item.value.value == original.value.value


def _first_of_equals(placed: Sequence[Placed[str]], own: Placed[str] | None) -> Placed[str] | None:
    """The same number printed again elsewhere confirms it; two different ones that fit equally are a doubt."""
    if own is None:
        return None
    rivals = {
        item.value.value
        for item in placed
        if item.role == Role.NUMBER and item.score >= own.score - 0.02 and item.value.value != own.value.value
    }
    if rivals and not _repeated(placed, own):
        return Placed(own.value, own.label, min(own.score, 0.6))
    return own


def _before_date(text: str, start: int, dates: Sequence[Found[date]]) -> str:
    """The number without the date after it: `VF-12 / 03.05.2026` is both, although a number may contain a slash."""
    inside = [day.start - start for day in dates if start < day.start < start + len(text)]
    return text[: min(inside)].rstrip(" /-") if inside else text


def _repeated(placed: Sequence[Placed[str]], own: Placed[str]) -> bool:
    return sum(item.value.value == own.value.value for item in placed) > 1


def _read(item: Placed[str] | None) -> Read[str] | None:
    if item is None:
        return None
    return item.value.read(round(min(0.97, 0.35 + 0.65 * item.score), 2))


def _phones(line: Line) -> list[tuple[int, int]]:
    """The cells with a telephone number, and a cell of digits to the right of its label."""
    found: list[tuple[int, int]] = []
    announced = False
    for cell in line.cells:
        says = bool(_PHONE.search(cell.folded)) and "fact" not in cell.folded and "inv" not in cell.folded
        if says or (announced and not any(map(str.isalpha, cell.text))):
            found.append((cell.start, cell.end))
        announced = says and not any(map(str.isdigit, cell.text))
    return found


def tokens_in(line: Line) -> Iterator[Found[str]]:
    """Words of a line that can be a document number: with a digit, and no date, amount, percentage or telephone."""
    phones = _phones(line)
    dates = list(dates_in(line))
    amounts = [amount for amount in amounts_in(line) if re.search(r"[.,]\d{2}$", amount.text)]
    for match in _TOKEN.finditer(line.text):
        text, start = match[0], match.start()
        glued = re.match(r"(?i)n[°ºo]\.?(?=\d)|nr?\.(?=[a-z]*[\d-])|#", text)
        if glued:
            text, start = text[glued.end() :], start + glued.end()
        prefix = re.match(r"([A-Z]{1,4}) (?=[A-Za-z0-9])", text)
        if prefix and not re.match(r"[A-Z]{1,4} \d", text):
            text, start = text[prefix.end() :], start + prefix.end()
        text = _before_date(text, start, dates)
        found = Found(re.sub(r" ([/-]) ", r"\1", text), line, start, start + len(text))
        if not re.search(r"\d", text) or not 1 <= len(text) <= 30 or any(a <= start < b for a, b in phones):
            continue
        if re.match(r"[:h]\d{2}\b", line.folded[found.end : found.end + 3]) or line.text[max(0, start - 1)] == ":":
            continue
        if any(found.overlaps(date) for date in dates) or any(found.overlaps(amount) for amount in amounts):
            continue
        if line.text[found.end : found.end + 2].strip().startswith(("%", "€")) or _cites_law(line, found):
            continue
        yield found


def _cites_law(line: Line, found: Found[str]) -> bool:
    """Whether it is a number in a law: `steuerfrei nach § 4 Nr. 10a UStG`."""
    return bool(_LAW.search(line.folded, 0, found.start) or _LAW_AFTER.match(line.folded, found.end))
