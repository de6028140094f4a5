"""The table of a card statement: finds its columns by their headings, and the cells of a row by its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from contracts.fields import Box, Origin
from services.ocr_extract.domain.card_statement.figures import Day, Printed, amounts_of, days_in, is_scanned
from services.ocr_extract.domain.card_statement.words import HEADINGS, ColumnRole
from services.ocr_extract.domain.layout.page import Line, Word, cells_of

DAY_ROLES = (ColumnRole.DAY, ColumnRole.BOOKED)
MONEY_ROLES = (ColumnRole.AMOUNT, ColumnRole.DEBIT, ColumnRole.CREDIT)


@dataclass(frozen=True)
class Column:
    """A heading with its role and its place."""

    role: ColumnRole
    x0: float
    x1: float

    def distance(self, box: Box) -> float:
        """The horizontal distance of a box from this heading, in points; negative by how much they overlap."""
        return max(self.x0 - box.x1, box.x0 - self.x1)


@dataclass(frozen=True)
class Header:
    """The columns of a table, from left to right."""

    columns: tuple[Column, ...]

    def nearest(self, box: Box, roles: Sequence[ColumnRole] | None = None) -> Column | None:
        """The column (of these roles) that is nearest to a box."""
        return min(
            (column for column in self.columns if roles is None or column.role in roles),
            key=lambda column: column.distance(box),
            default=None,
        )


def header_of(line: Line) -> Header | None:
    """The columns of a heading line; None for another line. It has at least a day and an amount, and no digits."""
    if any(character.isdigit() for character in line.folded) or len(cells_of(line)) < 2:
        return None
    found = list(_headings(line))
    roles = [role for role, _, _ in found]
    if not any(role in MONEY_ROLES for role in roles):
        return None
    if sum(end - start for _, start, end in found) < 0.6 * len(line.folded.replace("\t", "")):
        return None
    described = ColumnRole.MERCHANT in roles
    dated = ColumnRole.DAY in roles
    columns: list[Column] = []
    for given, start, end in found:
        role = given
        if role is ColumnRole.TRANSACTION:
            role = ColumnRole.MERCHANT if not described else ColumnRole.DAY if not dated else ColumnRole.OTHER
            dated, described = dated or role is ColumnRole.DAY, described or role is ColumnRole.MERCHANT
        if role is ColumnRole.DAY and any(column.role is role for column in columns):
            role = ColumnRole.BOOKED
        box = line.box_between(start, end)
        columns.append(Column(role, box.x0, box.x1))
    if not any(column.role in DAY_ROLES for column in columns):
        return None
    return Header(tuple(columns))


def header_by_data(line: Line, data: Line) -> Header | None:
    """The columns of a heading line with unknown words, by the first row under it: its days, its amount, its text."""
    cells = cells_of(line)
    money = amounts_of(data)
    days = [day.box for day in days_in(data) if not any(day.start < one.end and one.start < day.end for one in money)]
    if len(cells) < 3 or any(character.isdigit() for character in line.folded) or not money or not days:
        return None
    header = Header(tuple(Column(ColumnRole.OTHER, cell.box.x0, cell.box.x1) for cell in cells))
    roles: dict[Column, ColumnRole] = {}
    for role, box in ((ColumnRole.AMOUNT, money[-1].box), *zip(DAY_ROLES, days, strict=False)):
        column = header.nearest(box)
        if column and column.distance(box) <= 0:
            roles.setdefault(column, role)
    if {ColumnRole.DAY, ColumnRole.AMOUNT} - set(roles.values()):
        return None
    letters: dict[Column, int] = dict.fromkeys((column for column in header.columns if column not in roles), 0)
    for cell in cells_of(data):
        if (column := header.nearest(cell.box)) in letters:
            letters[column] += sum(map(str.isalpha, cell.text))
    if letters:
        roles[max(letters, key=lambda column: letters[column])] = ColumnRole.MERCHANT
    return Header(tuple(Column(roles.get(c, c.role), c.x0, c.x1) for c in header.columns))


def with_days_by_data(header: Header, data: Line) -> Header:
    """The columns with a misread heading of days completed from the row below; else the booking day is taken as day."""
    if not is_scanned(data):
        return header
    columns = list(header.columns)
    for day in days_in(data):
        column = header.nearest(day.box)
        if column and column.role is ColumnRole.OTHER and column.distance(day.box) <= 0:
            known = {other.role for other in columns}
            role = ColumnRole.DAY if ColumnRole.DAY not in known else ColumnRole.BOOKED
            columns[columns.index(column)] = replace(column, role=role)
    return Header(tuple(columns))


def _headings(line: Line) -> Iterator[tuple[ColumnRole, int, int]]:
    """The headings from left to right, the longest phrase at each place; an unknown cell is an unused column."""
    for cell in cells_of(line):
        at, known = cell.start, False
        while at < cell.end:
            matches = [(role, pattern.match(line.folded, at, cell.end)) for role, pattern in HEADINGS.items()]
            best = max(((m.end(), role) for role, m in matches if m), default=None)
            if best is None:
                at += 1
                continue
            yield best[1], at, best[0]
            at, known = best[0], True
        if not known and cell.end - cell.start <= 30:
            yield ColumnRole.OTHER, cell.start, cell.end


def days_of(line: Line, header: Header) -> dict[ColumnRole, Day]:
    """The days in the columns of days, by role; a day inside the name of a shop is ignored."""
    days: dict[ColumnRole, Day] = {}
    for day in days_in(line):
        column = header.nearest(day.box)
        if column and column.role in DAY_ROLES and column.distance(day.box) <= 0:
            days.setdefault(column.role, day)
    return days


def money_of(line: Line, header: Header) -> Printed | None:
    """The amount in the column of amounts, with the sign that a debit or credit column states."""
    chosen: list[tuple[float, Printed]] = []
    for amount in amounts_of(line):
        column = header.nearest(amount.box)
        if column is None or column.role not in MONEY_ROLES:
            continue
        owed, value = amount.owed, amount.value
        if column.role is not ColumnRole.AMOUNT and value >= 0:
            owed = 1 if column.role is ColumnRole.DEBIT else -1
            value *= owed
        chosen.append(
            (
                column.distance(amount.box),
                replace(amount, value=value, owed=owed),
            )
        )
    return min(chosen, key=lambda pair: pair[0])[1] if chosen else None


def merchant_of(line: Line, header: Header, taken: Sequence[tuple[int, int]]) -> str:
    """The words in the column of shops, up to the next column, without those `taken` as days or amounts."""
    merchant = next((column for column in header.columns if column.role is ColumnRole.MERCHANT), None)
    if merchant is None:
        left, right = 0.0, float("inf")
    else:
        before = [column.x1 for column in header.columns if column.x1 <= merchant.x0]
        after = [column.x0 for column in header.columns if column.x0 >= merchant.x1]
        left, right = (max(before) if before else 0.0), (min(after) if after else float("inf"))
        left = max(left, merchant.x0 - 12) if before else 0.0
        right -= 3
    words = []
    for word, at in zip(line.words, line.starts, strict=True):
        free = not any(at < end and at + len(word.text) > start for start, end in taken)
        if free and (left <= word.x0 < right or _starts_beside(word, line, at, header)):
            words.append(word.text)
    return " ".join(words)


def _starts_beside(word: Word, line: Line, at: int, header: Header) -> bool:
    """Whether a name starts a little beside its heading (on bent paper) but under no other heading."""
    column = header.nearest(line.box_between(at, at + len(word.text)))
    return word.origin is Origin.OCR and column is not None and column.role is ColumnRole.MERCHANT
