"""The table of lines: where it starts and ends, its columns of amounts, and the VAT rate of each of its lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from contracts.fields import Box
from services.ocr_extract.domain.fields.amounts import amounts_in
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.rates import KNOWN, find_percents
from services.ocr_extract.domain.layout.page import Line, Page, Pages, cells_of
from services.ocr_extract.domain.wording.phrases import any_of
from services.ocr_extract.domain.wording.roles import Role

SAME_EDGE = 4.0
MOST_WORDS = 4
"""A cell with more words is no heading."""
FEWEST_COLUMNS = 3
"""Cells under the headings of a table by which a line on the next page belongs to it."""
OTHER_LETTERS = 4
"""A cell with fewer letters is a unit, not a name."""
ENDS = (Role.EXCL, Role.VAT, Role.INCL, Role.PAYABLE)
DATED = (Role.ISSUE_DATE, Role.DUE_DATE)
"""Headings of these belong to the particulars of the document, not to its lines."""

_CARRIED = any_of(
    r"""
    report; a reporter; reporte; transport; te transporteren; overdracht; over te (?:dragen|brengen); overgedragen;
    (?:carried|brought) (?:forward|over); ubertrag; vortrag
    """,
    before=r"(?:^|\t)(?:(?:total|totaal|subtotaal|sous-total|subtotal|summe|montant|bedrag|betrag|amount|balance) )?",
    after=r"(?= ?(?:$|[\t:.]|(?:(?:de la|de|van|von|from|to) )?(?:page|pagina|seite|blad|vorig|volgend|previous)))",
)
"""A carried amount is alone in its cell: `Transport de palettes` is a product."""
_NAMES = any_of(
    r"""
    description; designation; omschrijving; artikelomschrijving; beschreibung; [a-z]*bezeichnung; articles?;
    artikel; libelle; beschrijving; prestations?; prestatie; details?; items?; produits?; products?; producten;
    leistung; dienst; service; work; goods; goederen; marchandises?; objet; text; nature; benaming; naam; intitule;
    descriptif; denomination; denominatie; onderwerp; specificatie; positionen; gegenstand; activit[a-z]*; particulars;
    travaux; diensten; services; leistungen; produkt[a-z]*; product[a-z]*; ware; waren; werkzaamheden; werken; detail;
    [a-z]*omschrijving; [a-z]*beschreibung; taken; line item; libelles?; designations?; prestatie[a-z]*
    """
)
_COUNTS = any_of(
    r"""
    quantites?; qtes?; quant; aantal; aant; anzahl; anz; menge; mge; qty; quantity; units?; hoeveelheid; hoev; nombre;
    nbre?; nb; stuks?; st; stk; stuck; hvh; hvhd; hoeveelh; pieces?; pces?; pcs; unites?; eenh; eenheid; eenheden;
    einh; einheit(?:en)?; eh; u/m; uren; uur; hours?; hrs; heures?; stunden; std; kolli; colis; ant
    """
)
_MONEY = any_of(
    r"""
    prix; p\.? ?u; pu; prijs; price; preis; [a-z]*preis; [a-z]*prijs; ehp; ep; cost; rate; montant; bedrag; amount;
    [a-z]*betrag; total; totaal; summe; gesamt; netto; net; tva; btw; vat; mwst; ust; ht; htva; remise; korting; rabatt;
    discount; tarifs?; tarief; p/?e; p/?u; p/? ?st; e\.?p; somme?; sum; lijntotaal; valeur; value; waarde; wert;
    einzel; each; ext; rem; kort; rab; hors taxe; excl; incl; exkl; inkl; ttc; tvac; brutto?; kosten; charge; taux; tax;
    satz; regelbedrag; subtota[a]?l; fee; vergoeding; eur; €
    """,
    before=r"(?:\b|(?=€))",
    after=r"(?:\b|(?<=€))",
)
_REDUCTION = any_of("remise?; rem; ristourne; reduction; korting; kort; discount; disc; rabatt?; rab; rabais; nachlass")
_RATE_HEADER = re.compile(r"(?:^|[^a-z])(?:t\.?v\.?a|btw|vat|mwst|ust|tax|steuer(?:satz)?)(?![a-z])")
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
    sums: dict[int, list[Label]] = {}
    for label in labels:
        if label.role in ENDS and _starts_its_cell(label) and not _rates_a_line(label):
            sums.setdefault(label.line.index, []).append(label)
    ends = set(sums)
    summaries = {index for index, found in sums.items() if len(found) >= 2}
    dated = {label.line.index for label in labels if label.role in DATED and label.strength == 1}
    found: list[TableLine] = []
    headers = {
        line.index for line in pages.lines if line.index not in dated and _is_header(line, sums.get(line.index, ()))
    }
    headers = headers or _heads_of_two(pages, dated) or _heads_by_place(pages, ends | dated)
    header: Line | None = None
    for page in pages.pages:
        header = header if header and _goes_on(page, header, ends) else None
        for line in page.lines:
            if line.index in headers:
                header = line
            elif header and (_heads_breakdown(line) or (line.index in ends and _closes(line, summaries))):
                header = None
            elif header and not _CARRIED.search(line.folded):
                found.append(TableLine(line, header, _rate(line, header)))
    return tuple(found)


def _rates_a_line(label: Label) -> bool:
    """Whether it is the rate of a line, behind its price: `20 Stk | 9,90 | 19 % MwSt | 198,00`."""
    before = (amount for amount in amounts_in(label.line) if amount.end <= label.start)
    return label.role is Role.VAT and "%" in label.text and next(before, None) is not None


def _goes_on(page: Page, header: Line, ends: set[int]) -> bool:
    """Whether a table goes on without its headings on the next page: a line above any sum fills its columns."""
    for line in page.lines:
        if line.index in ends:
            return False
        inside = [cell for cell in line.cells if any(_same_column(cell.box, head.box) for head in header.cells)]
        if len(inside) >= FEWEST_COLUMNS and next(amounts_in(line), None):
            return True
    return False


def _heads_of_two(pages: Pages, other: set[int]) -> set[int]:
    """The headings of tables with two columns, name and amount: far apart, right above a line with both."""
    return {
        above.index
        for page in pages.pages
        for above, below in pairwise(page.lines)
        if above.index not in other and _heads_two_columns(above) and _fills_two_columns(below, above)
    }


def _heads_two_columns(line: Line) -> bool:
    cells = line.cells
    if len(cells) != 2 or re.search(r"\d", line.text) or any(len(cell.text.split()) > MOST_WORDS for cell in cells):
        return False
    return bool(_NAMES.search(cells[0].folded) and _MONEY.search(cells[1].folded))


def _fills_two_columns(line: Line, header: Line) -> bool:
    cells = line.cells
    if len(cells) != 2 or sum(map(str.isalpha, cells[0].text)) < OTHER_LETTERS:
        return False
    amount = next((found for found in amounts_in(line) if found.start >= cells[1].start), None)
    aligned = abs(cells[0].box.x0 - header.cells[0].box.x0) <= SAME_EDGE and _same_column(
        cells[1].box, header.cells[1].box
    )
    return amount is not None and aligned


def _heads_by_place(pages: Pages, other: set[int]) -> set[int]:
    """The headings in unknown words: three or more, right above a line with words and amounts in their columns."""
    return {
        above.index
        for page in pages.pages
        for above, below in pairwise(page.lines)
        if above.index not in other and below.index not in other and _stands_over(above, below)
    }


def _stands_over(above: Line, below: Line) -> bool:
    heads, cells = cells_of(above), cells_of(below)
    if len(heads) < 3 or len(cells) < 3 or re.search(r"\d", above.text) or below.page != above.page:
        return False
    if not any(re.search(r"[.,]\d{2}$", amount.text) for amount in amounts_in(below)):
        return False
    worded = [cell for cell in cells if sum(map(str.isalpha, cell.text)) >= OTHER_LETTERS]
    shared = [head for head in heads if any(_same_column(cell.box, head.box) for cell in cells)]
    named = any(_same_column(cell.box, head.box) for cell in worded for head in heads)
    return named and len(shared) >= 3 and cells[0].box.y0 - heads[0].box.y1 < 3 * above.height


def _heads_breakdown(line: Line) -> bool:
    """Whether these are the headings of the VAT per rate, which follows the items."""
    cells = cells_of(line)
    words = len(cells) >= 2 and not re.search(r"\d", line.folded) and all(len(cell.text.split()) <= 4 for cell in cells)
    return words and sum(bool(_RATE_HEADER.search(cell.folded) or _MONEY.search(cell.folded)) for cell in cells) >= 2


def _closes(line: Line, summaries: set[int]) -> bool:
    """Whether the line ends the table: a total with its amount or rate, or a heading of several totals."""
    return line.index in summaries or bool(next(amounts_in(line), None) or find_percents(line))


def without_summary(table: Sequence[TableLine]) -> tuple[TableLine, ...]:
    """The table up to the line that sums it up, whose amount is the sum of all lines above."""
    kept: list[TableLine] = []
    closed: set[int] = set()
    for entry in table:
        if entry.header.index not in closed and _sums_up(entry.line, kept):
            closed.add(entry.header.index)
        if entry.header.index not in closed:
            kept.append(entry)
    return tuple(kept)


def _sums_up(line: Line, above: Sequence[TableLine]) -> bool:
    """Whether the line sums up those above; in a table of two columns a line of two cells is an ordinary line."""
    amounts = [amount.value for amount in amounts_in(line)]
    if len(line.cells) != 2 or len(amounts) != 1 or not any(len(entry.line.cells) > 2 for entry in above):
        return False
    priced = sum(len(entry.line.cells) > 2 and any(amounts_in(entry.line)) for entry in above)
    return any(column.total == amounts[0] and len(column.lines) >= priced for column in columns(above))


def _is_header(line: Line, sums: Sequence[Label] = ()) -> bool:
    """Whether the line has three cells or more, no amount, and two headings, one of them for goods or quantities.

    The name of a sum, as `Total marchandises`, is no heading of goods.
    """
    cells = cells_of(line)
    if len(cells) < 3 or next(amounts_in(line), None):
        return False
    summed = [cell for cell in cells if any(cell.start <= label.start < cell.end for label in sums)]
    things = [cell for cell in cells if cell not in summed and _is_thing(cell.folded)]
    return bool(things) and sum(cell in things or bool(_MONEY.search(cell.folded)) for cell in cells) >= 2


def _is_thing(heading: str) -> bool:
    """Whether a heading is that of goods or of quantities; `#` is that of quantities or line numbers."""
    return bool(_NAMES.search(heading) or _COUNTS.search(heading)) or heading.strip() == "#"


def _starts_its_cell(label: Label) -> bool:
    before = label.line.folded[: label.start].rpartition("\t")[2]
    return not before.strip(" +=")


def _rate(line: Line, header: Line) -> Decimal | None:
    """The percentage on the line that is not a discount, or the plain number in the column of rates."""
    reductions = [cell.box for cell in cells_of(header) if _REDUCTION.search(cell.folded)]
    percents = [
        (rate, start, end)
        for rate, start, end in find_percents(line)
        if not any(_same_column(line.box_between(start, end), box) for box in reductions)
    ]
    if percents:
        return percents[-1][0]
    place = next((cell.box for cell in cells_of(header) if _RATE_HEADER.search(cell.folded)), None)
    for match in _NUMBER.finditer(line.folded) if place else ():
        rate = Decimal(match[0].replace(",", "."))
        box = line.box_between(match.start(), match.end())
        if place and rate in KNOWN and _same_column(box, place):
            return next(known for known in KNOWN if known == rate)
    return None


def _same_column(under: Box, heading: Box) -> bool:
    return min(under.x1, heading.x1) - max(under.x0, heading.x0) > 0


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
    """The left edge of the column of names; what stands further left belongs to something else.

    The first heading may be centred over its column, so nothing is left of it.
    """
    cells = cells_of(header)
    named = next((cell for cell in cells if _NAMES.search(cell.folded)), cells[0])
    return named.box.x0 if named.start != cells[0].start else 0.0


def is_counted(number: Found[Decimal], header: Line) -> bool:
    """Whether the number stands under the heading of quantities."""
    heads = (cell.box for cell in cells_of(header) if _COUNTS.search(cell.folded))
    return any(_same_column(number.box, box) for box in heads)


def heads_lines(header: Line) -> bool:
    """Whether a heading says what is sold: the table of discounts after the lines has none."""
    return any(_is_thing(cell.folded) for cell in cells_of(header))
