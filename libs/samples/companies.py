"""Fictional companies in Belgium and its neighbours, drawn from a seed, with valid numbers."""

import random
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from libs.samples import check_digits
from libs.samples.reference_data.banks import BANKS, Bank
from libs.samples.reference_data.names import COINED, LEGAL_FORMS, SURNAMES, TRADE_WORDS
from libs.samples.reference_data.places import ABROAD, STREETS, TOWNS, Town

Region = Literal["BE-nl", "BE-fr", "FR", "NL", "DE", "LU", "CH", "GB"]
REGIONS: tuple[Region, ...] = ("BE-nl", "BE-fr", "FR", "NL", "DE", "LU")
LANGUAGE_OF_REGION: dict[str, Literal["fr", "nl", "en", "de"]] = {
    "BE-nl": "nl", "BE-fr": "fr", "FR": "fr", "NL": "nl", "DE": "de", "LU": "fr", "CH": "fr", "GB": "en",
}  # fmt: skip
_COLOURS = (
    "#1f4e79",
    "#a33b20",
    "#2e7d4f",
    "#6a1b9a",
    "#00838f",
    "#b8860b",
    "#37474f",
    "#c2185b",
    "#0d47a1",
    "#33691e",
)
_MAILBOXES = {
    "nl": ("info", "facturatie", "boekhouding"),
    "fr": ("info", "comptabilite", "facturation"),
    "de": ("info", "buchhaltung", "rechnung"),
}
_SHAPES = ("circle", "square", "hexagon", "bars", "wave", "diamond", "ring", "leaf", "wordmark", "wordmark")


@dataclass(frozen=True)
class Logo:
    """A logo: a shape in the company's colour with the initials. A `wordmark` is only the name, in large letters."""

    shape: str
    colour: str
    initials: str


@dataclass(frozen=True)
class Company:
    """A company with what its letterhead prints; `vat` and `iban` are compact, without spaces or dots."""

    name: str
    short_name: str
    trade: str
    region: Region
    street: str
    postcode: str
    city: str
    vat: str | None
    company_number: str
    register: str
    iban: str
    bic: str
    bank: str
    phone: str
    email: str
    web: str
    logo: Logo
    second_iban: str | None = None
    second_bic: str | None = None

    @property
    def country(self) -> str:
        return self.region[:2]

    @property
    def language(self) -> Literal["fr", "nl", "en", "de"]:
        return LANGUAGE_OF_REGION[self.region]


class CompanyGenerator:
    """Makes fictional companies. The same seed and the same calls in the same order give the same companies."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(f"world-{seed}")
        self._taken: set[str] = set()

    def company(self, region: Region, trade: str, *, name: str | None = None, bank: str | None = None) -> Company:
        """Returns a new company; `name` sets its full name, `bank` its bank by BIC (for the clients of the demo)."""
        rng = self._rng
        short, full = (name.rsplit(" ", 1)[0], name) if name else self._name(region, trade)
        town = rng.choice(TOWNS[region])
        slug = _slug(short)
        vat, number = _registration(rng, region, self._taken)
        first, second = _account(rng, region, bank), _account(rng, region, None)
        two_accounts = rng.random() < 0.3
        return Company(
            name=full,
            short_name=short,
            trade=trade,
            region=region,
            street=_street(rng, region),
            postcode=town.postcode,
            city=town.name,
            vat=vat,
            company_number=number,
            register=_register(rng, region, town, number),
            iban=first[0],
            bic=first[1],
            bank=first[2],
            phone=_phone(rng, region, town),
            email=f"{rng.choice(_MAILBOXES[LANGUAGE_OF_REGION[region]])}@{slug}.example",
            web=f"www.{slug}.example",
            logo=Logo(rng.choice(_SHAPES), rng.choice(_COLOURS), _initials(short)),
            second_iban=second[0] if two_accounts else None,
            second_bic=second[1] if two_accounts else None,
        )

    def _name(self, region: Region, trade: str) -> tuple[str, str]:
        rng = self._rng
        for _ in range(200):
            nl, fr, de, en = TRADE_WORDS[trade]
            word = {"BE-nl": nl, "NL": nl, "BE-fr": fr, "FR": fr, "DE": de, "LU": fr}[region]
            surname = rng.choice(self._unused(SURNAMES[region]))
            coined = rng.choice(self._unused(COINED))
            short = rng.choice(
                (f"{word} {surname}", f"{surname} {word}", f"{coined} {word}", f"{coined} {en}", f"{word} {coined}")
            )
            if short not in self._taken:
                self._taken |= {short, surname if surname in short else coined}
                form = rng.choice(LEGAL_FORMS[region])
                before = region == "FR" and rng.random() < 0.4
                return short, f"{form} {short}" if before else f"{short} {form}"
        raise RuntimeError(f"no unused company name left for {region} {trade}")

    def _unused(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the words that no company has yet in its name, so that two companies are not confused."""
        return tuple(word for word in words if word not in self._taken) or words


@cache
def fixed_clients() -> tuple[Company, Company]:
    """Returns the two clients of every sample set, the same for every seed: a Flemish bakery and a Walloon joinery."""
    companies = CompanyGenerator(0)
    bakery = companies.company("BE-nl", "bakery", name="Bakkerij De Gouden Korst BV", bank="KREDBEBB")
    joinery = companies.company("BE-fr", "renovation", name="Menuiserie Wérisoul SRL", bank="GKCCBEBB")
    return bakery, joinery


def outside_the_union(company: Company, rng: random.Random) -> Company:
    """Returns the company moved to Switzerland or Britain: an export buyer without an EU VAT number."""
    region: Region = rng.choice(("CH", "GB"))
    street, postcode, city = rng.choice(ABROAD[region])
    return replace(company, region=region, street=street, postcode=postcode, city=city, vat=None)


def _registration(rng: random.Random, region: Region, taken: set[str]) -> tuple[str, str]:
    """Returns a VAT number and a company number of the country that were not returned before."""
    while True:
        vat, number = _draw_registration(rng, region)
        if vat is not None and vat not in taken:
            taken.add(vat)
            return vat, number


def _draw_registration(rng: random.Random, region: Region) -> tuple[str | None, str]:
    if region.startswith("BE"):
        number = check_digits.be_enterprise_number(rng.randrange(4_010_000, 8_090_000))
        return check_digits.be_vat(number), number
    if region == "FR":
        siren = check_digits.luhn_complete(f"{rng.randrange(30_000_000, 92_000_000):08d}")
        return check_digits.fr_vat(siren), siren
    if region == "NL":
        return check_digits.nl_vat(rng.randrange(80_000_000, 86_900_000)), f"{rng.randrange(10_000_000, 89_000_000)}"
    if region == "DE":
        return check_digits.de_vat(rng.randrange(11_000_000, 34_000_000)), f"HRB {rng.randrange(1_000, 98_000)}"
    return check_digits.lu_vat(rng.randrange(110_000, 349_000)), f"B{rng.randrange(20_000, 290_000)}"


def _account(rng: random.Random, region: Region, bic: str | None) -> tuple[str, str, str]:
    country = region[:2]
    bank = rng.choice([bank for bank in BANKS[country] if bic in (None, bank.bic)])
    return check_digits.iban(country, _bban(rng, country, bank)), bank.bic, bank.name


def _bban(rng: random.Random, country: str, bank: Bank) -> str:
    if country == "BE":
        return check_digits.be_bban(bank.code, rng.randrange(10**7))
    if country == "FR":
        return check_digits.fr_bban(bank.code, bank.branch, rng.randrange(10**10))
    if country == "NL":
        return f"{bank.code}{rng.randrange(10**9):010d}"
    if country == "DE":
        return f"{bank.code}{rng.randrange(10**9):010d}"
    return f"{bank.code}{rng.randrange(10**13):013d}"


def _register(rng: random.Random, region: Region, town: Town, number: str) -> str:
    if region == "FR":
        spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
        return f"{town.register} {spaced} - Capital {rng.choice((8000, 20000, 50000, 150000)):,} €".replace(",", " ")
    if region == "NL":
        return f"KvK {number}"
    if region == "DE":
        return f"{town.register} {number}"
    if region == "LU":
        return f"RCS Luxembourg {number}"
    return town.register


def _street(rng: random.Random, region: Region) -> str:
    street, house = rng.choice(STREETS[region]), rng.randrange(1, 390)
    suffix = rng.choice(("", "", "", "", "A", " bus 2" if region == "BE-nl" else "B"))
    return f"{house}{suffix.strip()} {street}" if region in ("FR", "LU") else f"{street} {house}{suffix}"


def _phone(rng: random.Random, region: Region, town: Town) -> str:
    pairs = [f"{rng.randrange(10, 99)}" for _ in range(4)]
    if region.startswith("BE"):
        tail = f"{rng.randrange(200, 499)} {pairs[0]} {pairs[1]}" if len(town.phone) == 2 else " ".join(pairs[:3])
        return f"+32 {town.phone.lstrip('0')} {tail}"
    if region == "FR":
        return f"{town.phone} {' '.join(pairs[:3])}"
    if region == "NL":
        return f"+31 {town.phone.lstrip('0')} {rng.randrange(100, 999)} {pairs[0]} {pairs[1]}"
    if region == "DE":
        return f"{town.phone} / {pairs[0]} {pairs[1]} {pairs[2]}-0"
    return f"+352 {town.phone} {pairs[0]} {pairs[1]}"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).lower().split())


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[0].isupper()]
    return "".join(word[0] for word in words[:2]).upper() or name[:2].upper()
