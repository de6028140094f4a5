"""Document numbers as suppliers print them and as payers type them into the communication of a transfer.

`INV-2024/0153`, `inv 2024 0153`, `20240153` and `2024/0153` are one number. A number that is too common (a bare
year, two digits) never counts: it would not prove a link.
"""

import re
from functools import lru_cache

FEWEST_DIGITS = 3
FEWEST_DIGITS_ALONE = 5
MOST_WORDS = 40
LONGEST_JOIN = 3

_WORD = re.compile(r"[A-Z0-9]+(?:[-/._][A-Z0-9]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


def compact(text: str) -> str:
    """Letters and digits only, upper case."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def number_forms(number: str | None) -> frozenset[str]:
    """The ways a payer may write this document's number: in full, or its digits when there are enough of them."""
    if not number:
        return frozenset()
    full = compact(number)
    digits = re.sub(r"\D", "", full)
    forms = {full, full.lstrip("0")}
    if len(digits.lstrip("0")) >= FEWEST_DIGITS_ALONE:
        forms |= {digits, digits.lstrip("0")}
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


def digit_runs(text: str | None) -> frozenset[str]:
    """Every run of digits, without leading zeros: how a card settlement names its statement."""
    return frozenset(run.lstrip("0") for run in re.findall(r"\d+", text or "")) - {""}


def names_another_number(text: str | None, number: str | None) -> bool:
    """Whether the communication holds another number of the same pattern as this document's.

    `FACT 2024-0160` contradicts the document 2024-0153, even when payer and amount agree.
    """
    return bool(text and number_forms(number)) and _make(compact(number or "")) in _patterns(text or "")


@lru_cache(maxsize=4096)
def _patterns(text: str) -> frozenset[str]:
    """The patterns of all words, alone and joined to their neighbours; cached, as one text meets many documents."""
    words = [compact(word) for word in _words(text)]
    starts, lengths = range(len(words)), range(1, LONGEST_JOIN + 1)
    return frozenset(_make("".join(words[i : i + n])) for i in starts for n in lengths)


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").upper())[:MOST_WORDS]


def _tells(form: str) -> bool:
    return sum(c.isdigit() for c in form) >= FEWEST_DIGITS and not _YEAR.fullmatch(form)


def _make(form: str) -> str:
    return re.sub(r"\d", "9", form)
