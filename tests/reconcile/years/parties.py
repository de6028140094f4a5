"""Invented suppliers and customers, and how their names come out on paper and at the bank."""

import random
import unicodedata
from dataclasses import dataclass, field

from libs.samples.check_digits import be_enterprise_number, be_vat, creditor_reference
from tests.reconcile.builders import be_iban, ogm

FAMILIES = (
    *("Dubois", "Peeters", "Lemaire", "Claes", "Vermeulen", "Noël", "De Smet", "Willems", "Fontaine", "Aerts"),
    *("Delvaux", "Goossens", "Lambert", "Wouters", "Renard", "Bogaerts", "Thiry", "Maes", "Collard", "Verhaegen"),
    *("Van den Broeck", "Hermans", "Leroy", "Mertens", "Dupont", "Jacobs", "Simon", "Michiels", "Laurent", "Cools"),
    *("Van Damme", "Baert", "Gérard", "Smeets", "Pauwels", "Henry", "Declercq", "Marchal", "Coppens", "Lejeune"),
)
TRADES = (
    *("Électricité", "Bouw", "Informatique", "Drukkerij", "Transport", "Tuinen", "Chauffage", "Schilderwerken"),
    *("Nettoyage", "Catering", "Consulting", "Carrelages", "Kantoor", "Garage", "Verzekeringen", "Slagerij"),
    *("Apotheek", "Boulangerie", "Fiduciaire", "Meubelen", "Toitures", "Sanitair", "Imprimerie", "Dranken"),
)
COINED = ("Novalux", "Brabantis", "Scaldia", "Meusotec", "Ardenis", "Polderix", "Hesbaco", "Lysarma", "Condruvia")
COINED_ENDS = ("Services", "Group", "Solutions", "Belgium", "Trading", "Logistics", "Energy", "Telecom")
FORMS = ("SRL", "BV", "NV", "SA", "BV", "SRL", "SPRL", "BVBA", "SCRL", "VOF", "")
PLACES = ("IXELLES", "GENT", "LEUVEN", "NAMUR", "WAVRE", "HASSELT", "BRUXELLES", "ANTWERPEN", "LIEGE", "AALST")
SHOPS = (
    *("Parking", "Station", "Frituur", "Librairie", "Brasserie", "Hotel", "Taverne", "Papeterie", "Carwash"),
    *("Bakkerij", "Pizzeria", "Taxi", "Bloemen", "Quincaillerie"),
)
STYLES = (
    *("{y}/{n:04d}", "{y}-{n:05d}", "F{y}{n:05d}", "{n:04d}", "INV-{y}-{n:04d}", "{n:07d}", "VF{y}{n:05d}"),
    *("FA{yy}-{n:04d}", "{yy}{n:05d}", "{y}.{n:03d}", "V{n:06d}", "{n:03d}/{y}"),
)


@dataclass
class Party:
    """A supplier or a customer with its habits. `index` is its name in the truth."""

    index: int
    name: str
    vat: str
    iban: str
    style: str
    refers: str
    fixed_reference: str | None
    prints_iban: bool
    mandate: str
    price: int
    counter: int
    place: str
    used: set[str] = field(default_factory=set)

    def next_number(self, chance: random.Random, year: int = 2026) -> str:
        """The number of its next document; others get documents too."""
        self.counter += chance.randrange(1, 9)
        return self.style.format(y=year, yy=year % 100, n=self.counter)

    def next_reference(self, chance: random.Random) -> str | None:
        """What it asks the payer to write: a structured communication, an ISO 11649 reference, or nothing."""
        if self.refers == "ogm":
            return self.fixed_reference or ogm(chance.randrange(10**9, 10**10))
        if self.refers == "rf":
            return creditor_reference(str(chance.randrange(10**9, 10**12)))
        return None

    @property
    def creditor_id(self) -> str:
        """Its SEPA creditor identifier, which holds the enterprise number."""
        return f"BE69ZZZ{self.vat[2:]}"


def new_party(chance: random.Random, index: int) -> Party:
    """A party; its prices are round in one of three."""
    kind = chance.random()
    family, trade = chance.choice(FAMILIES), chance.choice(TRADES)
    if kind < 0.6:
        name = f"{trade} {family}{chance.choice((' & Fils', ' & Zonen', '')) if chance.random() < 0.2 else ''}"
    elif kind < 0.85:
        name = f"{chance.choice(COINED)} {chance.choice(COINED_ENDS)}"
    else:
        name = f"{family} {chance.choice(FAMILIES)}"
    return Party(
        index=index,
        name=f"{name} {chance.choice(FORMS)}".strip(),
        vat=be_vat(be_enterprise_number(chance.randrange(4_000_000, 8_000_000))),
        iban=be_iban(chance.randrange(10**7), chance.choice((68, 210, 310, 402, 730, 1, 363, 737))),
        style=chance.choice(STYLES),
        refers=chance.choices(("ogm", "rf", ""), (0.45, 0.05, 0.5))[0],
        fixed_reference=ogm(chance.randrange(10**9, 10**10)) if chance.random() < 0.08 else None,
        prints_iban=chance.random() < 0.93,
        mandate=f"M{chance.randrange(10**7):07d}",
        price=chance.choice((4999, 12100, 6050, 25000, 1999, 36300, 10890, chance.randrange(1000, 90_000))),
        counter=chance.randrange(1, 2_500),
        place=chance.choice(PLACES),
    )


def plain(text: str) -> str:
    """Capital letters without accents, as banks print."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()


def misspelt(chance: random.Random, text: str) -> str:
    """The text with one letter dropped, doubled or taken for another."""
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    if not letters:
        return text
    at = chance.choice(letters)
    other = chance.choice(("", text[at] * 2, chance.choice("aeinrst")))
    return text[:at] + other + text[at + 1 :]


def at_the_bank(chance: random.Random, name: str) -> tuple[str | None, bool]:
    """The name as a statement prints it, and whether a reader recognises it: cut, without legal form, or misspelt."""
    full, way = plain(name), chance.random()
    words = full.split()
    bare = " ".join(words[:-1]) if words[-1] in FORMS else full
    if way < 0.40:
        return full[:35], True
    if way < 0.62:
        return bare, True
    if way < 0.74:
        return full[:24].strip(), True
    if way < 0.84:
        return (f"{words[-1]} {bare}" if bare != full else full), True
    if way < 0.91:
        return misspelt(chance, bare), False
    if way < 0.97:
        return f"{chance.choice(FAMILIES).upper()} {chance.choice(('PETER', 'MARIE', 'LUC', 'AN'))}", False
    return None, False
