"""How documents are read with mistakes, field by field, at plausible rates."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from contracts.fields import DocumentFields, PartyFields, Read
from tests.reconcile.builders import read
from tests.reconcile.years.parties import misspelt
from tests.reconcile.years.wording import one_digit_off

LOST = {
    "number": 0.02,
    "issue_date": 0.015,
    "due_date": 0.10,
    "currency": 0.02,
    "iban": 0.05,
    "structured_communication": 0.03,
    "creditor_reference": 0.05,
    "total_with_vat": 0.007,
}
"""How often a field of a scan is not read at all. A misread IBAN or reference fails its check, so it is lost too."""
MISREAD = {"number": 0.012, "total_with_vat": 0.008, "issue_date": 0.006}
"""How often a field of a scan is read as something else."""
NAME_MISREAD = 0.04
NAME_LOST = 0.02
VAT_LOST = 0.05
EUROS_OFF = (Decimal("9.00"), Decimal("0.10"), Decimal("30.00"), Decimal("0.05"))


def read_badly(chance: random.Random, seen: DocumentFields, *, is_sale: bool, rate: float = 1.0) -> DocumentFields:
    """The fields of a scan: some lost, some misread."""
    changes: dict[str, Any] = {name: None for name, share in LOST.items() if chance.random() < share * rate}
    for name, share in MISREAD.items():
        if chance.random() < share * rate and getattr(seen, name) is not None:
            changes[name] = read(_misread(chance, name, getattr(seen, name).value), confidence=0.8)
    side = "buyer" if is_sale else "seller"
    changes[side] = _party(chance, getattr(seen, side), rate)
    return seen.model_copy(update=changes)


def intact(seen: DocumentFields, readable: DocumentFields, *, is_sale: bool) -> frozenset[str]:
    """The fields that were read as they are printed: number, total, issued, reference, iban, name, vat."""
    one, other = (seen.buyer, readable.buyer) if is_sale else (seen.seller, readable.seller)
    pairs: dict[str, tuple[Read[Any] | None, Read[Any] | None]] = {
        "number": (seen.number, readable.number),
        "total": (seen.total_with_vat, readable.total_with_vat),
        "issued": (seen.issue_date, readable.issue_date),
        "reference": (
            seen.structured_communication or seen.creditor_reference,
            readable.structured_communication or readable.creditor_reference,
        ),
        "iban": (None, None) if is_sale else (seen.iban, readable.iban),
        "name": (one.name, other.name),
        "vat": (one.vat_number, other.vat_number),
    }
    return frozenset(name for name, (printed, found) in pairs.items() if _same(printed, found))


def alike(one: DocumentFields, other: DocumentFields, *, is_sale: bool) -> bool:
    """Whether two readings show that they are of one document: the party, and its number or its amount and day."""
    a, b = (one.buyer, other.buyer) if is_sale else (one.seller, other.seller)
    party = _same(a.name, b.name) or _same(a.vat_number, b.vat_number)
    day = _same(one.issue_date, other.issue_date)
    amount = _same(one.total_with_vat, other.total_with_vat)
    return party and amount and (day or _same(one.number, other.number))


def _same(one: Read[Any] | None, other: Read[Any] | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _misread(chance: random.Random, name: str, value: Any) -> Any:
    if name == "number":
        return one_digit_off(chance, value) if any(c.isdigit() for c in value) else value
    if name == "issue_date":
        return value + timedelta(days=chance.choice((-10, 10, 1, 30, -30)))
    return value + chance.choice(EUROS_OFF)


def _party(chance: random.Random, party: PartyFields, rate: float) -> PartyFields:
    changes: dict[str, Any] = {}
    if chance.random() < VAT_LOST * rate:
        changes["vat_number"] = None
    if party.name and chance.random() < NAME_LOST * rate:
        changes["name"] = None
    elif party.name and chance.random() < NAME_MISREAD * rate:
        changes["name"] = read(misspelt(chance, party.name.value), confidence=0.8)
    return party.model_copy(update=changes)
