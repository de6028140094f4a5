"""A search query, read as text, as a number without its spaces, and as an amount."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .names import plain

_AMOUNT = re.compile(r"-?\d{1,3}(?:([.,' ])\d{3})+(?:(?!\1)[.,]\d{1,2})?|-?\d+(?:[.,]\d{1,2})?")
SHORTEST_NUMBER = 4


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
    """The amount written in a text in Belgian or English notation; None when there is none."""
    written = text.replace("€", "").replace("EUR", "").replace("\u00a0", " ").replace("\u202f", " ").strip()
    if not _AMOUNT.fullmatch(written):
        return None
    whole, cents = written, ""
    if found := re.search(r"[.,](\d{1,2})$", written):
        whole, cents = written[: found.start()], found[1]
    return Decimal(f"{re.sub(r'[^0-9-]', '', whole)}.{cents or '0'}")


def pattern(text: str) -> str:
    """A text as the pattern of a LIKE that finds it anywhere, taken literally."""
    literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%"
