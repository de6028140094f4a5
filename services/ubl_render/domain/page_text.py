"""A received e-invoice as lines of text, for packages that require a PDF when its sender attached none."""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from libs.ubl_schema import Invoice
from libs.ubl_schema.model import AllowanceCharge, Line, Party
from services.ubl_render.texts import PAGE, WITHOUT_REASON

WIDTH = 88
MOST_ROWS, MOST_VAT_ROWS, MOST_REFERENCES, NOTE_LINES = 2000, 50, 20, 200
"""Of lines and allowances, of VAT, of corrected invoices and of accounts, of the note; the page says where it cuts."""
_MARKS_A_LETTER = 4
"""Characters of a text that are read for each column: a letter and its separate accents."""


class Style(StrEnum):
    """The style of a line."""

    TEXT = "text"
    BOLD = "bold"
    TITLE = "title"


@dataclass(frozen=True)
class PageLine:
    """A line of at most WIDTH characters, all of which can be printed."""

    text: str
    style: Style = Style.TEXT


def page_text(invoice: Invoice, language: str) -> list[PageLine]:
    """The lines: everything that decides a booking, and its origin."""
    words = PAGE.get(language, PAGE["en"])
    money = _printable(invoice.currency or "", 3)
    return [
        PageLine(words["credit_note" if invoice.is_credit_note else "invoice"], Style.TITLE),
        *_plain_lines(_head(invoice, words)),
        PageLine(""),
        PageLine(words["seller"], Style.BOLD),
        *_plain_lines(_party(invoice.seller)),
        PageLine(""),
        PageLine(words["buyer"], Style.BOLD),
        *_plain_lines(_party(invoice.buyer)),
        PageLine(""),
        *_plain_lines(_amounts(invoice, words, money, language)),
        PageLine(_row(words["payable"], invoice.totals.payable, money), Style.BOLD),
        PageLine(""),
        *_plain_lines(_payment(invoice, words)),
        *_plain_lines(_note(invoice.note or "", words)),
        PageLine(""),
        *_plain_lines(iter(textwrap.wrap(words["origin"], WIDTH))),
    ]


def _plain_lines(texts: Iterator[str]) -> Iterator[PageLine]:
    return (PageLine(_printable(text, WIDTH)) for text in texts)


def _head(invoice: Invoice, words: dict[str, str]) -> Iterator[str]:
    yield from _pairs((words["number"], invoice.number), (words["date"], invoice.issue_date))
    yield from _pairs((words["due"], invoice.due_date))
    yield from _capped(_pairs(*((words["corrects"], one.number) for one in invoice.preceding)), MOST_REFERENCES, words)


def _amounts(invoice: Invoice, words: dict[str, str], money: str, language: str) -> Iterator[str]:
    yield from _capped(_rows(invoice, money, language), MOST_ROWS, words)
    yield ""
    yield from _capped(_vat_rows(invoice, words["vat"], money), MOST_VAT_ROWS, words)
    yield _row(words["without_vat"], invoice.totals.without_vat, money)
    yield _row(words["with_vat"], invoice.totals.with_vat, money)


def _rows(invoice: Invoice, money: str, language: str) -> Iterator[str]:
    for line in invoice.lines:
        yield _row(_name(line), line.net, money)
    for item in invoice.allowances:
        yield _row(_reason(item, language), _signed(item), money)


def _vat_rows(invoice: Invoice, vat: str, money: str) -> Iterator[str]:
    for part in invoice.breakdown:
        name = f"{vat} {_printable(part.category or '-', 3)} {_plain(part.rate)} % ({_plain(part.base)})"
        yield _row(name, part.vat, money)


def _capped(texts: Iterator[str], most: int, words: dict[str, str]) -> Iterator[str]:
    """At most so many lines; where there are more, a sentence says that the rest is only in the e-invoice."""
    yield from islice(texts, most)
    if next(texts, None) is not None:
        yield words["cut"]


def _payment(invoice: Invoice, words: dict[str, str]) -> Iterator[str]:
    yield from _capped(_pairs(*((words["account"], each.iban) for each in invoice.payments)), MOST_REFERENCES, words)
    yield from _pairs(*((words["reference"], payment.reference) for payment in invoice.payments[:1]))


def _note(note: str, words: dict[str, str]) -> Iterator[str]:
    shown = note[: NOTE_LINES * WIDTH]
    lines = [part for line in shown.splitlines() for part in textwrap.wrap(line, WIDTH) or [""]]
    yield from lines[:NOTE_LINES]
    if len(shown) < len(note) or len(lines) > NOTE_LINES:
        yield words["cut"]


def _pairs(*pairs: tuple[str, object]) -> Iterator[str]:
    for name, value in pairs:
        if value is not None:
            yield f"{name:<28} {value}"


def _party(party: Party) -> Iterator[str]:
    address = party.address
    town = " ".join(part for part in (address.post_code, address.city, address.country) if part)
    for part in (party.name or party.trading_name, address.line1, town, party.vat_id):
        if part:
            yield f"  {part}"


def _name(line: Line) -> str:
    quantity = "" if line.quantity in (None, Decimal(1)) else f"{_plain(line.quantity)} x {_plain(line.price)}  "
    return f"{quantity}{line.name or line.description or ''}"


def _reason(item: AllowanceCharge, language: str) -> str:
    words = WITHOUT_REASON["charge" if item.is_charge else "allowance"]
    return item.reason or words.get(language, words["en"])


def _signed(item: AllowanceCharge) -> Decimal | None:
    """The amount with the sign of its effect on the total."""
    return item.amount if item.amount is None or item.is_charge else -item.amount


def _row(name: str, amount: Decimal | None, currency: str) -> str:
    figure = f"{_plain(amount)} {currency}"
    return f"{_printable(name, WIDTH - len(figure) - 2):<{WIDTH - len(figure)}}{figure}"


def _plain(number: Decimal | None) -> str:
    return "-" if number is None else f"{number:f}"


def _printable(text: str, most: int) -> str:
    """At most this many characters: accents joined with their letters, a space for what cannot be printed.

    The text is cut before accents are joined, because joining takes quadratic time where a letter has many.
    """
    composed = unicodedata.normalize("NFC", text[: most * _MARKS_A_LETTER])
    return "".join(letter if letter.isprintable() else " " for letter in composed)[:most]
