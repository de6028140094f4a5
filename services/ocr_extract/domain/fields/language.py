"""Finds the language of a document by its small words."""

import re
from collections import Counter

from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.wording.languages import WORDS

LEAST = 4
"""With fewer such words the language stays open."""
MOST = 3
"""A word counts this often at most: a list of shops repeats `de la Gare` on every line."""

_WORD = re.compile(r"[a-z]{1,}")


def find_language(pages: Pages) -> str | None:
    """`fr`, `nl`, `en` or `de`; None when the words do not show it."""
    counts = dict.fromkeys(WORDS, 0.0)
    for word, times in Counter(_WORD.findall(pages.folded)).items():
        homes = [language for language, words in WORDS.items() if word in words]
        for language in homes:
            counts[language] += min(times, MOST) / len(homes)
    best = max(counts, key=lambda language: counts[language])
    second = max(value for language, value in counts.items() if language != best)
    return best if counts[best] >= LEAST and counts[best] > 1.15 * second else None
