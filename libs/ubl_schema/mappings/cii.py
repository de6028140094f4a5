"""The root of CII, *CrossIndustryInvoice*: Factur-X, ZUGFeRD and XRechnung, in schema order.

``full`` is the level EN 16931; without it the mapping is that of BASIC WL, which has no lines and no attachments.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..binding.vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part
from ..dialects import Dialect
from ..invoice import Invoice
from ..parse import Node
from . import cii_parties as parties
from .cii_lines import lines
from .cii_parties import date_at
from .cii_settlement import settlement


def cross_industry_invoice(dialect: Dialect, *, full: bool) -> tuple[Entry, ...]:
    """The children of *CrossIndustryInvoice*."""
    return (
        Group("rsm:ExchangedDocumentContext", _context(dialect)),
        Group(
            "rsm:ExchangedDocument",
            (
                Leaf("ram:ID", "BT-1", "number"),
                Leaf("ram:TypeCode", "BT-3", "type_code"),
                date_at("ram:IssueDateTime", "BT-2", "issue_date"),
                Group("ram:IncludedNote", (Leaf("ram:Content", "BT-22", "note", Form.NOTE),)),
            ),
        ),
        Group(
            "rsm:SupplyChainTradeTransaction",
            (
                *((lines(),) if full else ()),
                _agreement(full=full),
                _delivery(full=full),
                settlement(full=full),
            ),
        ),
    )


def _context(dialect: Dialect) -> tuple[Entry, ...]:
    guideline = Fixed("ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", dialect.customization_id, always=True)
    if dialect.profile_id is None:
        return (guideline,)
    return (
        Fixed("ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID", dialect.profile_id, always=True),
        guideline,
    )


def _referenced(tag: str, term: str, field: str) -> Group:
    return Group(tag, (Leaf("ram:IssuerAssignedID", term, field),))


@dataclass(frozen=True, slots=True)
class _HasType:
    code: str

    def __call__(self, node: Node, _root: Node) -> bool:
        return node.text_at("ram:TypeCode") == self.code


def _documents() -> tuple[Entry, ...]:
    tag = "ram:AdditionalReferencedDocument"
    attachments = Part(
        tag,
        "BG-24",
        "attachments",
        (
            Leaf("ram:IssuerAssignedID", "BT-122", "id"),
            Leaf("ram:URIID", "BT-124", "uri"),
            Fixed("ram:TypeCode", "916"),
            Leaf("ram:Name", "BT-123", "description"),
            Leaf(
                "ram:AttachmentBinaryObject",
                "BT-125",
                "content",
                Form.FILE,
                (Attribute("mimeCode", "media_type"), Attribute("filename", "filename")),
            ),
        ),
        many=True,
    )
    tender = Group(
        tag,
        (Leaf("ram:IssuerAssignedID", "BT-17", "references.tender"), Fixed("ram:TypeCode", "50")),
        when=_HasType("50"),
    )
    thing = Part(
        tag,
        "BT-18",
        "references.invoiced_object",
        (
            Leaf("ram:IssuerAssignedID", "BT-18", "value"),
            Fixed("ram:TypeCode", "130"),
            Leaf("ram:ReferenceTypeCode", "BT-18", "scheme"),
        ),
        needs=("value",),
        when=_HasType("130"),
    )
    return (tender, thing, attachments)


def _agreement(*, full: bool) -> Group:
    only_full: tuple[Entry, ...] = (
        (_referenced("ram:SellerOrderReferencedDocument", "BT-14", "references.sales_order"),) if full else ()
    )
    documents: tuple[Entry, ...] = ()
    if full:
        project = (
            Leaf("ram:ID", "BT-11", "references.project"),
            Computed("ram:Name", _project_name),
        )
        documents = (*_documents(), Group("ram:SpecifiedProcuringProject", project))
    return Group(
        "ram:ApplicableHeaderTradeAgreement",
        (
            Leaf("ram:BuyerReference", "BT-10", "buyer_reference"),
            parties.seller(full=full),
            parties.buyer(full=full),
            parties.tax_representative(),
            *only_full,
            _referenced("ram:BuyerOrderReferencedDocument", "BT-13", "references.purchase_order"),
            _referenced("ram:ContractReferencedDocument", "BT-12", "references.contract"),
            *documents,
        ),
    )


def _project_name(_model: object, invoice: Invoice) -> str | None:
    """The name that CII requires with the number of a project: the usual words, because the standard has no name."""
    return None if invoice.references.project is None else "<ram:Name>Project reference</ram:Name>"


def _delivery(*, full: bool) -> Group:
    receiving: tuple[Entry, ...] = (
        (_referenced("ram:ReceivingAdviceReferencedDocument", "BT-15", "references.receiving_advice"),) if full else ()
    )
    return Group(
        "ram:ApplicableHeaderTradeDelivery",
        (
            parties.delivery_party(),
            Group(
                "ram:ActualDeliverySupplyChainEvent",
                (date_at("ram:OccurrenceDateTime", "BT-72", "delivery.delivered_on"),),
            ),
            _referenced("ram:DespatchAdviceReferencedDocument", "BT-16", "references.despatch_advice"),
            *receiving,
        ),
        required=True,
    )
