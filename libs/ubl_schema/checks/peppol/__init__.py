"""The rules of Peppol BIS Billing 3.0 on the tree of a UBL file, where what reading joins or drops is still to be seen.

Source: the Schematron of OpenPeppol, release of May 2025 (3.0.19), in force in 2026. All rules that hold for every
sender are here; the national rules, which hold for sellers of one country, are not (``national_rules_of``).
"""

from __future__ import annotations

from ...parse import Node
from ..finding import Findings
from . import codes, document, lines, numbers

RULE_SET = "Peppol-BIS-Billing-3.0.19-without-national-rules"

_NATIONAL = frozenset({"DE", "DK", "GR", "IS", "IT", "NL", "NO", "SE"})
"""Countries with rules of their own for sellers."""


def check(root: Node) -> Findings:
    """Every rule that the file breaks."""
    findings = Findings()
    for theme in (document, lines, numbers, codes):
        theme.check(root, findings)
    return findings


def national_rules_of(root: Node) -> str | None:
    """The country whose national rules the network adds for this seller; they are not among those that are run."""
    country = document.country_of(root, "cac:AccountingSupplierParty")
    prefix = document.vat_prefix_of(root, "cac:AccountingSupplierParty")
    return next((each for each in (prefix, country) if each in _NATIONAL), None)
