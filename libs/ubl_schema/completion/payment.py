"""Steps about payment. An account is never made up: without one the means of payment says "not defined"."""

from __future__ import annotations

from ..checks.payment import DIRECT_DEBITS, TRANSFERS
from ..identifiers import is_iban
from ..invoice import Invoice, Payment, Provenance
from .facts import Facts

NOT_DEFINED = "1"
TRANSFER = "30"


def account_that_fails_its_check_is_left_out(invoice: Invoice, _facts: Facts) -> Invoice:
    """Remove an account with wrong check digits: a misread one could send money to somebody else."""
    payments = tuple(
        payment.model_copy(update={"iban": None, "account_name": None, "bic": None})
        if payment.iban is not None and payment.iban[:2].isalpha() and not is_iban(payment.iban)
        else payment
        for payment in invoice.payments
    )
    if payments == invoice.payments:
        return invoice
    return invoice.model_copy(update={"payments": payments}).with_provenance(Provenance.DERIVED, "BT-84")


def means_of_payment(invoice: Invoice, _facts: Facts) -> Invoice:
    """A means for every payment: "not defined" for a transfer without account or a direct debit without mandate."""
    payments = tuple(_with_means(payment) for payment in invoice.payments if payment != Payment())
    if payments == invoice.payments:
        return invoice
    return invoice.model_copy(update={"payments": payments}).with_provenance(Provenance.DERIVED, "BT-81")


def _with_means(payment: Payment) -> Payment:
    means = payment.means
    if means is None:
        means = TRANSFER if payment.iban is not None else NOT_DEFINED
    elif (means in TRANSFERS and payment.iban is None) or (means in DIRECT_DEBITS and payment.mandate is None):
        means = NOT_DEFINED
    if payment.iban is None and (payment.account_name is not None or payment.bic is not None):
        payment = payment.model_copy(update={"account_name": None, "bic": None})
    return payment if means == payment.means else payment.model_copy(update={"means": means})


def due_date_or_terms(invoice: Invoice, facts: Facts) -> Invoice:
    """When an amount is due and no date is stated: payment terms that state this."""
    payable = invoice.totals.payable
    if payable is None or payable <= 0 or invoice.due_date is not None or invoice.payment_terms is not None:
        return invoice
    terms = {"payment_terms": facts.word("terms")}
    return invoice.model_copy(update=terms).with_provenance(Provenance.DEFAULTED, "BT-20")


def credit_note_due_date(invoice: Invoice, _facts: Facts) -> Invoice:
    """A means of payment for the due date of a credit note, which UBL writes there."""
    if not invoice.is_credit_note or invoice.due_date is None or invoice.payments:
        return invoice
    payments = (Payment(means=NOT_DEFINED),)
    return invoice.model_copy(update={"payments": payments}).with_provenance(Provenance.DEFAULTED, "BT-81")
