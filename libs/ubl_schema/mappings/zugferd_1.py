"""ZUGFeRD 1.0, the predecessor of Factur-X: the same tree with some other names."""

from __future__ import annotations

from ..parse import Node

ZUGFERD_1_ROOT = "zf1:CrossIndustryDocument"

_NEW_NAMES = {
    "zf1:CrossIndustryDocument": "rsm:CrossIndustryInvoice",
    "zf1:SpecifiedExchangedDocumentContext": "rsm:ExchangedDocumentContext",
    "zf1:HeaderExchangedDocument": "rsm:ExchangedDocument",
    "zf1:SpecifiedSupplyChainTradeTransaction": "rsm:SupplyChainTradeTransaction",
    "ram:ApplicableSupplyChainTradeAgreement": "ram:ApplicableHeaderTradeAgreement",
    "ram:ApplicableSupplyChainTradeDelivery": "ram:ApplicableHeaderTradeDelivery",
    "ram:ApplicableSupplyChainTradeSettlement": "ram:ApplicableHeaderTradeSettlement",
    "ram:SpecifiedSupplyChainTradeAgreement": "ram:SpecifiedLineTradeAgreement",
    "ram:SpecifiedSupplyChainTradeDelivery": "ram:SpecifiedLineTradeDelivery",
    "ram:SpecifiedSupplyChainTradeSettlement": "ram:SpecifiedLineTradeSettlement",
    "ram:ApplicablePercent": "ram:RateApplicablePercent",
}
_LINE_TOTALS = "ram:SpecifiedTradeSettlementMonetarySummation"


def as_factur_x(root: Node) -> None:
    """Rename every element to its name in Factur-X."""
    pending = [(root, False)]
    while pending:
        node, in_line = pending.pop()
        in_line = in_line or node.tag == "ram:IncludedSupplyChainTradeLineItem"
        if node.tag == _LINE_TOTALS:
            part = "Line" if in_line else "Header"
            node.tag = f"ram:SpecifiedTradeSettlement{part}MonetarySummation"
        else:
            node.tag = _NEW_NAMES.get(node.tag, node.tag)
        pending += [(child, in_line) for child in node.children or ()]
