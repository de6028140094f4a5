"""Finds numbers with check digits (VAT, register, IBAN, structured communication, RF), and BICs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from stdnum import bic as _bic
from stdnum import iban as _iban
from stdnum import iso11649 as _rf
from stdnum.be import ogm_vcs as _ogm
from stdnum.be import vat as _be
from stdnum.eu import vat as _eu
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as _siren
from stdnum.fr import siret as _siret

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.number_shapes import IBAN_LENGTHS, VAT_LENGTHS
from services.ocr_extract.domain.layout.page import Line, Pages
from services.ocr_extract.domain.proof.repairs import with_repairs

_VAT_START = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(VAT_LENGTHS)})(?=[ .\-:]{{0,2}}[A-Z0-9])")
_BELGIAN = re.compile(r"(?<![\w.])(?<!\b[A-Z]{2}[ -])([01]?\d{3}[. ]\d{3}[. ]\d{3}|[01]\d{9})(?![\d]|[.,]\d)")
_FRENCH = re.compile(r"(?<![\d.,])(\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{5})?)(?![\d.,]\d|\d)")
_DUTCH = re.compile(r"\b(?:kvk|k\.v\.k\.|handelsregister|chamber of commerce|coc)\D{0,20}?(\d{8})(?!\d)")
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})[ ]?(\d{2})(?=[ .\-\t]?[A-Z0-9])")
_OGM = re.compile(
    r"(?<!\d)(?:[+*]{3} ?)?(\d{3}) ?/ ?(\d{4}) ?/ ?(\d{5})(?:[+*]{3})?(?!\d)"
    r"|[+*]{3} ?(\d{3}[ .]?\d{4}[ .]?\d{5}) ?[+*]{3}"
    r"|(?i:(?:communication|mededeling|communicatie)(?: structur\w+)?|structured communication)[ .:\t]{1,4}\d{12}(?!\d)"
)
_RF = re.compile(r"(?<![A-Z0-9])RF ?\d{2}(?: ?[A-Z0-9]{1,4}){1,6}(?![A-Z0-9])")
_BIC = re.compile(r"(?<![A-Za-z0-9])([A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?: ?[A-Z0-9]{3})?)(?![A-Za-z0-9])")
_BIC_LABEL = re.compile(r"bic|swift")

FRENCH_REGISTER = re.compile(r"siren|siret|rcs|r\.c\.s")


def find_vat_numbers(pages: Pages) -> tuple[Found[str], ...]:
    """EU VAT numbers with their prefix, and Belgian ones that are printed without it."""
    return tuple(number for line in pages.lines for number in with_repairs(line, _vat_numbers_in))


def _vat_numbers_in(line: Line) -> list[Found[str]]:
    """The VAT numbers of a line, without those inside an IBAN, which begins with a country code too."""
    accounts = list(_ibans(line))
    numbers = _without_overlap([*_eu_numbers(line), *_belgian(line)])
    return [number for number in numbers if not any(number.overlaps(account) for account in accounts)]


def find_company_numbers(pages: Pages) -> tuple[Found[str], ...]:
    """SIREN and SIRET beside their label, and KvK numbers; Belgian ones follow from the VAT number."""
    return tuple(found for line in pages.lines for found in [*_french(line), *_dutch(line)])


def find_ibans(pages: Pages, broken: Sequence[Line] = ()) -> tuple[Found[str], ...]:
    """IBANs with right check digits, printed in groups or in one piece."""
    return _search(pages, broken, _ibans)


def find_structured_communications(pages: Pages, broken: Sequence[Line] = ()) -> tuple[Found[str], ...]:
    """Belgian structured communications as their twelve digits."""
    return _search(pages, broken, lambda line: _matches(line, _OGM, _valid_ogm))


def find_creditor_references(pages: Pages, broken: Sequence[Line] = ()) -> tuple[Found[str], ...]:
    """ISO 11649 references."""
    return _search(pages, broken, lambda line: _matches(line, _RF, _rf.validate))


def _search(
    pages: Pages, broken: Sequence[Line], find: Callable[[Line], Iterator[Found[str]]]
) -> tuple[Found[str], ...]:
    """The values on single lines; only when there are none, those that continue on the next line (`broken`)."""
    whole = tuple(found for line in pages.lines for found in with_repairs(line, find))
    return whole or tuple(found for line in broken for found in find(line))


def find_bics(pages: Pages) -> tuple[Found[str], ...]:
    """BICs on a line that says BIC or SWIFT, holds an IBAN, or lies under such a word."""
    found: list[Found[str]] = []
    labelled = -10
    for line in pages.lines:
        if _BIC_LABEL.search(line.folded):
            labelled = line.index
        if line.index - labelled <= 1 or next(_ibans(line), None):
            found += _matches(line, _BIC, _valid_bic)
    return tuple(found)


def _valid_ogm(text: str) -> str:
    return str(_ogm.validate("".join(character for character in text if character.isdigit())))


def _valid_bic(text: str) -> str:
    """A BIC whose country exists among those that have IBANs; words in capitals are not BICs."""
    value = str(_bic.validate(text))
    if value.startswith("IBAN"):
        raise ValidationError("the word before an account number")
    if value[4:6] not in IBAN_LENGTHS and value[4:6] != "US":
        raise ValidationError("no such country")
    return value


def _compact_run(text: str, start: int, length: int) -> int | None:
    """The end of the stretch from `start` that holds `length` letters and digits, with single separators between."""
    count, at = 0, start
    while at < len(text) and count < length:
        if text[at].isalnum():
            if not text[at].isascii() or text[at].islower():
                return None
            count += 1
        elif text[at] not in " .-/\t" or (at > start and not text[at - 1].isalnum()):
            return None
        at += 1
    ends_here = at >= len(text) or not text[at].isalnum()
    return at if count == length and ends_here else None


def _eu_numbers(line: Line) -> Iterator[Found[str]]:
    for match in _VAT_START.finditer(line.text):
        country = match[1]
        start = match.end()
        while start < len(line.text) and not line.text[start].isalnum():
            start += 1
        for length in VAT_LENGTHS[country]:
            end = _compact_run(line.text, start, length)
            if end is None:
                continue
            value = _valid(_eu.validate, country + _letters(line.text[start:end]))
            if value:
                yield Found(value, line, match.start(), end)
                break


def _belgian(line: Line) -> Iterator[Found[str]]:
    for match in _BELGIAN.finditer(line.text):
        before = line.folded[max(0, match.start() - 24) : match.start()]
        if "+" in before[-2:] or re.search(r"(?:tel|fax|gsm|iban|phone)[^a-z]{0,6}$", before):
            continue
        value = _valid(_be.validate, _letters(match[1]))
        if value and len(value) == 10 and value[0] in "01":
            yield Found("BE" + value, line, match.start(1), match.end(1))


def _french(line: Line) -> Iterator[Found[str]]:
    if not FRENCH_REGISTER.search(line.folded):
        return
    for match in _FRENCH.finditer(line.text):
        digits = _letters(match[1])
        value = _valid(_siret.validate if len(digits) == 14 else _siren.validate, digits)
        if value:
            yield Found(value[:9], line, match.start(1), match.end(1))


def _dutch(line: Line) -> Iterator[Found[str]]:
    for match in _DUTCH.finditer(line.folded):
        yield Found(match[1], line, match.start(1), match.end(1))


def _ibans(line: Line) -> Iterator[Found[str]]:
    for match in _IBAN_START.finditer(line.text):
        length = IBAN_LENGTHS.get(match[1])
        if length is None:
            continue
        end = _compact_run(line.text, match.start(), length)
        value = _valid(_iban.validate, _letters(line.text[match.start() : end])) if end else None
        if value and end:
            yield Found(value, line, match.start(), end)


def _matches(line: Line, pattern: re.Pattern[str], validate: Callable[[str], str]) -> Iterator[Found[str]]:
    for match in pattern.finditer(line.text):
        value = _valid(validate, match[0])
        if value:
            yield Found(value, line, match.start(), match.end())


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _valid(validate: Callable[[str], str], text: str) -> str | None:
    try:
        return str(validate(text))
    except ValidationError:
        return None


def _without_overlap(found: Iterable[Found[str]]) -> list[Found[str]]:
    kept: list[Found[str]] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not any(item.overlaps(other) for other in kept):
            kept.append(item)
    return kept
