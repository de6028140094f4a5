"""Reads the lines of a document, only when its own sums prove that none is missing.

A column whose amounts add up to the total without VAT is the column of line totals; no other column is
accepted. With a discount or a cost on the whole document, they must add up together with it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from contracts.fields import AllowanceFields, LineFields
from services.ocr_extract.domain.fields.allowance_rates import dealt_out
from services.ocr_extract.domain.fields.allowances import Printed, together
from services.ocr_extract.domain.fields.amounts import amounts_in
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.line_table import (
    Column,
    TableLine,
    columns,
    heads_lines,
    is_counted,
    names_start,
    without_summary,
)
from services.ocr_extract.domain.fields.rates import CENT, Rated
from services.ocr_extract.domain.layout.page import Cell, Line, cells_of
from services.ocr_extract.domain.wording.units import UNITS

_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,6}(?:[.,]\d{1,4})?(?![\d]|[.,]\d| ?%)")
MOST_LINES = 14
"""With more lines several splits give the same sums."""
ROW_HEIGHT = 1.6
"""Heights by which the amount of a row may be set lower than its name."""
_CODE = re.compile(r"[A-Z0-9./-]*\d[A-Z0-9./-]*")


@dataclass(frozen=True)
class Items:
    """The lines, and the discounts and costs on the whole document that lie between them and the total."""

    lines: tuple[LineFields, ...] = ()
    allowances: tuple[AllowanceFields, ...] = ()


NONE = Items()


def read_items(
    table: Sequence[TableLine],
    total_without_vat: Decimal | None,
    rates: Sequence[Rated],
    find: Callable[[], Sequence[Printed]] = tuple,
) -> Items:
    """The lines; none when it is not proved that they add up, in total and per rate.

    `find` looks for discounts and costs, where the longest column alone does not make the total.
    """
    if total_without_vat is None or not rates:
        return NONE
    table = without_summary(table)
    whole = [column for column in columns(table) if abs(column.total) == total_without_vat and _are_lines(column)]
    plain = _longest(
        Items(lines)
        for column in whole
        if (lines := _lines(column, table, rates, _only_split(column, rates))) and _agree(lines, rates)
    )
    if plain and len(plain.lines) >= max((len(column.lines) for column in columns(table)), default=0):
        return plain
    other = _with_allowances(table, total_without_vat, rates, find(), whole)
    return other if len(other.lines) > len(plain.lines) else plain


def _are_lines(column: Column) -> bool:
    """Whether no amount stands in a table of discounts after the table of the lines."""
    headers = {entry.header.index: entry.header for entry in column.lines}.values()
    return len({header.folded for header in headers}) < 2 or all(map(heads_lines, headers))


def _longest(found: Iterable[Items]) -> Items:
    """Of the columns that give the total the one with the most lines, because a summary gives it too, with fewer."""
    return max(found, key=lambda items: len(items.lines), default=NONE)


def _with_allowances(
    table: Sequence[TableLine],
    total_without_vat: Decimal,
    rates: Sequence[Rated],
    printed: Sequence[Printed],
    whole: Sequence[Column],
) -> Items:
    """The fewest discounts and costs that explain the total; none when two explanations are possible."""
    for choices in together(printed):
        found = {items for chosen in choices for items in _explained(table, total_without_vat, rates, chosen, whole)}
        if found:
            return found.pop() if len(found) == 1 else NONE
    return NONE


def _explained(
    table: Sequence[TableLine],
    total_without_vat: Decimal,
    rates: Sequence[Rated],
    chosen: Sequence[Printed],
    whole: Sequence[Column],
) -> tuple[Items, ...]:
    """Every way to read the lines of the table when these amounts are no lines themselves.

    A column that makes the total by itself (`whole`) is preferred to lines that need a deduction, unless it is
    shorter, or contains just these amounts as if they were lines.
    """
    apart = frozenset[int]().union(*(item.lines for item in chosen))
    rest = [entry for entry in table if entry.line.index not in apart]
    wanted = total_without_vat + sum((item.off for item in chosen), Decimal(0))
    fitting = [column for column in columns(rest) if abs(column.total) == wanted]
    for column in sorted(fitting, key=lambda column: -len(column.lines)):
        rivals = [other for other in whole if len(other.lines) >= len(column.lines)]
        if any(not apart <= {entry.line.index for entry in other.lines} for other in rivals):
            continue
        ways = tuple(_ways(column, rest, rates, chosen))
        if ways:
            return ways
    return ()


def _ways(
    column: Column, table: Sequence[TableLine], rates: Sequence[Rated], chosen: Sequence[Printed]
) -> Iterator[Items]:
    """Lines without a printed rate on a document with several: every possible assignment, for the bases to decide."""
    for unsaid in rates if all(entry.rate is None for entry in column.lines) else (None,):
        lines = _lines(column, table, rates, (unsaid,) * len(column.lines) if unsaid else ())
        allowances = dealt_out(chosen, lines, rates) if lines else None
        if allowances:
            yield Items(lines, allowances)


def _lines(
    column: Column, table: Sequence[TableLine], rates: Sequence[Rated], unsaid: Sequence[Rated | None] = ()
) -> tuple[LineFields, ...]:
    """Every line of the column; none when one of them is incomplete. `unsaid` are the rates of lines without one."""
    sign = -1 if column.total < 0 else 1
    own = {entry.line.index for entry in column.lines}
    items = [
        _item(amount, _row(amount, entry, table, own), table, rates, sign, said)
        for (amount, entry), said in zip(_pairs(column), unsaid or (None,) * len(column.lines), strict=True)
    ]
    lines = tuple(item for item in items if item)
    return lines if len(lines) == len(items) else ()


def _pairs(column: Column) -> list[tuple[Found[Decimal], TableLine]]:
    return list(zip(column.amounts, column.lines, strict=True))


def _only_split(column: Column, rates: Sequence[Rated]) -> Sequence[Rated]:
    """The rates of the lines, when none prints one and a single split of them makes both bases; else none."""
    values = [abs(amount.value) for amount in column.amounts]
    if len(rates) != 2 or len(values) > MOST_LINES or any(entry.rate is not None for entry in column.lines):
        return ()
    places = range(len(values))
    splits = [
        part
        for size in range(1, len(values))
        for part in combinations(places, size)
        if sum((values[at] for at in part), Decimal(0)) == rates[0].base
    ]
    return [rates[0] if at in splits[0] else rates[1] for at in places] if len(splits) == 1 else ()


def _row(amount: Found[Decimal], entry: TableLine, table: Sequence[TableLine], own: set[int]) -> tuple[TableLine, ...]:
    """The lines of a row, from top to bottom: its amount may be set a little lower than its name and price."""
    above = next((other for other in table if other.line.index == entry.line.index - 1), None)
    if above is None or above.header is not entry.header or above.line.page != entry.line.page:
        return (entry,)
    alone = entry.rate is None and all(other.overlaps(amount) for other in amounts_in(entry.line))
    priced = above.rate is not None or next(amounts_in(above.line), None) is not None
    close = amount.box.y0 - above.line.box.y0 < ROW_HEIGHT * (amount.box.y1 - amount.box.y0)
    return (above, entry) if alone and priced and close and above.line.index not in own else (entry,)


def _item(
    amount: Found[Decimal],
    row: Sequence[TableLine],
    table: Sequence[TableLine],
    rates: Sequence[Rated],
    sign: int,
    unsaid: Rated | None,
) -> LineFields | None:
    rated = _rated(next((entry.rate for entry in row if entry.rate is not None), None), rates, unsaid)
    name = next((name for entry in row if (name := _name(entry, table))), None)
    if rated is None or name is None:
        return None
    net = amount.value * sign
    quantity, price, unit = _quantity_and_price(row, amount, net)
    return LineFields(
        name=name[:200],
        quantity=quantity,
        unit=unit,
        unit_price=price,
        net=net,
        category=rated.category,
        rate=rated.rate,
        origin=amount.read(1).origin,
    )


def _rated(rate: Decimal | None, rates: Sequence[Rated], unsaid: Rated | None) -> Rated | None:
    fitting = [rated for rated in rates if rated.rate == rate]
    if len(fitting) == 1:
        return fitting[0]
    if rate is not None:
        return None
    return rates[0] if len(rates) == 1 else unsaid


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
    """The words right under the name in the same type, which continue it; smaller type is a remark on the line."""
    under = next((other for other in table if other.line.index == entry.line.index + 1), None)
    if under is None or under.header is not entry.header or next(amounts_in(under.line), None):
        return None
    cells = [other for other in cells_of(under.line) if abs(other.box.x0 - cell.box.x0) <= 2]
    close = cells and cells[0].box.y0 - cell.box.y1 < 0.6 * cell.size
    return cells[0].text if close and abs(cells[0].size - cell.size) <= 0.3 else None


def _quantity_and_price(row: Sequence[TableLine], net: Found[Decimal], value: Decimal) -> tuple[Decimal, Decimal, str]:
    """Quantity and unit price when two numbers of the row multiply to its net amount, else one at the net price."""
    lines = [entry.line for entry in row]
    numbers = [
        Found(Decimal(match[0].replace(",", ".")), line, match.start(), match.end())
        for line in lines
        for match in _NUMBER.finditer(line.folded)
    ]
    numbers = [number for number in numbers if not number.overlaps(net)]
    numbers.sort(key=lambda number: not is_counted(number, row[0].header))
    prices = [amount for line in lines for amount in amounts_in(line) if not amount.overlaps(net)]
    for number in numbers:
        quantity = number.value
        options = [price.value for price in prices if (price.line, price.start) != (number.line, number.start)]
        options += [other.value for other in numbers if other is not number]
        for price in options:
            if quantity > 0 and price and abs(quantity * abs(price) - abs(value)) <= CENT / 2:
                return (quantity if value > 0 else -quantity), abs(price), _unit(number.line, number.end)
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
