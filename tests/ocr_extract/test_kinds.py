"""The kind of a document when its width does not show it: photographed till receipts, and dates with lost labels."""

from datetime import date

import pytest

from contracts.fields import DocumentFields, DocumentKind
from services.ocr_extract.domain.extract import Extraction, extract
from tests.ocr_extract.builders import INVOICE, US, text_pages

RECEIPT = """
Rivanto Molens BV
Dorpsstraat 61
9700 Oudenaarde
BTW BE 0727.449.025

{title}
Nr. VF-004513
14-10-2026{time}

Omschrijving                    Aantal     Prijs       Bedrag
Roggemeel, zak 25 kg            10         12,10       121,00

                                     BTW      Maatstaf      Bedrag btw
                                     21%      100,00        21,00

Totaal incl. btw                                   {total}
"""


def read(text: str) -> Extraction:
    return extract(text_pages(text), US)


@pytest.mark.feature(139)
@pytest.mark.parametrize("title", ["Kasticket", "Bewijs van aankoop", "Kast icket", "RECEIPT", "Reçu"])
def test_a_title_makes_a_receipt_though_its_total_cannot_be_read(title: str) -> None:
    found = read(RECEIPT.format(title=title, time="", total=""))

    assert found.kind == DocumentKind.RECEIPT


@pytest.mark.feature(139)
@pytest.mark.parametrize("time", ["  11:46", " 8 :33", " om 11:46"])
def test_a_time_of_day_behind_the_date_makes_a_receipt_where_no_customer_is_named(time: str) -> None:
    found = read(RECEIPT.format(title="Dank u", time=time, total="121,00 EUR"))

    assert found.kind == DocumentKind.RECEIPT


def test_an_invoice_with_a_time_of_day_and_a_customer_stays_one() -> None:
    found = read(INVOICE.replace("14-10-2026", "14-10-2026 11:46"))

    assert found.kind == DocumentKind.PURCHASE_INVOICE


SLIPPED = """
Rivanto Molens BV                                  FACTUUR
Dorpsstraat 61
9700 Oudenaarde                                                      VF-004513
BTW BE 0727.449.025                                Ons kenmerk       14 oktober 2026
                                                   Factuurdatum      13 november 2026
                                                   Vervaldatum

Te betalen binnen {days} dagen

Omschrijving                    Aantal     Prijs       BTW     Bedrag
Levering op pallet              1          50,00       21%     50,00

                                                   Totaal excl. btw   50,00
                                                   Totaal btw         10,50
                                                   Te betalen         60,50 EUR
"""


def days_of(fields: DocumentFields) -> tuple[date | None, date | None]:
    return (
        fields.issue_date.value if fields.issue_date else None,
        fields.due_date.value if fields.due_date else None,
    )


@pytest.mark.feature(143, 144)
def test_labels_that_slipped_by_a_line_are_set_right_by_the_terms() -> None:
    found = read(SLIPPED.format(days=30))

    assert days_of(found.fields) == (date(2026, 10, 14), date(2026, 11, 13))


def test_other_terms_set_nothing_right() -> None:
    issue, due = days_of(read(SLIPPED.format(days=45)).fields)

    assert (issue, due) == (date(2026, 11, 13), date(2026, 12, 28))
