"""Compares the page of a PDF with the e-invoice inside: another account on the page may be a fraud."""

from contracts.fields import DocumentFields
from contracts.reason import Reason
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.fields.amounts import find_amounts
from services.ocr_extract.domain.fields.identifiers import find_ibans
from services.ocr_extract.domain.layout.page import Pages

_FILLED = (
    "due_date",
    "iban",
    "bic",
    "structured_communication",
    "creditor_reference",
    "payment_state",
    "order_reference",
)


def compare(embedded: DocumentFields, pages: Pages) -> list[Reason]:
    """The values of the e-invoice that the page does not show: the account, or the amount to pay."""
    warnings = []
    printed = {iban.value for iban in find_ibans(pages)}
    if embedded.iban and printed and embedded.iban.value not in printed:
        warnings.append(
            Reason(code=ReadingReason.EMBEDDED_DIFFERS, field="iban", params={"embedded": embedded.iban.value})
        )
    amounts = {abs(amount.value) for amount in find_amounts(pages)}
    due = embedded.payable or embedded.total_with_vat
    if due and amounts and abs(due.value) not in amounts:
        warnings.append(
            Reason(code=ReadingReason.EMBEDDED_DIFFERS, field="payable", params={"embedded": str(due.value)})
        )
    return warnings


def fill_gaps(embedded: DocumentFields, printed: DocumentFields) -> DocumentFields:
    """The e-invoice with the payment data that only the page has; none of its own values is replaced."""
    gaps = {name: getattr(printed, name) for name in _FILLED if getattr(embedded, name) is None}
    return embedded.model_copy(update={name: value for name, value in gaps.items() if value is not None})
