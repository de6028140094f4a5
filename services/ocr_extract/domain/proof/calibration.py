"""Turns the score of a value into its confidence: how often such a value is right.

The rules score by labels, places and shapes; those scores rank values well and mean nothing by themselves. Here they
become precision, as measured on the tuning designs of the accuracy set for values of the same type and score. It stays
near the score where few were seen, and below it where none was. Values proved by check digits or arithmetic are not
changed.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.fields import DocumentFields, Origin, PartyFields, Read
from services.ocr_extract.domain.proof.calibration_table import PRECISION

Precision = Mapping[str, Sequence[tuple[float, float]]]
"""For origin and type of field (`ocr number`): rising scores, each with the share of correct values."""

_GROUPS = {
    "name": "name",
    "number": "number",
    "original_number": "number",
    "order_reference": "number",
    "buyer_reference": "number",
    "issue_date": "date",
    "due_date": "date",
    "delivery_date": "date",
    "original_date": "date",
    "total_without_vat": "amount",
    "total_vat": "amount",
    "total_with_vat": "amount",
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


def group_of(field: str) -> str:
    """The group in which a field, by the last part of its name, is counted."""
    return _GROUPS.get(field, "other")


def calibrated(fields: DocumentFields, precision: Precision = PRECISION) -> DocumentFields:
    """The fields, where every value without proof has the precision of such values as its confidence."""
    changed: DocumentFields = _calibrated(fields, precision)
    return changed


def _calibrated(fields: Any, precision: Precision) -> Any:
    changes: dict[str, Any] = {}
    for name, value in fields:
        if isinstance(value, PartyFields):
            changes[name] = _calibrated(value, precision)
        elif isinstance(value, Read) and not value.sure and value.origin in (Origin.TEXT, Origin.OCR):
            changes[name] = value.model_copy(update={"confidence": precision_of(value, group_of(name), precision)})
    return fields.model_copy(update=changes)


def precision_of(value: Read[Any], group: str, precision: Precision) -> float:
    """The precision of values of this type; below the lowest counted score it is in proportion to the score."""
    points = precision.get(f"{value.origin.value} {group}") or precision.get(value.origin.value)
    if not points:
        return value.confidence
    score = value.confidence
    at = bisect_right(points, (score, 1.0))
    if at == len(points):
        return points[-1][1]
    (low, before), (high, after) = points[at - 1] if at else (0.0, 0.0), points[at]
    return round(before + (after - before) * (score - low) / (high - low), 3)
