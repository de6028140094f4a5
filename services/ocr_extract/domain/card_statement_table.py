"""The table of a card statement: its columns by the words above them, and what stands in each column of a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.fields import Box
from services.ocr_extract.domain.amounts import as_decimal
from services.ocr_extract.domain.card_statement_words import CARD_WORD, HEADINGS, ColumnRole
from services.ocr_extract.domain.dates import dates_in
from services.ocr_extract.domain.page import Line, cells_of
from services.ocr_extract.domain.wording.months import MONTHS

_MONEY = r"(?:€|eur(?:os?)?)"
_NUMBER = (
    r"(?:\d{1,3}(?:[. ']\d{3})+,\d{2}"  # 1.234,56  1 234,56
    r"|\d{1,3}(?:[, ']\d{3})+\.\d{2}"  # 1,234.56
    r"|\d+[.,]\d{2})"
)
_EURO = rf"{_MONEY}(?!\w)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?:{_MONEY}[ \t]?)?(?P<before>[-+(][ \t]?)?(?:{_MONEY}[ \t]?)?(?P<number>{_NUMBER})"
    rf"(?![\d%]|[.,/:]\d)(?:[ \t]?{_EURO})?"
    rf"(?P<after>[ \t]?(?:[-+)](?!\w)|(?:cr|db|dr|dt|d|c)(?![\w'.])))?(?:[ \t]?{_EURO})?"
)
_SHORT_DATE = re.compile(r"(?<![\w.,/-])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?![\w]|[.,/-]\d)")
_NAMED_DATE = re.compile(
    rf"(?<![\w.,])(?P<d>\d{{1,2}})[ .-]{{1,2}}(?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])"
)
_CARD = re.compile(r"(?<![\w*])(?:[\dx*•#]{4}[ \t-]?){3}[\dx*]{0,2}\d{2,4}(?!\w|[ -]?\d)")
_SHORT_CARD = re.compile(r"(?<![\w*])(?:[x*•]{2,4}[ -]?)+\d{4}(?!\w|[ -]?\d)")
DAY_ROLES = (ColumnRole.DAY, ColumnRole.BOOKED)
MONEY_ROLES = (ColumnRole.AMOUNT, ColumnRole.DEBIT, ColumnRole.CREDIT)


@dataclass(frozen=True)
class Printed:
    """An amount as printed. `owed` is known where a letter or a column says so: 1 debit, -1 credit, else None."""

    value: Decimal
    owed: int | None
    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class Day:
    """A printed day; its year may have to be found from the statement."""

    day: int
    month: int
    year: int | None
    start: int
    end: int
    box: Box

    def near(self, anchor: date) -> date | None:
        """The day itself, else the last such day that is not later than the anchor (with a few days' grace)."""
        years = [self.year] if self.year else [anchor.year + 1, anchor.year, anchor.year - 1]
        for year in years:
            try:
                found = date(year, self.month, self.day)
            except ValueError:
                continue
            if self.year or (found - anchor).days <= 7:
                return found
        return None


@dataclass(frozen=True)
class Column:
    """A heading with its place."""

    role: ColumnRole
    x0: float
    x1: float

    def distance(self, box: Box) -> float:
        """How far something stands beside this heading; 0 when they overlap, less than 0 the more they do."""
        return max(self.x0 - box.x1, box.x0 - self.x1)


@dataclass(frozen=True)
class Header:
    """The columns from left to right."""

    columns: tuple[Column, ...]

    def nearest(self, box: Box, roles: Sequence[ColumnRole] | None = None) -> Column | None:
        """The column that something of this place belongs to."""
        return min(
            (column for column in self.columns if roles is None or column.role in roles),
            key=lambda column: column.distance(box),
            default=None,
        )


def header_of(line: Line) -> Header | None:
    """The columns of a heading line: a day and an amount at least, hardly a word that heads nothing, no figures."""
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
    """The columns of a line whose words we do not know, by the first row under it: its days, its amount, its text."""
    cells = cells_of(line)
    money = amounts_of(data)
    days = [day.box for day in _days_in(data) if not any(day.start < one.end and one.start < day.end for one in money)]
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


def _headings(line: Line) -> Iterator[tuple[ColumnRole, int, int]]:
    """Headings from left to right, the longest phrase at each place; a strange cell heads something we do not use."""
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


def amounts_of(line: Line) -> tuple[Printed, ...]:
    """The amounts of a row with their signs: before, behind, in brackets, or as the letters C(R) and D(B)."""
    found = []
    for match in _AMOUNT.finditer(line.folded):
        value = as_decimal(match["number"])
        before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
        owed = None
        if before in ("-", "(") or after in ("-", ")"):
            value = -value
        elif after.startswith("c"):
            value, owed = -value, -1
        elif after.startswith("d"):
            owed = 1
        start, end = match.start("number"), match.end("number")
        found.append(Printed(value, owed, match.start(), match.end(), line.box_between(start, end)))
    return tuple(found)


def days_of(line: Line, header: Header) -> dict[ColumnRole, Day]:
    """The days that stand in the columns of days; a day inside a shop's name is none of them."""
    days: dict[ColumnRole, Day] = {}
    for day in _days_in(line):
        column = header.nearest(day.box)
        if column and column.role in DAY_ROLES and column.distance(day.box) <= 0:
            days.setdefault(column.role, day)
    return days


def _days_in(line: Line) -> list[Day]:
    """What may be a day, from left to right."""
    found: list[Day] = []
    for full in dates_in(line):
        value = full.value
        found.append(Day(value.day, value.month, value.year, full.start, full.end, full.box))
    for pattern in (_SHORT_DATE, _NAMED_DATE):
        for match in pattern.finditer(line.folded):
            month = MONTHS.get(match["m"]) or int(match["m"])
            inside = any(day.start < match.end() and match.start() < day.end for day in found)
            if not inside and 1 <= month <= 12 and 1 <= int(match["d"]) <= 31:
                box = line.box_between(match.start(), match.end())
                found.append(Day(int(match["d"]), month, None, match.start(), match.end(), box))
    return sorted(found, key=lambda day: day.box.x0)


def money_of(line: Line, header: Header) -> Printed | None:
    """The amount in the column of amounts, with what a debit or credit column says about its sign."""
    chosen: list[tuple[float, Printed]] = []
    for amount in amounts_of(line):
        column = header.nearest(amount.box)
        if column is None or column.role not in MONEY_ROLES:
            continue
        owed, value = amount.owed, amount.value
        if column.role is not ColumnRole.AMOUNT and value >= 0:
            owed = 1 if column.role is ColumnRole.DEBIT else -1
            value *= owed
        chosen.append((column.distance(amount.box), Printed(value, owed, amount.start, amount.end, amount.box)))
    return min(chosen, key=lambda pair: pair[0])[1] if chosen else None


def merchant_of(line: Line, header: Header, taken: Sequence[tuple[int, int]]) -> str:
    """The words under the heading of shops, up to the next column; words that were read as something else are out."""
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
        if free and left <= word.x0 < right:
            words.append(word.text)
    return " ".join(words)


def cards_in(line: Line) -> list[str]:
    """Card numbers of a line, masked; sixteen bare figures count only beside the word card, and are masked here."""
    found = []
    for match in _CARD.finditer(line.folded):
        printed = " ".join(line.text[match.start() : match.end()].upper().replace("\t", " ").split())
        masks = sum(character in "X*•#" for character in printed)
        if masks >= 4:
            found.append(printed)
        elif masks == 0 and CARD_WORD.search(line.folded):
            digits = re.sub(r"\D", "", printed)
            found.append(f"{digits[:4]} {digits[4:6]}XX XXXX {digits[12:]}")
    if not found:
        found = [line.text[m.start() : m.end()].upper() for m in _SHORT_CARD.finditer(line.folded)]
    return found
