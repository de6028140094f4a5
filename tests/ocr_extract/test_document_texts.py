"""Documents that look like real ones: what reading must find in each, and what it must leave out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contracts.fields import DocumentKind, PaymentState, VatCategory
from services.ocr_extract.domain.extract import Extraction, extract
from tests.ocr_extract import document_texts
from tests.ocr_extract.builders import OUR_VAT, THEIR_IBAN, THEIR_VAT, US, text_pages


def read(text: str) -> Extraction:
    return extract(text_pages(text), US)


def values(found: Extraction, *names: str) -> list[Any]:
    """The plain values of fields, None where absent."""
    result = []
    for name in names:
        field: Any = found.fields
        for part in name.split("."):
            field = getattr(field, part)
        result.append(field.value if field is not None else None)
    return result


@pytest.mark.feature(136, 140, 144, 146, 147)
def test_a_telephone_bill_that_is_collected() -> None:
    found = read(document_texts.TELECOM_FR)

    assert found.kind == DocumentKind.PURCHASE_INVOICE
    assert values(found, "number", "issue_date", "due_date") == [
        "7305519842",
        date(2026, 4, 2),
        date(2026, 4, 17),
    ], "not the customer number, nor a date of the period"
    assert values(found, "seller.name", "buyer.name") == ["Lumivox Télécom SA", "MENUISERIE WÉRISOUL"]
    assert values(found, "total_without_vat", "total_vat", "total_with_vat", "payable") == [
        Decimal("66.94"),
        Decimal("14.06"),
        Decimal("81.00"),
        Decimal("81.00"),
    ]
    assert values(found, "payment_state") == [PaymentState.DIRECT_DEBIT]


@pytest.mark.feature(139, 140, 148)
def test_a_restaurant_ticket_with_two_rates() -> None:
    found = read(document_texts.RESTAURANT_FR)

    assert found.kind == DocumentKind.RECEIPT
    assert values(found, "number", "seller.vat_number") == ["004521", THEIR_VAT]
    assert values(found, "total_with_vat", "total_vat") == [Decimal("61.50"), Decimal("7.18")]
    assert {(row.rate, row.base) for row in found.fields.vat} == {
        (Decimal(21), Decimal("7.44")),
        (Decimal(12), Decimal("46.88")),
    }
    assert values(found, "payment_state") == [PaymentState.CARD]


@pytest.mark.feature(139)
def test_a_supermarket_ticket() -> None:
    found = read(document_texts.SUPERMARKET_NL)

    assert found.kind == DocumentKind.RECEIPT
    assert values(found, "seller.name", "issue_date") == ["BUURTMARKT DE LINDE", date(2026, 2, 19)]
    assert values(found, "total_with_vat", "total_without_vat") == [Decimal("15.07"), Decimal("13.78")]


def test_a_fee_note_with_a_provision() -> None:
    found = read(document_texts.LAWYER_FR)

    assert found.kind == DocumentKind.PURCHASE_INVOICE
    assert values(found, "number") == ["2026/118"], "not the file reference"
    assert values(found, "prepaid", "payable") == [Decimal("605.00"), Decimal("492.95")]
    assert values(found, "structured_communication", "iban") == ["228485200227", THEIR_IBAN]


@pytest.mark.feature(144)
def test_a_german_invoice_with_a_discount_for_early_payment() -> None:
    found = read(document_texts.GERMAN)

    assert values(found, "number", "due_date") == ["R-26-00417", date(2026, 4, 10)], "30 days net, not 10 with discount"
    assert values(found, "seller.name", "seller.vat_number") == ["Kessler Werkzeugbau GmbH", "DE136695976"]
    assert [line.name for line in found.fields.lines] == ["Fräser HSS 12 mm", "Spannzange ER32"]


@pytest.mark.feature(148, 149)
def test_a_foreign_service_in_dollars_under_reverse_charge() -> None:
    found = read(document_texts.SOFTWARE_EN)

    assert values(found, "number", "currency", "issue_date") == ["8F3C21A7-0004", "USD", date(2026, 1, 5)]
    assert values(found, "seller.vat_number", "buyer.vat_number") == ["IE6388047V", OUR_VAT]
    assert [(row.category, row.base) for row in found.fields.vat] == [(VatCategory.REVERSE_CHARGE, Decimal("24.00"))]


def test_a_small_business_charges_no_vat() -> None:
    found = read(document_texts.SMALL_BUSINESS_NL)

    assert values(found, "total_without_vat", "total_vat", "total_with_vat") == [
        Decimal("340.00"),
        Decimal("0.00"),
        Decimal("340.00"),
    ]
    assert [row.category for row in found.fields.vat] == [VatCategory.EXEMPT]


def test_a_yearly_settlement_is_paid_for_the_most_part() -> None:
    found = read(document_texts.UTILITY_SETTLEMENT_FR)

    assert values(found, "total_with_vat", "prepaid", "payable") == [
        Decimal("2916.50"),
        Decimal("2760.00"),
        Decimal("156.50"),
    ]


@pytest.mark.parametrize("text", [document_texts.REMINDER_FR, document_texts.QUOTE_NL], ids=["reminder", "quote"])
@pytest.mark.feature(138)
def test_a_reminder_or_a_quote_is_no_invoice(text: str) -> None:
    found = read(text)

    assert found.kind == DocumentKind.OTHER
    assert found.fields.total_with_vat is None


@pytest.mark.feature(139)
def test_an_english_credit_note_names_the_invoice_it_credits() -> None:
    found = read(document_texts.CREDIT_NOTE_EN)

    assert found.kind == DocumentKind.PURCHASE_CREDIT_NOTE
    assert values(found, "number", "original_number", "total_with_vat") == ["CN-2201", "INV-1987", Decimal("217.80")]


def test_a_contractors_invoice_without_vat() -> None:
    found = read(document_texts.COCONTRACTANT_FR)

    assert values(found, "seller.name", "seller.street") == ["Toitures Renard SPRL", "Rue du Four 9"]
    assert values(found, "number", "due_date") == ["26/045", date(2026, 6, 30)]
    assert [row.category for row in found.fields.vat] == [VatCategory.REVERSE_CHARGE]


def test_a_web_shop_prints_prices_with_vat() -> None:
    found = read(document_texts.WEBSHOP_NL)

    assert values(found, "number", "issue_date") == ["LK-1004518", date(2026, 3, 21)], "not the date of the order"
    assert values(found, "buyer.street") == ["Place Saint-Aubain 191"], "not the place of delivery"
    assert values(found, "total_without_vat", "total_vat", "total_with_vat") == [
        Decimal("51.24"),
        Decimal("3.70"),
        Decimal("54.94"),
    ]
    assert values(found, "payment_state") == [PaymentState.CARD]
