"""The goods that the fictional companies sell, read from `goods.txt`: four languages, prices, units, rate classes."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Good:
    """One article for sale; `names` by language, prices in cents of the invoice currency."""

    names: dict[str, str]
    unit: str
    low: int
    high: int
    rate_class: str


RATES: dict[str, dict[str, Decimal]] = {
    "BE": {"s": Decimal(21), "m": Decimal(12), "r": Decimal(6)},
    "FR": {"s": Decimal(20), "m": Decimal(10), "r": Decimal("5.5")},
    "NL": {"s": Decimal(21), "m": Decimal(9), "r": Decimal(9)},
    "DE": {"s": Decimal(19), "m": Decimal(7), "r": Decimal(7)},
    "LU": {"s": Decimal(17), "m": Decimal(8), "r": Decimal(3)},
}

UNITS: dict[str, dict[str, str]] = {
    "pc": {"nl": "st.", "fr": "pce", "en": "pcs", "de": "Stk."},
    "h": {"nl": "uur", "fr": "h", "en": "hrs", "de": "Std."},
    "kg": {"nl": "kg", "fr": "kg", "en": "kg", "de": "kg"},
    "l": {"nl": "l", "fr": "l", "en": "l", "de": "l"},
    "m": {"nl": "m", "fr": "m", "en": "m", "de": "m"},
    "m2": {"nl": "m²", "fr": "m²", "en": "m²", "de": "m²"},
    "month": {"nl": "mnd", "fr": "mois", "en": "month", "de": "Monat"},
    "day": {"nl": "dag", "fr": "jour", "en": "day", "de": "Tag"},
    "km": {"nl": "km", "fr": "km", "en": "km", "de": "km"},
    "kwh": {"nl": "kWh", "fr": "kWh", "en": "kWh", "de": "kWh"},
    "lump": {"nl": "fft.", "fr": "forf.", "en": "lot", "de": "psch."},
    "night": {"nl": "nacht", "fr": "nuit", "en": "night", "de": "Nacht"},
    "bag": {"nl": "zak", "fr": "sac", "en": "bag", "de": "Sack"},
    "box": {"nl": "doos", "fr": "carton", "en": "box", "de": "Karton"},
}

# UN/ECE Recommendation 20; any other unit counts as pieces
_UNIT_CODES = {"h": "HUR", "kg": "KGM", "kwh": "KWH", "m2": "MTK", "m": "MTR", "l": "LTR"}


def trades() -> tuple[str, ...]:
    """Returns all trades that have goods."""
    return tuple(_catalogue())


def goods(trade: str) -> tuple[Good, ...]:
    """Returns the goods of one trade."""
    return _catalogue()[trade]


@cache
def _catalogue() -> dict[str, tuple[Good, ...]]:
    found: dict[str, list[Good]] = {}
    trade = ""
    for row in (Path(__file__).parent / "goods.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("["):
            trade = row.strip("[]")
            found[trade] = []
        elif row and not row.startswith("#"):
            found[trade].append(_good(row))
    return {name: tuple(entries) for name, entries in found.items()}


def unit_code(printed: str) -> str:
    """Returns the code of a unit that is printed in any of the languages."""
    names = ((code, UNITS[unit].values()) for unit, code in _UNIT_CODES.items())
    return next((code for code, printed_forms in names if printed in printed_forms), "C62")


def _good(row: str) -> Good:
    nl, fr, en, de, unit, low, high, rate_class = (cell.strip() for cell in row.split("|"))
    return Good({"nl": nl, "fr": fr, "en": en, "de": de}, unit, int(low), int(high), rate_class)
