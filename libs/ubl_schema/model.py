"""All models in one place, for those who only want to import them."""

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
