"""Repairs digits that an OCR engine read as similar letters: O and 0, I and 1, S and 5, B and 8.

A repaired number counts only when its check digits then pass, and only where the words come from an image: in a text
layer a letter is a letter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from contracts.fields import Origin
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.number_shapes import IBAN_LENGTHS, VAT_LENGTHS
from services.ocr_extract.domain.layout.page import Line

_TWINS = str.maketrans("OoQDIl|SsB", "0000111558")
_TWIN_LETTERS = frozenset("OoQDIl|SsB")
_TOKEN = re.compile(r"[A-Za-z0-9|]{2,}")
_COUNTRIES = frozenset(IBAN_LENGTHS) | frozenset(VAT_LENGTHS)
_MISREAD = {"8E": "BE", "0E": "DE", "1T": "IT", "E5": "ES"}


def with_repairs(line: Line, find: Callable[[Line], Iterable[Found[str]]]) -> list[Found[str]]:
    """The values of a line, and those of the line with similar letters replaced by digits."""
    found = list(find(line))
    mended = _mended(line)
    if mended is None:
        return found
    return [*found, *(more for more in find(mended) if not any(more.overlaps(other) for other in found))]


def _mended(line: Line) -> Line | None:
    if all(word.origin != Origin.OCR for word in line.words):
        return None
    text = _TOKEN.sub(lambda token: _as_number(token[0]), line.text)
    return replace(line, text=text) if text != line.text else None


def _as_number(token: str) -> str:
    """The token with letters similar to digits replaced where it is mostly digits; a country code before them stays."""
    figures = sum(character.isdigit() for character in token)
    are_twins = all(character.isdigit() or character in _TWIN_LETTERS for character in token)
    if not figures or not (are_twins or (figures >= 2 and 2 * figures >= len(token))):
        return token
    start = token[:2].upper()
    head = start if start in _COUNTRIES else _MISREAD.get(start, "") if len(token) >= 4 else ""
    return head + token[len(head) :].translate(_TWINS)


_FORMS = (
    (re.compile(r"(?i)\b(S\.? ?[àa]\.? ?r\.? ?)[1I|!](?=\.?$|\.?[ ,])"), r"\1l"),
    (re.compile(r"\b(S\.?[AP]?\.?R\.?)[1I|](?=\.?$|\.?[ ,])"), r"\1L"),
    (re.compile(r"\bGmb[Hh][1I|]?(?=$|[ ,])"), "GmbH"),
)


def mended_form(name: Found[str]) -> Found[str]:
    """`S.à r.1.` on an image is `S.à r.l.`: there is no such legal form."""
    if not name.is_seen:
        return name
    value = name.value
    for wrong, right in _FORMS:
        value = wrong.sub(right, value)
    return replace(name, value=value)
