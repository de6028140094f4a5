"""Suspected duplicates: two files of one invoice, alike in content and not in bytes. A user decides.

Files of equal bytes never get here (`ingest` keeps one). The later document of a pair waits until a user deletes one of
the two or declares them different; pairs declared different are never paired again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz.distance import Levenshtein

from contracts.fields import DocumentKind

from .keys import DocumentKeys
from .names import same_name
from .numbers import compact

NEAR_NUMBER = 1
SERIES = 20
REMINDER_DAYS = 45
SHORTEST_NUMBER = 2


@dataclass(frozen=True, slots=True)
class SuspectedDuplicate:
    """A pair that may be one invoice; `first` came in first (its id sorts first)."""

    first: UUID
    second: UUID
    why: str


def suspected_duplicate(one: DocumentKeys, other: DocumentKeys) -> SuspectedDuplicate | None:
    """The pair, if two documents may be the same: by seller and number, or seller, amount, date and similar number."""
    if one.document_id == other.document_id or not _same_kind(one.kind, other.kind):
        return None
    first, second = sorted((one.document_id, other.document_id))
    numbers = compact(one.number or ""), compact(other.number or "")
    same_party = _same_party(one, other)
    if numbers[0] == numbers[1] and len(numbers[0]) >= SHORTEST_NUMBER and (same_party or one.kind.is_sale):
        return SuspectedDuplicate(first, second, "number") if _may_be_one_issue(one, other) else None
    same_day = one.issued is not None and one.issued == other.issued
    if same_party and _same_amount(one, other) and same_day and _near(*numbers):
        return SuspectedDuplicate(first, second, "amount_and_date")
    return None


def suspected_duplicates(
    one: DocumentKeys, others: Iterable[DocumentKeys], different: frozenset[frozenset[UUID]] = frozenset()
) -> list[SuspectedDuplicate]:
    """All suspected pairs of this document but those that a user declared different."""
    found = (
        suspected_duplicate(one, o) for o in others if frozenset({one.document_id, o.document_id}) not in different
    )
    return sorted((s for s in found if s), key=lambda s: (s.first, s.second))


def _same_kind(one: DocumentKind, other: DocumentKind) -> bool:
    if not (one.is_payable and other.is_payable):
        return False
    return (one.is_sale, one.is_credit_note) == (other.is_sale, other.is_credit_note)


def _same_party(one: DocumentKeys, other: DocumentKeys) -> bool:
    """Whether the counterparty is the same. (The client issues its sales: there the number alone is enough.)"""
    if one.company and other.company:
        return one.company == other.company
    return same_name(one.name, other.name)


def _same_amount(one: DocumentKeys, other: DocumentKeys) -> bool:
    return one.cents is not None and one.cents == other.cents


def _may_be_one_issue(one: DocumentKeys, other: DocumentKeys) -> bool:
    """Whether a number on two dates may be one invoice: a reminder repeats it soon; a series restarts each year."""
    if one.issued is None or other.issued is None or one.issued == other.issued:
        return True
    return _same_amount(one, other) and abs((one.issued - other.issued).days) <= REMINDER_DAYS


def _near(one: str, other: str) -> bool:
    if not one or not other:
        return True
    return Levenshtein.distance(one, other) <= NEAR_NUMBER and not _in_one_series(one, other)


def _in_one_series(one: str, other: str) -> bool:
    """Invoices 153 and 155 of one day are two invoices, not a misread one."""
    digits = [int("".join(c for c in n if c.isdigit()) or 0) for n in (one, other)]
    return 0 < abs(digits[0] - digits[1]) <= SERIES
