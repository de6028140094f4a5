"""Foreign files: any order, unknown elements, other encodings, invalid values."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from libs.ubl_schema import read, write_ubl
from libs.ubl_schema.model import Invoice

from .builders import D, credit_note, invoice, line, part, sales_invoice, totals


def shuffled(data: bytes) -> bytes:
    """Returns the file with the children of every element in reverse order, except repeated ones."""
    root = etree.fromstring(data)
    for node in root.iter():
        children = list(node)
        names = [child.tag for child in children]
        if len(set(names)) == len(names):
            node[:] = reversed(children)
    return etree.tostring(root)


@pytest.mark.parametrize("document", [invoice(), credit_note(), sales_invoice()])
def test_the_order_of_elements_does_not_matter(document: Invoice) -> None:
    assert read(shuffled(write_ubl(document))).invoice.says_the_same_as(document)


def test_unknown_elements_are_counted_and_do_no_harm() -> None:
    data = write_ubl(invoice()).replace(
        b"<cbc:IssueDate>", b"<cbc:UUID>x</cbc:UUID><cbc:Strange/><other xmlns='urn:o'>y</other><cbc:IssueDate>"
    )

    reading = read(data)

    assert reading.invoice.says_the_same_as(invoice())
    assert reading.unknown == {"cbc:UUID": 1, "cbc:Strange": 1, "urn:o other": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"])
def test_other_encodings_are_read(encoding: str) -> None:
    document = invoice(note="Café à 5 km")
    data = bytes(etree.tostring(etree.fromstring(write_ubl(document)), encoding=encoding, xml_declaration=True))  # type: ignore[arg-type]

    assert read(data).invoice.says_the_same_as(document)


def test_comments_cdata_and_instructions_inside_a_value_do_not_change_it() -> None:
    data = write_ubl(invoice()).replace(b">2026/0042<", b">20<!-- x -->26<?y z?><![CDATA[/00]]>42<")

    assert read(data).invoice.number == "2026/0042"


@pytest.mark.parametrize("written", ["13/11/2017", "2017-13-01", "20171113", "tomorrow", "２017-11-13"])
def test_a_date_that_is_none_is_absent_with_a_warning_at_its_place(written: str) -> None:
    data = write_ubl(invoice()).replace(b">2026-03-02</cbc:IssueDate>", f">{written}</cbc:IssueDate>".encode())

    reading = read(data)

    (warning,) = reading.warnings
    assert reading.invoice.issue_date is None
    assert (warning.code, warning.term) == ("unreadable", "BT-2")


@pytest.mark.parametrize("written", ["2026-03-02Z", "2026-03-02+01:00", " 2026-03-02\n"])
def test_a_date_with_a_time_zone_is_that_day(written: str) -> None:
    data = write_ubl(invoice()).replace(b">2026-03-02</cbc:IssueDate>", f">{written}</cbc:IssueDate>".encode())

    assert read(data).invoice.issue_date == date(2026, 3, 2)


def test_several_notes_become_one() -> None:
    data = write_ubl(invoice(note="one")).replace(b"</cbc:Note>", b"</cbc:Note><cbc:Note>two</cbc:Note>")

    assert read(data).invoice.note == "one\ntwo"


def test_a_value_that_contradicts_an_earlier_one_is_a_warning() -> None:
    data = write_ubl(invoice()).replace(b"<cbc:IssueDate>", b"<cbc:ID>other</cbc:ID><cbc:IssueDate>")

    reading = read(data)

    assert reading.invoice.number == "2026/0042"
    assert [warning.code for warning in reading.warnings] == ["repeated"]


def test_a_file_without_type_says_so_and_is_what_its_root_says() -> None:
    data = write_ubl(credit_note()).replace(b"<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>", b"")

    reading = read(data)

    assert reading.invoice.type_code == "381"
    assert [warning.term for warning in reading.warnings] == ["BT-3"]


@pytest.mark.feature(331)
def test_a_negative_invoice_is_read_as_the_credit_note_that_it_is() -> None:
    negative = invoice(
        lines=(line(1, "-150.00", quantity=D(-3), price=D("50")), line(2, "50.00")),
        breakdown=(part("-100.00", "-21.00"),),
        totals=totals("-100.00", "-21.00"),
    )

    reading = read(write_ubl(negative))

    note = reading.invoice
    assert note.type_code == "381"
    assert [warning.code for warning in reading.warnings] == ["negative_invoice"]
    assert note.totals == totals("100.00", "21.00")
    assert note.breakdown == (part("100.00", "21.00"),)
    assert [(entry.quantity, entry.price, entry.net) for entry in note.lines] == [
        (D(3), D(50), D(150)),
        (D(-1), D(50), D(-50)),
    ]


def test_a_name_only_on_the_shop_front_is_read_as_such() -> None:
    data = write_ubl(invoice()).replace(b"<cbc:RegistrationName>Papeterie de la Meuse SRL</cbc:RegistrationName>", b"")

    reading = read(data)

    assert reading.invoice.seller.name is None
    assert reading.invoice.seller.trading_name == "Papeterie de la Meuse SRL"


@pytest.mark.parametrize(
    ("customization", "profile", "dialect"),
    [
        ("urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.0", "", "xrechnung"),
        ("urn:cen.eu:en16931:2017", "", "en16931"),
        ("urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214", "", "ublbe"),
        ("1.0", "EFFF.BE BILLING", "efff"),
        ("1.0", "E-FFF.BE Something", "efff"),
        ("whatever", "", "other"),
    ],
)
def test_the_dialect_is_what_the_file_declares(customization: str, profile: str, dialect: str) -> None:
    data = write_ubl(invoice())
    start, end = data.index(b"<cbc:CustomizationID>"), data.index(b"<cbc:ID>")
    header = f"<cbc:CustomizationID>{customization}</cbc:CustomizationID><cbc:ProfileID>{profile}</cbc:ProfileID>"

    reading = read(data[:start] + header.encode() + data[end:])

    assert reading.dialect == dialect
    assert reading.customization_id == customization


def test_every_field_of_every_warning_can_be_shown_to_a_user() -> None:
    data = write_ubl(invoice()).replace(b">121.00</cbc:PayableAmount>", b">much</cbc:PayableAmount>")

    (warning,) = read(data).warnings

    assert str(warning).startswith("line 2, column ")
    assert "PayableAmount" in warning.text
