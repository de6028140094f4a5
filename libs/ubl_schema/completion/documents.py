"""Steps about the document: its number, dates, references and files."""

from __future__ import annotations

from ..embedded_file import ALLOWED_MEDIA_TYPES, media_type_of
from ..invoice import Attachment, Invoice, Provenance
from .facts import Facts

_MARK_LENGTH = 8


def currency_is_the_euro(invoice: Invoice, _facts: Facts) -> Invoice:
    """When no currency was read: the euro, declared as a default."""
    if invoice.currency is not None:
        return invoice
    return invoice.model_copy(update={"currency": "EUR"}).with_provenance(Provenance.DEFAULTED, "BT-5")


def number_from_the_file(invoice: Invoice, facts: Facts) -> Invoice:
    """When no number was read: one derived from the file, always the same and recognisable as ours."""
    if invoice.number is not None or facts.document_hash is None:
        return invoice
    day = invoice.issue_date or facts.received_on
    date_part = f"{day:%Y%m%d}-" if day is not None else ""
    number = f"X-{date_part}{facts.document_hash[:_MARK_LENGTH].upper()}"
    return invoice.model_copy(update={"number": number}).with_provenance(Provenance.DEFAULTED, "BT-1")


def issue_date_from_receipt(invoice: Invoice, facts: Facts) -> Invoice:
    """When no date was read: the day on which the document was received."""
    if invoice.issue_date is not None or facts.received_on is None:
        return invoice
    return invoice.model_copy(update={"issue_date": facts.received_on}).with_provenance(Provenance.DEFAULTED, "BT-2")


def buyer_reference(invoice: Invoice, facts: Facts) -> Invoice:
    """The buyer's reference or order that Peppol requires: the client's file number, or else the invoice number."""
    if invoice.buyer_reference is not None or invoice.references.purchase_order is not None:
        return invoice
    reference = facts.buyer_reference or invoice.number
    if reference is None:
        return invoice
    return invoice.model_copy(update={"buyer_reference": reference}).with_provenance(Provenance.DEFAULTED, "BT-10")


def order_without_number(invoice: Invoice, _facts: Facts) -> Invoice:
    """When only the seller's order number is known: NA for the buyer's, which the schema requires (BIS 3)."""
    references = invoice.references
    if references.sales_order is None or references.purchase_order is not None:
        return invoice
    update = {"references": references.model_copy(update={"purchase_order": "NA"})}
    return invoice.model_copy(update=update).with_provenance(Provenance.DEFAULTED, "BT-13")


def attachment_names(invoice: Invoice, _facts: Facts) -> Invoice:
    """Each file gets a reference, a type found from its content, and a name."""
    complete = tuple(_named(attachment, index) for index, attachment in enumerate(invoice.attachments, 1))
    if complete == invoice.attachments:
        return invoice
    return invoice.model_copy(update={"attachments": complete}).with_provenance(Provenance.DERIVED, "BG-24")


def _named(attachment: Attachment, index: int) -> Attachment:
    update: dict[str, object] = {}
    media_type = attachment.media_type
    if attachment.content is not None and media_type is None:
        media_type = media_type_of(attachment.content)
        update["media_type"] = media_type
    if attachment.content is not None and attachment.filename is None and media_type is not None:
        update["filename"] = f"document-{index}{ALLOWED_MEDIA_TYPES.get(media_type, '')}"
    if attachment.id is None:
        update["id"] = attachment.filename or update.get("filename") or f"document-{index}"
    return attachment.model_copy(update=update) if update else attachment
