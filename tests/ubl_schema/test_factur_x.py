"""Factur-X PDFs: a valid invoice inside, correct metadata, read back by another library and by ours."""

from __future__ import annotations

import hashlib
from io import BytesIO

import facturx
import pikepdf
import pytest
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from libs.ubl_schema import BIS3, CII_BASICWL, CII_EN16931, Refused, UnreadablePdf
from libs.ubl_schema.factur_x import make_facturx
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.official import validate_cii
from libs.ubl_schema.pdf import embedded_xml, read_pdf

from .builders import credit_note, invoice


def source_pdf(*, pdf_a: bool = False, password: str | None = None) -> bytes:
    """Returns a one-page PDF with text; with ``pdf_a`` it has the mark of PDF/A (and nothing else of it)."""
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 720, "FACTURE 2026/0042")
    canvas.save()
    with pikepdf.open(out) as pdf:
        if pdf_a:
            with pdf.open_metadata() as metadata:
                metadata["pdfaid:part"] = "1"
                metadata["pdfaid:conformance"] = "B"
        again = BytesIO()
        encryption = pikepdf.Encryption(user=password, owner=password) if password else False
        pdf.save(again, encryption=encryption)
        return again.getvalue()


def metadata_of(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        root = etree.fromstring(document.Root.Metadata.read_bytes())
    return {etree.QName(node).localname: node.text or "" for node in root.iter() if not len(node) and node.text}


@pytest.mark.feature(330, 331, 327)
@pytest.mark.parametrize("document", [invoice(), credit_note()], ids=["invoice", "credit note"])
def test_the_invoice_inside_is_valid_and_comes_back_equal(document: Invoice) -> None:
    made = make_facturx(source_pdf(), document)

    reading = read_pdf(made.pdf)

    assert [violation for violation in validate_cii(made.xml) if violation.is_fatal] == []
    assert reading.invoice.says_the_same_as(document)
    assert (reading.filename, reading.warnings) == ("factur-x.xml", ())


@pytest.mark.feature(330)
def test_the_reference_library_finds_the_same_file_and_accepts_it() -> None:
    made = make_facturx(source_pdf(), invoice())

    name, xml = facturx.get_facturx_xml_from_pdf(made.pdf, check_xsd=True)

    assert (name, xml) == ("factur-x.xml", made.xml)
    assert facturx.get_level(etree.fromstring(xml)) == "en16931"


@pytest.mark.feature(327)
def test_an_invoice_without_lines_takes_the_level_without_lines() -> None:
    document = invoice(lines=())

    made = make_facturx(source_pdf(), document)

    assert metadata_of(made.pdf)["ConformanceLevel"] == "BASIC WL"
    assert validate_cii(made.xml) == []
    back = read_pdf(made.pdf).invoice
    assert (back.breakdown, back.totals, back.payments) == (document.breakdown, document.totals, document.payments)


def test_the_level_can_be_chosen() -> None:
    made = make_facturx(source_pdf(), invoice(), CII_BASICWL)

    assert read_pdf(made.pdf).invoice.lines == ()
    assert metadata_of(made.pdf)["ConformanceLevel"] == "BASIC WL"


def test_pdf_a_is_claimed_only_when_the_source_claimed_it() -> None:
    plain = make_facturx(source_pdf(), invoice())
    marked = make_facturx(source_pdf(pdf_a=True), invoice())

    assert not plain.claims_pdf_a
    assert "part" not in metadata_of(plain.pdf)
    assert any("PDF/A" in note for note in plain.notes)
    assert marked.claims_pdf_a
    assert (metadata_of(marked.pdf)["part"], metadata_of(marked.pdf)["conformance"]) == ("3", "B")
    assert marked.notes == ()


def test_the_same_pdf_and_invoice_give_the_same_bytes() -> None:
    one = make_facturx(source_pdf(), invoice()).pdf
    two = make_facturx(source_pdf(), invoice()).pdf

    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def test_the_page_is_still_there() -> None:
    made = make_facturx(source_pdf(), invoice())

    with pikepdf.open(BytesIO(made.pdf)) as before, pikepdf.open(BytesIO(source_pdf())) as source:
        assert len(before.pages) == 1
        assert before.pages[0].Contents.read_bytes() == source.pages[0].Contents.read_bytes()


def test_an_invoice_file_already_inside_is_replaced() -> None:
    old = make_facturx(source_pdf(), invoice(number="old")).pdf

    new = make_facturx(old, invoice(number="new"))

    assert list(embedded_xml(new.pdf)) == ["factur-x.xml"]
    assert read_pdf(new.pdf).invoice.number == "new"


def test_the_relation_of_file_and_pdf_is_stated() -> None:
    made = make_facturx(source_pdf(), invoice())

    with pikepdf.open(BytesIO(made.pdf)) as document:
        (file,) = document.Root.AF
        assert file.AFRelationship == pikepdf.Name.Alternative
        assert file.EF.F.Subtype == pikepdf.Name("/text/xml")
        assert "/ModDate" in file.EF.F.Params


@pytest.mark.parametrize("data", [b"", b"not a pdf", source_pdf(password="geheim")])
def test_what_cannot_be_opened_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        make_facturx(data, invoice())


def test_an_invalid_invoice_is_refused_and_ubl_is_no_level() -> None:
    with pytest.raises(Refused):
        make_facturx(source_pdf(), invoice(number=None))
    with pytest.raises(ValueError, match="Peppol"):
        make_facturx(source_pdf(), invoice(), BIS3)
    assert CII_EN16931.level == "EN 16931"
