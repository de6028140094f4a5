"""What the importers refuse, accept and get wrong, as documented, and that they notice when a file differs.

The files are ours, spoiled: nothing here says that a real package does the same.
"""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from contracts.fields import Route
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.simulators.packages import Booking, Fault, Format, NotTaken, Unread
from tests.simulators.packages.handed_over import (
    CLIENT,
    PACKAGES,
    a_way_into,
    beside,
    edited,
    handed_over,
    importer,
    in_folder,
    mail_of,
    rendered_for,
    the_booking,
    without_attachment,
)
from tests.simulators.packages.rules import Intake
from tests.ubl_render import builders
from tests.ubl_render.golden import CASES as GOLDEN
from tests.ubl_render.golden import DOCUMENT


@cache
def files_for(name: str, dialect: str, case: str) -> Rendered:
    """A purchase of one or of two rates."""
    return rendered_for(name, GOLDEN["purchase"] if case == "two rates" else builders.release(), dialect)


@pytest.mark.parametrize(
    ("name", "foreign"),
    [("clearfacts", Format.EN16931_UBL), ("agiris", Format.BIS3), ("wings", Format.UBL_BE), ("yuki", Format.EFFF1)],
)
def test_a_dialect_that_a_package_does_not_read_is_refused(name: str, foreign: Format) -> None:
    source = {Format.UBL_BE: ("octopus", "ublbe"), Format.EFFF1: ("wings", "efff")}.get(foreign, ("octopus", "bis3"))
    result = files_for(*source, "purchase")
    if foreign is Format.EN16931_UBL:
        result = edited(result, b"#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", b"")

    with pytest.raises(NotTaken, match="does not read"):
        importer(name).take_mail(mail_of(result), "purchase")


def test_e_fff_without_a_pdf_inside_is_refused_and_bis_3_is_taken_without_one() -> None:
    efff, bis3 = (without_attachment(files_for(n, d, "purchase")) for n, d in (("wings", "efff"), ("octopus", "bis3")))

    with pytest.raises(NotTaken, match="PDF has to be inside"):
        importer("wings").take_mail(mail_of(efff), "purchase")
    assert the_booking(importer("octopus").take_mail(mail_of(bis3), "purchase")).attachment is None


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_two_invoices_in_one_file_are_refused(name: str) -> None:
    root = files_for("octopus", "bis3", "purchase").document.content.split(b"?>", 1)[1]
    both = replace(files_for("octopus", "bis3", "purchase").document, content=b"<Invoices>" + root * 2 + b"</Invoices>")
    result = replace(files_for(name, PACKAGES[name].dialect, "purchase"), files=(both,))

    with pytest.raises(NotTaken, match=r"no invoice|does not read"):
        handed_over(importer(name), name, a_way_into(name), result, Route.PURCHASE)


@pytest.mark.parametrize(("name", "most"), [("basecone", 15_000_000), ("clearfacts", 20_000_000)])
def test_a_mail_over_the_limit_is_refused(name: str, most: int) -> None:
    message = mail_of(files_for(name, "bis3", "purchase")) + bytes(most)

    with pytest.raises(NotTaken, match=str(most)):
        importer(name).take_mail(message, "purchase")


@pytest.mark.parametrize("name", ["admisol", "exact_online", "silvasoft"])
def test_a_sender_that_nobody_allowed_is_blocked(name: str) -> None:
    message = mail_of(files_for(name, "bis3", "purchase"), sender="iemand@elders.example")

    with pytest.raises(NotTaken, match="blocked"):
        importer(name).take_mail(message, "purchase")


@pytest.mark.parametrize("name", ["expert_m", "popsy", "sage_bob"])
def test_a_package_whose_import_was_not_set_up_takes_nothing(name: str) -> None:
    result = files_for(name, "bis3", "purchase")

    with pytest.raises(NotTaken, match="not set up"):
        handed_over(importer(name, is_set_up=False), name, Intake.FOLDER, result, Route.PURCHASE)


def test_lyanthe_looks_for_its_address_in_the_headers_and_takes_no_mixed_mail() -> None:
    result = files_for("lyanthe", "bis3", "purchase")

    with pytest.raises(NotTaken, match="neither in To nor in Cc"):
        importer("lyanthe").take_mail(mail_of(result, recipient="boekhouder@kantoor.example"))
    with pytest.raises(NotTaken, match="several types"):
        importer("lyanthe").take_mail(mail_of(beside(result, "document.pdf")))


@pytest.mark.parametrize("name", ["basecone", "lyanthe"])
def test_a_subject_without_a_documented_type_is_refused(name: str) -> None:
    result = replace(files_for(name, "bis3", "purchase"), subject="Factuur 2026-0042")

    with pytest.raises(NotTaken, match="no type"):
        importer(name).take_mail(mail_of(result))


@pytest.mark.parametrize(("name", "case"), [("lyanthe", "purchase"), ("clearfacts", "purchase")])
def test_a_desk_believes_the_subject_or_the_address_and_not_the_document(name: str, case: str) -> None:
    result = replace(files_for(name, "bis3", case), subject="S")

    booking = the_booking(importer(name).take_mail(mail_of(result), "sales"))

    assert booking.direction == "sales"
    assert booking.counterparty.vat_number == CLIENT.vat_number


def test_venice_refuses_what_breaks_the_schema_what_is_anothers_and_what_it_has_already() -> None:
    result, at = files_for("venice", "bis3", "purchase"), importer("venice")
    number, day = b"<cbc:ID>2026-0042</cbc:ID>", b"<cbc:IssueDate>2026-03-02</cbc:IssueDate>"
    swapped = edited(result, number + day, day + number)
    anothers = edited(result, CLIENT.vat_number[2:].encode(), b"0428759497")

    the_booking(at.take_folder({"1.xml": result.document.content}, "purchase"))

    for refused, why in ((swapped, "not valid UBL"), (anothers, "another company"), (result, "imported before")):
        with pytest.raises(NotTaken, match=why):
            at.take_folder({"2.xml": refused.document.content}, "purchase")


@pytest.mark.parametrize("name", ["adsolut", "expert_m", "winbooks"])
def test_a_file_in_another_companys_folder_is_not_taken(name: str) -> None:
    paths = in_folder(files_for(name, "bis3", "purchase"), PACKAGES[name], Route.PURCHASE)
    moved = {path.replace(CLIENT.vat_number, "BE0428759497"): content for path, content in paths.items()}

    with pytest.raises(NotTaken, match="no dossier"):
        importer(name).take_folder(moved)


def zipped(result: Rendered) -> Rendered:
    """The document in a zip."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(result.document.filename, result.document.content)
    return replace(result, files=(replace(result.document, filename="een.zip", content=out.getvalue()),))


@pytest.mark.parametrize(("name", "takes"), [("clearfacts", True), ("octopus", False), ("yuki", False)])
def test_a_zip_is_taken_only_where_that_is_documented(name: str, takes: bool) -> None:
    message = mail_of(zipped(files_for(name, "bis3", "purchase")))

    if takes:
        assert the_booking(importer(name).take_mail(message, "purchase")).number == "2026-0042"
    else:
        with pytest.raises(NotTaken, match="no zip"):
            importer(name).take_mail(message, "purchase")


@pytest.mark.parametrize("name", ["basecone", "yuki", "odoo", "winbooks"])
def test_a_pdf_of_the_same_name_beside_is_one_document_and_of_another_name_a_second(name: str) -> None:
    result = files_for(name, "bis3", "purchase")
    same = result.document.filename.replace(".xml", ".pdf")

    one = importer(name).take_mail(mail_of(beside(result, same)), "purchase")
    two = importer(name).take_mail(mail_of(beside(result, "scan.pdf")), "purchase")

    assert the_booking(one).attachment == DOCUMENT.read_bytes()
    assert two[1:] == (Unread("scan.pdf"),)


def test_an_old_odoo_made_two_bills_of_xml_and_pdf_and_one_of_our_one_file() -> None:
    result = files_for("odoo", "bis3", "purchase")
    both = beside(result, result.document.filename.replace(".xml", ".pdf"))

    assert len(importer("odoo", Fault.TWO_BILLS).take_mail(mail_of(both), "purchase")) == 2
    assert len(importer("odoo", Fault.TWO_BILLS).take_mail(mail_of(result), "purchase")) == 1


@pytest.mark.parametrize(("name", "way"), [("odoo", Intake.MAIL), ("expert_m", Intake.FOLDER)])
def test_an_edition_that_loses_the_pdf_still_books_the_invoice(name: str, way: Intake) -> None:
    at = importer(name, Fault.ATTACHMENT_LOST)

    booking = the_booking(handed_over(at, name, way, files_for(name, "bis3", "purchase"), Route.PURCHASE))

    assert booking.attachment is None
    assert (booking.number, booking.with_vat) == ("2026-0042", Decimal("121.00"))


def test_basecone_takes_a_second_invoice_in_one_call_as_an_attachment_of_the_first() -> None:
    first, second = (files_for("basecone", "bis3", case).document for case in ("purchase", "two rates"))
    files = [(each.filename, each.content) for each in (first, second)]

    booking = the_booking(importer("basecone").take_call(files))

    assert booking.with_vat == Decimal("121.00")
    with pytest.raises(NotTaken, match="one file"):
        importer("yuki").take_call(files)


@pytest.mark.parametrize(("name", "size"), [("basecone", 10_700_000), ("clearfacts", 12_000_000)])
def test_a_heavy_scan_is_taken_in_the_shape_that_it_leaves_in(name: str, size: int) -> None:
    scan = builders.PDF + Random(3).randbytes(size)

    result = render(builders.release(), PACKAGES[name], Material(scan))

    assert {"pdf_beside_for_its_size", "zipped_for_its_size"} & set(result.steps)
    assert the_booking(importer(name).take_mail(mail_of(result), "purchase")).attachment == scan


@pytest.mark.parametrize(
    ("term", "old", "new"),
    [
        ("number", "<cbc:ID>2026-0042<", "<cbc:ID>2026-0043<"),
        ("issue_date", "IssueDate>2026-03-02<", "IssueDate>2026-03-03<"),
        ("due_date", "DueDate>2026-04-01<", "DueDate>2026-04-02<"),
        ("currency", "EUR", "USD"),
        ("is_credit_note", "TypeCode>380<", "TypeCode>381<"),
        ("counterparty", "BE0403170701", "BE0428759497"),
        ("vat", "Percent>21<", "Percent>12<"),
        ("iban", "BE68539007547034", "BE71096123456769"),
        ("payment_reference", "+++090/9337/55493+++", "FACTUUR 42"),
        ("payable", ">121.00</cbc:PayableAmount>", ">1.00</cbc:PayableAmount>"),
    ],
)
@pytest.mark.parametrize(("name", "dialect"), [("octopus", "bis3"), ("octopus", "ublbe"), ("octopus", "efff")])
def test_a_file_that_says_something_else_gives_another_proposal(
    name: str, dialect: str, term: str, old: str, new: str
) -> None:
    result = files_for(name, dialect, "purchase")
    right = the_booking(importer(name).take_mail(mail_of(result), "purchase"))

    wrong = the_booking(importer(name).take_mail(mail_of(edited(result, old.encode(), new.encode())), "purchase"))

    assert getattr(wrong, term) != getattr(right, term)
    assert replace(wrong, **{term: getattr(right, term)}) == right


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (">100.00</cbc:TaxableAmount>", ">90.00</cbc:TaxableAmount>", "bases"),
        (">21.00</cbc:TaxAmount>", ">20.00</cbc:TaxAmount>", "balance"),
        (">100.00</cbc:LineExtensionAmount><cac:Item>", ">99.00</cbc:LineExtensionAmount><cac:Item>", "lines"),
        ("<cbc:IssueDate>2026-03-02</cbc:IssueDate>", "", "missing: date"),
        ('"EUR">121.00</cbc:PayableAmount>', '"USD">121.00</cbc:PayableAmount>', "USD"),
    ],
)
def test_a_file_that_cannot_be_booked_is_refused(old: str, new: str, why: str) -> None:
    spoiled = edited(files_for("octopus", "bis3", "purchase"), old.encode(), new.encode())

    with pytest.raises(NotTaken, match=why):
        importer("octopus").take_mail(mail_of(spoiled), "purchase")


@pytest.mark.parametrize("name", ["adsolut", "popsy", "venice"])
def test_a_folder_is_imported_in_the_order_in_which_the_documents_left(name: str) -> None:
    releases = [builders.release(sequence=n, fields=builders.fields(number=builders.read(f"F{n}"))) for n in (10, 9)]
    folder: dict[str, bytes] = {}
    for release in releases:
        folder |= in_folder(rendered_for(name, release), PACKAGES[name], Route.PURCHASE)

    bookings = importer(name).take_folder(folder, "purchase")

    assert [each.number for each in bookings if isinstance(each, Booking)] == ["F9", "F10"]
