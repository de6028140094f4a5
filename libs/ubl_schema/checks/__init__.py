"""The rules of EN 16931 and Peppol in plain Python: they take microseconds and give reasons that users can read.

They do not replace the official rules (``official.py`` runs those). They tell at once, while a user is typing, what is
wrong, and refuse what a receiver would reject.
"""

from __future__ import annotations

from ..invoice import Invoice
from . import amounts, attachments, codes, dates, lines, parties, payment, presence, vat
from .finding import LANGUAGES, STOPS, Finding, Findings, Refused, Severity, wordings

__all__ = ["LANGUAGES", "STOPS", "Finding", "Refused", "Severity", "check", "wordings"]

_THEMES = (presence, parties, codes, dates, amounts, vat, lines, payment, attachments)


def check(invoice: Invoice) -> list[Finding]:
    """All findings about an invoice, in the order of the document."""
    findings = Findings()
    for theme in _THEMES:
        theme.check(invoice, findings)
    return findings
