"""The fields that a document needs before its release: accounting packages book nothing without them.

This is the product's own rule, not the validation of the file: `ubl_render` still refuses what the official rules
refuse. A value read with little confidence and proved by nothing counts as missing: a user looks at it.
"""

from typing import Any, TypeGuard

from contracts.fields import DocumentFields, DocumentKind, Read

FIELD_BAR = 0.8
"""Below this confidence fewer than four of five values are right (ADR 0010), so a user must look."""

_INVOICE = ("number", "issue_date", "total_with_vat")
REQUIRED: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.PURCHASE_INVOICE: (*_INVOICE, "seller.name"),
    DocumentKind.PURCHASE_CREDIT_NOTE: (*_INVOICE, "seller.name"),
    DocumentKind.SALES_INVOICE: (*_INVOICE, "buyer.name"),
    DocumentKind.SALES_CREDIT_NOTE: (*_INVOICE, "buyer.name"),
    DocumentKind.RECEIPT: ("issue_date", "total_with_vat", "seller.name"),
    DocumentKind.CARD_STATEMENT: ("issue_date", "total_with_vat"),
    DocumentKind.CONTRACT: (),
    DocumentKind.OTHER: (),
}


def missing_fields(kind: DocumentKind, fields: DocumentFields) -> tuple[str, ...]:
    """The paths of the required fields that are absent or too unsure, in the order of the form."""
    needed = REQUIRED[kind]
    if nothing_to_pay(kind, fields):
        needed = tuple(path for path in needed if path != "total_with_vat")
    return tuple(path for path in needed if not _certain(_field(fields, path)))


def nothing_to_pay(kind: DocumentKind, fields: DocumentFields) -> bool:
    """Whether it is a card statement with nothing to pay, as of a prepaid card: no transaction will pay it."""
    return kind is DocumentKind.CARD_STATEMENT and _certain(fields.payable) and fields.payable.value == 0


def _field(fields: DocumentFields, path: str) -> Read[Any] | None:
    found: Any = fields
    for name in path.split("."):
        found = getattr(found, name)
    return found  # type: ignore[no-any-return]


def _certain(read: Read[Any] | None) -> TypeGuard[Read[Any]]:
    return read is not None and (read.sure or read.confidence >= FIELD_BAR)
