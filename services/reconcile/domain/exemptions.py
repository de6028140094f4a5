"""By what a transaction is known again that needs no document: its account, its party, or the words of its text.

Costs of a bank have neither account nor party. Their text is the same every month but for dates and numbers, and the
amount is of one size: what costs more than twice as much is something else.
"""

import re
from typing import Final

from .names import plain

FEWEST_LETTERS: Final = 8
"""A shorter text is too common to know a transaction by."""
LARGER_AT_MOST: Final = 2


def known_by(iban: str | None, name: str | None, communication: str | None) -> str | None:
    """The key under which a decision is remembered; None for a transaction that nothing tells apart."""
    return iban or name or _words_of(communication)


def most_cents(iban: str | None, name: str | None, cents: int) -> int | None:
    """The largest amount, without sign, that the decision is about; None for a party, whatever the amount."""
    return None if iban or name else LARGER_AT_MOST * abs(cents)


def _words_of(communication: str | None) -> str | None:
    words = [word for word in re.findall(r"[a-z0-9]+", plain(communication or "")) if word.isalpha()]
    text = " ".join(words)[:200]
    return f"text: {text}" if sum(map(len, words)) >= FEWEST_LETTERS else None
