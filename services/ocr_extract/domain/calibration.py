"""From the rules' own belief in a value to how often such a value is right.

The rules score by labels, places and shapes; those scores rank values well and mean nothing by themselves. Here they
become shares: what the accuracy set's tuning designs showed for values of the same sort and belief, kept near
the belief where few were seen, and less where none ever was. Values that check digits or arithmetic prove need no
statistics.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.fields import DocumentFields, Origin, PartyFields, Read
from services.ocr_extract.domain.calibration_shares import SHARES

Shares = Mapping[str, Sequence[tuple[float, float]]]
"""For origin and sort of field (`ocr number`): beliefs, rising, each with the share of right values."""

_SORTS = {
    "name": "name",
    "number": "number",
    "original_number": "number",
    "order_reference": "number",
    "buyer_reference": "number",
    "issue_date": "date",
    "due_date": "date",
    "delivery_date": "date",
    "original_date": "date",
    "total_excl": "amount",
    "total_vat": "amount",
    "total_incl": "amount",
    "prepaid": "amount",
    "rounding": "amount",
    "payable": "amount",
    "vat_number": "identifier",
    "company_number": "identifier",
    "iban": "identifier",
    "bic": "identifier",
    "structured_communication": "identifier",
    "creditor_reference": "identifier",
    "street": "address",
    "postcode": "address",
    "city": "address",
    "country": "address",
    "payment_state": "payment",
}


def sort_of(field: str) -> str:
    """What a field (its last name) is counted with."""
    return _SORTS.get(field, "other")


def calibrated(fields: DocumentFields, shares: Shares = SHARES) -> DocumentFields:
    """The same values, each that nothing proves with the share of such values that are right."""
    changed: DocumentFields = _calibrated(fields, shares)
    return changed


def _calibrated(fields: Any, shares: Shares) -> Any:
    changes: dict[str, Any] = {}
    for name, value in fields:
        if isinstance(value, PartyFields):
            changes[name] = _calibrated(value, shares)
        elif isinstance(value, Read) and not value.sure and value.origin in (Origin.TEXT, Origin.OCR):
            changes[name] = value.model_copy(update={"confidence": share_of(value, sort_of(name), shares)})
    return fields.model_copy(update=changes)


def share_of(value: Read[Any], sort: str, shares: Shares) -> float:
    """The share for a value of this sort; in proportion to the belief below all shares that were counted."""
    points = shares.get(f"{value.origin.value} {sort}") or shares.get(value.origin.value)
    if not points:
        return value.confidence
    belief = value.confidence
    at = bisect_right(points, (belief, 1.0))
    if at == len(points):
        return points[-1][1]
    (low, before), (high, after) = points[at - 1] if at else (0.0, 0.0), points[at]
    return round(before + (after - before) * (belief - low) / (high - low), 3)
