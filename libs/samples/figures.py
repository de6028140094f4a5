"""Formats amounts, dates and numbers in one notation per document, as an invoicing program does."""

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NBSP = "\u00a0"

_MONTHS: dict[str, tuple[str, ...]] = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip

_ABBREVIATED: dict[str, tuple[str, ...]] = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "de": ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

# thousands separator, decimal separator
_SEPARATORS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("nl", "BE"): ((".", ","), (".", ","), (".", ","), (" ", ","), ("", ",")),
    ("fr", "BE"): ((".", ","), (NBSP, ","), (NBSP, ","), (".", ","), ("", ",")),
    ("fr", "FR"): ((NBSP, ","), (NBSP, ","), (" ", ","), ("", ",")),
    ("fr", "LU"): ((NBSP, ","), (".", ",")),
    ("nl", "NL"): ((".", ","), (".", ","), ("", ",")),
    ("de", "DE"): ((".", ","), (".", ","), ("", ",")),
    ("de", "BE"): ((".", ","),),
}
_ENGLISH = ((",", "."), (",", "."), (",", "."), ("", "."))

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}

_DATE_STYLES: dict[str, tuple[str, ...]] = {
    "nl": (
        "{d:02d}/{m:02d}/{y}",
        "{d:02d}-{m:02d}-{y}",
        "{d} {month} {y}",
        "{d:02d}/{m:02d}/{y}",
        "{d:02d}.{m:02d}.{y}",
    ),
    "fr": (
        "{d:02d}/{m:02d}/{y}",
        "{d:02d}/{m:02d}/{y}",
        "{d} {month} {y}",
        "{d:02d}-{m:02d}-{y}",
        "{d:02d}.{m:02d}.{y}",
    ),
    "de": ("{d:02d}.{m:02d}.{y}", "{d:02d}.{m:02d}.{y}", "{d}. {month} {y}", "{y}-{m:02d}-{d:02d}"),
    "en": ("{y}-{m:02d}-{d:02d}", "{d} {month} {y}", "{month} {d}, {y}", "{d:02d}/{m:02d}/{y}", "{d:02d} {mon} {y}"),
}


@dataclass(frozen=True)
class Figures:
    """The notation of one document for amounts, dates, VAT numbers, accounts and references."""

    language: str
    thousands: str
    decimal: str
    currency: str
    currency_place: str  # before, before_space, after, code_after, code_before, none
    minus: str  # front, back
    date_style: str
    vat_style: str
    iban_grouped: bool
    ogm_mark: str

    @property
    def symbol(self) -> str:
        return _SYMBOLS[self.currency]

    def number(self, amount: Decimal, places: int = 2) -> str:
        whole, _, cents = f"{abs(amount):.{places}f}".partition(".")
        groups: list[str] = []
        while len(whole) > 3:
            whole, group = whole[:-3], whole[-3:]
            groups.insert(0, group)
        text = self.thousands.join([whole, *groups]) + (self.decimal + cents if cents else "")
        if amount < 0:
            return f"{text}-" if self.minus == "back" else f"-{text}"
        return text

    def money(self, amount: Decimal) -> str:
        """Returns an amount with its currency, if this notation prints one."""
        text = self.number(amount)
        return {
            "before": f"{self.symbol}{text}",
            "before_space": f"{self.symbol} {text}",
            "after": f"{text} {self.symbol}",
            "code_after": f"{text} {self.currency}",
            "code_before": f"{self.currency} {text}",
        }.get(self.currency_place, text)

    def with_currency(self, amount: Decimal) -> str:
        """Returns an amount that always has its currency, as the amount to pay has."""
        if self.currency_place == "none":
            return f"{self.number(amount)} {self.currency}"
        return self.money(amount)

    def percent(self, rate: Decimal) -> str:
        text = f"{rate.normalize():f}".replace(".", self.decimal)
        return f"{text}%" if self.language in ("en", "nl") else f"{text} %"

    def quantity(self, quantity: Decimal) -> str:
        if quantity == quantity.to_integral_value():
            return f"{quantity:.0f}"
        return f"{quantity.normalize():f}".replace(".", self.decimal)

    def date(self, day: date) -> str:
        month = _MONTHS[self.language][day.month - 1]
        short = _ABBREVIATED[self.language][day.month - 1]
        return self.date_style.format(
            d=day.day, m=day.month, y=day.year, yy=day.year % 100, month=month, mon=month[:3], abbr=short
        )

    def vat(self, vat: str) -> str:
        """Returns a VAT number with the separators of this notation."""
        country, rest = vat[:2], vat[2:]
        if country == "BE" and self.vat_style in ("tight", "dashed"):
            mark = "-" if self.vat_style == "dashed" else ""
            return f"BE{mark}{rest[:4]}.{rest[4:7]}.{rest[7:]}"
        if country == "BE" and self.vat_style != "compact":
            separator = "." if self.vat_style == "dots" else " "
            return f"BE {rest[:4]}{separator}{rest[4:7]}{separator}{rest[7:]}"
        if country == "FR" and self.vat_style == "spaces":
            return f"FR {rest[:2]} {rest[2:5]} {rest[5:8]} {rest[8:]}"
        if country in ("DE", "LU") and self.vat_style == "spaces":
            return f"{country} {rest}"
        return vat

    def company_number(self, number: str, country: str) -> str:
        if country == "BE":
            return f"{number[:4]}.{number[4:7]}.{number[7:]}"
        if country == "FR":
            return f"{number[:3]} {number[3:6]} {number[6:]}"
        return number

    def iban(self, iban: str) -> str:
        if not self.iban_grouped:
            return iban
        return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))

    def reference(self, reference: str) -> str:
        """Returns an OGM between its marks, or an RF reference in groups of four."""
        if reference.startswith("RF"):
            return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4))
        return f"{self.ogm_mark}{reference[:3]}/{reference[3:7]}/{reference[7:]}{self.ogm_mark}"


def draw_figures(rng: random.Random, language: str, country: str, currency: str) -> Figures:
    """Returns a plausible notation for a document of this language and country."""
    choices = _ENGLISH if language == "en" else _SEPARATORS.get((language, country), ((".", ","),))
    thousands, decimal = rng.choice(choices)
    places = (
        ("before", "before_space", "none")
        if language == "en"
        else ("before_space", "after", "after", "code_after", "none")
    )
    return Figures(
        language=language,
        thousands=thousands,
        decimal=decimal,
        currency=currency,
        currency_place=rng.choice(places),
        minus="back" if language == "de" and rng.random() < 0.4 else "front",
        date_style=rng.choice(_DATE_STYLES[language]),
        vat_style=rng.choice(("dots", "dots", "spaces", "compact")),
        iban_grouped=rng.random() < 0.85,
        ogm_mark="***" if rng.random() < 0.12 else "+++",
    )
