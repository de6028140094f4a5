"""Invoices embedded in PDFs, whatever the name and age of the embedded file."""

from __future__ import annotations

import base64
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from libs.ubl_schema import CII_EN16931, Malformed, NoEmbeddedInvoice, UnreadablePdf, serialise, write_ubl
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.pdf import read_pdf

from .builders import invoice


def pdf_with(files: dict[str, bytes], password: str | None = None) -> bytes:
    """Returns a one-page PDF with these files embedded."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, content in files.items():
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)  # type: ignore[call-arg]  # they have defaults
    out = BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return out.getvalue()


def cii(document: Invoice) -> bytes:
    return serialise(document, CII_EN16931)


@pytest.mark.parametrize(
    "name",
    [
        "factur-x.xml",
        "zugferd-invoice.xml",
        "ZUGFeRD-invoice.xml",
        "xrechnung.xml",
        "Rechnung_4711.xml",
        "FACTUR-X.XML",
    ],
)
def test_the_invoice_is_found_whatever_its_file_is_called(name: str) -> None:
    data = pdf_with({"terms.txt": b"...", name: cii(invoice())})

    reading = read_pdf(data)

    assert reading.filename == name
    assert reading.warnings == ()
    assert reading.invoice.says_the_same_as(invoice())


def test_ubl_inside_a_pdf_is_read_too() -> None:
    reading = read_pdf(pdf_with({"invoice.xml": write_ubl(invoice())}))

    assert reading.dialect == "bis3"


def test_the_known_name_wins_over_other_invoices() -> None:
    other = invoice(number="other")

    reading = read_pdf(pdf_with({"a.xml": cii(other), "factur-x.xml": cii(invoice())}))

    assert reading.invoice.number == invoice().number


def test_a_file_that_breaks_the_schema_is_read_with_a_warning() -> None:
    broken = cii(invoice()).replace(b"<ram:DuePayableAmount>121.00</ram:DuePayableAmount>", b"")

    reading = read_pdf(pdf_with({"factur-x.xml": broken}))

    assert reading.invoice.number == "2026/0042"
    assert {warning.code for warning in reading.warnings} == {"schema"}


def test_a_cut_off_file_is_an_error_with_its_place_and_not_nothing_found() -> None:
    with pytest.raises(Malformed) as refusal:
        read_pdf(pdf_with({"factur-x.xml": cii(invoice())[:-30]}))

    assert refusal.value.place.line >= 1


@pytest.mark.parametrize("files", [{}, {"readme.txt": b"hello"}, {"data.xml": b"<data/>"}])
def test_a_pdf_without_invoice_says_so(files: dict[str, bytes]) -> None:
    with pytest.raises(NoEmbeddedInvoice):
        read_pdf(pdf_with(files))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 damaged", b"hello"])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        read_pdf(data)


def test_a_pdf_behind_a_password_is_unreadable() -> None:
    with pytest.raises(UnreadablePdf, match="password"):
        read_pdf(pdf_with({"factur-x.xml": cii(invoice())}, password="geheim"))


def bomb(size: int, filters: list[str]) -> bytes:
    """Returns a small PDF whose invoice file is huge after decompression."""
    packing = zlib.compressobj(9)
    content = b"".join(packing.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packing.flush()
    for _ in filters[1:]:
        content = zlib.compress(content, 9)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="factur-x.xml")  # type: ignore[call-arg]  # they have defaults
    stream = pdf.attachments["factur-x.xml"].get_file().obj
    stream.write(content, filter=pikepdf.Array([pikepdf.Name(name) for name in filters]))
    out = BytesIO()
    pdf.save(out, compress_streams=False, recompress_flate=False)
    return out.getvalue()


@pytest.mark.parametrize("filters", [["/FlateDecode"], ["/FlateDecode", "/FlateDecode"]])
def test_a_file_that_unpacks_to_hundreds_of_megabytes_is_no_invoice(filters: list[str]) -> None:
    data = bomb(400_000_000, filters)

    tracemalloc.start()
    try:
        with pytest.raises(NoEmbeddedInvoice):
            read_pdf(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(data) < 1_000_000
    assert peak < 50_000_000


def test_an_invoice_that_is_not_packed_is_read_too() -> None:
    packed = BytesIO(pdf_with({"factur-x.xml": cii(invoice())}))
    out = BytesIO()
    with pikepdf.open(packed) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)

    assert read_pdf(out.getvalue()).invoice.says_the_same_as(invoice())


def test_a_pdf_with_an_owners_password_alone_can_be_read_by_anybody() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf_with({"factur-x.xml": cii(invoice())}))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="geheim", user=""))

    assert read_pdf(out.getvalue()).invoice.says_the_same_as(invoice())


def _specification(pdf: pikepdf.Pdf, name: str, content: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(content)
    files = pikepdf.Dictionary(F=stream)
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name, EF=files))


def _only_associated(pdf: pikepdf.Pdf, specification: pikepdf.Object) -> None:
    pdf.Root.AF = pikepdf.Array([specification])


def _associated_with_a_page(pdf: pikepdf.Pdf, specification: pikepdf.Object) -> None:
    pdf.pages[0].obj["/AF"] = specification


def _pinned_to_a_page(pdf: pikepdf.Pdf, specification: pikepdf.Object) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=specification)
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


@pytest.mark.parametrize("put", [_only_associated, _associated_with_a_page, _pinned_to_a_page])
@pytest.mark.parametrize("name", ["factur-x.xml", "facture", "facture.dat"])
def test_the_invoice_is_found_wherever_it_is_and_whatever_it_is_called(
    put: Callable[[pikepdf.Pdf, pikepdf.Object], None], name: str
) -> None:
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    put(pdf, _specification(pdf, name, cii(invoice())))
    pdf.save(out)

    reading = read_pdf(out.getvalue())

    assert reading.filename == name
    assert reading.invoice.number == invoice().number


ORDER = b'<rsm:Order xmlns:rsm="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>'
BESIDE = {
    "broken": b"<Invoice",
    "a document type": b"<!DOCTYPE html><html/>",
    "empty": b"",
    "no XML": b"%PDF-1.7",
    "an order": ORDER,
    "unknown encoding": b'<?xml version="1.0" encoding="klingon"?><a/>',
    "not an invoice": b"<a/>",
}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("name", ["factur-x.xml", "order-x.xml", "a.xml"])
def test_no_file_beside_the_invoice_hides_it(name: str, beside: str) -> None:
    reading = read_pdf(pdf_with({name: BESIDE[beside], "rechnung.xml": cii(invoice())}))

    assert (reading.filename, reading.invoice.number) == ("rechnung.xml", invoice().number)


def test_the_fault_of_the_only_file_that_could_be_the_invoice_is_told() -> None:
    with pytest.raises(Malformed):
        read_pdf(pdf_with({"order-x.xml": ORDER, "rechnung.xml": cii(invoice())[:-30]}))


def test_a_pdf_with_nonsense_where_files_should_be_has_no_invoice() -> None:
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    wrong = pikepdf.Dictionary(EF=pikepdf.Dictionary(F=4))
    pdf.Root.AF = pikepdf.Array([1, pikepdf.String("x"), pikepdf.Dictionary(EF=3), wrong])
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([7, pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, FS=8)])
    pdf.pages[0].obj["/AF"] = pikepdf.Name.Nothing
    pdf.save(out)

    with pytest.raises(NoEmbeddedInvoice):
        read_pdf(out.getvalue())


def _hex(data: bytes) -> bytes:
    return data.hex(" ", 20).encode() + b">"


def _ascii85(data: bytes) -> bytes:
    return base64.a85encode(data) + b"~>"


def _both(data: bytes) -> bytes:
    return _ascii85(zlib.compress(data))


PACKED: dict[str, tuple[list[str], Callable[[bytes], bytes]]] = {
    "FlateDecode": (["/FlateDecode"], zlib.compress),
    "ASCIIHexDecode": (["/ASCIIHexDecode"], _hex),
    "ASCII85Decode": (["/ASCII85Decode"], _ascii85),
    "both": (["/ASCII85Decode", "/FlateDecode"], _both),
}


@pytest.mark.parametrize("how", PACKED)
def test_the_invoice_is_found_however_it_is_packed(how: str) -> None:
    names, pack = PACKED[how]
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    specification = _specification(pdf, "factur-x.xml", b"")
    filters = pikepdf.Array([pikepdf.Name(name) for name in names])
    specification.EF.F.write(pack(cii(invoice())), filter=filters)
    pdf.Root.AF = pikepdf.Array([specification])
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    assert read_pdf(out.getvalue()).invoice.number == invoice().number
