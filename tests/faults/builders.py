"""Facts of a run without any fault, for tests that put one fault in."""

from typing import Any

from tests.faults.inboxes import Arrival
from tests.faults.oracle import Facts
from tests.faults.outcomes import DocumentOutcome, Outcomes


def outcome(state: str = "delivered", *asked: str, **more: Any) -> DocumentOutcome:
    values: dict[str, Any] = {"kind": "purchase_invoice", "payment": "bank", "linked_to": ("a payment",)}
    arrived = (("/0562/Achats", 1),) if state == "delivered" else ()
    return DocumentOutcome(state=state, asked=asked, **(values | {"arrived": arrived} | more))


def arrival(file: int = 1, **more: str) -> Arrival:
    values: dict[str, Any] = {
        "place": "/0562/Achats",
        "filename": f"{file}.xml",
        "parcel": f"{file}.xml",
        "number": f"2026-{file}",
        "total": "121.00",
    }
    return Arrival(**(values | more))


def delivery(number: int = 1, state: str = "confirmed", *, unconfirmed: bool = False) -> dict[str, Any]:
    return {
        "document_id": f"d{number}",
        "state": state,
        "unconfirmed": unconfirmed,
        "files": [{"filename": f"{number}.xml"}],
    }


def facts(**more: Any) -> Facts:
    """Two documents: one arrived, one waits."""
    values: dict[str, Any] = {
        "uploads": {"a/one": "d1", "a/two": "d2"},
        "documents": {"d1": {}, "d2": {}},
        "deliveries": (delivery(),),
        "arrivals": (arrival(),),
        "outcomes": Outcomes(
            {"a/one": outcome(), "a/two": outcome("waiting", "payment_missing")}, {"a transaction": 1}
        ),
    }
    return Facts(**(values | more))
