"""Turns a paper into the file a user hands in: printed, as UBL from the network, or as a PDF with the XML inside."""

from dataclasses import replace

from libs.samples import cii, ubl
from libs.samples.document import Paper, truth_of
from libs.samples.layouts import Family, press
from libs.samples.truth import PartyTruth, Sample, Truth

PDF = "application/pdf"
XML = "application/xml"


def pdf_sample(name: str, paper: Paper, family: Family, *, filename: str | None = None) -> Sample:
    """A born-digital PDF."""
    printed = press(paper, family)
    truth = truth_of(paper, printed.shown, layout=family.name, pages=printed.pages)
    return Sample(name, filename or f"{name}.pdf", PDF, printed.content, truth)


def ubl_sample(name: str, paper: Paper, family: Family | None, *, filename: str | None = None) -> Sample:
    """A Peppol file; with a family the sender's print is embedded."""
    pdf = press(paper, family).content if family else None
    content = ubl.invoice_xml(paper, pdf, pdf_name=f"{paper.number.replace('/', '-')}.pdf")
    return Sample(name, filename or f"{name}.xml", XML, content, _full_truth(paper, "ubl"))


def facturx_sample(name: str, paper: Paper, family: Family, *, filename: str | None = None) -> Sample:
    """A Factur-X PDF: the print with the CII file inside."""
    printed = press(paper, family)
    content = cii.embed(printed.content, cii.invoice_xml(paper), day=paper.issue_date)
    truth = _full_truth(paper, family.name).model_copy(update={"shown": printed.shown, "pages": printed.pages})
    return Sample(name, filename or f"{name}.pdf", PDF, content, truth)


def _full_truth(paper: Paper, layout: str) -> Truth:
    """The truth of a structured file: every field is in it, whatever a print would show."""
    truth = truth_of(paper, {}, layout=layout, pages=1)
    bank = paper.payment == "bank"
    seller = PartyTruth(
        name=paper.seller.name,
        vat=paper.seller.vat,
        company_number=paper.seller.company_number,
        iban=paper.seller.iban if bank else None,
        bic=paper.seller.bic if bank else None,
        address=truth.seller.address if truth.seller else None,
    )
    buyer = truth_of(replace(paper), {"buyer.name": paper.buyer.name}, layout=layout, pages=1).buyer
    buyer = buyer.model_copy(
        update={"vat": paper.buyer.vat, "company_number": paper.buyer.company_number}
    ) if buyer else None  # fmt: skip
    return truth.model_copy(
        update={
            "seller": seller,
            "buyer": buyer,
            "structured_communication": paper.reference,
            "original_number": paper.original_number,
            "mandate": paper.mandate,
        }
    )
