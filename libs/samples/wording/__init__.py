"""The words that real documents use for each label, per language, with the differences between countries.

A document uses one variant per role, as an invoicing program does.
"""

import random

from libs.samples.wording import de, en, fr, nl, second

_WORDS = {"de": de.WORDS, "en": en.WORDS, "fr": fr.WORDS, "nl": nl.WORDS}
_LOCAL = {"de": de.LOCAL, "en": en.LOCAL, "fr": fr.LOCAL, "nl": nl.LOCAL}
Vocabulary = dict[str, dict[str, tuple[str, ...]]]
ROLES = frozenset(en.WORDS)


_DRAWN_AS = {
    "seller": "supplier",
    "buyer": "customer",
    "total_without_vat": "total_excl",
    "total_with_vat": "total_incl",
}
"""The former names of the roles, for the order of drawing: a seed gives the same documents as in earlier reports."""


def _in_order(words: dict[str, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted(words.items(), key=lambda entry: _DRAWN_AS.get(entry[0], entry[0]))


def variants(language: str, country: str) -> dict[str, tuple[str, ...]]:
    """Returns all variants per role that are used in this country."""
    return _WORDS[language] | _LOCAL[language].get(country, {})


def pick(rng: random.Random, language: str, country: str, *, added: Vocabulary | None = None) -> dict[str, str]:
    """Returns the words of one document by role. `added` is another vocabulary, used with the rarer roles."""
    if added is not None:
        special, other = second.SPECIAL[language], added.get(language, {})
        return pick(rng, language, country) | {
            role: rng.choice(choices) for role, choices in _in_order(special | other)
        }
    return {role: rng.choice(choices) for role, choices in _in_order(variants(language, country))}
