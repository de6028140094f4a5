"""Values found by their shape: amounts, dates, and numbers with check digits."""

from datetime import date
from decimal import Decimal

import pytest

from services.ocr_extract.domain.fields.amounts import find_amounts, find_currency
from services.ocr_extract.domain.fields.dates import find_dates
from services.ocr_extract.domain.fields.identifiers import (
    find_bics,
    find_company_numbers,
    find_creditor_references,
    find_ibans,
    find_structured_communications,
    find_vat_numbers,
)
from services.ocr_extract.domain.layout.blocks import broken_lines, find_blocks
from tests.ocr_extract.builders import text_pages


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("1,234.56", "1234.56"),
        ("EUR 12,00", "12.00"),
        ("-605,00", "-605.00"),
        ("605,00-", "-605.00"),
        ("(12,50)", "-12.50"),
        ("€ 1.250", "1250.00"),
        ("€ 1.250,-", "1250.00"),
        ("100 EUR", "100.00"),
        ("12'345.60", "12345.60"),
    ],
)
def test_an_amount_is_read_as_it_is_printed_in_our_countries(printed: str, value: str) -> None:
    assert find_amounts(text_pages(f"Totaal {printed}"))[0].value == Decimal(value)


@pytest.mark.parametrize("text", ["21,00 %", "12.03.2026", "3,125 kg", "0456.12.34", "10:45"])
def test_what_is_no_amount_is_left_alone(text: str) -> None:
    assert find_amounts(text_pages(text)) == ()


def test_a_number_beside_an_amount_may_be_its_thousands_or_not() -> None:
    amounts = [amount.value for amount in find_amounts(text_pages("2 450,00"))]

    assert amounts == [Decimal("2450.00"), Decimal("450.00")]


@pytest.mark.feature(149)
def test_the_currency_is_the_one_beside_the_total() -> None:
    pages = text_pages("SAS au capital de 150 000 €\nTotal 120,00 USD")

    assert find_currency(pages, Decimal("120.00")) == ("USD", 1)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("13/11/2017", date(2017, 11, 13)),
        ("2026-03-12", date(2026, 3, 12)),
        ("05.03.26", date(2026, 3, 5)),
        ("1er mars 2024", date(2024, 3, 1)),
        ("19 april 2014", date(2014, 4, 19)),
        ("5. März 2024", date(2024, 3, 5)),
        ("March 5, 2024", date(2024, 3, 5)),
        ("7-mrt-2025", date(2025, 3, 7)),
        ("02 Août 2025", date(2025, 8, 2)),
        ("12/31/2025", date(2025, 12, 31)),
    ],
)
@pytest.mark.feature(143)
def test_a_date_is_read_in_four_languages(printed: str, value: date) -> None:
    assert [found.value for found in find_dates(text_pages(f"Datum {printed}"))] == [value]


@pytest.mark.parametrize("text", ["31/02/2026", "tel 02.12.34.56", "1.234,56", "192.168.10.24"])
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text_pages(text)) == ()


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("BE 0727.449.025", "BE0727449025"),
        ("BE0727449025", "BE0727449025"),
        ("TVA 0727.449.025", "BE0727449025"),
        ("FR 60 421 938 861", "FR60421938861"),
        ("NL 8104.33.941.B01", "NL810433941B01"),
        ("DE 136695976", "DE136695976"),
        ("LU 16192332", "LU16192332"),
    ],
)
@pytest.mark.feature(142)
def test_a_vat_number_is_found_however_it_is_spaced(printed: str, value: str) -> None:
    assert [found.value for found in find_vat_numbers(text_pages(printed))] == [value]


@pytest.mark.parametrize("printed", ["BE 0727.449.026", "DE123456789", "Tel 0475.123.456", "BE71 0961 2345 6769"])
@pytest.mark.feature(142, 156)
def test_a_number_with_wrong_check_digits_or_of_another_kind_is_no_vat_number(printed: str) -> None:
    assert find_vat_numbers(text_pages(printed)) == ()


@pytest.mark.feature(145)
def test_an_iban_counts_only_with_right_check_digits() -> None:
    pages = text_pages("BE25 4079 2602 9582\nBE26 4079 2602 9582\nNL50INGB0683251309")

    assert [found.value for found in find_ibans(pages)] == ["BE25407926029582", "NL50INGB0683251309"]


@pytest.mark.parametrize(
    "printed", ["+++228/4852/00227+++", "***228/4852/00227***", "228/4852/00227", "+++ 228 / 4852 / 00227 +++"]
)
@pytest.mark.feature(151)
def test_a_structured_communication_is_its_twelve_digits(printed: str) -> None:
    assert [found.value for found in find_structured_communications(text_pages(printed))] == ["228485200227"]


@pytest.mark.feature(151)
def test_a_structured_communication_with_wrong_check_digits_is_not_found() -> None:
    assert find_structured_communications(text_pages("+++228/4852/00228+++")) == ()


def test_a_reference_broken_over_two_lines_is_read() -> None:
    pages = text_pages("Merci de virer le montant en mentionnant RF59 2832\n0079 2.")

    found = find_creditor_references(pages, broken_lines(find_blocks(pages)))

    assert [item.value for item in found] == ["RF59283200792"]


def test_a_bic_needs_its_label_or_an_iban_beside_it() -> None:
    pages = text_pages("BIC KREDBEBB\n\n\nRECHNUNG\n\n\nBANKBELEG DEUTSCHE")

    assert [found.value for found in find_bics(pages)] == ["KREDBEBB"]


def test_a_siren_counts_beside_its_register() -> None:
    assert [found.value for found in find_company_numbers(text_pages("RCS Paris B 421 938 861"))] == ["421938861"]
    assert find_company_numbers(text_pages("Tel 421 938 861")) == ()
