"""Company names as banks and invoices write them: with and without accents, legal form, place and missing ends.

Banks cut names (CODA keeps 35 characters), card terminals add the shop's place, invoices add the legal form. Two
names are of one party when all distinctive words of the shorter one are in the longer one.
"""

import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from libs.outside_text import without_accents


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_FORMS = _words("""
    nv sa bv bvba srl sprl cv cvba scrl sc vof snc scs commv asbl vzw aisbl ivzw gmbh ag ug kg ohg sas sasu sarl eurl
    sci ltd limited llc llp plc inc corp spa se ebvba sprlu gcv bvso comm stichting vereniging ei eirl
""")
LITTLE_WORDS = _words("de la le les l d du des en et und and the van von der den het een of a au aux")
COMMON_WORDS = _words("""
    belgium belgie belgique belgien europe benelux group groupe groep service services solutions company shop store
    winkel magasin restaurant brasserie cafe hotel garage bakkerij boulangerie apotheek pharmacie bouw construction
    consulting management international bruxelles brussel antwerpen gent liege namur
    parking station tankstation carwash taxi taxis tabac presse librairie boekhandel slagerij boucherie traiteur
    drukkerij imprimerie papeterie frituur friterie snack taverne tavern pizzeria bistro bistrot brood broodjes
    sandwicherie patisserie epicerie superette supermarkt supermarche nachtwinkel marche markt market kapsalon coiffure
    coiffeur kapper bloemen fleurs fleuriste florist optiek optique opticien tandarts dentiste dokter docteur dierenarts
    veterinaire schoenen chaussures mode boutique bijouterie juwelier electro elektro elektriciteit electricite
    loodgieter plomberie chauffage verwarming schilderwerken peinture tuinen jardin jardinerie tuincentrum meubelen
    meubles keukens cuisines bouwmarkt bricolage ijzerwaren quincaillerie autos auto automobile carrosserie banden pneus
    pneu transport transports verhuur location immo immobiliere immobilien vastgoed notaris notaire advocaat avocat
    advocaten avocats boekhouding fiduciaire comptable verzekeringen assurances assurance bureau kantoor office studio
    centre center centrum institut instituut ecole school camping auberge herberg chambre wellness fitness sport sports
    frites burger kebab pita wok sushi tea room koffie salon resto restauration catering informatique computer telecom
    telephonie leasing nettoyage schoonmaak carrelages residentie residence vereniging association club
""")
"""Words that many companies share: trades, places of business, what everybody is called."""
_COUNTRIES = _words(
    "be bel belgium belgie belgique nl nld nederland lu lux luxembourg fr fra france de deu ie irl gb gbr"
)
_WORDS_OF_A_PLACE = 4
SHORTEST_BRAND = 4
SHORTEST_CUT = 3
SHORTEST_BEGINNING = 10
SHORTEST_TELLING_NAME = 4
SHORTEST_CUT_WORD = 5
ALIKE = 90.0


def plain(text: str) -> str:
    """The text in lower case without accents, for searching and comparing."""
    return without_accents(text.casefold()).replace("œ", "oe").replace("æ", "ae")


def name_key(name: str | None) -> str:
    """The distinctive words of a name in their order: `S.A. Électricité Dubois & Fils` is `electricite dubois fils`."""
    if not name:
        return ""
    joined = re.sub(r"\b(\w)\.(?=\w\b|\s|$)", r"\1", plain(name))
    words = re.findall(r"[a-z0-9]+", joined)
    telling = [word for word in words if word not in LEGAL_FORMS and word not in LITTLE_WORDS]
    return " ".join(telling or words)


def same_name(one: str, other: str) -> bool:
    """Whether two name keys are of one party: all words of the shorter are in the longer, cut ends allowed."""
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one.split(), other.split()), key=lambda words: (len(words), sum(map(len, words))))
    telling = [word for word in shorter if word not in COMMON_WORDS and not word.isdigit()]
    if sum(map(len, telling)) < SHORTEST_TELLING_NAME:
        return False
    return all(_stands_in(word, longer) for word in shorter)


def same_brand(company: str, terminal: str) -> bool:
    """Whether a card terminal (brand and place) is of this company: `DELHAIZE IXELLES`, Delhaize Le Lion.

    The first word must be a name, and what the terminal shows after it a place or a number: `PARKING GENT`
    is not Parking Louise, and `DUBOIS TRAITEUR` is not Dubois Fleurs.
    """
    shown = without_place(terminal)
    if same_name(company, terminal) or same_name(company, shown) or _is_cut(shown, company):
        return True
    first, _, rest = terminal.partition(" ")
    is_brand = len(first) >= SHORTEST_BRAND and first not in COMMON_WORDS and not first.isdigit()
    return is_brand and first == company.partition(" ")[0] and is_place(rest)


@lru_cache(maxsize=65536)
def without_place(terminal: str) -> str:
    """The name that a terminal shows, without the place behind it; a name that is nothing but a place stays whole."""
    words = terminal.split()
    for end in range(1, len(words)):
        if is_place(" ".join(words[end:])):
            return " ".join(words[:end])
    return terminal


def _is_cut(terminal: str, company: str) -> bool:
    """Whether a terminal shows the beginning of a name: it has 16 columns, as in `SOFTWARE DE WITT`."""
    whole, _, cut = terminal.rpartition(" ")
    tells = len(cut) >= SHORTEST_CUT or not {*whole.split()} <= COMMON_WORDS
    return company.startswith(terminal) and tells and len(terminal) >= SHORTEST_BEGINNING


@lru_cache(maxsize=65536)
def is_place(key: str) -> bool:
    """Whether a text is nothing but places, postcodes, numbers of shops and countries; the last place may be cut."""
    words = [word for word in key.split() if not any(c.isdigit() for c in word) and word not in _COUNTRIES]
    return _all_places(tuple(words))


def _all_places(words: tuple[str, ...]) -> bool:
    """Whether these words are the names of places, one after the other."""
    if not words:
        return True
    whole = " ".join(words)
    if len(whole) >= SHORTEST_CUT_WORD and any(place.startswith(whole) for place in _places_by_start()[words[0][:3]]):
        return True
    return any(
        " ".join(words[:length]) in _places() and _all_places(words[length:])
        for length in range(1, min(len(words), _WORDS_OF_A_PLACE) + 1)
    )


def is_factor(name: str) -> bool:
    """Whether a party is one that buys invoices and is paid in the seller's place."""
    return bool(re.search(r"factor|(?:commercial|invoice|receivables?) financ", name))


def alike(one: str, other: str) -> bool:
    """A softer test, for suggestions: allows for a typing or reading mistake."""
    if same_name(one, other):
        return True
    return min(len(one), len(other)) >= 2 * SHORTEST_TELLING_NAME and fuzz.token_sort_ratio(one, other) >= ALIKE


@lru_cache(maxsize=65536)
def may_be_same(one: str, other: str) -> bool:
    """Whether any of the tests above may find one party in two name keys; cached, as names are compared repeatedly."""
    return alike(one, other) or same_brand(one, other)


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    lines = (files(__package__) / "places.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1)
def _places_by_start() -> defaultdict[str, list[str]]:
    starts: defaultdict[str, list[str]] = defaultdict(list)
    for place in _places():
        starts[place[:3]].append(place)
    return starts


def _stands_in(word: str, words: list[str]) -> bool:
    if word in words:
        return True
    return any(
        min(len(word), len(other)) >= SHORTEST_CUT_WORD and (other.startswith(word) or word.startswith(other))
        for other in words
    )
