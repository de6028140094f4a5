"""Document numbers as suppliers print them and as payers type them into the communication of a transfer.

`INV-2024/0153`, `inv 2024 0153`, `20240153` and `2024/0153` are one number. A number that is too common (a bare
year, two digits) never counts: it would not prove a link. Dates, times, amounts, accounts and the numbers of cards and
terminals are no document numbers, although they look like some.
"""

import re
from functools import lru_cache

FEWEST_DIGITS = 3
FEWEST_DIGITS_ALONE = 5
FEWEST_IN_ALL = 8
MOST_WORDS = 40
LONGEST_JOIN = 3
SHARED_START = 3
"""How many first characters two numbers of one series share at least: the year, a prefix."""

_WORD = re.compile(r"[A-Z0-9]+(?:[-/._][A-Z0-9]+)*")
_OTHER = re.compile(r"\D")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_SOMETHING_ELSE = re.compile(
    r"(?<![\w/.-])(?:"
    rf"{_DAY}[/.-]{_MONTH}(?:[/.-](?:20)?\d\d)?|20\d\d[/.-](?:0[1-9]|1[0-2])[/.-](?:0[1-9]|[12]\d|3[01])"  # dates
    r"|[012]?\d[:HU][0-5]\d(?::[0-5]\d)?"  # times
    r"|[A-Z]{2}\d\d(?: ?\d{4}){3,5}(?: ?\d{1,3})?|[A-Z]{2}\d\d ?[A-Z]{4}(?: ?\d{4}){2,3}(?: ?\d{1,2})?"  # IBAN
    r"|\d{3}[ /.-]?\d{4}[ /.-]?\d{5}"  # structured communication
    r"|\d{0,6}(?:[X*]{2,}+[ -]?)+\d*"  # masked card
    r"|(?:KAART|CARTE|CARD|TERMINAL|TERM|POS|BANCONTACT|MAESTRO|VISA|MASTERCARD)[ .:]*(?:NUMMER|NUMERO|NR|NO|N)?"
    r"[ .:°]*[\dX*]{4,}(?: [\dX*]{4})*"  # card or terminal with its number
    r"|(?:EUR|USD|GBP|CHF|€|\$) ?\d+(?:[ .,]\d{3})*[.,]\d\d|\d+(?:[ .,]\d{3})*[.,]\d\d ?(?:EUR|USD|GBP|CHF|€|\$)"
    r")(?![\w/-])"
)
_NAMED = re.compile(
    r"(?<![A-Z])(?:FACTUUR|FACTURE|FACTUREN|FACTURES|FACTURATIE|FACT|FAC|FA|FT|INVOICE|INV|RECHNUNG|RE|RG|NOTA|NOTE"
    r"|CREDITNOTA|CN|NC|REF|REFERENCE|REFERENTIE|BETREFT|CONCERNE|NUMMER|NUMERO|NUM|NR|NO|N°|DOC|DOCUMENT)"
    r"(?:[ .:#°-]|NUMMER|NUMERO|NUM|NR|NO|N)*\d*$"
)


def compact(text: str) -> str:
    """Letters and digits only, upper case."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def number_forms(number: str | None) -> frozenset[str]:
    """The ways a payer may write this document's number: in full, or its digits, also without the year, when enough."""
    if not number:
        return frozenset()
    full = compact(number)
    digits = re.sub(r"\D", "", full)
    forms = {full, full.lstrip("0")}
    if len(digits.lstrip("0")) >= FEWEST_DIGITS_ALONE:
        forms |= {digits, digits.lstrip("0")}
    if _YEAR.match(digits) and len(digits[4:].lstrip("0")) >= FEWEST_DIGITS_ALONE:
        forms |= {digits[4:], digits[4:].lstrip("0")}
    return frozenset(form for form in forms if _tells(form))


def number_tokens(text: str | None) -> frozenset[str]:
    """Everything in a communication that may be a document number: words, their parts, and neighbours joined."""
    tokens: set[str] = set()
    words = [compact(word) for word in _words(text)]
    for start in range(len(words)):
        for length in range(1, LONGEST_JOIN + 1):
            joined = "".join(words[start : start + length])
            tokens |= {joined, joined.lstrip("0")}
    for word in _words(text):
        parts = re.split(r"[-/._]", word)
        tokens |= {part.lstrip("0") for part in parts} | set(parts)
        tokens |= {part.lstrip("0") for part in re.findall(r"\d+", word)}
        tokens.add(re.sub(r"\D", "", word))
    return frozenset(token for token in tokens if _tells(token))


@lru_cache(maxsize=65536)
def telling_tokens(text: str | None) -> frozenset[str]:
    """The same without dates, times, amounts, accounts and cards: what is left is most likely a document number."""
    return number_tokens(without_other_figures(text))


@lru_cache(maxsize=65536)
def without_other_figures(text: str | None) -> str:
    """The text in capitals without figures that are no document number: dates, times, amounts, accounts, cards."""
    return _SOMETHING_ELSE.sub(" | ", (text or "").upper())


def is_long(form: str) -> bool:
    """Whether a number is long enough to name a document without its supplier.

    It has five digits beside a year and zeros, or eight characters with letters in front.
    """
    digits = _OTHER.sub("", form)
    beside_the_year = digits[4:] if _YEAR.match(digits) else digits
    return len(beside_the_year.lstrip("0")) >= FEWEST_DIGITS_ALONE or (form[0].isalpha() and len(form) >= FEWEST_IN_ALL)


@lru_cache(maxsize=65536)
def names_the_end(text: str | None, number: str | None) -> bool:
    """Whether the text names the number by its end, without year and zeros: `facture 342` for 2026-00342."""
    digits = _OTHER.sub("", number or "")
    end = (digits[4:] if _YEAR.match(digits) else digits).lstrip("0")
    named = (_OTHER.sub("", word).lstrip("0") for word, is_named in _numbers_in(text) if is_named)
    return bool(end) and end in named


def digit_runs(text: str | None) -> frozenset[str]:
    """Every run of digits, without leading zeros: how a card settlement names its statement."""
    return frozenset(run.lstrip("0") for run in re.findall(r"\d+", text or "")) - {""}


def names_another_number(text: str | None, number: str | None) -> bool:
    """Whether the communication holds another number of the same series as this document's.

    `FACT 2024-0160` contradicts the document 2024-0153, even when payer and amount agree. A number of the same pattern
    is of the series when it begins alike, has letters, or stands behind a word such as `facture`.
    """
    own = compact(number or "")
    if not text or not number_forms(number):
        return False
    return any(
        _pattern(other) == _pattern(own) and other != own and (is_named or _begin_alike(other, own))
        for other, is_named in _numbers_in(text)
    )


@lru_cache(maxsize=65536)
def names_a_number(text: str | None) -> bool:
    """Whether the payer gave a document number, whichever: one behind a word such as `facture`, or one with letters."""
    words = [compact(word) for word in _words(without_other_figures(text))]
    mixed = any(_tells(word) and not word.isdigit() for word in words)
    return mixed or any(is_named for _, is_named in _numbers_in(text))


@lru_cache(maxsize=65536)
def _numbers_in(text: str | None) -> tuple[tuple[str, bool], ...]:
    """Each word with digits, alone and joined to its neighbours, and whether the text says that it is a number."""
    left = without_other_figures(text)
    words = list(_WORD.finditer(left))[:MOST_WORDS]
    found: dict[str, bool] = {}
    for first in range(len(words)):
        is_named = bool(_NAMED.search(left[max(0, words[first].start() - 24) : words[first].start()]))
        for last in range(first, min(first + LONGEST_JOIN, len(words))):
            if "|" in left[words[first].start() : words[last].end()]:
                break
            joined = "".join(compact(word[0]) for word in words[first : last + 1])
            if any(c.isdigit() for c in joined):
                found[joined] = found.get(joined, False) or is_named
    return tuple(found.items())


def _begin_alike(one: str, other: str) -> bool:
    return one[:SHARED_START] == other[:SHARED_START] or any(c.isalpha() for c in other)


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").upper())[:MOST_WORDS]


def _tells(form: str) -> bool:
    return sum(c.isdigit() for c in form) >= FEWEST_DIGITS and not _YEAR.fullmatch(form)


def _pattern(form: str) -> str:
    return re.sub(r"\d", "9", form)
