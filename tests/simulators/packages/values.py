"""Texts of a file as a bookkeeper's values; NotTaken names what is missing or makes no sense."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from .booking import Reading
from .rules import NotTaken


def must(text: str | None, what: str) -> str:
    """A field without which there is nothing to book."""
    if text is None:
        raise NotTaken(f"missing: {what}")
    return text


def amount(text: str | None, what: str) -> Decimal:
    """Money."""
    try:
        return Decimal(must(text, what))
    except InvalidOperation as error:
        raise NotTaken(f"no amount: {what} {text}") from error


def day(text: str | None, what: str) -> date:
    """A day, as ISO 8601 or as CII writes it (YYYYMMDD)."""
    try:
        return date.fromisoformat(must(text, what))
    except ValueError as error:
        raise NotTaken(f"no date: {what} {text}") from error


def digits(text: str) -> str:
    """A company or VAT number without country, dots and spaces."""
    return re.sub(r"\D", "", text)


def vat_number(text: str | None) -> str | None:
    """A VAT number as packages compare it."""
    return re.sub(r"[^A-Z0-9]", "", text.upper()) if text else None


def payment_reference(text: str | None) -> str | None:
    """The twelve digits of a Belgian structured communication that is right; anything else as it stands."""
    if text is None:
        return None
    match = re.fullmatch(r"(\+\+\+|\*\*\*)?(\d{3})/?(\d{4})/?(\d{5})(\+\+\+|\*\*\*)?", text.replace(" ", ""))
    number = "".join(match.group(2, 3, 4)) if match else ""
    return number if number and int(number[:10]) % 97 in (int(number[10:]), int(number[10:]) % 97) else text


def must_balance(reading: Reading) -> None:
    """A booking has two sides: bases and VAT have to make the totals, to the cent."""
    if sum(row.base for row in reading.vat) != reading.without_vat:
        raise NotTaken("the bases per VAT rate do not make the total without VAT")
    if reading.without_vat + sum(row.vat for row in reading.vat) != reading.with_vat:
        raise NotTaken("the booking does not balance")
    if reading.lines and sum(line.net for line in reading.lines) != reading.without_vat:
        raise NotTaken("the lines do not make the total without VAT")
