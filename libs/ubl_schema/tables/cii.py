"""The root of CII, *CrossIndustryInvoice*: Factur-X, ZUGFeRD and XRechnung, in schema order.

``full`` is the level EN 16931; without it the table is that of BASIC WL, which has no lines and no attachments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..binding.vocabulary import Attribute, Computed, Entry, Fixed, Form, Group, Leaf, Part, Scope, Use
from ..binding.writing import escape
from ..dialects import Dialect
from ..identifiers import is_iban
from ..invoice import Invoice
from ..parse import Node
from ..scalars import ZERO
from . import cii_parties as parties
from .cii_lines import allowance_charge, lines, period, vat_category
from .cii_parties import date_at

SETTLEMENT = ("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement")
TAX_POINT_CODES = (("3", "5"), ("35", "29"), ("432", "72"))
"""UBL uses UNTDID 2005 for the VAT point, CII uses UNTDID 2475."""


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
                _settlement(full=full),
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
    """CII wants a name beside the number of a project; the standard has none, so the usual words stand in."""
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


def _is_bank_account(number: str) -> bool:
    return is_iban(number)


def _is_other_account(number: str) -> bool:
    return not is_iban(number)


def _payment_means(*, full: bool) -> Part:
    card = Group(
        "ram:ApplicableTradeSettlementFinancialCard",
        (Leaf("ram:ID", "BT-87", "card_number"), Leaf("ram:CardholderName", "BT-88", "card_holder")),
    )
    bank = Group("ram:PayeeSpecifiedCreditorFinancialInstitution", (Leaf("ram:BICID", "BT-86", "bic"),))
    return Part(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        "BG-16",
        "payments",
        (
            Leaf("ram:TypeCode", "BT-81", "means"),
            *((Leaf("ram:Information", "BT-82", "means_text"), card) if full else ()),
            Group("ram:PayerPartyDebtorFinancialAccount", (Leaf("ram:IBANID", "BT-91", "debited_iban"),)),
            Group(
                "ram:PayeePartyCreditorFinancialAccount",
                (
                    Leaf("ram:IBANID", "BT-84", "iban", only=_is_bank_account),
                    *((Leaf("ram:AccountName", "BT-85", "account_name"),) if full else ()),
                    Leaf("ram:ProprietaryID", "BT-84", "iban", only=_is_other_account),
                ),
            ),
            *((bank,) if full else ()),
        ),
        many=True,
    )


def _breakdown(*, full: bool) -> Part:
    tax_point = date_at(
        "ram:TaxPointDate", "BT-7", "tax_point_date", "udt:DateString", scope=Scope.INVOICE, use=Use.WRITE_FIRST
    )
    return Part(
        "ram:ApplicableTradeTax",
        "BG-23",
        "breakdown",
        (
            Leaf("ram:CalculatedAmount", "BT-117", "vat", Form.BARE_MONEY),
            parties.VAT_TYPE,
            Leaf("ram:ExemptionReason", "BT-120", "exemption_reason", Form.NOTE),
            Leaf("ram:BasisAmount", "BT-116", "base", Form.BARE_MONEY),
            Leaf("ram:CategoryCode", "BT-118", "category"),
            Leaf("ram:ExemptionReasonCode", "BT-121", "exemption_code"),
            *((tax_point,) if full else ()),
            Leaf(
                "ram:DueDateTypeCode",
                "BT-8",
                "tax_point_code",
                scope=Scope.INVOICE,
                use=Use.WRITE_FIRST,
                codes=TAX_POINT_CODES,
            ),
            Leaf("ram:RateApplicablePercent", "BT-119", "rate", Form.NUMBER),
        ),
        many=True,
    )


def _in_vat_currency(node: Node, root: Node) -> bool:
    vat_currency = root.text_at(*SETTLEMENT, "ram:TaxCurrencyCode")
    currency = root.text_at(*SETTLEMENT, "ram:InvoiceCurrencyCode")
    return bool(vat_currency) and vat_currency != currency and node.attributes.get("currencyID") == vat_currency


def _prepaid_less_rounding(_model: object, invoice: Invoice) -> str | None:
    """BASIC WL knows no rounding; so that the sum stays right, what was paid before takes the cents in."""
    prepaid, rounding = invoice.totals.prepaid, invoice.totals.rounding
    if prepaid is None and not rounding:
        return None
    return f"<ram:TotalPrepaidAmount>{(prepaid or ZERO) - (rounding or ZERO):f}</ram:TotalPrepaidAmount>"


def _totals(*, full: bool) -> Group:
    rounding = Leaf("ram:RoundingAmount", "BT-114", "totals.rounding", Form.BARE_MONEY)
    prepaid: Entry = Computed("ram:TotalPrepaidAmount", _prepaid_less_rounding)
    if full:
        prepaid = Leaf("ram:TotalPrepaidAmount", "BT-113", "totals.prepaid", Form.BARE_MONEY)
    return Group(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        (
            Leaf("ram:LineTotalAmount", "BT-106", "totals.lines", Form.BARE_MONEY),
            Leaf("ram:ChargeTotalAmount", "BT-108", "totals.charges", Form.BARE_MONEY),
            Leaf("ram:AllowanceTotalAmount", "BT-107", "totals.allowances", Form.BARE_MONEY),
            Leaf("ram:TaxBasisTotalAmount", "BT-109", "totals.without_vat", Form.BARE_MONEY),
            Leaf(
                "ram:TaxTotalAmount",
                "BT-111",
                "totals.vat_in_vat_currency",
                Form.VAT_MONEY,
                when=_in_vat_currency,
            ),
            Leaf("ram:TaxTotalAmount", "BT-110", "totals.vat", Form.MONEY),
            *((rounding,) if full else ()),
            Leaf("ram:GrandTotalAmount", "BT-112", "totals.with_vat", Form.BARE_MONEY),
            prepaid,
            Leaf("ram:DuePayableAmount", "BT-115", "totals.payable", Form.BARE_MONEY),
        ),
    )


def _once(tag: str, term: str, field: str, find: Callable[[Invoice], str | None]) -> tuple[Leaf, Computed]:
    """What UBL says beside each account and CII once for the document; ``cii_settle`` puts it back in its place."""

    def write(_model: object, invoice: Invoice) -> str | None:
        value = find(invoice)
        return None if value is None else f"<{tag}>{escape(value)}</{tag}>"

    return Leaf(tag, term, field, use=Use.READ), Computed(tag, write)


def _reference(invoice: Invoice) -> str | None:
    return next((payment.reference for payment in invoice.payments if payment.reference is not None), None)


def _mandate(invoice: Invoice) -> str | None:
    return next((payment.mandate for payment in invoice.payments if payment.mandate is not None), None)


def _creditor(invoice: Invoice) -> str | None:
    holders = (invoice.payee, invoice.seller)
    found = (item for holder in holders if holder is not None for item in holder.identifiers if item.scheme == "SEPA")
    return next((item.value for item in found), None)


def _settlement(*, full: bool) -> Group:
    return Group(
        "ram:ApplicableHeaderTradeSettlement",
        (
            *_once("ram:CreditorReferenceID", "BT-90", "_creditor", _creditor),
            *_once("ram:PaymentReference", "BT-83", "_reference", _reference),
            Leaf("ram:TaxCurrencyCode", "BT-6", "vat_currency"),
            Leaf("ram:InvoiceCurrencyCode", "BT-5", "currency"),
            parties.payee(),
            _payment_means(full=full),
            _breakdown(full=full),
            period(),
            allowance_charge("BG-20", vat_category("ram:CategoryTradeTax")),
            Group(
                "ram:SpecifiedTradePaymentTerms",
                (
                    Leaf("ram:Description", "BT-20", "payment_terms", Form.NOTE),
                    date_at("ram:DueDateDateTime", "BT-9", "due_date"),
                    *_once("ram:DirectDebitMandateID", "BT-89", "_mandate", _mandate),
                ),
            ),
            _totals(full=full),
            Part(
                "ram:InvoiceReferencedDocument",
                "BG-3",
                "preceding",
                (
                    Leaf("ram:IssuerAssignedID", "BT-25", "number"),
                    date_at("ram:FormattedIssueDateTime", "BT-26", "issue_date", "qdt:DateTimeString"),
                ),
                many=True,
            ),
            Group("ram:ReceivableSpecifiedTradeAccountingAccount", (Leaf("ram:ID", "BT-19", "accounting_cost"),)),
        ),
    )
