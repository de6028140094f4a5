"""Invoice lines, allowances and charges, as CII writes them."""

from __future__ import annotations

from ..binding.vocabulary import Attribute, Entry, Fixed, Form, Group, Leaf, Part, Skipped
from ..parse import Node
from .cii_parties import SCHEME, VAT_TYPE, date_at

_UNIT = (Attribute("unitCode", "unit"),)
_BASE_UNIT = (Attribute("unitCode", "base_unit"),)


def period() -> Group:
    """BG-14 on the document, BG-26 on a line."""
    return Group(
        "ram:BillingSpecifiedPeriod",
        (date_at("ram:StartDateTime", "BT-73", "period.start"), date_at("ram:EndDateTime", "BT-74", "period.end")),
    )


def allowance_charge(term: str, *more: Entry) -> Part:
    """BG-20 / BG-21 and BG-27 / BG-28."""
    return Part(
        "ram:SpecifiedTradeAllowanceCharge",
        term,
        "allowances",
        (
            Group("ram:ChargeIndicator", (Leaf("udt:Indicator", term, "is_charge", Form.BOOLEAN),)),
            Leaf("ram:CalculationPercent", "BT-94", "percentage", Form.NUMBER),
            Leaf("ram:BasisAmount", "BT-93", "base", Form.BARE_MONEY),
            Leaf("ram:ActualAmount", "BT-92", "amount", Form.BARE_MONEY),
            Leaf("ram:ReasonCode", "BT-98", "reason_code"),
            Leaf("ram:Reason", "BT-97", "reason"),
            *more,
        ),
        many=True,
    )


def vat_category(tag: str) -> Group:
    """A category and its rate."""
    return Group(
        tag,
        (
            VAT_TYPE,
            Leaf("ram:CategoryCode", "BT-151", "vat_category"),
            Leaf("ram:RateApplicablePercent", "BT-152", "vat_rate", Form.NUMBER),
        ),
    )


def _product() -> Group:
    return Group(
        "ram:SpecifiedTradeProduct",
        (
            Leaf("ram:GlobalID", "BT-157", "standard_item_id", Form.IDENTIFIER, SCHEME),
            Leaf("ram:SellerAssignedID", "BT-155", "seller_item_id"),
            Leaf("ram:BuyerAssignedID", "BT-156", "buyer_item_id"),
            Leaf("ram:Name", "BT-153", "name"),
            Leaf("ram:Description", "BT-154", "description", Form.NOTE),
            Part(
                "ram:ApplicableProductCharacteristic",
                "BG-32",
                "attributes",
                (Leaf("ram:Description", "BT-160", "name"), Leaf("ram:Value", "BT-161", "value")),
                many=True,
                needs=("name", "value"),
            ),
            Part(
                "ram:DesignatedProductClassification",
                "BT-158",
                "classifications",
                (
                    Leaf(
                        "ram:ClassCode",
                        "BT-158",
                        "value",
                        attributes=(Attribute("listID", "scheme"), Attribute("listVersionID", "version")),
                    ),
                ),
                many=True,
                needs=("value",),
            ),
            Group("ram:OriginTradeCountry", (Leaf("ram:ID", "BT-159", "origin_country"),)),
        ),
    )


def _agreement() -> Group:
    return Group(
        "ram:SpecifiedLineTradeAgreement",
        (
            Group("ram:BuyerOrderReferencedDocument", (Leaf("ram:LineID", "BT-132", "order_line"),)),
            Group(
                "ram:GrossPriceProductTradePrice",
                (
                    Leaf("ram:ChargeAmount", "BT-148", "gross_price", Form.NUMBER),
                    Group(
                        "ram:AppliedTradeAllowanceCharge",
                        (
                            Fixed("ram:ChargeIndicator/udt:Indicator", "false"),
                            Leaf("ram:ActualAmount", "BT-147", "price_discount", Form.NUMBER),
                        ),
                    ),
                ),
            ),
            Group(
                "ram:NetPriceProductTradePrice",
                (
                    Leaf("ram:ChargeAmount", "BT-146", "price", Form.NUMBER),
                    Leaf("ram:BasisQuantity", "BT-149", "base_quantity", Form.NUMBER, _BASE_UNIT),
                ),
            ),
        ),
    )


_NO_AMOUNTS = frozenset({"GROUP", "INFORMATION"})


def _counts(node: Node, _root: Node) -> bool:
    """Whether it is a line with an amount of its own.

    In EXTENDED, a GROUP is a title with the sum of the lines below it, and INFORMATION is only text. DETAIL, or no
    code, is an ordinary line.
    """
    kind = node.text_at("ram:AssociatedDocumentLineDocument", "ram:LineStatusReasonCode")
    return (kind or "").upper() not in _NO_AMOUNTS


def lines() -> Part:
    """BG-25."""
    return Part(
        "ram:IncludedSupplyChainTradeLineItem",
        "BG-25",
        "lines",
        (
            Group(
                "ram:AssociatedDocumentLineDocument",
                (
                    Leaf("ram:LineID", "BT-126", "id"),
                    Skipped("ram:ParentLineID"),
                    Skipped("ram:LineStatusCode"),
                    Skipped("ram:LineStatusReasonCode"),
                    Group("ram:IncludedNote", (Leaf("ram:Content", "BT-127", "note", Form.NOTE),)),
                ),
            ),
            _product(),
            _agreement(),
            Group(
                "ram:SpecifiedLineTradeDelivery",
                (Leaf("ram:BilledQuantity", "BT-129", "quantity", Form.NUMBER, _UNIT),),
            ),
            Group(
                "ram:SpecifiedLineTradeSettlement",
                (
                    vat_category("ram:ApplicableTradeTax"),
                    period(),
                    allowance_charge("BG-27"),
                    Group(
                        "ram:SpecifiedTradeSettlementLineMonetarySummation",
                        (Leaf("ram:LineTotalAmount", "BT-131", "net", Form.BARE_MONEY),),
                    ),
                    Group(
                        "ram:AdditionalReferencedDocument",
                        (
                            Leaf("ram:IssuerAssignedID", "BT-128", "object_id.value"),
                            Fixed("ram:TypeCode", "130"),
                            Leaf("ram:ReferenceTypeCode", "BT-128", "object_id.scheme"),
                        ),
                    ),
                    Group(
                        "ram:ReceivableSpecifiedTradeAccountingAccount", (Leaf("ram:ID", "BT-133", "accounting_cost"),)
                    ),
                ),
            ),
        ),
        many=True,
        when=_counts,
    )
