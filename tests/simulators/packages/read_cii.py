"""The importers' own reader of CII and of Factur-X, which is a PDF with CII inside."""

from typing import Any

import facturx
from lxml import etree

from .booking import Counterparty, LineAccount, Reading, VatAmount
from .rules import NotTaken
from .values import amount, day, digits, must, must_balance, payment_reference, vat_number

_NS = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
_AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
_SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_TOTAL = "ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
_ACCOUNT = "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"
_LEVEL = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"


def xml_inside(pdf: bytes) -> bytes | None:
    """The invoice in a PDF; None when there is none. Its schema is not asked: nothing says that a package does."""
    _, xml = facturx.get_xml_from_pdf(pdf, check_xsd=False)
    return bytes(xml) if xml else None


def read_cii(root: Any, attachment: bytes | None) -> Reading:
    """Invoice or credit note at a level that has the amounts per VAT rate (BASIC WL and up)."""
    if (_first(root, _LEVEL) or "").endswith(":minimum"):
        raise NotTaken("Factur-X MINIMUM has no amounts per VAT rate")
    document, settlement = "rsm:ExchangedDocument/ram:", _one(root, _SETTLEMENT)
    agreement = _one(root, _AGREEMENT)
    seller, buyer = _one(agreement, "ram:SellerTradeParty"), _one(agreement, "ram:BuyerTradeParty")
    due = _first(settlement, "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString")
    means = "ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/ram:IBANID"
    without_vat = amount(_first(settlement, f"{_TOTAL}TaxBasisTotalAmount"), "total without VAT")
    reading = Reading(
        number=must(_first(root, f"{document}ID"), "number"),
        issue_date=day(_first(root, f"{document}IssueDateTime/udt:DateTimeString"), "date"),
        due_date=day(due, "due date") if due else None,
        currency=must(_first(settlement, "ram:InvoiceCurrencyCode"), "currency"),
        is_credit_note=_first(root, f"{document}TypeCode") == "381",
        seller=_counterparty(seller, "seller"),
        buyer=_counterparty(buyer, "buyer"),
        seller_numbers=_numbers(seller),
        buyer_numbers=_numbers(buyer),
        vat=tuple(_row(row) for row in _all(settlement, "ram:ApplicableTradeTax")),
        without_vat=without_vat,
        with_vat=amount(_first(settlement, f"{_TOTAL}GrandTotalAmount"), "total with VAT"),
        payable=amount(_first(settlement, f"{_TOTAL}DuePayableAmount"), "amount to pay"),
        iban=_first(settlement, means),
        payment_reference=payment_reference(_first(settlement, "ram:PaymentReference")),
        lines=_lines(root) or (LineAccount(_first(settlement, _ACCOUNT), without_vat),),
        attachment=attachment,
    )
    if not reading.vat:
        raise NotTaken("missing: the amounts per VAT rate")
    must_balance(reading)
    return reading


def _row(row: Any) -> VatAmount:
    category = must(_first(row, "ram:CategoryCode"), "VAT category")
    rate = _first(row, "ram:RateApplicablePercent")
    return VatAmount(
        category=category,
        rate=amount("0" if rate is None and category == "O" else rate, "VAT rate"),
        base=amount(_first(row, "ram:BasisAmount"), "base"),
        vat=amount(_first(row, "ram:CalculatedAmount"), "VAT"),
    )


def _lines(root: Any) -> tuple[LineAccount, ...]:
    net = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
    lines = _all(root, "//ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement")
    return tuple(LineAccount(_first(line, _ACCOUNT), amount(_first(line, net), "amount of a line")) for line in lines)


def _counterparty(party: Any, what: str) -> Counterparty:
    vat = _first(party, "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']")
    return Counterparty(vat_number(vat), must(_first(party, "ram:Name"), f"name of the {what}"))


def _numbers(party: Any) -> frozenset[str]:
    path = "ram:SpecifiedTaxRegistration/ram:ID|ram:SpecifiedLegalOrganization/ram:ID"
    return frozenset(digits(element.text or "") for element in _all(party, path))


def _one(element: Any, path: str) -> Any:
    if not (found := _all(element, path)):
        raise NotTaken(f"missing: {etree.QName(element).localname}/{path}")
    return found[0]


def _all(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path, namespaces=_NS))


def _first(element: Any, path: str) -> str | None:
    found = _all(element, path)
    return ((found[0].text or "").strip() or None) if found else None
