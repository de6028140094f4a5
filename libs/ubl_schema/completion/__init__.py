"""Completion: steps that fill what a document does not state but a valid file must contain.

Every step is a named function. What it fills in is declared in the provenance, and its name is reported. No step
invents an identity: a VAT number, an electronic address or an account is derived from another number of the same
company or stays absent. What no step can make valid is refused, with the rule and the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..checks import STOPS, Finding, Refused, check
from ..invoice import Invoice
from . import amounts, documents, exemptions, lines, narrowing, parties, payment, signs, totals
from .facts import Facts

__all__ = ["STEPS", "Completed", "Facts", "complete"]

Step = Callable[[Invoice, Facts], Invoice]

STEPS: tuple[Step, ...] = (
    parties.tidy_numbers,
    parties.name_from_trading_name,
    parties.payee_who_is_the_seller_is_left_out,
    parties.country_from_vat_number,
    parties.country_of_the_client,
    parties.company_number_from_vat_number,
    parties.endpoint_from_company_numbers,
    documents.currency_is_the_euro,
    documents.number_from_the_file,
    documents.issue_date_from_receipt,
    *narrowing.STEPS,
    signs.negative_invoice_is_a_credit_note,
    signs.credit_note_amounts_are_positive,
    lines.complete_lines,
    lines.category_from_rate,
    amounts.breakdown_from_lines,
    amounts.breakdown_from_totals,
    amounts.breakdown_of_a_receipt,
    amounts.complete_breakdown,
    amounts.breakdown_of_lines_without_amount,
    lines.category_from_single_breakdown,
    totals.totals_from_breakdown,
    lines.lines_that_do_not_add_up_are_summarised,
    lines.lines_from_breakdown,
    lines.cents_between_lines_and_breakdown,
    totals.line_and_allowance_totals,
    totals.cents_between_totals_and_breakdown,
    totals.amount_to_pay,
    signs.negative_invoice_is_a_credit_note,
    signs.credit_note_amounts_are_positive,
    exemptions.tax_registration_from_company_number,
    exemptions.outside_scope_without_seller_vat_number,
    exemptions.exemption_reason,
    exemptions.delivery_of_an_intra_community_supply,
    documents.buyer_reference,
    documents.order_without_number,
    documents.attachment_names,
    payment.account_that_fails_its_check_is_left_out,
    payment.means_of_payment,
    narrowing.one_means_of_payment,
    payment.due_date_or_terms,
    payment.credit_note_due_date,
)
"""Numbers before parties, lines before breakdown, breakdown before totals, everything before payment.

The steps about signs come twice: for totals as printed, and for totals that had to be derived.
"""


@dataclass(frozen=True, slots=True)
class Completed:
    """An invoice of which a valid file can be made, and how it was completed."""

    invoice: Invoice
    steps: tuple[str, ...]
    """Names of the steps that changed something."""
    findings: tuple[Finding, ...]
    """The findings that remain: not valid for the network, or doubtful."""


def complete(invoice: Invoice, facts: Facts | None = None) -> Completed:
    """The invoice with every gap filled that can be filled honestly. Raises ``Refused`` when that is not enough."""
    known = facts or Facts()
    taken = []
    for step in STEPS:
        after = step(invoice, known)
        if after is not invoice:
            taken.append(step.__name__)
            invoice = after
    findings = tuple(check(invoice))
    errors = tuple(finding for finding in findings if finding.severity in STOPS)
    if errors:
        raise Refused(errors)
    return Completed(invoice, tuple(taken), findings)
