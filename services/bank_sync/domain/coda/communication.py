"""The communication of a transaction: free text, or one of the standard's structured communications.

Decoded are those that link a transaction to a document: references (100, 101, 102), card payments (113, 124) and SEPA
direct debits (127). The others are kept as printed. Card numbers are masked here in all of them, so that nothing after
this module ever holds a whole one.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from stdnum import iso11649
from stdnum.be import ogm_vcs
from stdnum.exceptions import ValidationError

from services.bank_sync.domain.coda.layout import CENTURY, Field, money
from services.bank_sync.domain.statement import CardUse, Structured, StructuredKind


class Card113:
    """ATM and point-of-sale debit, counted from the first column after the type."""

    number = Field(1, 16)
    used_on = Field(30, 35)
    used_at = Field(36, 39)
    merchant = Field(41, 56)
    place = Field(57, 66)
    original_amount = Field(67, 81)
    original_currency = Field(94, 96)


class DirectDebit127:
    """SEPA direct debit, counted from the first column after the type."""

    creditor_id = Field(10, 44)
    mandate = Field(45, 79)
    text = Field(80, 141)
    return_type = Field(142, 142)
    return_reason = Field(143, 146)


CREDITOR_REFERENCE = Field(1, 25)
OGM = Field(1, 12)
CARD_NUMBER = {"113": Card113.number, "115": Field(1, 16), "124": Field(1, 20)}
"""The columns of the card number, for every type that has one."""

PRINTED_CARD_NUMBER = 13
"""The fewest figures of a whole card number (13 to 19); fewer are a part of one."""
CURRENCY_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Communication:
    """A communication, split into its parts."""

    text: str = ""
    structured: Structured | None = None
    card: CardUse | None = None
    mandate: str = ""
    creditor_id: str = ""
    return_type: str = ""
    return_reason: str = ""


def structured_communication(kind: str, content: str) -> Communication:
    """Decode one structured communication; `content` follows the three figures of its type, blanks kept."""
    if kind in CARD_NUMBER:
        content = _with_masked_card(content, CARD_NUMBER[kind])
    decode = {"100": _reference, "101": _ogm, "102": _ogm, "113": _card, "124": _credit_card, "127": _direct_debit}
    return decode.get(kind, _as_printed)(kind, content)


def masked(card_number: str) -> str:
    """The card number as issuers print it: first six and last four figures of a whole one, otherwise the last four."""
    figures = card_number.strip(" ")
    if not figures.isdigit():
        return figures
    shown = 6 if len(figures) >= PRINTED_CARD_NUMBER else 0
    return figures[:shown] + "X" * (len(figures) - shown - 4) + figures[max(shown, len(figures) - 4) :]


def _as_printed(kind: str, content: str) -> Communication:
    return Communication(structured=Structured(kind, StructuredKind.RAW, content.rstrip(" ")))


def _reference(kind: str, content: str) -> Communication:
    try:
        value = str(iso11649.validate(_text(content, CREDITOR_REFERENCE)))
    except ValidationError:
        return _as_printed(kind, content)
    return Communication(structured=Structured(kind, StructuredKind.CREDITOR_REFERENCE, value))


def _ogm(kind: str, content: str) -> Communication:
    try:
        value = str(ogm_vcs.validate(_text(content, OGM)))
    except ValidationError:
        return _as_printed(kind, content)
    return Communication(structured=Structured(kind, StructuredKind.OGM, value))


def _card(kind: str, content: str) -> Communication:
    currency = _text(content, Card113.original_currency)
    has_original = len(currency) == CURRENCY_LETTERS and currency.isalpha()
    card = CardUse(
        number=_text(content, Card113.number),
        merchant=_text(content, Card113.merchant),
        place=_text(content, Card113.place),
        used_on=_day(_text(content, Card113.used_on)),
        used_at=_time(_text(content, Card113.used_at)),
        original_amount=_amount(_text(content, Card113.original_amount)) if has_original else None,
        original_currency=currency if has_original else "",
    )
    return Communication(structured=Structured(kind, StructuredKind.CARD, card.number), card=card)


def _credit_card(kind: str, content: str) -> Communication:
    """The monthly settlement names its card; its invoice and identification numbers stay as printed."""
    card = CardUse(number=_text(content, CARD_NUMBER[kind]))
    return Communication(structured=Structured(kind, StructuredKind.RAW, content.rstrip(" ")), card=card)


def _direct_debit(kind: str, content: str) -> Communication:
    mandate = _text(content, DirectDebit127.mandate)
    return Communication(
        text=_text(content, DirectDebit127.text),
        structured=Structured(kind, StructuredKind.DIRECT_DEBIT, mandate),
        mandate=mandate,
        creditor_id=_text(content, DirectDebit127.creditor_id),
        return_type=_text(content, DirectDebit127.return_type).strip("0"),
        return_reason=_text(content, DirectDebit127.return_reason),
    )


def _with_masked_card(content: str, field: Field) -> str:
    width = field.last - field.first + 1
    return masked(content[:width]).ljust(width) + content[width:]


def _text(content: str, field: Field) -> str:
    return content[field.first - 1 : field.last].strip(" ")


def _day(value: str) -> date | None:
    """The date, or None if it is not readable: a card's date never decides whether a statement is right."""
    try:
        return date(CENTURY + int(value[4:6]), int(value[2:4]), int(value[:2]))
    except ValueError:
        return None


def _time(value: str) -> time | None:
    """Hour and minute, or None; banks write 0000 when they do not know it."""
    if value == "0000":
        return None
    try:
        return time(int(value[:2]), int(value[2:4]))
    except ValueError:
        return None


def _amount(value: str) -> Decimal | None:
    if not (value.isascii() and value.isdigit()) or not int(value):
        return None
    return money(value)
