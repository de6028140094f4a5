"""A Factur-X PDF: the pages of the invoice with the invoice itself as a file inside.

Whether the result is PDF/A-3 depends on the pages. Fonts and colours are taken as they are, so the mark "PDF/A-3" is
set only when the source already has a PDF/A mark; otherwise the notes state that it is not claimed. The same pages
and invoice give the same bytes: the only date in the file is that of the invoice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf

from .dialects import CII_BASICWL, CII_EN16931, Dialect, Syntax
from .errors import UnreadablePdf
from .invoice import Invoice
from .pdf import KNOWN_NAMES
from .write import write

FILE_NAME = "factur-x.xml"
_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_NOT_PDF_A = "The source PDF does not say that it is PDF/A, so the result does not claim PDF/A-3."
_SIGNED = "The source PDF was signed; the signature does not cover the added invoice file."


@dataclass(frozen=True, slots=True)
class FacturX:
    """The finished PDF, and notes for a user who archives it."""

    pdf: bytes
    xml: bytes
    claims_pdf_a: bool
    notes: tuple[str, ...]


def make_facturx(pdf: bytes, invoice: Invoice, dialect: Dialect | None = None) -> FacturX:
    """Put the invoice into its PDF: level EN 16931 when it has lines, BASIC WL when it has none.

    Raises ``Refused`` like ``write``, and ``UnreadablePdf`` when the PDF is damaged or protected by a password.
    """
    level = dialect or (CII_EN16931 if invoice.lines else CII_BASICWL)
    if level.syntax is not Syntax.CII:
        raise ValueError(f"{level.title} is not a level of Factur-X")
    xml = write(invoice, level)
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            return _embed(document, xml, invoice, level)
    except pikepdf.PasswordError as problem:
        raise UnreadablePdf("the PDF is protected by a password") from problem
    except pikepdf.PdfError as problem:
        raise UnreadablePdf(f"the PDF cannot be opened: {problem}") from problem


def _embed(document: pikepdf.Pdf, xml: bytes, invoice: Invoice, level: Dialect) -> FacturX:
    conformance = _pdf_a_conformance(document)
    notes = [] if conformance else [_NOT_PDF_A]
    if _is_signed(document):
        notes.append(_SIGNED)
    for name in [name for name in document.attachments if name.lower() in KNOWN_NAMES]:
        del document.attachments[name]
    when = _moment(invoice)
    relationship = pikepdf.Name("/Data" if level is CII_BASICWL else "/Alternative")
    file = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]  # the stubs forget the relationship
        document,
        xml,
        description="Factur-X invoice",
        filename=FILE_NAME,
        mime_type="text/xml",
        creation_date=when,
        mod_date=when,
        relationship=relationship,
    )
    document.attachments[FILE_NAME] = file
    document.Root.AF = document.make_indirect(
        pikepdf.Array([document.attachments[name].obj for name in sorted(document.attachments)])
    )
    for key in ("/CreationDate", "/ModDate", "/Title"):
        if key in document.docinfo:
            del document.docinfo[key]
    title = f"{invoice.seller.name}: {invoice.number}"
    document.docinfo["/Title"] = title
    metadata = pikepdf.Stream(document, _metadata(level, title, conformance).encode())
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    document.Root.Metadata = document.make_indirect(metadata)
    out = BytesIO()
    document.save(out, deterministic_id=True, min_version="1.7", compress_streams=True)
    return FacturX(out.getvalue(), xml, conformance is not None, tuple(notes))


def _moment(invoice: Invoice) -> str:
    day = invoice.issue_date
    at = datetime.combine(day, time(), UTC) if day is not None else datetime(1970, 1, 1, tzinfo=UTC)
    return at.strftime("D:%Y%m%d%H%M%SZ")


def _pdf_a_conformance(document: pikepdf.Pdf) -> str | None:
    """The letter of the PDF/A mark (A, B or U) of part 1, 2 or 3, which can all become part 3; None without a mark."""
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        part = str(metadata.get("pdfaid:part", ""))
        letter = str(metadata.get("pdfaid:conformance", "")).upper()
    return letter if part in {"1", "2", "3"} and letter in {"A", "B", "U"} else None


def _is_signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return form is not None and int(form.get("/SigFlags", 0)) & 1 == 1


_PROPERTIES = (
    ("DocumentFileName", "The name of the embedded invoice file"),
    ("DocumentType", "The type of the embedded document"),
    ("Version", "The version of the Factur-X standard"),
    ("ConformanceLevel", "The level of the embedded invoice file"),
)


def _metadata(level: Dialect, title: str, conformance: str | None) -> str:
    """The XMP packet: the Factur-X properties, their description for PDF/A readers, and the mark if it applies."""
    values = {
        "DocumentFileName": FILE_NAME,
        "DocumentType": "INVOICE",
        "Version": "1.0",
        "ConformanceLevel": level.level,
    }
    facts = "".join(f"<fx:{name}>{escape(values[name] or '')}</fx:{name}>" for name, _ in _PROPERTIES)
    described = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
        for name, text in _PROPERTIES
    )
    mark = ""
    if conformance is not None:
        mark = (
            '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part>'
            f"<pdfaid:conformance>{conformance}</pdfaid:conformance></rdf:Description>"
        )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"{mark}"
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description>'
        f'<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">{facts}</rdf:Description>'
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>"
        "</rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
