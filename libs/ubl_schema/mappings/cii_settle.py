"""Values that CII has once for the document, and our model, like UBL, with each means of payment."""

from __future__ import annotations

from typing import Any

from ..checks.payment import DIRECT_DEBITS


def settle(record: dict[str, Any]) -> None:
    """Move payment reference, mandate and creditor id to where the model has them; drop references without a number."""
    reference = record.pop("_reference", None)
    mandate = record.pop("_mandate", None)
    creditor = record.pop("_creditor", None)
    if (reference or mandate) and not record.get("payments"):
        record["payments"] = [{}]
    if reference:
        for payment in record["payments"]:
            payment["reference"] = reference
    if mandate:
        debits = [payment for payment in record["payments"] if payment.get("means") in DIRECT_DEBITS]
        (debits or record["payments"])[0]["mandate"] = mandate
    if creditor:
        identifiers = record.setdefault("seller", {}).setdefault("identifiers", [])
        identifiers.append({"value": creditor, "scheme": "SEPA"})
    for line in record.get("lines", ()):
        if "value" not in line.get("object_id", {"value": ""}):
            del line["object_id"]
