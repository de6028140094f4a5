"""Lines of the document, only where the paper's own sums prove that they are all of them.

A column whose amounts add up to the total without VAT is the column of line totals; every other guess is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.fields import LineFields, VatCategory
from services.ocr_extract.domain.amounts import amounts_in
from services.ocr_extract.domain.found import Found
from services.ocr_extract.domain.page import Cell, Line, cells_of
from services.ocr_extract.domain.rates import CENT
from services.ocr_extract.domain.table import Column, TableLine, columns, names_start
from services.ocr_extract.domain.wording.units import UNITS

_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,6}(?:[.,]\d{1,4})?(?![\d]|[.,]\d| ?%)")
_CODE = re.compile(r"[A-Z0-9./-]*\d[A-Z0-9./-]*")


@dataclass(frozen=True)
class Rated:
    """A VAT rate of the document with its category and base, for the lines to agree with."""

    rate: Decimal
    category: VatCategory
    base: Decimal


def read_items(
    table: Sequence[TableLine], total_excl: Decimal | None, rates: Sequence[Rated]
) -> tuple[LineFields, ...]:
    """The lines, or none when they cannot be proved to add up, in all and per rate."""
    if total_excl is None or not rates:
        return ()
    for column in columns(table):
        if abs(column.total) == total_excl:
            sign = -1 if column.total < 0 else 1
            items = [_item(amount, entry, table, rates, sign) for amount, entry in _pairs(column)]
            lines = tuple(item for item in items if item)
            if len(lines) == len(items) and _agree(lines, rates):
                return lines
    return ()


def _pairs(column: Column) -> list[tuple[Found[Decimal], TableLine]]:
    return list(zip(column.amounts, column.lines, strict=True))


def _item(
    amount: Found[Decimal], entry: TableLine, table: Sequence[TableLine], rates: Sequence[Rated], sign: int
) -> LineFields | None:
    rated = _rated(entry, rates)
    name = _name(entry, table)
    if rated is None or name is None:
        return None
    net = amount.value * sign
    quantity, price, unit = _quantity_and_price(entry.line, amount, net)
    return LineFields(
        name=name[:200],
        quantity=quantity,
        unit=unit,
        unit_price=price,
        net=net,
        category=rated.category,
        rate=rated.rate,
    )


def _rated(entry: TableLine, rates: Sequence[Rated]) -> Rated | None:
    fitting = [rated for rated in rates if rated.rate == entry.rate]
    if len(fitting) == 1:
        return fitting[0]
    return rates[0] if len(rates) == 1 and entry.rate is None else None


def _name(entry: TableLine, table: Sequence[TableLine]) -> str | None:
    """The first cell with words, and the next line when the name visibly ran into the next column."""
    left = names_start(entry.header) - 14
    for cell in cells_of(entry.line):
        if (
            cell.box.x0 >= left
            and sum(character.isalpha() for character in cell.text) >= 3
            and not _CODE.fullmatch(cell.text)
        ):
            text = re.sub(r"^\d{1,3}[.)]? (?=[A-Za-zÀ-ÿ])", "", cell.text)
            return f"{text} {rest}" if (rest := _continued(cell, entry, table)) else text
    return None


def _continued(cell: Cell, entry: TableLine, table: Sequence[TableLine]) -> str | None:
    """The words right under the name in the same type: the rest of it. Smaller type says something about the line."""
    under = next((other for other in table if other.line.index == entry.line.index + 1), None)
    if under is None or under.header is not entry.header or next(amounts_in(under.line), None):
        return None
    cells = [other for other in cells_of(under.line) if abs(other.box.x0 - cell.box.x0) <= 2]
    close = cells and cells[0].box.y0 - cell.box.y1 < 0.6 * cell.size
    return cells[0].text if close and abs(cells[0].size - cell.size) <= 0.3 else None


def _quantity_and_price(line: Line, net: Found[Decimal], value: Decimal) -> tuple[Decimal, Decimal, str]:
    """Quantity and unit price when two numbers of the line multiply to its net amount, else one at the net price."""
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
            if quantity > 0 and price and abs(quantity * abs(price) - abs(value)) <= CENT / 2:
                return (quantity if value > 0 else -quantity), abs(price), _unit(line, match.end())
    return Decimal(1), value, "C62"


def _unit(line: Line, after: int) -> str:
    word = re.match(r"[ \t]?([a-z0-9²³]+(?:\(s\))?)\.?", line.folded[after:])
    return UNITS.get(word[1], "C62") if word else "C62"


def _agree(lines: Sequence[LineFields], rates: Sequence[Rated]) -> bool:
    return all(
        sum((line.net for line in lines if line.rate == rated.rate and line.category == rated.category), Decimal(0))
        == rated.base
        for rated in rates
    )
