"""Company names as banks and invoices write them: with and without accents, legal form, place and missing ends.

Banks cut names (CODA keeps 35 characters), card terminals add the shop's place, invoices add the legal form. Two
names are of one party when all distinctive words of the shorter one are in the longer one.
"""

import re
from functools import lru_cache

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
""")
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


def same_brand(one: str, other: str) -> bool:
    """Whether a card terminal (brand and place) is of this company: `DELHAIZE IXELLES`, Delhaize Le Lion."""
    if same_name(one, other):
        return True
    first, second = one.split(" ", 1)[0], other.split(" ", 1)[0]
    return first == second and len(first) >= SHORTEST_CUT_WORD and first not in COMMON_WORDS


def alike(one: str, other: str) -> bool:
    """A softer test, for suggestions: allows for a typing or reading mistake."""
    if same_name(one, other):
        return True
    return min(len(one), len(other)) >= 2 * SHORTEST_TELLING_NAME and fuzz.token_sort_ratio(one, other) >= ALIKE


@lru_cache(maxsize=65536)
def may_be_same(one: str, other: str) -> bool:
    """Whether any of the tests above may find one party in two name keys; cached, as names are compared repeatedly."""
    return alike(one, other) or same_brand(one, other)


def _stands_in(word: str, words: list[str]) -> bool:
    if word in words:
        return True
    return any(
        min(len(word), len(other)) >= SHORTEST_CUT_WORD and (other.startswith(word) or word.startswith(other))
        for other in words
    )
