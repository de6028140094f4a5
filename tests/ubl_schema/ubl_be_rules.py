"""The rules of UBL.BE 1.31 (ubl-BE-01 to -04, -10 to -12, -14, -15) in Python: no package contains the originals.

Written from the published assertions; the rest of that rule set repeats EN 16931, which the oracle runs.
"""

from __future__ import annotations

from lxml import etree

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_NAMES = (
    "00 01 02 03 45 NA FD SC 00/44 03/SE MA 46/GO 47/TO 47/AS 47/DI 47/SE 44 46/TR 47/EX 47/EI 47/EE NS OSS-S OSS-G"
)
NAMES = frozenset([*_NAMES.split(), "OSS-I"])
SENTENCES = {
    "BETE-45": "Reverse charge - Contractor",
    "BETE-EX": "Exempt",
    "BETE-46/GO": "Intra-community supply - Goods",
    "BETE-47/EX": "Export non E.U.",
    "BETE-NS": "Not subject to VAT",
}
"""The pairs, out of eighteen, to which a European category is mapped."""
ALLOWED_IN_UBL_BE = {"BR-CL-22", "PEPPOL-EN16931-R004"}
"""Official rules that UBL.BE replaces by its own: exemption codes, and the identifier of BIS 3."""


def broken(data: bytes) -> set[str]:
    """Returns the UBL.BE rules that a file breaks."""
    root = etree.fromstring(data)
    found = set()
    references = root.findall(f"{CAC}AdditionalDocumentReference")
    if len(references) < 2:
        found.add("ubl-BE-01")
    labels = [node.text for node in root.iter(f"{CBC}DocumentDescription")]
    if labels.count("CommercialInvoice") + labels.count("CreditNote") != 1:
        found.add("ubl-BE-02")
    if [node.text for node in root.iter(f"{CBC}ID")].count("UBL.BE") != 1:
        found.add("ubl-BE-03")
    if any(len(node.findall(f"{CBC}DocumentDescription")) != 1 for node in references):
        found.add("ubl-BE-04")
    for category in root.iterfind(f"{CAC}TaxTotal/{CAC}TaxSubtotal/{CAC}TaxCategory"):
        if category.findtext(f"{CBC}Name") not in NAMES:
            found.add("ubl-BE-10")
        code = category.findtext(f"{CBC}TaxExemptionReasonCode")
        if code is not None and code not in SENTENCES:
            found.add("ubl-BE-11")
        reason = category.findtext(f"{CBC}TaxExemptionReason")
        if reason is not None and reason != SENTENCES.get(code or ""):
            found.add("ubl-BE-12")
    for line in [*root.iterfind(f"{CAC}InvoiceLine"), *root.iterfind(f"{CAC}CreditNoteLine")]:
        if len(line.findall(f"{CAC}TaxTotal")) != 1:
            found.add("ubl-BE-14")
    if any(len(node.findall(f"{CBC}Name")) != 1 for node in root.iter(f"{CAC}ClassifiedTaxCategory")):
        found.add("ubl-BE-15")
    return found
