"""How to pay, VAT and totals, as CII writes them."""

from __future__ import annotations

from collections.abc import Callable

from ..binding.page import escape
from ..binding.vocabulary import Computed, Entry, Form, Group, Leaf, Part, Scope, Use
from ..identifiers import is_iban
from ..invoice import Invoice
from ..parse import Node
from ..scalars import ZERO
from . import cii_parties as parties
from .cii_lines import allowance_charge, period, vat_category
from .cii_parties import date_at

SETTLEMENT = ("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement")
TAX_POINT_CODES = (("3", "5"), ("35", "29"), ("432", "72"))
"""UBL uses UNTDID 2005 for the VAT point, CII uses UNTDID 2475."""


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
    """Whether it is the VAT total in another currency than the document's, where there is one in that currency too."""
    currency = root.text_at(*SETTLEMENT, "ram:InvoiceCurrencyCode")
    stated = node.attributes.get("currencyID")
    if stated is None or stated == currency:
        return False
    if stated == root.text_at(*SETTLEMENT, "ram:TaxCurrencyCode"):
        return True
    settlement = _at(root, *SETTLEMENT, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    totals = (each for each in settlement if each.tag == node.tag and each is not node)
    return any(each.attributes.get("currencyID", currency) == currency for each in totals)


def _at(node: Node, *path: str) -> list[Node]:
    """The children of the first element at a path."""
    for tag in path:
        found = next((child for child in node.children or () if child.tag == tag), None)
        if found is None:
            return []
        node = found
    return node.children or []


def _prepaid_less_rounding(_model: object, invoice: Invoice) -> str | None:
    """The prepaid amount less the rounding: BASIC WL has no rounding, and so the sum stays right."""
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
    """Entries that UBL has with each account and CII once for the document; ``cii_settle`` moves them back."""

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


def settlement(*, full: bool) -> Group:
    """The third part of the transaction."""
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
