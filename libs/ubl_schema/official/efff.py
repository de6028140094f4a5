"""The public rules of e-FFF 1.0; no official validator for it is available.

An e-FFF file is UBL 2.0. Its schema is not among the installed rules, but every valid UBL 2.0 file is a valid UBL 2.1
file. So the schema of 2.1 is run, and these checks look for what 2.1 added and for what the Belgian text requires.
Source: the pages of the e-FFF group, OCA's e-fff module, and two more open writers of the format.
"""

from typing import Any

from ..namespaces import UBL_CAC, UBL_CBC, UBL_INVOICE
from .violation import Violation

_NAMES = {"i": UBL_INVOICE, "cac": UBL_CAC, "cbc": UBL_CBC}

_VAT = "/i:Invoice/cac:TaxTotal/cbc:TaxAmount[@currencyID = /i:Invoice/cbc:DocumentCurrencyCode]"
"""There may be a second VAT total in another currency."""

_RULES = {
    "EFFF-VERSION": ("/i:Invoice/cbc:UBLVersionID = '2.0'", "the UBL version is 2.0"),
    "EFFF-CUSTOMIZATION": ("/i:Invoice/cbc:CustomizationID = '1.0'", "the customization is 1.0"),
    "EFFF-PROFILE": (
        "starts-with(/i:Invoice/cbc:ProfileID, 'EFFF.BE') or starts-with(/i:Invoice/cbc:ProfileID, 'E-FFF.BE')",
        "the profile is EFFF.BE with the name of the software",
    ),
    "EFFF-TYPE": (
        "/i:Invoice/cbc:InvoiceTypeCode = '380' or /i:Invoice/cbc:InvoiceTypeCode = '381'",
        "an invoice is 380 and a credit note 381, both in the root Invoice",
    ),
    "EFFF-DOCUMENT": (
        "count(/i:Invoice/cac:AdditionalDocumentReference"
        "[cbc:DocumentType = 'CommercialInvoice' or cbc:DocumentType = 'CreditNote']"
        "/cac:Attachment/cbc:EmbeddedDocumentBinaryObject[@mimeCode = 'application/pdf']) = 1",
        "the PDF is inside, once, with its document type",
    ),
    "EFFF-KIND": (
        "/i:Invoice/cac:AdditionalDocumentReference/cbc:DocumentType"
        " = substring('CommercialInvoiceCreditNote', 1 + 17 * (/i:Invoice/cbc:InvoiceTypeCode = '381'),"
        " 17 - 7 * (/i:Invoice/cbc:InvoiceTypeCode = '381'))",
        "the PDF is labelled as the kind of document that the type code says",
    ),
    "EFFF-TAX-CODE": (
        "not(//cac:TaxCategory[not(cbc:Name)] | //cac:ClassifiedTaxCategory[not(cbc:Name)])",
        "every VAT category carries the Belgian code as its name",
    ),
    "EFFF-TOTALS": (
        "number(/i:Invoice/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount)"
        f" + number({_VAT})"
        " - number(/i:Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount) < 0.005 and"
        " number(/i:Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount)"
        " - number(/i:Invoice/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount)"
        f" - number({_VAT}) < 0.005",
        "the total with VAT is the total without it and the VAT",
    ),
}

_ADDED_BY_2_1 = {
    "i:Invoice": ("cbc:BuyerReference", "cac:ProjectReference", "cac:StatementDocumentReference"),
    "cac:AdditionalDocumentReference": ("cbc:DocumentDescription", "cbc:DocumentStatusCode", "cac:ValidityPeriod"),
    "cac:InvoiceLine": ("cbc:Note[2]", "cac:InvoicePeriod", "cac:WithholdingTaxTotal"),
    "cac:Party": ("cbc:IndustryClassificationCode", "cac:ServiceProviderParty", "cac:PowerOfAttorney"),
    "cac:PaymentMeans": ("cac:PaymentMandate", "cac:TradeFinancing"),
}
"""Elements that our writer might write and a reader of 2.0 would refuse; not all differences of the versions."""


def violations(root: Any) -> list[Violation]:
    """The rules that a file breaks, given the root of its tree."""
    found = [
        Violation(rule, "fatal", "/Invoice", text)
        for rule, (test, text) in _RULES.items()
        if root.xpath(test, namespaces=_NAMES) is not True
    ]
    for parent, children in _ADDED_BY_2_1.items():
        for child in children:
            if root.xpath(f"//{parent}/{child}", namespaces=_NAMES):
                found.append(Violation("EFFF-UBL-2.0", "fatal", f"//{parent}/{child}", "UBL 2.0 has no such element"))
    return found
