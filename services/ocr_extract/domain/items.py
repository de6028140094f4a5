"""Lines of the document, only where the paper's own sums prove that they are all of them.

The amounts of a table stand under each other with one right edge. A column whose amounts add up to the total without
VAT is the column of line totals; every other guess is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.fields import LineFields, VatCategory

from .amounts import amounts_in
from .found import Found
from .labels import Label
from .page import Line, Pages, cells_of
from .rates import CENT, percents_in
from .wording.labels import Role
from .wording.units import UNITS

SAME_EDGE = 4.0
_CARRIED = re.compile(r"\b(?:report|a reporter|transport|overdracht|over te dragen|carried forward|brought forward|ubertrag|zwischensumme|sous-? ?total|subtotaa?l)\b")
_NUMBER = re.compile(r"(?<![\d.,])-?\d{1,6}(?:[.,]\d{1,4})?(?![\d]|[.,]\d| ?%)")
_HEADER = re.compile(
    r"\b(?:description|designation|omschrijving|beschreibung|bezeichnung|article|artikel|libelle|prestations?|detail|item|produit|product|leistung|quantite|qte|aantal|menge|qty|quantity|hoeveelheid)\b"
)


@dataclass(frozen=True)
class Rated:
    """A VAT rate of the document with its category and base, for the lines to agree with."""

    rate: Decimal
    category: VatCategory
    base: Decimal


def read_items(
    pages: Pages, labels: Sequence[Label], total_excl: Decimal | None, rates: Sequence[Rated]
) -> tuple[LineFields, ...]:
    """The lines, or none when they cannot be proved to add up, in all and per rate."""
    if total_excl is None or not rates:
        return ()
    zone = list(_table_lines(pages, labels))
    for column in _columns(zone):
        if sum((amount.value for amount in column), Decimal(0)) == total_excl:
            lines = tuple(_item(amount, zone, rates) for amount in column)
            if all(lines) and _agree([line for line in lines if line], rates):
                return tuple(line for line in lines if line)
    return ()


def _table_lines(pages: Pages, labels: Sequence[Label]) -> Iterator[Line]:
    """Lines under a table header and above the totals, on every page."""
    totals = {label.line.index for label in labels if label.role in (Role.EXCL, Role.INCL, Role.PAYABLE) and label.strength == 1}
    for page in pages.pages:
        inside = False
        for line in page.lines:
            heads = len(_HEADER.findall(line.folded)) + (len(cells_of(line)) >= 3)
            if heads >= 2:
                inside = True
            elif inside and line.index in totals and next(amounts_in(line), None):
                inside = False
            elif inside and not _CARRIED.search(line.folded):
                yield line


def _columns(zone: Sequence[Line]) -> Iterator[list[Found[Decimal]]]:
    """Amounts with one right edge, at most one a line, the columns on the right first."""
    amounts = [amount for line in zone for amount in amounts_in(line)]
    edges: list[float] = []
    for amount in sorted(amounts, key=lambda amount: -amount.box.x1):
        if not edges or edges[-1] - amount.box.x1 > SAME_EDGE:
            edges.append(amount.box.x1)
    for edge in edges:
        column: dict[int, Found[Decimal]] = {}
        for amount in amounts:
            if abs(amount.box.x1 - edge) <= SAME_EDGE:
                column.setdefault(amount.line.index, amount)
        yield list(column.values())


def _item(amount: Found[Decimal], zone: Sequence[Line], rates: Sequence[Rated]) -> LineFields | None:
    line = amount.line
    rated = _rate_of(line, rates)
    name = _name(line, zone)
    if rated is None or name is None:
        return None
    quantity, price, unit = _quantity_and_price(line, amount)
    return LineFields(
        name=name[:200], quantity=quantity, unit=unit, unit_price=price, net=amount.value, category=rated.category, rate=rated.rate
    )


def _rate_of(line: Line, rates: Sequence[Rated]) -> Rated | None:
    if len(rates) == 1:
        return rates[0]
    printed = {rate for rate, _, _ in percents_in(line)}
    bare = {Decimal(match[0].replace(",", ".")).normalize() for match in _NUMBER.finditer(line.folded)}
    for source in (printed, bare):
        fitting = [rated for rated in rates if rated.rate.normalize() in source]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _name(line: Line, zone: Sequence[Line]) -> str | None:
    """The first cell with words; when it wraps, the text of the wordless-amount lines right above belongs to it too."""
    for cell in cells_of(line):
        if sum(character.isalpha() for character in cell.text) >= 3 and not re.fullmatch(r"[A-Z0-9./-]*\d[A-Z0-9./-]*", cell.text):
            return re.sub(r"^\d{1,3}[.)]? (?=[A-Za-zÀ-ÿ])", "", cell.text)
    above = next((other for other in reversed(zone) if other.index == line.index - 1), None)
    if above is not None and next(amounts_in(above), None) is None:
        return cells_of(above)[0].text
    return None


def _quantity_and_price(line: Line, net: Found[Decimal]) -> tuple[Decimal, Decimal, str]:
    """Quantity and unit price when some two numbers of the line multiply to its net amount, else one at the net price."""
    numbers = [
        (Decimal(match[0].replace(",", ".")), match)
        for match in _NUMBER.finditer(line.folded)
        if match.end() <= net.start or match.start() >= net.end
    ]
    prices = [amount for amount in amounts_in(line) if not amount.overlaps(net)]
    for quantity, match in numbers:
        options = [price.value for price in prices if price.start != match.start()]
        options += [number for number, other in numbers if other is not match]
        for price in options:
            if quantity and price and abs(quantity * price - net.value) <= CENT / 2:
                return quantity, price, _unit(line, match.end())
    return Decimal(1), net.value, "C62"


def _unit(line: Line, after: int) -> str:
    word = re.match(r"[ \t]?([a-z0-9²³]+(?:\(s\))?)\.?", line.folded[after:])
    return UNITS.get(word[1], "C62") if word else "C62"


def _agree(lines: Sequence[LineFields], rates: Sequence[Rated]) -> bool:
    return all(
        sum((line.net for line in lines if line.rate == rated.rate and line.category == rated.category), Decimal(0)) == rated.base
        for rated in rates
    )
