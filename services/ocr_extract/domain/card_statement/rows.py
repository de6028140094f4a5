"""Classifies every row of a card statement: a line, a sum carried over a page, a subtotal, a total, a balance."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from contracts.card_statement import CardLineKind
from services.ocr_extract.domain.card_statement import words as labels
from services.ocr_extract.domain.card_statement.figures import Day, Printed, amounts_of, cards_in, is_scanned
from services.ocr_extract.domain.card_statement.foreign import FOREIGN, foreign_of, rate_disagrees
from services.ocr_extract.domain.card_statement.head import number_of, pages_missing
from services.ocr_extract.domain.card_statement.line_kinds import named_kind
from services.ocr_extract.domain.card_statement.scans import (
    amount_mended,
    mended,
    merchant_without_dirt,
    with_whole_rows,
)
from services.ocr_extract.domain.card_statement.table import (
    Header,
    days_of,
    header_by_data,
    header_of,
    merchant_of,
    money_of,
    with_days_by_data,
)
from services.ocr_extract.domain.card_statement.words import ColumnRole
from services.ocr_extract.domain.fields.dates import dates_in
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.folding import fold
from services.ocr_extract.domain.layout.page import Line, Pages

LEAST_NAME = 3
"""Fewer letters than this before an amount are not a name."""
_NEXT_LINE = 2.2
"""The second row of a line is at most this many line heights below the first."""


@dataclass(frozen=True)
class Row:
    """A line of the statement. The `owed` of its amount is the sign stated by a letter or a column, if any.

    `day_unread`: there is text in the column of days, but it was not read as a day.
    """

    card: str | None
    day: Day | None
    booked: Day | None
    merchant: str
    amount: Printed
    line: Line
    foreign: tuple[Decimal, str] | None = None
    day_unread: bool = False


@dataclass(frozen=True)
class Sum:
    """A printed sum, with the number of lines above it and the last `digits` of its card, if it names one."""

    amount: Decimal
    rows: int
    digits: str | None = None


@dataclass
class Rows:
    """Everything that is printed. Totals are grouped by their name: owed, plain, available on a card, or unknown."""

    cards: list[str] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    carried: list[Sum] = field(default_factory=list)
    subtotals: list[Sum] = field(default_factory=list)
    unnamed: list[Sum] = field(default_factory=list)
    opening: list[Decimal] = field(default_factory=list)
    owed: list[Decimal] = field(default_factory=list)
    totals: list[Decimal] = field(default_factory=list)
    available: list[Decimal] = field(default_factory=list)
    strange: list[Decimal] = field(default_factory=list)
    debit_dates: list[date] = field(default_factory=list)
    days_above: list[Found[date]] = field(default_factory=list)
    above: str = ""
    number: str | None = None
    table: bool = False
    pages_missing: bool = False
    scanned: bool = False
    torn: bool = False
    """Whether a row has lost its amount (on bent paper), which may then be in another row."""


def rows_of(pages: Pages) -> Rows:
    """Classify all rows from top to bottom; headings apply until the next ones, also on following pages."""
    rows = Rows(pages_missing=pages_missing(pages))
    rows.number = number_of(pages)
    pages = with_whole_rows(pages)
    header: Header | None = None
    card: str | None = None
    for before, printed, after in zip((None, *pages.lines), pages.lines, (*pages.lines[1:], None), strict=False):
        line = mended(printed, header) if header else printed
        rows.scanned = rows.scanned or is_scanned(line)
        cards = cards_in(line)
        for one in cards:
            if not any(one[-4:] == known[-4:] for known in rows.cards):
                rows.cards.append(one)
        if new := header_of(line) or (header_by_data(line, after) if after and header is None else None):
            header, rows.table = with_days_by_data(new, after) if after else new, True
            continue
        _debit(before, line, after, rows)
        if not rows.table:
            rows.above += line.folded + "\n"
            rows.days_above += [day for day in dates_in(line) if not labels.DEBITED.search(line.folded)]
        if header and (row := _row(line, header)):
            known = next((one for one in rows.cards if cards and one[-4:] == cards[0][-4:]), card)
            rows.lines.append(replace(row, card=known))
        elif _named_sum(line, header, rows):
            continue
        elif len(cards) == 1:
            card = next(one for one in rows.cards if one[-4:] == cards[0][-4:])
        elif header:
            rows.torn = rows.torn or (is_scanned(line) and ColumnRole.DAY in days_of(line, header))
            _second_row(line, header, rows)
    return rows


def _row(line: Line, header: Header) -> Row | None:
    """A row with a day (optional for a fee) and an amount in its column; None for anything else, also for a balance."""
    amount = money_of(line, header)
    days = days_of(line, header)
    if amount is None or labels.OPENING.match(line.folded.strip()):
        return None
    foreign = [m for m in FOREIGN.finditer(line.folded) if m.end() <= amount.start or m.start() >= amount.end]
    beside = [m for m in foreign if _heads(header, line, m)]
    taken = [(day.start, day.end) for day in days.values()] + [(amount.start, amount.end)]
    taken += [m.span() for m in beside]
    merchant = merchant_of(line, header, taken)
    if is_scanned(line):
        merchant = merchant_without_dirt(merchant)
    words = fold(merchant)
    if not merchant or labels.OPENING.fullmatch(words) or (not days and named_kind(words) is not CardLineKind.FEE):
        return None
    found = foreign_of(beside[0]) if beside else None
    day, booked = days.get(ColumnRole.DAY), days.get(ColumnRole.BOOKED)
    dated = any(column.role is ColumnRole.DAY for column in header.columns)
    unread = dated and is_scanned(line) and day is None and (booked is not None or _has_digits_under_days(line, header))
    return Row(None, day, booked, merchant, amount, line, found, unread)


def _has_digits_under_days(line: Line, header: Header) -> bool:
    """Whether there are digits under the heading of days."""
    return any(
        column is not None and column.role is ColumnRole.DAY and column.distance(word) <= 0
        for word in (line.box_between(at, at + len(w.text)) for w, at in zip(line.words, line.starts, strict=True)
                     if any(map(str.isdigit, w.text)))
        for column in [header.nearest(word)]
    )  # fmt: skip


def _heads(header: Header, line: Line, match: re.Match[str]) -> bool:
    column = header.nearest(line.box_between(match.start(), match.end()))
    return column is not None and column.role in (ColumnRole.FOREIGN, ColumnRole.OTHER)


def _named_sum(line: Line, header: Header | None, rows: Rows) -> bool:
    """Take a row as a named sum, if it is one; above the table only balances and totals count, in it any amount."""
    amounts = amounts_of(line)
    if not amounts:
        return False
    inside = money_of(line, header) if header else None
    amount = next((one for one in amounts if inside and one.start == inside.start), amounts[-1])
    value = -abs(amount.value) if labels.FAVOUR.search(line.folded) else amount.value
    label = line.folded[: amounts[0].start].strip(" \t:.-")
    if labels.DEBITED.search(line.folded) and not labels.OWED.match(label):
        return True
    if labels.OPENING.match(label) and not (rows.lines and labels.CARRIED.match(label)):
        rows.opening.append(value)
        return True
    for pattern, kept in (
        (labels.AVAILABLE, rows.available),
        (labels.OWED, rows.owed),
    ):
        if pattern.match(label):
            kept.append(value)
            return True
    if labels.CARRIED.match(label):
        if rows.lines:
            rows.carried.append(Sum(value, len(rows.lines)))
        else:
            rows.opening.append(value)
        return True
    if labels.SUBTOTAL.match(label):
        digits = re.search(r"(?<!\d)\d{4}$", label)
        if rows.table:
            rows.subtotals.append(Sum(value, len(rows.lines), digits[0] if digits else None))
        return True
    if labels.TOTAL.match(label):
        rows.totals.append(value)
        return True
    if inside and not FOREIGN.search(line.folded):
        rows.unnamed.append(Sum(value, len(rows.lines)))
        rows.strange += [value] if len(label) >= LEAST_NAME else []
        return True
    if (
        header is None
        and len(label) >= LEAST_NAME
        and not FOREIGN.search(line.folded)
        and not labels.LIMIT.search(label)
    ):
        rows.strange.append(value)
    return False


def _second_row(line: Line, header: Header, rows: Rows) -> None:
    """Add the text under a line to that line: a foreign amount, or the rest of a long name."""
    if not rows.lines:
        return
    last = rows.lines[-1]
    if last.line.page != line.page or line.box.y0 - last.line.box.y0 > _NEXT_LINE * last.line.height:
        return
    text = line.folded
    if is_scanned(line):
        text = " ".join(amount_mended(word) if any(map(str.isdigit, word)) else word for word in text.split())
    foreign = FOREIGN.search(text)
    if foreign and last.foreign is None:
        amount, currency = foreign_of(foreign)
        if not (is_scanned(line) and rate_disagrees(amount, last.amount.value, text)):
            rows.lines[-1] = replace(last, foreign=(amount, currency))
    elif not foreign and not any(character.isdigit() for character in line.text):
        rest = merchant_of(line, header, ())
        if rest and len(rest) >= len(line.text) - 1:
            rows.lines[-1] = replace(last, merchant=f"{last.merchant} {rest}")


def _debit(before: Line | None, line: Line, after: Line | None, rows: Rows) -> None:
    """Read `X will be debited from account Y on Z`, on one line or two: a total and the day it is debited."""
    if not labels.DEBITED.search(line.folded):
        return
    amounts = amounts_of(line) or (amounts_of(before) if before and not rows.lines else ())
    rows.owed += [amount.value for amount in amounts[:1]]
    days = list(dates_in(line)) or (list(dates_in(after)) if after and amounts else [])
    rows.debit_dates += [day.value for day in days[:1]]
