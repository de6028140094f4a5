"""The scalar values of an invoice: money, numbers and text, in the one form that the whole library uses.

Amounts are decimal and kept to the cent, so two equal amounts are also written the same way. A float is refused:
0.1 + 0.2 is not 0.3 in binary, and an accountant would see the missing cent.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST_AMOUNT = Decimal(10) ** 15
"""Far above any invoice; it keeps a hostile ``1E+999999`` from becoming a gigabyte of zeros."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECIMAL = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})\Z", re.ASCII)


def money(value: object) -> object:
    """An amount, to the cent; an amount with more decimals keeps them, so that a check can report it."""
    number = _decimal(value)
    if number is None:
        return None
    rounded = number.quantize(CENT)
    if rounded == number:
        return rounded or ZERO
    return number.normalize()


def number(value: object) -> object:
    """A quantity, a rate or a unit price: as many decimals as it needs and no trailing zeros."""
    exact = _decimal(value)
    if exact is None:
        return None
    if exact == exact.to_integral_value():
        return exact.quantize(Decimal(1)) if exact else Decimal(0)
    return exact.normalize()


def parse_decimal(text: str) -> Decimal:
    """A decimal as XML Schema writes it: no exponent, no thousands mark, at most eighteen digits a side."""
    if not _DECIMAL.match(text):
        raise ValueError(f"not a decimal number: {text[:40]!r}")
    return Decimal(text)


def _decimal(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool | float):
        raise ValueError("an amount must be a decimal or a string, never a float")
    if isinstance(value, str):
        value = parse_decimal(value.strip())
    elif isinstance(value, int):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        raise ValueError("not a decimal number")
    if not value.is_finite() or abs(value) >= LARGEST_AMOUNT:
        raise ValueError("out of range")
    if value.as_tuple().exponent < -18:  # type: ignore[operator]  # finite, so an int
        raise ValueError("more than eighteen decimals")
    return value


def text(value: object) -> object:
    """Text that XML can carry: trimmed, one kind of line end, no control characters; None when empty."""
    if not isinstance(value, str):
        return value
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if not value.isprintable():
        value = _NOT_XML.sub("", value)
    return value.strip() or None


def cents(value: Decimal) -> Decimal:
    """Rounded to the cent, half away from zero, as invoices do."""
    try:
        return value.quantize(CENT, rounding="ROUND_HALF_UP")
    except InvalidOperation as problem:
        raise ValueError("out of range") from problem


Money = Annotated[Decimal, BeforeValidator(money)]
Number = Annotated[Decimal, BeforeValidator(number)]
Text = Annotated[str, BeforeValidator(text)]
MaybeMoney = Annotated[Decimal | None, BeforeValidator(money)]
MaybeNumber = Annotated[Decimal | None, BeforeValidator(number)]
MaybeText = Annotated[str | None, BeforeValidator(text)]
