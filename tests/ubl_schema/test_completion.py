"""Completion fills in and declares what is missing, or refuses the document; identities are never invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from libs.ubl_schema import Facts, Invoice, Provenance, Refused, complete, write_ubl
from libs.ubl_schema.model import (
    Address,
    AllowanceCharge,
    Attachment,
    Identifier,
    Line,
    Party,
    Payment,
    References,
    Totals,
    VatBreakdown,
)
from tests.ubl_oracle import validated

from .builders import PDF, D, client, enterprise, iban, invoice, line, part, supplier, totals

FACTS = Facts(language="fr", document_hash="ab12cd34ef56", received_on=date(2026, 5, 4))


def scanned(**more: object) -> Invoice:
    """Returns what a reader usually finds on a scanned document: names, numbers, a date and two totals."""
    known: dict[str, object] = {
        "number": "2026-17",
        "issue_date": date(2026, 3, 2),
        "seller": Party(name="Garage du Pont SRL", vat_id=f"BE{enterprise(31)}"),
        "buyer": Party(name="Atelier Kwikstaart BV", vat_id=f"BE{enterprise(815)}"),
        "totals": Totals(without_vat=D("100.00"), with_vat=D("121.00")),
    }
    return Invoice.model_validate(known | more)


def assert_valid(document: Invoice, *, needs_endpoints: bool = True) -> None:
    validation = validated(write_ubl(document), needs_endpoints=needs_endpoints)
    assert validation.is_clean, validation


@pytest.mark.feature(156)
def test_two_totals_and_two_vat_numbers_make_a_file_that_peppol_takes() -> None:
    done = complete(scanned(), FACTS)

    assert_valid(done.invoice)
    assert done.invoice.breakdown == (part("100.00", "21.00"),)
    assert done.invoice.provenance["BG-23"] is Provenance.DERIVED
    assert done.invoice.provenance["BT-5"] is Provenance.DEFAULTED
    assert "breakdown_from_totals" in done.steps
    assert "lines_from_breakdown" in done.steps


def test_what_was_read_stays_as_it_was_read() -> None:
    document = invoice()

    done = complete(document)

    assert done.steps == ()
    assert done.invoice is document
    assert done.invoice.provenance == {}


@pytest.mark.parametrize(
    ("without", "total", "rate"), [("50.00", "53.00", 6), ("12.40", "13.89", 12), ("80.00", "80.00", 0)]
)
def test_the_rate_is_derived_when_exactly_one_fits(without: str, total: str, rate: int) -> None:
    done = complete(scanned(totals=Totals(without_vat=D(without), with_vat=D(total))))

    assert [entry.rate for entry in done.invoice.breakdown] == [rate]
    assert_valid(done.invoice)


@pytest.mark.parametrize(("without", "total"), [("100.00", "117.30"), ("0.05", "0.06")])
def test_a_rate_that_is_unknown_or_ambiguous_is_refused_not_guessed(without: str, total: str) -> None:
    with pytest.raises(Refused) as refusal:
        complete(scanned(totals=Totals(without_vat=D(without), with_vat=D(total))))

    assert "BR-CO-18" in {finding.rule for finding in refusal.value.findings}


def test_an_invoice_with_only_a_total_is_refused() -> None:
    with pytest.raises(Refused):
        complete(scanned(totals=Totals(with_vat=D("121.00"))))


def test_a_receipt_with_only_a_total_is_exempt_with_the_reason_stated() -> None:
    done = complete(scanned(totals=Totals(with_vat=D("12.30"))), Facts(language="nl", is_receipt=True))

    (entry,) = done.invoice.breakdown
    assert (entry.category, entry.vat, entry.exemption_reason) == ("E", D(0), "Btw niet vermeld op het kasticket")
    assert done.invoice.provenance["BG-23"] is Provenance.DEFAULTED
    assert_valid(done.invoice)


def test_a_receipt_of_an_unknown_shop_is_outside_vat_and_loses_the_buyers_vat_number() -> None:
    done = complete(
        scanned(
            seller=Party(name="Marché de Noël", identifiers=(Identifier(value="stand 4"),)),
            totals=Totals(with_vat=D("8")),
        ),
        Facts(is_receipt=True),
    )

    assert done.invoice.breakdown[0].category == "O"
    assert done.invoice.buyer.vat_id is None
    assert_valid(done.invoice, needs_endpoints=False)


def test_no_identity_is_invented() -> None:
    document = scanned(seller=Party(name="Inconnu SA", identifiers=(Identifier(value="client 12"),)))

    with pytest.raises(Refused) as refusal:
        complete(document, FACTS)

    assert [finding.rule for finding in refusal.value.findings] == ["BR-S-02"]


def test_a_foreign_seller_gets_the_electronic_address_of_its_vat_number() -> None:
    done = complete(scanned(seller=Party(name="Imprimerie Lilloise SAS", vat_id="FR 40 303 265 045")))

    assert done.invoice.seller.endpoint == Identifier(value="FR40303265045", scheme="9957")
    assert done.invoice.seller.address.country == "FR"
    assert done.invoice.provenance["BT-34"] is Provenance.DERIVED
    assert_valid(done.invoice)


def test_a_wrong_belgian_vat_number_makes_no_electronic_address() -> None:
    done = complete(scanned(seller=Party(name="Erreur SRL", vat_id="BE0123456789")))

    assert done.invoice.seller.endpoint is None
    assert {finding.rule for finding in done.findings} == {"PEPPOL-EN16931-R020", "SR-VAT-BE"}
    assert_valid(done.invoice, needs_endpoints=False)


def test_the_company_number_stands_in_for_a_vat_number_that_was_not_read() -> None:
    seller = Party(name="Garage du Pont SRL", legal_id=Identifier(value=enterprise(31), scheme="0208"))

    done = complete(scanned(seller=seller))

    assert done.invoice.seller.vat_id is None
    assert done.invoice.seller.tax_registration == enterprise(31)
    assert done.invoice.provenance["BT-32"] is Provenance.DERIVED
    assert_valid(done.invoice)


def test_printed_numbers_lose_their_dots_and_spaces() -> None:
    number = enterprise(31)
    dotted = f"BE {number[:4]}.{number[4:7]}.{number[7:]}"
    account = iban(55)
    document = scanned(
        seller=Party(name="Garage", vat_id=dotted),
        payments=(Payment(means="30", iban=f"{account[:4]} {account[4:8]} {account[8:]}", bic="test be bb"),),
    )

    done = complete(document)

    assert done.invoice.seller.vat_id == f"BE{number}"
    assert done.invoice.payments[0].iban == account
    assert done.invoice.payments[0].bic == "TESTBEBB"


@pytest.mark.feature(145)
def test_an_account_with_wrong_check_digits_is_left_out_and_reported() -> None:
    done = complete(scanned(payments=(Payment(means="30", iban="BE00123412341234", bic="TESTBEBB"),)))

    assert done.invoice.payments == (Payment(means="1"),)
    assert done.invoice.provenance["BT-84"] is Provenance.DERIVED
    assert "account_that_fails_its_check_is_left_out" in done.steps


@pytest.mark.parametrize("means", ["30", "58", "49", "59", None])
def test_a_means_of_payment_that_lacks_its_account_or_mandate_is_not_defined(means: str | None) -> None:
    done = complete(scanned(payments=(Payment(means=means, reference="F1"),)))

    assert done.invoice.payments[0].means == "1"
    assert_valid(done.invoice)


def test_the_number_of_an_unnumbered_document_is_the_same_each_time_and_marked() -> None:
    one = complete(scanned(number=None), FACTS)
    two = complete(scanned(number=None), FACTS)

    assert one.invoice.number == two.invoice.number == "X-20260302-AB12CD34"
    assert one.invoice.provenance["BT-1"] is Provenance.DEFAULTED


def test_without_the_files_hash_no_number_is_made_up() -> None:
    with pytest.raises(Refused) as refusal:
        complete(scanned(number=None), Facts(buyer_reference="7"))

    assert [finding.rule for finding in refusal.value.findings] == ["BR-02"]


def test_cents_between_totals_and_sums_become_rounding_and_the_amount_to_pay_stays_as_printed() -> None:
    document = scanned(
        breakdown=(part("33.33", "7.00"), part("10.00", "0.60", "6")),
        totals=Totals(without_vat=D("43.33"), vat=D("7.60"), with_vat=D("50.95"), payable=D("50.95")),
    )

    done = complete(document)

    assert done.invoice.totals.with_vat == D("50.93")
    assert done.invoice.totals.rounding == D("0.02")
    assert done.invoice.totals.payable == D("50.95")
    assert_valid(done.invoice)


def test_five_cent_rounding_of_a_cash_payment_is_kept_as_rounding() -> None:
    document = scanned(
        payments=(Payment(means="10"),), totals=Totals(without_vat=D("10.00"), with_vat=D("12.10"), payable=D("12.12"))
    )

    done = complete(document)

    assert done.invoice.totals.rounding == D("0.02")
    assert_valid(done.invoice)


def test_printed_vat_a_cent_beside_the_arithmetic_is_kept_as_printed() -> None:
    document = scanned(breakdown=(part("99.99", "21.01"),), totals=Totals(without_vat=D("99.99"), with_vat=D("121.00")))

    done = complete(document)

    assert done.invoice.breakdown[0].vat == D("21.01")
    assert_valid(done.invoice)


def test_lines_a_few_cents_off_get_a_rounding_charge() -> None:
    document = scanned(
        lines=(line(1, "33.33"), line(2, "33.33"), line(3, "33.33")), breakdown=(part("100.00", "21.00"),)
    )

    done = complete(document, FACTS)

    assert [(item.is_charge, item.amount, item.reason) for item in done.invoice.allowances] == [
        (True, D("0.01"), "Arrondi")
    ]
    assert_valid(done.invoice)


def test_lines_that_do_not_add_up_are_replaced_by_one_per_rate() -> None:
    document = scanned(lines=(line(1, "80.00"), line(2, "3.00")))

    done = complete(document, FACTS)

    assert [entry.name for entry in done.invoice.lines] == ["Total 21 %"]
    assert "lines_that_do_not_add_up_are_summarised" in done.steps
    assert_valid(done.invoice)


def test_lines_with_ledger_accounts_are_never_thrown_away() -> None:
    document = scanned(lines=(line(1, "80.00", accounting_cost="700000"),), breakdown=(part("100.00", "21.00"),))

    with pytest.raises(Refused):
        complete(document, FACTS)


def test_half_read_lines_are_completed() -> None:
    lines = (
        Line(name="Bois", net=D("60.00"), vat_rate=D(21)),
        Line(description="Clous", quantity=D(4), price=D("10"), vat_rate=D(21)),
    )

    done = complete(scanned(lines=lines))

    assert [(entry.id, entry.quantity, entry.price, entry.net, entry.name) for entry in done.invoice.lines] == [
        ("1", D(1), D(60), D("60.00"), "Bois"),
        ("2", D(4), D(10), D("40.00"), "Clous"),
    ]
    assert_valid(done.invoice)


def test_a_negative_price_becomes_a_negative_quantity() -> None:
    lines = (line(1, "120.00"), line(2, "-20.00", price=D("-20")))

    done = complete(scanned(lines=lines))

    assert (done.invoice.lines[1].quantity, done.invoice.lines[1].price) == (D(-1), D(20))
    assert_valid(done.invoice)


def test_lines_without_rate_take_the_only_rate_of_the_document() -> None:
    lines = (line(1, "70.00", None).model_copy(update={"vat_category": None}), line(2, "30.00"))

    done = complete(scanned(lines=lines, breakdown=(part("100.00", "21.00"),)))

    assert {(entry.vat_category, entry.vat_rate) for entry in done.invoice.lines} == {("S", Decimal(21))}
    assert len(done.invoice.lines) == 2
    assert_valid(done.invoice)


@pytest.mark.parametrize(("category", "code"), [("AE", "VATEX-EU-AE"), ("K", "VATEX-EU-IC"), ("G", "VATEX-EU-G")])
def test_a_category_without_vat_gets_its_legal_reason(category: str, code: str) -> None:
    buyer = Party(name="Cliente SAS", vat_id="FR40303265045", address=Address(country="FR"))
    document = scanned(
        buyer=buyer, breakdown=(VatBreakdown(base=D("100"), category=category),), totals=Totals(with_vat=D("100"))
    )

    done = complete(document)

    assert done.invoice.breakdown[0].exemption_code == code
    assert_valid(done.invoice)


def test_an_intra_community_supply_gets_a_declared_delivery() -> None:
    buyer = Party(name="Cliente SAS", vat_id="FR40303265045", address=Address(country="FR"))
    document = scanned(
        buyer=buyer, breakdown=(VatBreakdown(base=D("100"), category="K"),), totals=Totals(with_vat=D("100"))
    )

    done = complete(document)

    assert done.invoice.delivery.delivered_on == date(2026, 3, 2)
    assert done.invoice.delivery.address.country == "FR"
    assert done.invoice.provenance["BT-72"] is Provenance.DEFAULTED


def test_reverse_charge_without_any_number_of_the_buyer_is_refused() -> None:
    document = scanned(
        buyer=Party(name="Particulier"),
        breakdown=(VatBreakdown(base=D("100"), category="AE"),),
        totals=Totals(with_vat=D("100")),
    )

    with pytest.raises(Refused) as refusal:
        complete(document)

    assert [finding.rule for finding in refusal.value.findings] == ["BR-AE-02"]
    assert "TVA" in refusal.value.findings[0].message("fr")


@pytest.mark.feature(139)
def test_a_credit_note_printed_with_minus_signs_becomes_positive() -> None:
    document = scanned(
        type_code="381", totals=Totals(without_vat=D("-100.00"), with_vat=D("-121.00")), due_date=date(2026, 4, 1)
    )

    done = complete(document)

    assert done.invoice.totals.payable == D("121.00")
    assert done.invoice.due_date == date(2026, 4, 1)
    assert_valid(done.invoice)


def test_an_invoice_printed_with_minus_signs_becomes_a_credit_note() -> None:
    done = complete(scanned(totals=Totals(without_vat=D("-100.00"), with_vat=D("-121.00"))))

    assert done.invoice.is_credit_note
    assert done.invoice.provenance["BT-3"] is Provenance.DERIVED
    assert_valid(done.invoice)


def test_a_document_attached_without_name_or_type_gets_both_from_its_content() -> None:
    done = complete(scanned(attachments=(Attachment(content=PDF),)))

    assert done.invoice.attachments == (
        Attachment(id="document-1.pdf", filename="document-1.pdf", media_type="application/pdf", content=PDF),
    )
    assert_valid(done.invoice)


def test_a_payee_who_is_the_seller_is_left_out() -> None:
    seller = supplier()

    done = complete(invoice(seller=seller, payee=Party(name=seller.name)))

    assert done.invoice.payee is None
    assert_valid(done.invoice)


def test_a_sales_order_alone_gets_the_placeholder_of_the_standard() -> None:
    done = complete(invoice(references=References(sales_order="SO-1")))

    assert done.invoice.references.purchase_order == "NA"
    assert_valid(done.invoice)


def test_several_rates_without_lines_make_one_line_each() -> None:
    document = scanned(
        breakdown=(
            part("100.00", "21.00"),
            part("50.00", "3.00", "6"),
            part("10.00", "0", "0", "E", exemption_reason="Art. 44"),
        ),
        totals=Totals(),
    )

    done = complete(document, FACTS)

    assert [entry.name for entry in done.invoice.lines] == ["Total 21 %", "Total 6 %", "Total 0 %"]
    assert done.invoice.totals.payable == D("184.00")
    assert_valid(done.invoice)


def test_an_incomplete_deduction_is_refused_with_its_reason() -> None:
    document = invoice(
        allowances=(AllowanceCharge(amount=D("10.00"), vat_category="S", vat_rate=D(21)),),
        breakdown=(part("90.00", "18.90"),),
        totals=totals("100.00", "0").model_copy(
            update={
                "without_vat": D("90.00"),
                "vat": D("18.90"),
                "with_vat": D("108.90"),
                "payable": D("108.90"),
                "allowances": D("10.00"),
            }
        ),
    )

    with pytest.raises(Refused) as refusal:
        complete(document)

    assert [finding.rule for finding in refusal.value.findings] == ["BR-33"]


def test_a_client_abroad_is_where_the_facts_say() -> None:
    document = scanned(buyer=Party(name="Société Lilloise"), seller=client())

    done = complete(document, Facts(country="FR"))

    assert done.invoice.buyer.address.country == "FR"
    assert done.invoice.provenance["BT-55"] is Provenance.DEFAULTED
