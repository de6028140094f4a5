"""Recognises the dialect of a file by its root and its declaration (BT-24, BT-23)."""

from __future__ import annotations

from dataclasses import dataclass

from .dialects import Syntax
from .parse import Node

_GUIDELINE = (
    "ram:GuidelineSpecifiedDocumentContextParameter",
    "ram:ID",
)
_SETTLEMENT = ("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement")
_BUSINESS = ("ram:BusinessProcessSpecifiedDocumentContextParameter", "ram:ID")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file declares to be."""

    dialect: str
    syntax: Syntax
    customization_id: str | None
    profile_id: str | None
    usual_type_code: str


def recognise(root: Node) -> Recognised:
    """The dialect of a file whose root is known."""
    if root.tag in {"inv:Invoice", "cn:CreditNote"}:
        customization = root.text_at("cbc:CustomizationID")
        profile = root.text_at("cbc:ProfileID")
        usual = "381" if root.tag == "cn:CreditNote" else "380"
        return Recognised(_ubl_dialect(customization, profile), Syntax.UBL, customization, profile, usual)
    context = "zf1:SpecifiedExchangedDocumentContext" if root.tag.startswith("zf1:") else "rsm:ExchangedDocumentContext"
    guideline = root.text_at(context, *_GUIDELINE)
    return Recognised(_cii_dialect(guideline), Syntax.CII, guideline, root.text_at(context, *_BUSINESS), "380")


ENVELOPE = "sbdh:StandardBusinessDocument"
"""The envelope of the Peppol network, which an access point may leave around a document."""
INVOICES = frozenset({"inv:Invoice", "cn:CreditNote", "rsm:CrossIndustryInvoice", "zf1:CrossIndustryDocument"})


_OTHER_MESSAGES = {
    "Order": "an order",
    "OrderChange": "a change of an order",
    "OrderResponse": "the answer to an order",
    "OrderCancellation": "the cancellation of an order",
    "DespatchAdvice": "a despatch advice",
    "ReceiptAdvice": "a receipt advice",
    "Catalogue": "a catalogue",
    "Reminder": "a reminder",
    "Statement": "a statement of account",
    "ApplicationResponse": "an invoice response or message level response",
    "SCRDMCCBDACIOMessageStructure": "an order (Order-X)",
    "CrossDomainAcknowledgementAndResponse": "the status of an invoice (French CDV)",
    "FatturaElettronica": "an Italian invoice (FatturaPA), which is not read",
    "StandardBusinessDocument": "an envelope of the network without an invoice",
}
"""By the name of the root: messages that come by the same ways as invoices."""


def what_it_is(root: Node) -> str:
    """What a file is that is no invoice, for its reader; else its root."""
    local = root.tag.rpartition(" ")[2].rpartition(":")[2]
    known = _OTHER_MESSAGES.get(local)
    return f"this is {known}" if known else f"the root element {root.tag[:100]!r} is no invoice or credit note"


def without_envelope(root: Node) -> Node:
    """The invoice in an envelope; any other root as it is."""
    if root.tag != ENVELOPE:
        return root
    return next((child for child in root.children or () if child.tag in INVOICES), root)


def currency_of(root: Node) -> str | None:
    """The currency of the document (BT-5), in either syntax."""
    if root.tag == "rsm:CrossIndustryInvoice":
        stated = root.text_at(*_SETTLEMENT, "ram:InvoiceCurrencyCode")
    else:
        stated = root.text_at("cbc:DocumentCurrencyCode")
    return stated or None


def _ubl_dialect(customization: str | None, profile: str | None) -> str:
    said = (customization or "").lower()
    if "peppol.eu:2017:poacc:billing:3" in said:
        return "bis3"
    if "ubl.be" in said:
        return "ublbe"
    if (profile or "").upper().replace("-", "").startswith("EFFF"):
        return "efff"
    if "xrechnung" in said:
        return "xrechnung"
    if said.startswith("urn:cen.eu:en16931:2017"):
        return "en16931"
    return "other"


def _cii_dialect(guideline: str | None) -> str:
    said = (guideline or "").lower()
    if "xrechnung" in said:
        return "xrechnung"
    family = "zugferd" if "zugferd" in said or "ferd:" in said else "factur-x"
    for level in ("minimum", "basicwl", "extended", "comfort", "basic"):
        if level in said:
            return f"{family} {level}"
    if "en16931" in said:
        return "en16931"
    return "other"
