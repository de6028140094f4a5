"""All models, to import them from one place."""

from .invoice import (
    CREDIT_NOTE_TYPES,
    Attachment,
    Delivery,
    Invoice,
    Payment,
    Preceding,
    Provenance,
    References,
    Totals,
    VatBreakdown,
)
from .line import AllowanceCharge, Classification, ItemAttribute, Line, Period
from .party import Address, Contact, Identifier, Part, Party

__all__ = [
    "CREDIT_NOTE_TYPES",
    "Address",
    "AllowanceCharge",
    "Attachment",
    "Classification",
    "Contact",
    "Delivery",
    "Identifier",
    "Invoice",
    "ItemAttribute",
    "Line",
    "Part",
    "Party",
    "Payment",
    "Period",
    "Preceding",
    "Provenance",
    "References",
    "Totals",
    "VatBreakdown",
]
