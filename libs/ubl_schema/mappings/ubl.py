"""The two roots of UBL: *Invoice* and *CreditNote*, in schema order."""

from __future__ import annotations

from ..binding.vocabulary import Entry, Fixed, Form, Group, Leaf, Part, Skipped, Use
from ..dialects import Dialect
from . import ubl_documents as documents
from . import ubl_parties as parties
from .ubl_lines import allowance_charge, lines, vat_category
from .ubl_payment import payment_means, totals, vat_totals


def invoice(dialect: Dialect) -> tuple[Entry, ...]:
    """The children of *Invoice*."""
    return (
        *_header(dialect),
        Leaf("cbc:ID", "BT-1", "number"),
        Leaf("cbc:IssueDate", "BT-2", "issue_date", Form.DATE),
        Leaf("cbc:DueDate", "BT-9", "due_date", Form.DATE, use=Use.READ if dialect.is_ubl_2_0 else Use.BOTH),
        Leaf("cbc:InvoiceTypeCode", "BT-3", "type_code"),
        Leaf("cbc:Note", "BT-22", "note", Form.NOTE),
        Leaf("cbc:TaxPointDate", "BT-7", "tax_point_date", Form.DATE),
        *_currencies_and_period(dialect),
        documents.order(),
        documents.preceding(),
        documents.reference("cac:DespatchDocumentReference", "BT-16", "despatch_advice"),
        documents.reference("cac:ReceiptDocumentReference", "BT-15", "receiving_advice"),
        documents.reference("cac:OriginatorDocumentReference", "BT-17", "tender"),
        documents.reference("cac:ContractDocumentReference", "BT-12", "contract"),
        *documents.additional(dialect, with_project=False),
        *_project(dialect),
        *_parties(dialect),
        _delivery(),
        payment_means(dialect, due_date=Use.WRITE_FIRST if dialect.is_ubl_2_0 else Use.READ),
        _terms(),
        _allowances(dialect),
        *vat_totals(dialect),
        totals(),
        lines("cac:InvoiceLine", "cbc:InvoicedQuantity", dialect),
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
        *_currencies_and_period(dialect),
        documents.order(),
        documents.preceding(),
        documents.reference("cac:DespatchDocumentReference", "BT-16", "despatch_advice"),
        documents.reference("cac:ReceiptDocumentReference", "BT-15", "receiving_advice"),
        documents.reference("cac:ContractDocumentReference", "BT-12", "contract"),
        *documents.additional(dialect, with_project=True),
        documents.reference("cac:OriginatorDocumentReference", "BT-17", "tender"),
        *_parties(dialect),
        _delivery(),
        payment_means(dialect, due_date=Use.WRITE_FIRST),
        _terms(),
        _allowances(dialect),
        *vat_totals(dialect),
        totals(),
        lines("cac:CreditNoteLine", "cbc:CreditedQuantity", dialect),
    )


def _header(dialect: Dialect) -> tuple[Entry, ...]:
    version = dialect.ubl_version
    entries: list[Entry] = [
        Skipped("cbc:UBLVersionID") if version is None else Fixed("cbc:UBLVersionID", version, always=True)
    ]
    entries.append(Fixed("cbc:CustomizationID", dialect.customization_id, always=True))
    if dialect.profile_id:
        entries.append(Fixed("cbc:ProfileID", dialect.profile_id, always=True))
    return tuple(entries)


def _currencies_and_period(dialect: Dialect) -> tuple[Entry, ...]:
    return (
        Leaf("cbc:DocumentCurrencyCode", "BT-5", "currency"),
        Leaf("cbc:TaxCurrencyCode", "BT-6", "vat_currency"),
        Leaf("cbc:AccountingCost", "BT-19", "accounting_cost"),
        *(() if dialect.is_ubl_2_0 else (Leaf("cbc:BuyerReference", "BT-10", "buyer_reference"),)),
        Group(
            "cac:InvoicePeriod",
            (
                Leaf("cbc:StartDate", "BT-73", "period.start", Form.DATE),
                Leaf("cbc:EndDate", "BT-74", "period.end", Form.DATE),
                Leaf("cbc:DescriptionCode", "BT-8", "tax_point_code"),
            ),
        ),
    )


def _project(dialect: Dialect) -> tuple[Entry, ...]:
    if dialect.is_ubl_2_0:
        return ()
    return (documents.reference("cac:ProjectReference", "BT-11", "project"),)


def _parties(dialect: Dialect) -> tuple[Entry, ...]:
    return (
        Group("cac:AccountingSupplierParty", (parties.seller(dialect),)),
        Group("cac:AccountingCustomerParty", (parties.buyer(dialect),)),
        parties.payee(dialect),
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


def _allowances(dialect: Dialect) -> Part:
    return allowance_charge("BG-20", vat_category("cac:TaxCategory", "BT-95", "BT-96", dialect))
