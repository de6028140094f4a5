"""Folds text for comparison: lower case, no accents, one hyphen, quote and space; the length never changes."""

import re
import unicodedata
from functools import lru_cache

_ALIKE = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u2019": "'",
    "\u2018": "'",
    "\u00b4": "'",
    "`": "'",
    **dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    "\u00ba": "\u00b0",
    "\u02da": "\u00b0",
    "\u00df": "s",
}


_HYPHENS = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2212\ufe63\uff0d"), "-")
_BETWEEN = re.compile(r"(?<=[A-Za-z0-9])[\u2013\u2014\u2015](?=[A-Za-z0-9])")


def with_plain_hyphens(text: str) -> str:
    """The text with `-` for the signs that producers print for it, and for a dash inside a number or word.

    Many write U+00AD, the soft hyphen, where a hyphen is seen. The length never changes.
    """
    return text if text.isascii() else _BETWEEN.sub("-", text.translate(_HYPHENS))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    alike = _ALIKE.get(character)
    if alike is not None:
        return alike
    bare = unicodedata.normalize("NFD", character)[0].lower()
    return bare if len(bare) == 1 else character


def fold(text: str) -> str:
    """The folded text: `Date d’échéance` becomes `date d'echeance`; every character keeps its position."""
    return "".join(map(_fold_character, text))
