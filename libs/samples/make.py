"""Turns a document into the file that a user uploads: a printed PDF, UBL from Peppol, or a PDF with embedded XML."""

from dataclasses import replace

from libs.samples import cii, ubl
from libs.samples.document import Document, truth_of
from libs.samples.layouts import Family, print_document
from libs.samples.truth import PartyTruth, Sample, Truth

PDF = "application/pdf"
XML = "application/xml"


def pdf_sample(name: str, document: Document, family: Family, *, filename: str | None = None) -> Sample:
    """Returns the document as a PDF with a text layer."""
    printed = print_document(document, family)
    truth = truth_of(document, printed.shown, layout=family.name, pages=printed.pages)
    return Sample(name, filename or f"{name}.pdf", PDF, printed.content, truth)


def ubl_sample(name: str, document: Document, family: Family | None, *, filename: str | None = None) -> Sample:
    """Returns the document as UBL; with a family the sender's PDF is embedded in it."""
    pdf = print_document(document, family).content if family else None
    content = ubl.invoice_xml(document, pdf, pdf_name=f"{document.number.replace('/', '-')}.pdf")
    return Sample(name, filename or f"{name}.xml", XML, content, _full_truth(document, "ubl"))


def facturx_sample(name: str, document: Document, family: Family, *, filename: str | None = None) -> Sample:
    """Returns the document as Factur-X: a PDF with the CII file embedded."""
    printed = print_document(document, family)
    content = cii.embed(printed.content, cii.invoice_xml(document), day=document.issue_date)
    truth = _full_truth(document, family.name).model_copy(update={"shown": printed.shown, "pages": printed.pages})
    return Sample(name, filename or f"{name}.pdf", PDF, content, truth)


def _full_truth(document: Document, layout: str) -> Truth:
    """Returns the expected values of a structured file: it has every field, whether a PDF would print it or not."""
    truth = truth_of(document, {}, layout=layout, pages=1)
    bank = document.payment == "bank"
    seller = PartyTruth(
        name=document.seller.name,
        vat=document.seller.vat,
        company_number=document.seller.company_number,
        iban=document.seller.iban if bank else None,
        bic=document.seller.bic if bank else None,
        address=truth.seller.address if truth.seller else None,
    )
    buyer = truth_of(replace(document), {"buyer.name": document.buyer.name}, layout=layout, pages=1).buyer
    buyer = buyer.model_copy(
        update={"vat": document.buyer.vat, "company_number": document.buyer.company_number}
    ) if buyer else None  # fmt: skip
    return truth.model_copy(
        update={
            "seller": seller,
            "buyer": buyer,
            "structured_communication": document.reference,
            "original_number": document.original_number,
            "mandate": document.mandate,
        }
    )
