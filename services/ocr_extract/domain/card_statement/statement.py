"""Reads card statements: lines and total when all sums add up to the cent, else a reason and no amounts at all.

The rows come from `rows`, the arithmetic from `sums`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import permutations
from operator import ne

from contracts.card_statement import CardLine, CardLineKind, CardStatementFields
from contracts.fields import DocumentFields, Origin, Read, value_of
from contracts.reason import Reason
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.card_statement import words as labels
from services.ocr_extract.domain.card_statement.days import days_of_lines
from services.ocr_extract.domain.card_statement.figures import cards_in
from services.ocr_extract.domain.card_statement.head import issue_day
from services.ocr_extract.domain.card_statement.line_kinds import named_kind
from services.ocr_extract.domain.card_statement.rows import Row, Rows, rows_of
from services.ocr_extract.domain.card_statement.sums import Tied, tie_out
from services.ocr_extract.domain.layout.folding import fold
from services.ocr_extract.domain.layout.page import Pages

NOT_TIED = ReadingReason.CARD_STATEMENT_DOES_NOT_TIE_OUT
FEWEST_LINES = 2
"""With fewer dated lines under headings a document with a card number may just as well be a receipt."""


@dataclass(frozen=True)
class CardStatementReading:
    """A statement whose sums add up, or the reason why nothing of it is given."""

    fields: CardStatementFields | None = None
    reason: Reason | None = None
    issued: Read[date] | None = None


def looks_like_card_statement(pages: Pages) -> float:
    """How much a document looks like a card statement (0 to 1), by a masked card, dated lines and known totals."""
    if not any(cards_in(line) for line in pages.lines):
        return 0.0
    rows = rows_of(pages)
    if not rows.cards or len(rows.lines) < FEWEST_LINES:
        return 0.0
    ends = rows.owed or rows.totals or rows.available or (rows.strange and _scheme(rows))
    return 0.75 if ends else 0.5


def read_card_statement(pages: Pages, issued: date | None = None, number: str | None = None) -> CardStatementReading:
    """Read the statement; `issued` and `number` are the document's date and number, used when its head has none."""
    rows = rows_of(pages)
    day = issue_day(rows.days_above)
    issue_date = day.read(0.95) if day else None
    missing = _missing(rows)
    if missing:
        return CardStatementReading(reason=Reason(code=missing), issued=issue_date)
    prepaid = bool(labels.PREPAID.search(rows.above)) or (bool(rows.available) and not rows.owed and not rows.totals)
    tied = tie_out(rows, prepaid=prepaid)
    if not isinstance(tied, Tied):
        params = {"printed": f"{tied.printed:.2f}", "counted": f"{tied.counted:.2f}"}
        return CardStatementReading(reason=Reason(code=NOT_TIED, params=params), issued=issue_date)
    anchor = max((found.value for found in rows.days_above), default=issued)
    days = days_of_lines(rows.lines, anchor)
    if days is None:
        return CardStatementReading(reason=Reason(code=ReadingReason.CARD_STATEMENT_INCOMPLETE_DATE), issued=issue_date)
    fields = CardStatementFields(
        scheme="prepaid" if prepaid else _scheme(rows),
        number=rows.number or number,
        cards=tuple(rows.cards),
        lines=tuple(
            _line(row, rows.cards[0], owed, *day) for row, owed, day in zip(rows.lines, tied.owed, days, strict=True)
        ),
        carried_over=tied.carried_over,
        total=tied.total,
        debit_date=None if prepaid else _only(rows.debit_dates),
    )
    return CardStatementReading(fields=fields, issued=issue_date)


def read_with_fields(pages: Pages, fields: DocumentFields) -> tuple[DocumentFields, CardStatementReading]:
    """The document's fields, as far as the statement proves them, and the statement itself."""
    issued = value_of(fields.issue_date)
    number = value_of(fields.number)
    reading = read_card_statement(pages, issued, number)
    scanned = any(word.origin == Origin.OCR for line in pages.lines for word in line.words)
    if reading.issued:
        fields = fields.changed({"issue_date": reading.issued})
    return with_statement(fields, reading.fields, Origin.OCR if scanned else Origin.TEXT), reading


def with_statement(
    fields: DocumentFields, statement: CardStatementFields | None, origin: Origin = Origin.TEXT
) -> DocumentFields:
    """The document's fields for a card statement: no VAT, no lines of goods, and a total only when all sums add up.

    When they do not, the currency is the euro or unknown, because other printed currencies are those of the shops. With
    a prepaid card there is nothing to pay: `payable` is 0 and there is no total.
    """
    total = _sure(statement.total, origin) if statement and statement.scheme != "prepaid" else None
    nothing_due = statement is not None and (total is None or total.value == 0)
    number = fields.number
    named = fields.currency if fields.currency and fields.currency.value == "EUR" else None
    if statement and statement.number:
        number = Read(value=statement.number, confidence=0.97, origin=origin)
    return DocumentFields(
        number=number,
        issue_date=fields.issue_date,
        due_date=_day(statement.debit_date, origin) if statement and statement.debit_date else None,
        currency=Read(value=statement.currency, confidence=0.97, origin=origin) if statement else named,
        seller=fields.seller,
        buyer=fields.buyer,
        total_with_vat=total,
        payable=_sure(Decimal(0), origin) if nothing_due else None,
    )


def _missing(rows: Rows) -> ReadingReason | None:
    """The reason when a required part is missing; None when the statement is complete."""
    if rows.pages_missing:
        return ReadingReason.CARD_STATEMENT_INCOMPLETE_PAGE
    if not rows.table or not rows.lines or rows.torn:
        return ReadingReason.CARD_STATEMENT_INCOMPLETE_LINES
    used = {row.card for row in rows.lines}
    if not rows.cards or (len(rows.cards) > 1 and used != set(rows.cards)) or _card_misread(rows):
        return ReadingReason.CARD_STATEMENT_INCOMPLETE_CARD
    if not (rows.owed or rows.totals or rows.available or rows.strange):
        return ReadingReason.CARD_STATEMENT_INCOMPLETE_TOTAL
    return None


def _card_misread(rows: Rows) -> bool:
    """Whether OCR misread a card number: a subtotal names an unknown card, or two cards differ by one digit."""
    if not rows.scanned:
        return False
    cards = {card[-4:] for card in rows.cards}
    named = {subtotal.digits for subtotal in rows.subtotals if subtotal.digits}
    years = {str(row.day.year) for row in rows.lines if row.day}
    alike = [one for one, other in permutations(cards, 2) if sum(map(ne, one, other)) == 1]
    return bool(named - cards - years) or not named.issuperset(alike)


def _line(row: Row, card: str, owed: Decimal, day: date, booked: date | None) -> CardLine:
    amount, currency = row.foreign or (None, None)
    return CardLine(
        card=row.card or card,
        day=day,
        booked=booked,
        merchant=row.merchant,
        amount=owed,
        kind=_kind(row, owed),
        foreign_amount=amount,
        foreign_currency=currency,
        page=row.line.page,
        box=row.line.box,
    )


def _kind(row: Row, owed: Decimal) -> CardLineKind:
    """The kind of a line: its sign tells what was spent from what came back, its words which kind of it."""
    named = named_kind(fold(row.merchant))
    if owed < 0:
        return CardLineKind.LOAD if named is CardLineKind.LOAD else CardLineKind.REFUND
    return named if named in (CardLineKind.FEE, CardLineKind.CASH) else CardLineKind.PURCHASE


def _scheme(rows: Rows) -> str | None:
    """The card scheme named above the table; None when several are named there."""
    named = [scheme for scheme, pattern in labels.SCHEMES.items() if pattern.search(rows.above)]
    return named[0] if len(named) == 1 else None


def _only(days: Sequence[date]) -> date | None:
    return days[0] if len(set(days)) == 1 else None


def _sure(amount: Decimal, origin: Origin) -> Read[Decimal]:
    return Read(value=amount, confidence=0.99, origin=origin, sure=True)


def _day(day: date, origin: Origin) -> Read[date]:
    return Read(value=day, confidence=0.97, origin=origin)
