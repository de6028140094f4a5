"""The language of an answer, negotiated by `Accept-Language` (RFC 9110 12.5.4)."""

import re
from typing import Final

from libs.texts import LANGUAGES

_RANGE: Final = re.compile(
    r"(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)(?:[ \t]*;[ \t]*[Qq]=(?P<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?"
)
_LONGEST: Final = 1000
"""Characters of the header that are read: browsers send fewer, and a pattern must not be given a megabyte."""


def best_language(accepted: str) -> str:
    """The language of ours that the header prefers, by q value; of two equal ones, the first in the header.

    `fr-BE` asks for `fr` (the lookup of RFC 4647 3.4), unless the header contains `fr` itself; q=0 excludes a language,
    `*` stands for those not named, and what is not a language range is ignored.
    """
    parts = accepted[:_LONGEST].split(",")
    ranges = [found for part in parts if (found := _RANGE.fullmatch(part.strip(" \t")))]
    asked = [(found["tag"].lower(), float(found["q"] or 1)) for found in ranges]
    weighed = [(*_weight(language, asked), language) for language in LANGUAGES]
    quality, _, language = max(weighed, key=lambda weight: weight[:2])
    return language if quality > 0 else LANGUAGES[0]


def _weight(language: str, asked: list[tuple[str, float]]) -> tuple[float, int]:
    """The q value of a language, and its position in the header as a negative number, so that earlier is more."""
    places = [(quality, -place, tag) for place, (tag, quality) in enumerate(asked)]
    exact = [(quality, place) for quality, place, tag in places if tag == language]
    regional = [(quality, place) for quality, place, tag in places if tag.startswith(f"{language}-")]
    anything = [(quality, place) for quality, place, tag in places if tag == "*"]
    return max(exact or regional or anything, default=(0.0, 0))
