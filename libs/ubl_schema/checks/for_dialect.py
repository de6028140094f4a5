"""Rules that a dialect adds to the standard, and rules that it drops."""

from __future__ import annotations

from ..dialects import Dialect, Syntax
from ..invoice import Invoice
from .finding import STOPS, Finding, Findings, Severity

_PEPPOL = "PEPPOL-"
_NO_LINES = "BR-16"
_ONLY_A_WARNING = "PEPPOL-EN16931-CL008"
"""The rule of the network that is only a warning in UBL.BE: which schemes an electronic address may have."""


def errors_for(invoice: Invoice, dialect: Dialect, findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings for which a receiver of this dialect would reject the file."""
    own = Findings([*findings, *_without_document(invoice, dialect)])
    errors = [
        finding
        for finding in own
        if finding.severity in STOPS or (dialect.needs_endpoints and _bounces_without_network(finding))
    ]
    if dialect.syntax is Syntax.CII or dialect.is_ubl_2_0:
        errors = [finding for finding in errors if not finding.rule.startswith(_PEPPOL)]
    if not dialect.has_lines:
        errors = [finding for finding in errors if finding.rule != _NO_LINES]
    return tuple(errors)


def of_belgian_format(invoice: Invoice, dialect: Dialect, findings: list[Finding]) -> list[Finding]:
    """What a Belgian format adds to EN 16931, whoever made the file."""
    added = [
        finding
        for finding in findings
        if dialect.needs_endpoints and (finding.severity is Severity.PEPPOL or _bounces_without_network(finding))
    ]
    return [*_without_document(invoice, dialect), *added]


def _without_document(invoice: Invoice, dialect: Dialect) -> Findings:
    """The finding of a file without the document itself, where the format requires it."""
    lacking = Findings()
    if dialect.document_label is not None and not any(item.content or item.size for item in invoice.attachments):
        lacking.add("SR-NEEDS-PDF", "BG-24", value=dialect.title)
    return lacking


def _bounces_without_network(finding: Finding) -> bool:
    return finding.severity is Severity.NETWORK and finding.rule != _ONLY_A_WARNING
