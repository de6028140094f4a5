"""The two roots of UBL 2.1: *Invoice* and *CreditNote*, in schema order."""

from __future__ import annotations

from dataclasses import dataclass

from ..binding.vocabulary import Attribute, Entry, Fixed, Form, Group, Leaf, Part, Use
from ..dialects import Dialect
from ..parse import Node
from . import ubl_parties as parties
from .ubl_lines import allowance_charge, lines, vat_category
from .ubl_payment import payment_means, totals, vat_totals

_OBJECT = "130"
"""UNTDID 1001 for the object that the invoice is about (BT-18)."""
_PROJECT = "50"
"""A credit note has no project element, so BIS 3 puts the project among the documents."""


def invoice(dialect: Dialect) -> tuple[Entry, ...]:
    """The children of *Invoice*."""
    return (
        *_header(dialect),
        Leaf("cbc:ID", "BT-1", "number"),
        Leaf("cbc:IssueDate", "BT-2", "issue_date", Form.DATE),
        Leaf("cbc:DueDate", "BT-9", "due_date", Form.DATE),
        Leaf("cbc:InvoiceTypeCode", "BT-3", "type_code"),
        Leaf("cbc:Note", "BT-22", "note", Form.NOTE),
        Leaf("cbc:TaxPointDate", "BT-7", "tax_point_date", Form.DATE),
        *_currencies_and_period(),
        _order(),
        _preceding(),
        _despatch(),
        _receipt(),
        _tender(),
        _contract(),
        *_documents(with_project=False),
        Group("cac:ProjectReference", (Leaf("cbc:ID", "BT-11", "references.project"),)),
        *_parties(),
        _delivery(),
        payment_means(due_date=Use.READ),
        _terms(),
        _allowances(),
        *vat_totals(),
        totals(),
        lines("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    )


def credit_note(dialect: Dialect) -> tuple[Entry, ...]:
    """The children of *CreditNote*: another order, and no due date of its own."""
    return (
        *_header(dialect),
        Leaf("cbc:ID", "BT-1", "number"),
        Leaf("cbc:IssueDate", "BT-2", "issue_date", Form.DATE),
        Leaf("cbc:DueDate", "BT-9", "due_date", Form.DATE, use=Use.READ),
        Leaf("cbc:TaxPointDate", "BT-7", "tax_point_date", Form.DATE),
        Leaf("cbc:CreditNoteTypeCode", "BT-3", "type_code"),
        Leaf("cbc:Note", "BT-22", "note", Form.NOTE),
        *_currencies_and_period(),
        _order(),
        _preceding(),
        _despatch(),
        _receipt(),
        _contract(),
        *_documents(with_project=True),
        _tender(),
        *_parties(),
        _delivery(),
        payment_means(due_date=Use.WRITE_FIRST),
        _terms(),
        _allowances(),
        *vat_totals(),
        totals(),
        lines("cac:CreditNoteLine", "cbc:CreditedQuantity"),
    )


def _header(dialect: Dialect) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    if dialect.ubl_version:
        entries.append(Fixed("cbc:UBLVersionID", dialect.ubl_version, always=True))
    entries.append(Fixed("cbc:CustomizationID", dialect.customization_id, always=True))
    if dialect.profile_id:
        entries.append(Fixed("cbc:ProfileID", dialect.profile_id, always=True))
    return tuple(entries)


def _currencies_and_period() -> tuple[Entry, ...]:
    return (
        Leaf("cbc:DocumentCurrencyCode", "BT-5", "currency"),
        Leaf("cbc:TaxCurrencyCode", "BT-6", "vat_currency"),
        Leaf("cbc:AccountingCost", "BT-19", "accounting_cost"),
        Leaf("cbc:BuyerReference", "BT-10", "buyer_reference"),
        Group(
            "cac:InvoicePeriod",
            (
                Leaf("cbc:StartDate", "BT-73", "period.start", Form.DATE),
                Leaf("cbc:EndDate", "BT-74", "period.end", Form.DATE),
                Leaf("cbc:DescriptionCode", "BT-8", "tax_point_code"),
            ),
        ),
    )


def _order() -> Group:
    return Group(
        "cac:OrderReference",
        (
            Leaf("cbc:ID", "BT-13", "references.purchase_order"),
            Leaf("cbc:SalesOrderID", "BT-14", "references.sales_order"),
        ),
    )


def _preceding() -> Part:
    return Part(
        "cac:BillingReference",
        "BG-3",
        "preceding",
        (
            Group(
                "cac:InvoiceDocumentReference",
                (
                    Leaf("cbc:ID", "BT-25", "number"),
                    Leaf("cbc:IssueDate", "BT-26", "issue_date", Form.DATE),
                ),
            ),
        ),
        many=True,
    )


def _reference(tag: str, term: str, field: str) -> Group:
    return Group(tag, (Leaf("cbc:ID", term, f"references.{field}"),))


def _despatch() -> Group:
    return _reference("cac:DespatchDocumentReference", "BT-16", "despatch_advice")


def _receipt() -> Group:
    return _reference("cac:ReceiptDocumentReference", "BT-15", "receiving_advice")


def _tender() -> Group:
    return _reference("cac:OriginatorDocumentReference", "BT-17", "tender")


def _contract() -> Group:
    return _reference("cac:ContractDocumentReference", "BT-12", "contract")


def _documents(*, with_project: bool) -> tuple[Entry, ...]:
    special: list[Entry] = [
        Group(
            "cac:AdditionalDocumentReference",
            (
                Leaf("cbc:ID", "BT-18", "references.invoiced_object", Form.IDENTIFIER, parties.SCHEME),
                Fixed("cbc:DocumentTypeCode", _OBJECT),
            ),
            when=_HasType(_OBJECT),
        )
    ]
    if with_project:
        special.append(
            Group(
                "cac:AdditionalDocumentReference",
                (Leaf("cbc:ID", "BT-11", "references.project"), Fixed("cbc:DocumentTypeCode", _PROJECT)),
                when=_HasType(_PROJECT),
            )
        )
    return (*special, _attachments())


@dataclass(frozen=True, slots=True)
class _HasType:
    code: str

    def __call__(self, node: Node, _root: Node) -> bool:
        return node.text_at("cbc:DocumentTypeCode") == self.code


def _attachments() -> Part:
    return Part(
        "cac:AdditionalDocumentReference",
        "BG-24",
        "attachments",
        (
            Leaf("cbc:ID", "BT-122", "id"),
            Leaf("cbc:DocumentDescription", "BT-123", "description", Form.NOTE),
            Group(
                "cac:Attachment",
                (
                    Leaf(
                        "cbc:EmbeddedDocumentBinaryObject",
                        "BT-125",
                        "content",
                        Form.FILE,
                        (Attribute("mimeCode", "media_type"), Attribute("filename", "filename")),
                    ),
                    Group("cac:ExternalReference", (Leaf("cbc:URI", "BT-124", "uri"),)),
                ),
            ),
        ),
        many=True,
    )


def _parties() -> tuple[Entry, ...]:
    return (
        Group("cac:AccountingSupplierParty", (parties.seller(),)),
        Group("cac:AccountingCustomerParty", (parties.buyer(),)),
        parties.payee(),
        parties.tax_representative(),
    )


def _delivery() -> Group:
    return Group(
        "cac:Delivery",
        (
            Leaf("cbc:ActualDeliveryDate", "BT-72", "delivery.delivered_on", Form.DATE),
            Group(
                "cac:DeliveryLocation",
                (
                    Leaf("cbc:ID", "BT-71", "delivery.location", Form.IDENTIFIER, parties.SCHEME),
                    parties.address("BG-15", "delivery.address", "cac:Address"),
                ),
            ),
            Group("cac:DeliveryParty", (Group("cac:PartyName", (Leaf("cbc:Name", "BT-70", "delivery.name"),)),)),
        ),
    )


def _terms() -> Group:
    return Group("cac:PaymentTerms", (Leaf("cbc:Note", "BT-20", "payment_terms", Form.NOTE),))


def _allowances() -> Part:
    return allowance_charge("BG-20", vat_category("cac:TaxCategory", "BT-95", "BT-96"))
