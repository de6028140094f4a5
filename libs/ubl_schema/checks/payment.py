"""How the invoice is to be paid."""

from __future__ import annotations

from ..code_lists import codes
from ..identifiers import is_bic, is_iban, looks_like_ogm, ogm_digits
from ..invoice import Invoice, Payment
from .finding import Findings

TRANSFERS = frozenset({"30", "58"})
DIRECT_DEBITS = frozenset({"49", "59"})


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-49 to BR-51, BR-61, PEPPOL-EN16931-R061, and the check digits of the account and of the reference."""
    payments = invoice.payments
    for index, payment in enumerate(payments, 1):
        if payment.means is None:
            findings.add("SR-MEANS" if _only_names_a_reference(payment) else "BR-49", "BT-81", index)
        elif payment.means not in codes("payment_means"):
            findings.add("BR-CL-16", "BT-81", index, value=payment.means)
        if payment.iban is None:
            if payment.means in TRANSFERS:
                findings.add("BR-61", "BT-84", index, value=payment.means)
                if payment.account_name is not None or payment.bic is not None:
                    findings.add("BR-50", "BT-84", index)
        elif not is_iban(payment.iban):
            findings.add("SR-IBAN", "BT-84", index, value=payment.iban)
        if payment.bic is not None and not is_bic(payment.bic):
            findings.add("SR-BIC", "BT-86", index, value=payment.bic)
        if payment.card_number is not None and len(payment.card_number) > 10:
            findings.add("BR-51", "BT-87", index)
        if payment.card_holder is not None and payment.card_number is None:
            findings.add("SR-CARD", "BT-87", index)
        if payment.means in DIRECT_DEBITS and payment.mandate is None:
            findings.add("PEPPOL-EN16931-R061", "BT-89", index)
        if payment.debited_iban is not None and not is_iban(payment.debited_iban):
            findings.add("SR-IBAN", "BT-91", index, value=payment.debited_iban)
        reference = payment.reference
        if reference is not None and looks_like_ogm(reference) and ogm_digits(reference) is None:
            findings.add("SR-OGM", "BT-83", index, value=reference)
    if len(payments) > 1:
        _several(invoice, findings)
    if invoice.is_credit_note and invoice.due_date is not None and not payments:
        findings.add("SR-CREDIT-DUE-DATE", "BT-9")


def _only_names_a_reference(payment: Payment) -> bool:
    """CII has the payment reference and the mandate outside the means of payment, so it may have no means."""
    return payment.model_copy(update={"reference": None, "mandate": None}) == Payment()


def _several(invoice: Invoice, findings: Findings) -> None:
    payments = invoice.payments
    if len({payment.means for payment in payments}) > 1:
        findings.add("UBL-SR-47", "BT-81")
    if len({payment.reference for payment in payments if payment.reference is not None}) > 1:
        findings.add("UBL-SR-44", "BT-83")
    if sum(payment.card_number is not None for payment in payments) > 1:
        findings.add("UBL-SR-54", "BG-18")
    if sum(payment.mandate is not None or payment.debited_iban is not None for payment in payments) > 1:
        findings.add("UBL-SR-55", "BG-19")
    if sum(payment.means_text is not None for payment in payments) > 1:
        findings.add("UBL-SR-46", "BT-82")
