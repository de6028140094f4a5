"""The VAT categories of EN 16931 (UNTDID 5305) and the letters in the numbers of their rules."""

from __future__ import annotations

RULE_FAMILY = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O", "L": "AF", "M": "AG"}
"""By category: the letters in the numbers of its rules."""
WITH_RATES = frozenset({"S", "L", "M"})
"""Categories whose breakdown has one part per rate."""
NEEDS_REASON = frozenset({"E", "AE", "K", "G", "O"})
FIXED_REASON = {
    "VATEX-EU-G": ("G", "PEPPOL-EN16931-P0104"),
    "VATEX-EU-O": ("O", "PEPPOL-EN16931-P0105"),
    "VATEX-EU-IC": ("K", "PEPPOL-EN16931-P0106"),
    "VATEX-EU-AE": ("AE", "PEPPOL-EN16931-P0107"),
    "VATEX-EU-D": ("E", "PEPPOL-EN16931-P0108"),
    "VATEX-EU-F": ("E", "PEPPOL-EN16931-P0109"),
    "VATEX-EU-I": ("E", "PEPPOL-EN16931-P0110"),
    "VATEX-EU-J": ("E", "PEPPOL-EN16931-P0111"),
}
"""Exemption codes that belong to one category only, with the rule of Peppol that says so."""
