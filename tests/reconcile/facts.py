"""Facts of a document and a transaction with good defaults: received, read, certain, waiting for payment."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentKind, PaymentState
from services.reconcile.domain.facts import BookingView, DocumentFacts, TransactionFacts
from services.reconcile.domain.marks import DocumentMarks
from tests.reconcile.builders import NOON, fields, read

DOCUMENT = UUID("01900000-0000-7000-8000-000000000001")
TRANSACTION = UUID("01900000-0000-7000-8000-000000000002")
PAID = BookingView(documents=(DOCUMENT,), transactions=(TRANSACTION,))


def invoice(kind: DocumentKind = DocumentKind.PURCHASE_INVOICE, **more: Any) -> DocumentFacts:
    """Returns a purchase invoice that was read well and has no payment yet."""
    values: dict[str, Any] = {
        "document_id": DOCUMENT,
        "received_at": NOON,
        "kind": kind,
        "kind_confidence": 0.98,
        "fields": fields(buyer="Hotel Lambermont"),
        "read_at": NOON,
    }
    return DocumentFacts(**(values | more))


def marked(**marks: Any) -> DocumentFacts:
    """Returns the invoice with these decisions of a user."""
    return invoice(marks=DocumentMarks(**marks))


def stated_as_paid_by(payment: PaymentState) -> DocumentFacts:
    """Returns the invoice with a printed statement of how it was paid."""
    return replace(invoice(), fields=fields(payment_state=read(payment)))


def paid_out(**more: Any) -> TransactionFacts:
    """Returns an ordinary outgoing transfer without a document."""
    values: dict[str, Any] = {
        "transaction_id": TRANSACTION,
        "cents": -12100,
        "booked": NOON.date(),
        "kind": TransactionKind.TRANSFER,
    }
    return TransactionFacts(**(values | more))
