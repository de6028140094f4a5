"""A release becomes a valid file with the document inside, with the same bytes each time, or a reason is given."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.events.release import DocumentReleased
from contracts.fields import DocumentKind, Origin, PartyFields, PaymentState, Route, VatCategory
from libs.ubl_schema import read as read_ubl
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.notes import split_note
from services.ubl_render.domain.refusals import CannotRender
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_oracle import validated
from tests.ubl_render import builders
from tests.ubl_render.builders import read, row

PACKAGES = load_packages()
DOCUMENT = Material(builders.PDF)


def made(release: DocumentReleased, material: Material = DOCUMENT) -> Rendered:
    """Returns the files that the package of the release receives."""
    return render(release, PACKAGES[release.package], material)


def rendered(release: DocumentReleased) -> Invoice:
    """Render, validate the file by the official rules, and read it back."""
    content = made(release).document.content
    validation = validated(content, needs_endpoints=False)
    assert validation.is_clean, validation
    return read_ubl(content).invoice


@pytest.mark.feature(142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 331)
def test_a_purchase_invoice_has_every_field_where_the_standard_wants_it() -> None:
    invoice = rendered(builders.release())

    assert invoice.number == "2026-0042"
    assert (invoice.issue_date.isoformat(), invoice.due_date.isoformat()) == ("2026-03-02", "2026-04-01")  # type: ignore[union-attr]
    assert (invoice.seller.name, invoice.seller.vat_id) == ("Drukkerij Verhaegen & Zonen bv", "BE0403170701")
    assert (invoice.buyer.name, invoice.buyer.vat_id) == ("Bakkerij De Korenaar bv", "BE0417497106")
    assert invoice.payment is not None
    assert (invoice.payment.iban, invoice.payment.reference) == ("BE68539007547034", "+++090/9337/55493+++")
    assert (invoice.totals.without_vat, invoice.totals.with_vat) == (Decimal("100.00"), Decimal("121.00"))
    assert [(b.rate, b.base, b.vat) for b in invoice.breakdown] == [(Decimal(21), Decimal("100.00"), Decimal("21.00"))]
    assert invoice.currency == "EUR"


@pytest.mark.feature(152)
def test_the_pdf_inside_is_the_stored_one_byte_for_byte() -> None:
    invoice = rendered(builders.release())

    (attachment,) = invoice.attachments
    assert attachment.content == builders.PDF
    assert attachment.media_type == "application/pdf"


@pytest.mark.feature(153, 229, 230)
def test_tags_and_comments_are_in_the_one_note() -> None:
    invoice = rendered(builders.release(tags=("<Liège>", "été"), comments=("à payer & classer",)))

    note = split_note(invoice.note)
    assert note.tags == ("<Liège>", "été")
    assert note.comments == ("à payer & classer",)


@pytest.mark.feature(154)
def test_cash_is_payment_means_10() -> None:
    invoice = rendered(builders.release(payment=PaymentState.CASH))

    assert invoice.payment is not None
    assert invoice.payment.means == "10"


@pytest.mark.feature(139, 331)
def test_a_credit_note_is_positive_and_names_the_original() -> None:
    fields = builders.fields(original_number=read("2026-0007"))
    invoice = rendered(builders.release(kind=DocumentKind.PURCHASE_CREDIT_NOTE, fields=fields))

    assert invoice.is_credit_note
    assert invoice.totals.with_vat == Decimal("121.00")
    assert [p.number for p in invoice.preceding] == ["2026-0007"]


@pytest.mark.feature(155)
def test_a_sales_invoice_is_sold_by_the_client_with_its_ledger_account_on_each_line() -> None:
    buyer = builders.seller(name=read("Garage Delvaux srl"), vat_number=read("BE0428759497"))
    release = builders.release(
        kind=DocumentKind.SALES_INVOICE,
        route=Route.SALES,
        fields=builders.fields(seller=PartyFields(), buyer=buyer),
    )
    release = release.model_copy(update={"client": release.client.model_copy(update={"ledger_account": "700000"})})

    invoice = rendered(release)

    assert invoice.seller.vat_id == "BE0417497106"
    assert invoice.buyer.name == "Garage Delvaux srl"
    assert [line.accounting_cost for line in invoice.lines] == ["700000"]


@pytest.mark.feature(148)
def test_several_rates_and_reverse_charge_are_one_subtotal_each() -> None:
    fields = builders.fields(
        total_without_vat=read(Decimal("350.00")),
        total_vat=read(Decimal("27.00")),
        total_with_vat=read(Decimal("377.00")),
        vat=(
            row("21", "100.00", "21.00"),
            row("6", "100.00", "6.00"),
            row("0", "150.00", "0.00", VatCategory.REVERSE_CHARGE, exemption_reason="Btw verlegd"),
        ),
    )
    invoice = rendered(builders.release(fields=fields))

    assert sorted((b.category, b.rate) for b in invoice.breakdown) == [
        ("AE", Decimal(0)),
        ("S", Decimal(6)),
        ("S", Decimal(21)),
    ]


@pytest.mark.feature(156)
def test_without_an_iban_none_is_made_up() -> None:
    invoice = rendered(builders.release(fields=builders.fields(iban=None, structured_communication=None)))

    assert invoice.payments == ()


@pytest.mark.feature(156)
def test_totals_that_contradict_each_other_are_refused_with_the_rule_in_three_languages() -> None:
    fields = builders.fields(total_with_vat=read(Decimal("150.00")))

    with pytest.raises(CannotRender) as refused:
        rendered(builders.release(fields=fields))

    reasons = refused.value.reasons
    assert any(reason.code == "BR-CO-15" for reason in reasons)
    assert all(set(reason.params) >= {"fr", "nl", "en"} for reason in reasons)


@pytest.mark.parametrize(
    ("state", "means", "words"),
    [
        (PaymentState.CARD, "48", None),
        (PaymentState.DIRECT_DEBIT, "1", "Domiciliëring"),
        (PaymentState.PRIVATE, "1", "Betaald door de zaakvoerder"),
        (PaymentState.BANK, "30", None),
    ],
)
def test_what_is_paid_already_is_no_transfer_that_could_be_made_again(
    state: PaymentState, means: str, words: str | None
) -> None:
    invoice = rendered(builders.release(payment=state))

    assert invoice.payment is not None
    assert (invoice.payment.means, invoice.payment.means_text) == (means, words)


def test_the_same_release_gives_the_same_bytes() -> None:
    release = builders.release()

    assert made(release) == made(release)


def test_the_file_name_sorts_by_date_and_holds_only_plain_letters() -> None:
    fields = builders.fields(number=read("F/2026:é 42"), seller=builders.seller(name=read("Café Zoë & Cº")))

    result = made(builders.release(package="winbooks", fields=fields))

    assert result.document.filename == "20260302_00007_Cafe-Zoe-Co_F-2026-e-42.xml"


def test_a_mail_subject_is_one_line() -> None:
    fields = builders.fields(number=read("42\r\nBcc: x@example.org"))

    result = made(builders.release(fields=fields))

    assert "\n" not in result.subject
    assert "\r" not in result.subject


def test_a_company_number_that_is_belgian_is_written_as_one() -> None:
    seller = builders.seller(vat_number=None, company_number=read("0403.170.701"))

    invoice = rendered(builders.release(fields=builders.fields(seller=seller)))

    assert invoice.seller.legal_id is not None
    assert (invoice.seller.legal_id.value, invoice.seller.legal_id.scheme) == ("0403170701", "0208")


def test_the_report_knows_what_was_looked_up_typed_and_made_up() -> None:
    fields = builders.fields(
        number=None,
        due_date=read(date(2026, 4, 1), Origin.USER),
        seller=builders.seller(name=read("Drukkerij Verhaegen & Zonen bv", Origin.REGISTER)),
    )

    result = made(builders.release(fields=fields))

    assert result.provenance["BT-1"] == "defaulted"
    assert result.provenance["BT-9"] == "typed"
    assert result.provenance["BT-27"] == "looked_up"
    assert "number_from_the_file" in result.steps


def test_a_contract_goes_as_the_document_that_it_is() -> None:
    release = builders.release(
        kind=DocumentKind.CONTRACT, route=Route.MISC, fields=builders.fields(total_with_vat=None)
    )

    result = made(release)

    assert [(file.media_type, file.content) for file in result.files] == [("application/pdf", builders.PDF)]
    assert result.document.filename.endswith(".pdf")
    assert result.dialect == "pdf"


def test_a_type_of_document_that_a_package_has_no_place_for_is_refused() -> None:
    release = builders.release(kind=DocumentKind.CONTRACT, route=Route.MISC, package="lyanthe")

    with pytest.raises(CannotRender) as refused:
        made(release)

    (reason,) = refused.value.reasons
    assert reason.code == "no_route"
    assert "Lyanthe" in reason.params["nl"]


def test_short_tags_are_not_taken_for_a_subject_code() -> None:
    invoice = rendered(builders.release(tags=("tv", "pc", "x")))

    assert split_note(invoice.note).tags == ("tv", "pc", "x")


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    invoice = rendered(builders.release(comments=("voor\x00\x08\ufffe na",)))

    assert split_note(invoice.note).comments == ("voor na",)
