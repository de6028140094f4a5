"""The table of lines: where it starts and ends, its columns of amounts, and the VAT rate of each of its lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.ocr_extract.domain.amounts import amounts_in
from services.ocr_extract.domain.found import Found
from services.ocr_extract.domain.labels import Label
from services.ocr_extract.domain.page import Line, Pages, cells_of
from services.ocr_extract.domain.rates import KNOWN, find_percents
from services.ocr_extract.domain.wording.phrases import any_of
from services.ocr_extract.domain.wording.roles import Role

SAME_EDGE = 4.0
ENDS = (Role.EXCL, Role.VAT, Role.INCL, Role.PAYABLE)

_CARRIED = any_of(
    "report; a reporter; transport; overdracht; over te dragen; overgedragen; carried forward; brought forward;ubertrag"
)
_NAMES = any_of(
    r"""
    description; designation; omschrijving; artikelomschrijving; beschreibung; [a-z]*bezeichnung; articles?;
    artikel; libelle; beschrijving; prestations?; prestatie; details?; items?; produits?; products?; producten;
    leistung; dienst; service; work; goods; goederen; marchandises?; objet; text
    """
)
_COUNTS = any_of(
    r"""
    quantite; qte; quant; aantal; aant; anzahl; menge; mge; qty; quantity; units; hoeveelheid; hoev; nombre
    """
)
_MONEY = any_of(
    r"""
    prix; p\.? ?u; pu; prijs; price; preis; [a-z]*preis; [a-z]*prijs; ehp; ep; cost; rate; montant; bedrag; amount;
    betrag; total; totaal; summe; gesamt; netto; net; tva; btw; vat; mwst; ust; ht; htva; remise; korting; rabatt;
    discount
    """
)
_RATE_HEADER = re.compile(r"(?:^|[^a-z])(?:t\.?v\.?a|btw|vat|mwst|ust|tax)(?![a-z])")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?(?![\d]|[.,]\d)")


@dataclass(frozen=True)
class TableLine:
    """A line of the table under its header; `rate` as printed on it."""

    line: Line
    header: Line
    rate: Decimal | None


@dataclass(frozen=True)
class Column:
    """Amounts under each other with one right edge, at most one a line."""

    amounts: tuple[Found[Decimal], ...]
    lines: tuple[TableLine, ...]

    @property
    def total(self) -> Decimal:
        return sum((amount.value for amount in self.amounts), Decimal(0))


def table_lines(pages: Pages, labels: Sequence[Label]) -> tuple[TableLine, ...]:
    """Lines under a table header and above the totals, on every page; carried amounts are left out."""
    closing = [label.line.index for label in labels if label.role in ENDS and _starts_its_cell(label)]
    ends = set(closing)
    summaries = {index for index in ends if closing.count(index) >= 2}
    found: list[TableLine] = []
    for page in pages.pages:
        header: Line | None = None
        for line in page.lines:
            if _is_header(line):
                header = line
            elif header and line.index in ends and _closes(line, summaries):
                header = None
            elif header and not _CARRIED.search(line.folded):
                found.append(TableLine(line, header, _rate(line, header)))
    return tuple(found)


def _closes(line: Line, summaries: set[int]) -> bool:
    """A total with its amount or rate, or a heading over several totals."""
    return line.index in summaries or bool(next(amounts_in(line), None) or find_percents(line))


def _is_header(line: Line) -> bool:
    """Three cells or more, without an amount; two of them head columns, one of these names or counts things."""
    cells = cells_of(line)
    if len(cells) < 3 or next(amounts_in(line), None):
        return False
    things = [cell for cell in cells if _NAMES.search(cell.folded) or _COUNTS.search(cell.folded)]
    return bool(things) and sum(cell in things or bool(_MONEY.search(cell.folded)) for cell in cells) >= 2


def _starts_its_cell(label: Label) -> bool:
    before = label.line.folded[: label.start].rpartition("\t")[2]
    return not before.strip(" +=")


def _rate(line: Line, header: Line) -> Decimal | None:
    """The percentage on the line, or the bare number in the column of rates."""
    percents = [rate for rate, _, _ in find_percents(line)]
    if percents:
        return percents[-1]
    place = next((cell.box for cell in cells_of(header) if _RATE_HEADER.search(cell.folded)), None)
    for match in _NUMBER.finditer(line.folded) if place else ():
        rate = Decimal(match[0].replace(",", "."))
        box = line.box_between(match.start(), match.end())
        if place and rate in KNOWN and min(box.x1, place.x1) - max(box.x0, place.x0) > 0:
            return next(known for known in KNOWN if known == rate)
    return None


def columns(table: Sequence[TableLine], sign: int = 1) -> Iterator[Column]:
    """The columns of amounts, from right to left: first those with one right edge, then those with one left edge.

    `sign` -1 turns the amounts of a credit note that prints them with a minus.
    """
    found = ((amount, entry) for entry in table for amount in amounts_in(entry.line))
    amounts = [(Found(sign * a.value, a.line, a.start, a.end), entry) for a, entry in found]
    for edge in (_right, _left):
        yield from _columns(amounts, edge)


def _right(amount: Found[Decimal]) -> float:
    return amount.box.x1


def _left(amount: Found[Decimal]) -> float:
    return amount.box.x0


def _columns(
    amounts: Sequence[tuple[Found[Decimal], TableLine]], edge: Callable[[Found[Decimal]], float]
) -> Iterator[Column]:
    edges: list[float] = []
    for place in sorted((edge(amount) for amount, _ in amounts), reverse=True):
        if not edges or edges[-1] - place > SAME_EDGE:
            edges.append(place)
    for place in edges:
        chosen: dict[int, tuple[Found[Decimal], TableLine]] = {}
        for amount, entry in amounts:
            if abs(edge(amount) - place) <= SAME_EDGE:
                chosen.setdefault(entry.line.index, (amount, entry))
        yield Column(tuple(pair[0] for pair in chosen.values()), tuple(pair[1] for pair in chosen.values()))


def names_start(header: Line) -> float:
    """The left edge of the column of names; what stands further left belongs to something else."""
    cells = cells_of(header)
    return next((cell for cell in cells if _NAMES.search(cell.folded)), cells[0]).box.x0
