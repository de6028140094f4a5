"""Documents received as an e-invoice are delivered unchanged, or rewritten without losing the sender's values."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from contracts.events.release import DocumentReleased
from contracts.fields import DocumentKind, Origin, PaymentState
from libs.ubl_schema import EFFF, Facts, Invoice, complete, read, write, write_ubl
from libs.ubl_schema.factur_x import make_facturx
from libs.ubl_schema.model import (
    Address,
    AllowanceCharge,
    Attachment,
    Contact,
    Identifier,
    Line,
    Party,
    Payment,
    Totals,
    VatBreakdown,
)
from libs.ubl_schema.notes import split_note
from libs.ubl_schema.pdf import embedded_xml, read_pdf
from services.ocr_extract.files.mupdf import pymupdf
from services.ubl_render.domain.einvoice import is_untouched
from services.ubl_render.domain.package import Choice
from services.ubl_render.rendering.page_pdf import drawn
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_oracle import validated
from tests.ubl_render import builders
from tests.ubl_render.builders import read as field

PACKAGES = dict(load_packages())
PACKAGES["e-FFF"] = Choice(dialect="efff").applied_to(PACKAGES["wings"])
XML = "application/xml"


def sent() -> Invoice:
    """Returns an invoice from Peppol with values that our fields do not have: a buyer reference, a contact."""
    belgian = Address(line1="Stationsstraat 12", post_code="9000", city="Gent", country="BE")
    seller = Party(
        name="Drukkerij Verhaegen & Zonen bv",
        vat_id="BE0403170701",
        endpoint=Identifier(value="0403170701", scheme="0208"),
        address=belgian,
        contact=Contact(name="Boekhouding", phone="092000000"),
    )
    buyer = Party(
        name="KORENAAR",
        vat_id="BE0417497106",
        endpoint=Identifier(value="0417497106", scheme="0208"),
        address=Address(country="BE"),
    )
    line = Line(
        id="1",
        name="Drukwerk",
        quantity=Decimal(2),
        unit="C62",
        price=Decimal(60),
        net=Decimal(120),
        vat_category="S",
        vat_rate=Decimal(21),
    )
    discount = AllowanceCharge(
        is_charge=False, amount=Decimal(20), reason="Korting", vat_category="S", vat_rate=Decimal(21)
    )
    invoice = Invoice(
        number="2026-0042",
        issue_date=builders.fields().issue_date.value,  # type: ignore[union-attr]
        currency="EUR",
        buyer_reference="PO-7",
        note="Dank u",
        seller=seller,
        buyer=buyer,
        payments=(Payment(means="30", iban="BE68539007547034", reference="+++090/9337/55493+++"),),
        allowances=(discount,),
        breakdown=(VatBreakdown(base=Decimal(100), vat=Decimal(21), category="S", rate=Decimal(21)),),
        totals=Totals(without_vat=Decimal(100), vat=Decimal(21), with_vat=Decimal(121), payable=Decimal(121)),
        lines=(line,),
        attachments=(Attachment(id="1", filename="f.pdf", media_type="application/pdf", content=builders.PDF),),
    )
    return complete(invoice, Facts()).invoice


EINVOICE = write_ubl(sent())
MATERIAL = Material(builders.PDF, einvoice=EINVOICE)


def received(**more: Any) -> DocumentReleased:
    """Returns its release."""
    return builders.release(**({"media_type": XML, "embedded_sha256": "b" * 64} | more))


def made(release: DocumentReleased, package: str = "octopus", material: Material = MATERIAL) -> Rendered:
    return render(release, PACKAGES[package], material)


def test_what_nobody_touched_is_passed_on_as_it_came() -> None:
    result = made(received())

    assert (result.document.content, result.steps) == (EINVOICE, ("as_it_came",))
    assert result.validation.rule_sets == ("UBL-2.1-XSD", "EN16931-UBL-1.3.16")


def in_latin_1() -> bytes:
    """The same e-invoice in ISO-8859-1, with a letter that takes two bytes in UTF-8."""
    accented = EINVOICE.decode().replace("Verhaegen &amp; Zonen", "Verhaegen née Zonen")
    return accented.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("iso-8859-1")


def test_what_is_in_another_encoding_is_judged_and_passed_on_as_it_came() -> None:
    result = made(received(), material=Material(builders.PDF, einvoice=in_latin_1()))

    assert (result.document.content, result.steps) == (in_latin_1(), ("as_it_came",))


def test_an_envelope_of_the_network_does_not_reach_the_package() -> None:
    sbdh = b"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    inside = EINVOICE.partition(b"?>")[2]
    envelope = b'<StandardBusinessDocument xmlns="%b">%b</StandardBusinessDocument>' % (sbdh, inside)

    result = made(received(), material=Material(builders.PDF, einvoice=envelope))

    assert result.steps[0] == "built_upon_the_e_invoice"
    assert b"StandardBusinessDocument" not in result.document.content


def test_what_the_official_rules_cannot_judge_is_written_anew() -> None:
    legal = b"<cac:PartyLegalEntity>"
    twice = EINVOICE.replace(
        legal, legal + b"<cbc:RegistrationName>A</cbc:RegistrationName></cac:PartyLegalEntity>" + legal
    )

    result = made(received(), material=Material(builders.PDF, einvoice=twice))

    assert result.steps[0] == "built_upon_the_e_invoice"
    assert validated(result.document.content).is_clean


def test_giving_up_the_senders_file_is_told_with_the_reason() -> None:
    changed = made(received(fields=builders.fields(number=field("2026-0043", Origin.USER))))
    dollars = EINVOICE.replace(b'<cbc:PayableAmount currencyID="EUR">', b'<cbc:PayableAmount currencyID="USD">')
    other = made(received(tags=("auto",)), material=Material(builders.PDF, einvoice=dollars))
    broken = EINVOICE.replace(b"<cbc:Name>Drukwerk</cbc:Name>", b"<cbc:Name>Drukwerk</cbc:Name>" * 2)[:-20]
    cut_off = made(received(), material=Material(builders.PDF, einvoice=broken))

    assert {result.steps[0] for result in (changed, other, cut_off)} == {"rebuilt_from_the_fields"}
    assert changed.notes == ("a user changed what it states",)
    assert other.notes == ("cbc:PayableAmount is in USD, the document is in EUR",)
    assert "not well-formed" in cut_off.notes[0]


def test_a_vat_currency_that_adds_nothing_does_not_cost_the_senders_values() -> None:
    code = b"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    einvoice = EINVOICE.replace(code, code + b"<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>")

    result = made(received(tags=("auto",)), material=Material(builders.PDF, einvoice=einvoice))

    assert result.steps[0] == "built_upon_the_e_invoice"
    assert "vat_currency_that_adds_nothing" in result.steps
    assert read(result.document.content).invoice.buyer_reference == "PO-7"


def corrected_name() -> DocumentReleased:
    seller = builders.seller(name=field("Drukkerij Verhaegen", Origin.USER))
    return received(fields=builders.fields(seller=seller))


@pytest.mark.parametrize(
    "release",
    [
        received(tags=("auto",)),
        received(comments=("nakijken",)),
        received(payment=PaymentState.CASH),
        received(fields=builders.fields(number=field("2026-0043", Origin.USER))),
        received(fields=builders.fields(vat=(builders.row("21", "100.00", "21.00", origin=Origin.USER),))),
        corrected_name(),
    ],
    ids=["tag", "comment", "cash", "number", "vat row", "supplier's name"],
)
def test_what_a_user_added_or_changed_is_not_lost_by_handing_on(release: DocumentReleased) -> None:
    assert not is_untouched(release)
    assert made(release).document.content != EINVOICE


def test_a_tag_is_added_and_everything_the_sender_said_stays() -> None:
    result = made(received(tags=("auto",), comments=("nakijken",)))

    invoice, before = read(result.document.content).invoice, sent()
    assert validated(result.document.content).is_clean
    assert split_note(invoice.note) == replace(split_note("Dank u"), tags=("auto",), comments=("nakijken",))
    assert (invoice.seller, invoice.lines, invoice.allowances) == (before.seller, before.lines, before.allowances)
    assert (invoice.totals, invoice.buyer_reference) == (before.totals, "PO-7")
    assert [item.content for item in invoice.attachments] == [builders.PDF]
    assert "built_upon_the_e_invoice" in result.steps


def test_the_client_is_called_as_its_settings_say() -> None:
    invoice = read(made(received(tags=("auto",))).document.content).invoice

    assert invoice.buyer.name == "Bakkerij De Korenaar bv"
    assert invoice.buyer.endpoint == sent().buyer.endpoint


def test_a_correction_wins_over_what_the_sender_said() -> None:
    result = made(received(fields=builders.fields(number=field("2026-0043", Origin.USER))))

    assert read(result.document.content).invoice.number == "2026-0043"
    assert "built_upon_the_e_invoice" not in result.steps


def test_a_kind_that_a_user_changed_wins_too() -> None:
    result = made(received(kind=DocumentKind.PURCHASE_CREDIT_NOTE))

    assert read(result.document.content).invoice.is_credit_note


def test_a_mark_replaces_the_transfer_but_what_the_e_invoice_says_itself_is_no_mark() -> None:
    marked = read(made(received(payment=PaymentState.CASH)).document.content).invoice
    stated = received(payment=PaymentState.CARD, fields=builders.fields(payment_state=field(PaymentState.CARD)))

    assert [(payment.means, payment.iban) for payment in marked.payments] == [("10", None)]
    assert made(stated).document.content == EINVOICE


@pytest.mark.feature(157)
def test_another_dialect_is_written_from_the_same_invoice() -> None:
    result = made(received(), "e-FFF")

    reading = read(result.document.content)
    assert (reading.dialect, result.dialect) == ("efff", "efff")
    assert reading.invoice.lines[0].name == "Drukwerk"
    assert reading.invoice.allowances == sent().allowances


def test_an_e_fff_that_came_is_written_anew_for_a_package_that_reads_bis_3() -> None:
    old = write(sent(), EFFF)

    result = made(received(), material=Material(builders.PDF, einvoice=old))

    assert read(result.document.content).dialect == "bis3"
    assert validated(result.document.content).is_clean


def test_a_factur_x_that_nobody_touched_goes_on_to_a_package_that_reads_it() -> None:
    pdf = make_facturx(builders.PDF, sent()).pdf
    material = Material(pdf, einvoice=embedded_xml(pdf)["factur-x.xml"])
    release = received(media_type="application/pdf")

    onward, tagged = made(release, "agiris", material), made(received(tags=("auto",)), "agiris", material)
    as_ubl = made(release, "octopus", material)

    assert onward.document.content == pdf
    assert split_note(read_pdf(tagged.document.content).invoice.note).tags == ("auto",)
    assert validated(as_ubl.document.content).is_clean
    assert as_ubl.document.filename.endswith(".xml")


def test_an_e_invoice_that_breaks_the_rules_is_not_handed_on() -> None:
    wrong = EINVOICE.replace(b">121.00</cbc:TaxInclusiveAmount>", b">122.00</cbc:TaxInclusiveAmount>")

    result = made(received(), material=Material(builders.PDF, einvoice=wrong))

    assert result.document.content != wrong
    assert validated(result.document.content).is_clean


def test_an_e_invoice_that_is_none_is_written_from_the_fields() -> None:
    result = made(received(), material=Material(builders.PDF, einvoice=b"<html/>"))

    assert validated(result.document.content).is_clean


@pytest.mark.parametrize("package", ["agiris", "e-FFF"])
def test_a_page_is_drawn_where_the_sender_sent_none_and_the_package_wants_one(package: str) -> None:
    bare = write_ubl(sent().model_copy(update={"attachments": ()}))
    page = drawn(bare, "nl")
    assert page is not None

    result = made(received(), package, Material(page, "page_drawn_from_the_e_invoice", bare))

    assert result.steps[0] == "page_drawn_from_the_e_invoice"
    assert PACKAGES[package].must_have_pdf
    assert drawn(bare, "nl") == page


def test_the_drawn_page_shows_what_is_booked_and_says_what_it_is() -> None:
    page = drawn(EINVOICE, "fr")

    text = "".join(sheet.get_text() for sheet in pymupdf.open(stream=page, filetype="pdf"))

    for word in ("FACTURE", "2026-0042", "Drukkerij Verhaegen & Zonen bv", "121.00 EUR", "+++090/9337/55493+++"):
        assert word in text
    assert "établie par Serein" in text


def test_nothing_is_drawn_of_a_file_that_cannot_be_read() -> None:
    assert drawn(b"<nothing/>", "en") is None
