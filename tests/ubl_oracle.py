"""The oracle of all tests that make a UBL file: schema, then CEN rules, then Peppol rules, from installed packages.

    validation = validated(data)
    assert validation.is_clean, validation

The Peppol stylesheet at hand is a little older than the rules in force; the four places where it is known to differ
from the official one are left out by name (measured against the official unit tests).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from libs.ubl_schema.official import Violation, validate_ubl

KNOWN_FALSE_PEPPOL_ALARMS = frozenset(
    {"PEPPOL-COMMON-R042", "PEPPOL-COMMON-R049", "PEPPOL-EN16931-P0112", "PEPPOL-EN16931-R051"}
)
ENDPOINT_RULES = frozenset({"PEPPOL-EN16931-R010", "PEPPOL-EN16931-R020"})
"""A file for an accounting package may lack an electronic address; only the network needs it."""
NATIONAL_RULE = re.compile(r"[A-Z]{2}-R-\d+\Z")
"""Rules of one country for its own senders on the network; a copy for an accounting package is not sent there."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What the official rules say about a file."""

    fatal: tuple[Violation, ...]
    warnings: tuple[Violation, ...]

    @property
    def is_clean(self) -> bool:
        """No fatal rule is broken."""
        return not self.fatal

    @property
    def rules(self) -> set[str]:
        """The broken fatal rules."""
        return {violation.rule for violation in self.fatal}

    def __str__(self) -> str:
        return "\n".join(f"{v.rule} {v.location}: {v.text}" for v in self.fatal) or "clean"


def validated(data: bytes, *, peppol: bool = True, needs_endpoints: bool = True) -> Validation:
    """What the official rules say; ``needs_endpoints=False`` for files that only go to an accounting package."""
    ignored = set(KNOWN_FALSE_PEPPOL_ALARMS)
    if not needs_endpoints:
        ignored |= ENDPOINT_RULES
    counted = [
        violation
        for violation in validate_ubl(data, peppol=peppol)
        if violation.rule not in ignored and (needs_endpoints or not NATIONAL_RULE.match(violation.rule))
    ]
    return Validation(
        tuple(violation for violation in counted if violation.is_fatal),
        tuple(violation for violation in counted if not violation.is_fatal),
    )
