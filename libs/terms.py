"""What one operation of an API accepts and costs, as its OpenAPI document shows it.

The service holds itself to these terms and the gateway reads them from the document, so that a body that nobody may
send is refused before anybody reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SMALL_BODY = 64 * 1024
"""The largest body of an operation that states nothing else: JSON of a form on a screen."""
UPLOAD_BODY = 64 * 1024 * 1024
"""The largest body of an operation that takes files."""

BODY_KEY, COST_KEY, RIGHT_KEY, AUDIT_KEY = "x-largest-body", "x-cost", "x-right", "x-audit"
CONFIRMED_KEY = "x-confirmed"


class Cost(StrEnum):
    """What kind of work an operation causes; each kind has a rate of its own."""

    READ = "read"
    WRITE = "write"
    UPLOAD = "upload"
    DRAWING = "drawing"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Terms:
    """The largest body in bytes, the kind of work, and the right that the caller needs (None: the route decides).

    `audit` is the action under which the audit trail keeps that somebody called it; None: it does not. `confirmed`: the
    caller has shown their password lately, so that a session left open is not enough.
    """

    largest_body: int = SMALL_BODY
    cost: Cost = Cost.READ
    right: str | None = None
    audit: str | None = None
    confirmed: bool = False


USUAL = Terms()
"""The terms of an operation that reads."""


def terms_in(operation: Mapping[str, Any], method: str) -> Terms:
    """The terms of an operation in an OpenAPI document."""
    usual = Cost.READ if method == "GET" else Cost.WRITE
    cost = operation.get(COST_KEY, usual)
    return Terms(
        largest_body=min(int(operation.get(BODY_KEY, SMALL_BODY)), UPLOAD_BODY),
        cost=Cost(cost) if cost in list(Cost) else usual,
        right=operation.get(RIGHT_KEY),
        audit=operation.get(AUDIT_KEY),
        confirmed=operation.get(CONFIRMED_KEY) is True,
    )
