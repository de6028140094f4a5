"""The XML namespaces of UBL and CII, each with the one prefix that this library uses for it."""

from __future__ import annotations

UBL_INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
UBL_CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
UBL_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
UBL_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
UBL_EXT = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
CII_RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
CII_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
CII_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
CII_QDT = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
ZUGFERD_1_RSM = "urn:ferd:CrossIndustryDocument:invoice:1p0"
ZUGFERD_1_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
ZUGFERD_1_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15"
SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"

PREFIX_OF = {
    UBL_INVOICE: "inv",
    UBL_CREDIT_NOTE: "cn",
    UBL_CAC: "cac",
    UBL_CBC: "cbc",
    UBL_EXT: "ext",
    CII_RSM: "rsm",
    CII_RAM: "ram",
    CII_UDT: "udt",
    CII_QDT: "qdt",
    ZUGFERD_1_RSM: "zf1",
    SBDH: "sbdh",
    ZUGFERD_1_RAM: "ram",
    ZUGFERD_1_UDT: "udt",
}
"""ZUGFeRD 1.0 has the same inner names as CII, so it has the same prefixes; only its root differs."""

EMBEDDED_FILE_TAGS = frozenset({"cbc:EmbeddedDocumentBinaryObject", "ram:AttachmentBinaryObject"})
