"""Hostile files are refused with a typed error that states the place."""

from __future__ import annotations

import re

import pytest

from libs.ubl_schema import Forbidden, Malformed, NotAnInvoice, TooLarge, UnreadableFile, read, write_ubl
from libs.ubl_schema.parse import Limits

from .builders import attached, invoice
from .cost import cost

INVOICE = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
CBC = b'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'

BILLION_LAUGHS = (
    b'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(
        b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10 if n > 1 else b"&lol;" * 10) for n in range(1, 10)
    )
    + b"]>\n"
    + INVOICE
    + b"&lol9;</Invoice>"
)
XXE = b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>\n' + INVOICE + b"&f;</Invoice>"
OUTSIDE_DTD = b'<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/evil.dtd">' + INVOICE + b"</Invoice>"
PARAMETER_ENTITY = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>' + INVOICE + b"</Invoice>"


@pytest.mark.parametrize(
    ("data", "line"),
    [(BILLION_LAUGHS, 2), (XXE, 2), (OUTSIDE_DTD, 1), (PARAMETER_ENTITY, 1), (b"<!DOCTYPE html><html/>", 1)],
)
def test_any_document_type_is_refused_before_it_is_read(data: bytes, line: int) -> None:
    with pytest.raises(Forbidden) as refusal:
        read(data)

    assert refusal.value.place.line == line
    assert refusal.value.place.column >= 1


def test_an_undeclared_entity_is_malformed_at_its_place() -> None:
    with pytest.raises(Malformed) as refusal:
        read(INVOICE + b"\n  &nbsp;</Invoice>")

    assert (refusal.value.place.line, refusal.value.place.column) == (2, 3)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_malformed(share: float) -> None:
    data = write_ubl(invoice())

    with pytest.raises(Malformed) as refusal:
        read(data[: int(len(data) * share)])

    assert refusal.value.place.line >= 1


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"%PDF-1.4", b"\x00" * 50, b"just text", b"\xff\xfe<", b"<", b"<a><b></a>"]
)
def test_what_is_not_xml_is_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        read(data)


def test_an_unknown_encoding_is_malformed() -> None:
    with pytest.raises(Malformed):
        read(b'<?xml version="1.0" encoding="klingon"?>' + INVOICE + b"</Invoice>")


@pytest.mark.parametrize(
    "data",
    [b"<html/>", b"<Invoice/>", b'<Order xmlns="urn:x"/>', INVOICE.replace(b"Invoice-2", b"Order-2") + b"</Invoice>"],
)
def test_another_document_is_not_an_invoice(data: bytes) -> None:
    with pytest.raises(NotAnInvoice):
        read(data)


def test_depth_is_limited() -> None:
    with pytest.raises(TooLarge, match="levels deep"):
        read(INVOICE + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</Invoice>")


def test_the_number_of_elements_is_limited() -> None:
    with pytest.raises(TooLarge, match="elements"):
        read(INVOICE + b"<a/>" * 500_000 + b"</Invoice>")
    with pytest.raises(TooLarge, match="elements"):
        read(INVOICE + b"<a>0123456789abcdef</a>" * 500_000 + b"</Invoice>")


def test_the_length_of_one_text_is_limited() -> None:
    with pytest.raises(TooLarge, match="characters"):
        read(INVOICE + b"<a>" + b"x" * 2_000_000 + b"</a></Invoice>")


@pytest.mark.parametrize(
    "endless",
    [b"<!--" + b"x" * 5_000_000, b'<a b="' + b"x" * 5_000_000, b"<" + b"x" * 5_000_000, b"<?p " + b"x" * 5_000_000],
)
def test_a_tag_or_comment_without_end_is_given_up(endless: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(INVOICE + endless)


def test_the_size_is_limited() -> None:
    with pytest.raises(TooLarge, match="bytes"):
        read(write_ubl(invoice(attachments=(attached(b"%PDF-" + b"x" * 100_000),))), limits=Limits(size=50_000))


def test_an_inclusion_is_not_followed() -> None:
    data = (
        INVOICE
        + b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/></Invoice>'
    )

    reading = read(data)

    assert "root:" not in reading.invoice.model_dump_json()
    assert reading.unknown == {"http://www.w3.org/2001/XInclude include": 1}


@pytest.mark.parametrize(
    "amount", ["1e999999999", "1" * 5000, "NaN", "Infinity", "-Infinity", "0x10", "1,5", "١٢", "--1", "1 000"]
)
def test_a_monstrous_number_is_a_warning_and_no_value(amount: str) -> None:
    data = write_ubl(invoice()).replace(
        b">121.00</cbc:TaxInclusiveAmount>", f">{amount}</cbc:TaxInclusiveAmount>".encode()
    )

    reading = read(data)

    assert reading.invoice.totals.with_vat is None
    assert [warning.term for warning in reading.warnings] == ["BT-112"]
    assert reading.warnings[0].place.line > 1


HOSTILE_MEGABYTES = {
    "elements": INVOICE + b"<a/>" * 250_000 + b"</Invoice>",
    "attribute": INVOICE + b"<a b='" + b"y" * 1_000_000 + b"'/></Invoice>",
    "references": INVOICE + b"&#65;" * 200_000 + b"</Invoice>",
    "attributes": INVOICE + b"<a " + b" ".join(b"a%d=''" % n for n in range(90_000)) + b"/></Invoice>",
    "namespaces": INVOICE + b"".join(b"<x%d:a xmlns:x%d='u%d'/>" % (n, n, n) for n in range(30_000)) + b"</Invoice>",
    "note": INVOICE
    + b"<cbc:Note "
    + CBC
    + b">n</cbc:Note><cbc:Note "
    + CBC
    + b">"
    + b"n " * 400_000
    + b"</cbc:Note></Invoice>",
    "cdata": INVOICE + b"<![CDATA[" + b"]]&gt;" * 150_000 + b"]]></Invoice>",
}


@pytest.mark.parametrize("hostile", HOSTILE_MEGABYTES.values(), ids=HOSTILE_MEGABYTES)
def test_a_hostile_megabyte_costs_neither_work_nor_memory(hostile: bytes) -> None:
    work, peak = cost(hostile)

    assert work < len(hostile)
    assert peak < 200_000_000


def test_a_name_with_a_path_in_it_loses_the_path() -> None:
    data = write_ubl(invoice(attachments=(attached(),))).replace(
        b'filename="facture.pdf"', b'filename="../../etc/cron.d/x.pdf"'
    )

    reading = read(data)

    assert reading.invoice.attachments[0].filename == "x.pdf"
    assert [warning.code for warning in reading.warnings] == ["filename"]


def test_prefixes_do_not_matter_namespaces_do() -> None:
    data = write_ubl(invoice())
    renamed = re.sub(rb"(</?|xmlns:)cbc\b", rb"\1zz", data)

    assert read(renamed).invoice == read(data).invoice
