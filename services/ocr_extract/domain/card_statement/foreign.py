"""The amount of a card line in the shop's currency, and whether the printed exchange rate agrees with it."""

import re
from decimal import Decimal

from services.ocr_extract.domain.fields.amounts import as_decimal

_CODES = (
    "usd|gbp|chf|sek|dkk|nok|pln|czk|cad|huf|ron|bgn|try|jpy|cny|aud|nzd|zar|aed|inr|brl|mxn|sgd|hkd|thb|mad|ils|isk"
)
_SIGNS = {"$": "usd", "us$": "usd", "£": "gbp"}
_FIGURE = r"\d{1,3}(?:[. ',]\d{3})*[.,]\d{2}(?!\d)|\d+[.,]\d{2}(?!\d)|\d{1,3}(?:[. ']\d{3})+(?![\d,.])|\d+(?![\d,.])"
FOREIGN = re.compile(
    rf"(?<![\w.,])(?:(?P<a>{_FIGURE})[ \t]?(?P<ac>{_CODES}|us\$|\$|£)(?![a-z])"
    rf"|(?P<bc>{_CODES}|us\$|\$|£)[ \t]?(?P<b>{_FIGURE}))"
)
"""An amount with a currency other than the euro, in folded text."""
_RATE = re.compile(r"(?:koers|cours|taux|change|rate|@)[^\d\t]{0,9}(?P<rate>\d{1,4}[.,]\d{2,6})(?!\d)")
_CENT = Decimal("0.011")
_ROUNDED_RATE = Decimal("0.0002")


def foreign_of(match: re.Match[str]) -> tuple[Decimal, str]:
    """The amount and the currency of a match of `FOREIGN`."""
    printed, code = (match["a"] or match["b"]), (match["ac"] or match["bc"])
    with_cents = len(printed) > 3 and printed[-3] in ".,"
    value = as_decimal(printed if with_cents else f"{printed},00")
    return value, _SIGNS.get(code, code).upper()


def rate_disagrees(foreign: Decimal, euro: Decimal, text: str) -> bool:
    """Whether `text` has an exchange rate that does not convert one amount into the other, to the cent."""
    match = _RATE.search(text)
    if not match:
        return False
    rate = Decimal(match["rate"].replace(",", "."))
    due, bound = abs(euro), _CENT + abs(euro) * _ROUNDED_RATE
    return not rate or (abs(foreign / rate - due) > bound and abs(foreign * rate - due) > bound)
