"""Two files of one invoice: alike in content though not in bytes. A person decides; the machine only points.

Bytes that are equal never get here (`ingest` keeps them once). The later document of a pair waits until the person
deletes one of the two or says that they are different; pairs said to be different are never paired again.
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
class Suspicion:
    """A pair that may be one invoice; `first` is the one that came in first (its id sorts first)."""

    first: UUID
    second: UUID
    why: str


def suspicion(one: DocumentKeys, other: DocumentKeys) -> Suspicion | None:
    """Whether two documents may be the same: supplier and number, or supplier, amount, date and nearly the number."""
    if one.document_id == other.document_id or not _same_sort(one.kind, other.kind):
        return None
    first, second = sorted((one.document_id, other.document_id))
    numbers = compact(one.number or ""), compact(other.number or "")
    same_party = _same_party(one, other)
    if numbers[0] == numbers[1] and len(numbers[0]) >= SHORTEST_NUMBER and (same_party or one.kind.is_sale):
        return Suspicion(first, second, "number") if _may_be_one_issue(one, other) else None
    same_day = one.issued is not None and one.issued == other.issued
    if same_party and _same_amount(one, other) and same_day and _near(*numbers):
        return Suspicion(first, second, "amount_and_date")
    return None


def suspicions(
    one: DocumentKeys, others: Iterable[DocumentKeys], apart: frozenset[frozenset[UUID]] = frozenset()
) -> list[Suspicion]:
    """All pairs this document may form, leaving out those that a person took apart."""
    found = (suspicion(one, o) for o in others if frozenset({one.document_id, o.document_id}) not in apart)
    return sorted((s for s in found if s), key=lambda s: (s.first, s.second))


def _same_sort(one: DocumentKind, other: DocumentKind) -> bool:
    if not (one.is_payable and other.is_payable):
        return False
    return (one.is_sale, one.is_credit_note) == (other.is_sale, other.is_credit_note)


def _same_party(one: DocumentKeys, other: DocumentKeys) -> bool:
    """The same counterparty. (A sale is issued by ourselves: there the number alone is enough.)"""
    if one.company and other.company:
        return one.company == other.company
    return same_name(one.name, other.name)


def _same_amount(one: DocumentKeys, other: DocumentKeys) -> bool:
    return one.cents is not None and one.cents == other.cents


def _may_be_one_issue(one: DocumentKeys, other: DocumentKeys) -> bool:
    """Same number, other date: a reminder repeats amount and number soon after; a new series starts at 1 each year."""
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
