"""A search query, read as text, as a number without its spaces, and as an amount."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.events.bank import TransactionBooked

from .keys import TransactionKeys
from .names import plain

_AMOUNT = re.compile(r"-?\d{1,3}(?:([.,' ])\d{3})+(?:(?!\1)[.,]\d{1,2})?|-?\d+(?:[.,]\d{1,2})?")
_MINUS_AFTER = re.compile(r"([^+-]*)-")
_ONE_WRITING = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\t", " ") | {"\u2212": "-", "\u2013": "-", "\u2019": "'"})
SHORTEST_NUMBER = 4
LONGEST_AMOUNT = 40
"""Characters, spaces and currency included."""


@dataclass(frozen=True, slots=True)
class Search:
    """One query in three readings; None where one does not apply."""

    text: str
    compact: str | None
    amount: Decimal | None


def searched_for(query: str) -> Search:
    """Read a query: `ÉLECTRICITÉ` finds electricite, `BE68 5390` the account, `1.234,56` and `1234.56` the sum."""
    text = plain(query).strip()
    compact = re.sub(r"[\s./-]", "", text)
    number = compact if len(compact) >= SHORTEST_NUMBER and any(c.isdigit() for c in compact) else None
    return Search(text, number, amount_in(query))


def amount_in(text: str) -> Decimal | None:
    """The amount written in a text in Belgian, English or Swiss notation, with or without the euro; None if none is.

    A minus may stand before or after the amount; `2.933` and `2,933` are thousands.
    """
    written = re.sub(r"€|\beur(?:os?)?\b", "", text[:LONGEST_AMOUNT].translate(_ONE_WRITING).casefold()).strip()
    if after := _MINUS_AFTER.fullmatch(written):
        written = f"-{after[1].strip()}"
    written = re.sub(r"^([+-])\s*", lambda sign: sign[1].replace("+", ""), written)
    if len(text) > LONGEST_AMOUNT or not _AMOUNT.fullmatch(written):
        return None
    whole, cents = written, ""
    if found := re.search(r"[.,](\d{1,2})$", written):
        whole, cents = written[: found.start()], found[1]
    return Decimal(f"{re.sub(r'[^0-9-]', '', whole)}.{cents or '0'}")


def pattern(text: str) -> str:
    """A text as the pattern of a LIKE that finds it anywhere, taken literally."""
    literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%"


def words_of_transaction(
    event: TransactionBooked, keys: TransactionKeys, tags: Sequence[str] = (), note: str | None = None
) -> str:
    """All that a transaction is found by: what the bank says of it, and the tags and the note of a user."""
    words = [event.counterparty_name or event.merchant, keys.iban, event.communication]
    words += [keys.ogm, keys.creditor_reference, keys.mandate, note, *tags]
    return plain(" | ".join(word for word in words if word))
