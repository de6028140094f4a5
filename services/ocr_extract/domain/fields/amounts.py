"""Amounts of money as they are printed: `1.234,56`, `1 234,56`, `1,234.56`, `€ 1.250,-`, `(12,00)`, `12,00-`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.layout.page import Line, Pages, once

CURRENCIES = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "usd", "us$"), "USD"),
    **dict.fromkeys(("£", "gbp"), "GBP"),
    **{code.lower(): code for code in ("CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "CAD", "HUF", "RON")},
}
"""Currency symbols and codes, folded, as they are printed beside amounts."""

_SIGN = r"(?P<sign>[-+] ?|\( ?)?"
_MONEY = r"(?:€|eur(?:o|os)?|us\$|\$|£|usd|gbp|chf|sek|dkk|nok|pln|czk|cad|huf|ron)"
_CENTS = (
    r"(?:\d{1,3}(?:[. ']\d{3})+,\d{2}"  # 1.234,56  1 234,56
    r"|\d{1,3}(?:[, ']\d{3})+\.\d{2}"  # 1,234.56  1 234.56
    r"|\d+[.,]\d{2}"
    r"|\d{1,3}(?:[. ]\d{3})*,(?:-{1,2}|--))"  # 1.250,-
)
_WHOLE = r"(?:\d{1,3}(?:[. ,']\d{3})+|\d{1,6})"
_EDGE_RIGHT = r"(?!\d|[.,/:]\d| ?%)"

_WITH_CENTS = re.compile(
    rf"(?<![\d.,/:])(?P<before>{_MONEY} ?)?{_SIGN}(?P<inner>{_MONEY} ?)?(?P<number>{_CENTS}){_EDGE_RIGHT}"
    rf"(?P<minus> ?-(?![\d\w])| ?\))?(?P<after> ?{_MONEY}(?![a-z]))?",
    re.IGNORECASE,
)
_WITHOUT_CENTS = re.compile(
    rf"(?<![\w.,/:])(?:(?P<before>{_MONEY}) ?{_SIGN}(?P<number>{_WHOLE})(?!\d|[.,/:]\d| ?%|,-)"
    rf"|(?P<sign2>- ?)?(?P<number2>{_WHOLE}) ?(?P<after>{_MONEY})(?![a-z]| ?\d))",
    re.IGNORECASE,
)
_LEADING_GROUP = re.compile(r"\d{1,3} (?=\d{3}[.,])")


def find_amounts(pages: Pages) -> tuple[Found[Decimal], ...]:
    """Every amount in reading order.

    `2 450,00` may be one amount or a quantity beside another: both readings are given, the arithmetic decides.
    """
    return tuple(found for line in pages.lines for found in amounts_in(line))


@once
def amounts_in(line: Line) -> Iterator[Found[Decimal]]:
    """The amounts of one line from left to right; a second reading of the same digits follows the first."""
    taken: list[tuple[int, int]] = []
    for match in _WITH_CENTS.finditer(line.folded):
        start, end = match.start("number"), match.end("number")
        value = as_decimal(match["number"])
        negative = _is_negative(match["sign"], match["minus"])
        yield Found(-value if negative else value, line, start, end)
        taken.append((match.start(), match.end()))
        group = _LEADING_GROUP.match(match["number"])
        if group and not match["before"] and not match["sign"]:
            inner = start + group.end()
            yield Found(as_decimal(line.folded[inner:end]), line, inner, end)
    for match in _WITHOUT_CENTS.finditer(line.folded):
        name = "number" if match["number"] else "number2"
        start, end = match.span(name)
        if any(left < end and start < right for left, right in taken):
            continue
        value = as_decimal(match[name] + ",00")
        negative = _is_negative(match["sign"] or match["sign2"], None)
        yield Found(-value if negative else value, line, start, end)


def _is_negative(before: str | None, after: str | None) -> bool:
    return (before or "").strip() in ("-", "(") or (after or "").strip() in ("-", ")")


def as_decimal(printed: str) -> Decimal:
    """The number behind a printed amount: the last separator with two digits after it is the decimal one."""
    digits = printed.replace(" ", "").replace("'", "").replace("--", "00").replace("-", "00")
    whole, fraction = digits[:-3], digits[-2:]
    return Decimal(whole.replace(".", "").replace(",", "") + "." + fraction)


def find_currency(pages: Pages, size: Decimal | None = None) -> tuple[str, int] | None:
    """The currency that stands beside most amounts (or beside most of this size), and how often it does."""
    counts: dict[str, int] = {}
    for line in pages.lines:
        for pattern in (_WITH_CENTS, _WITHOUT_CENTS):
            for match in pattern.finditer(line.folded):
                groups = match.groupdict()
                printed = groups.get("number") or groups.get("number2") or ""
                if size is not None and (pattern is not _WITH_CENTS or as_decimal(printed) != size):
                    continue
                marks = {(groups.get(name) or "").strip() for name in ("before", "inner", "after")}
                for mark in marks - {""}:
                    counts[CURRENCIES[mark]] = counts.get(CURRENCIES[mark], 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda code: counts[code])
    return best, counts[best]
