"""The documents around an invoice, as UBL writes them: references, and attached files."""

from __future__ import annotations

from dataclasses import dataclass

from ..binding.page import escape
from ..binding.vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part, Skipped, Use
from ..dialects import SOFTWARE, Dialect, DocumentLabel
from ..invoice import Attachment, Invoice
from ..parse import Node
from .ubl_parties import SCHEME

_TAG = "cac:AdditionalDocumentReference"
_OBJECT = "130"
"""UNTDID 1001 for the object that the invoice is about (BT-18)."""
_PROJECT = "50"
"""A credit note has no project element, so BIS 3 puts the project among the documents."""
_SOFTWARE_REFERENCES = frozenset({"UBL.BE", "eFFF"})


def order() -> Group:
    """BT-13 and BT-14."""
    return Group(
        "cac:OrderReference",
        (
            Leaf("cbc:ID", "BT-13", "references.purchase_order"),
            Leaf("cbc:SalesOrderID", "BT-14", "references.sales_order"),
        ),
    )


def preceding() -> Part:
    """BG-3."""
    return Part(
        "cac:BillingReference",
        "BG-3",
        "preceding",
        (
            Group(
                "cac:InvoiceDocumentReference",
                (Leaf("cbc:ID", "BT-25", "number"), Leaf("cbc:IssueDate", "BT-26", "issue_date", Form.DATE)),
            ),
        ),
        many=True,
    )


def reference(tag: str, term: str, field: str) -> Group:
    """The number of another document."""
    return Group(tag, (Leaf("cbc:ID", term, f"references.{field}"),))


def main_document(invoice: Invoice) -> Attachment | None:
    """The attachment that shows the invoice itself: the first PDF, or else the first file."""
    files = [attachment for attachment in invoice.attachments if attachment.content is not None]
    pdfs = [attachment for attachment in files if attachment.media_type == "application/pdf"]
    return next(iter([*pdfs, *files]), None)


def additional(dialect: Dialect, *, with_project: bool) -> tuple[Entry, ...]:
    """BT-18, on credit notes BT-11, and BG-24.

    UBL.BE requires a description on every reference, and EN 16931 forbids one on an object. So in UBL.BE, and in UBL
    2.0, which does not use the element for objects, only files are written.
    """
    entries: list[Entry] = [_software(dialect)]
    if dialect.document_label is None:
        entries.append(
            Group(
                _TAG,
                (
                    Leaf("cbc:ID", "BT-18", "references.invoiced_object", Form.IDENTIFIER, SCHEME),
                    Fixed("cbc:DocumentTypeCode", _OBJECT),
                ),
                when=_HasType(_OBJECT),
            )
        )
        if with_project:
            project = Leaf("cbc:ID", "BT-11", "references.project")
            entries.append(Group(_TAG, (project, Fixed("cbc:DocumentTypeCode", _PROJECT)), when=_HasType(_PROJECT)))
    return (*entries, _attachments(dialect))


def _software(dialect: Dialect) -> Group:
    """The software that wrote the file; skipped when foreign files are read."""
    written = dialect.software_reference is not None
    entries: tuple[Entry, ...] = (
        Fixed("cbc:ID", dialect.software_reference or "", always=written),
        Fixed("cbc:DocumentDescription", SOFTWARE, always=written),
    )
    return Group(_TAG, entries, when=_is_software)


def _is_software(node: Node, _root: Node) -> bool:
    return node.text_at("cbc:ID") in _SOFTWARE_REFERENCES and not any(
        child.tag == "cac:Attachment" for child in node.children or ()
    )


@dataclass(frozen=True, slots=True)
class _HasType:
    code: str

    def __call__(self, node: Node, _root: Node) -> bool:
        return node.text_at("cbc:DocumentTypeCode") == self.code


def _label(attachment: Attachment, invoice: Invoice) -> str | None:
    if attachment is not main_document(invoice):
        return None
    return "CreditNote" if invoice.is_credit_note else "CommercialInvoice"


def _description(attachment: Attachment, invoice: Invoice) -> str:
    written = _label(attachment, invoice) or attachment.description or attachment.filename or attachment.id or "-"
    return f"<cbc:DocumentDescription>{escape(written)}</cbc:DocumentDescription>"


def _type(attachment: Attachment, invoice: Invoice) -> str | None:
    label = _label(attachment, invoice)
    return None if label is None else f"<cbc:DocumentType>{label}</cbc:DocumentType>"


def _descriptions(dialect: Dialect) -> tuple[Entry, ...]:
    plain = Leaf("cbc:DocumentDescription", "BT-123", "description", Form.NOTE)
    if dialect.document_label is DocumentLabel.DESCRIPTION:
        read_only = Leaf("cbc:DocumentDescription", "BT-123", "description", Form.NOTE, use=Use.READ)
        return read_only, Computed("cbc:DocumentDescription", _description, counts=False)
    if dialect.document_label is DocumentLabel.TYPE:
        return (Computed("cbc:DocumentType", _type, counts=False),)
    return plain, Skipped("cbc:DocumentType")


def _attachments(dialect: Dialect) -> Part:
    file = Leaf(
        "cbc:EmbeddedDocumentBinaryObject",
        "BT-125",
        "content",
        Form.FILE,
        (Attribute("mimeCode", "media_type"), Attribute("filename", "filename")),
    )
    uri = Group("cac:ExternalReference", (Leaf("cbc:URI", "BT-124", "uri"),))
    return Part(
        _TAG,
        "BG-24",
        "attachments",
        (Leaf("cbc:ID", "BT-122", "id"), *_descriptions(dialect), Group("cac:Attachment", (file, uri))),
        many=True,
    )
