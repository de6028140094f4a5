"""Kinds of paper that our own layouts did not have: what other people's invoices print."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from contracts.fields import DocumentFields, PaymentState
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import US, text_pages
from tests.skips import CORPUS, Skip, needs

CASES = CORPUS.parent / "cases" / "reading"
"""Further cases that others made: NAME.pdf with the right values in NAME.json."""
BELIEVED = 0.9


def read(text: str) -> DocumentFields:
    return extract(text_pages(text), US).fields


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Handelsrechnung (380)  Nr. 471102  vom  05.03.2026", "471102"),
        ("Mietrechnung (387)   Nr. 9314110911/00/M/00/N   vom   05.03.2026", "9314110911/00/M/00/N"),
        ("Rechnung des Versicherers (575)   Nr. 00.123.456.7-2018-1   vom   05.03.2026", "00.123.456.7-2018-1"),
        ("Facture n° 2026/03-17.b du 05/03/2026", "2026/03-17.b"),
        ("Factuur nr. VF.26-0031 van 05/03/2026", "VF.26-0031"),
        ("Rechnung # RE-20260305/506 von 05.03.2026", "RE-20260305/506"),
    ],
)
def test_the_number_in_the_title_is_taken_whole_before_any_other(title: str, number: str) -> None:
    fields = read(
        f"{title}\n\nVerkäufer\nNummer:      549910\nName:        Beispiel Handel GmbH\nAnschrift:   Marktweg 20\n\n"
        "Käufer\nNummer:      GE2020211\nName:        Atelier du Pont SRL\n\n             Gesamtbetrag      119,00 EUR"
    )

    assert fields.number is not None
    assert fields.number.value == number
    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 3, 5)


@pytest.mark.parametrize("label", ["Nummer", "Number", "Nr."])
def test_a_number_in_a_list_about_a_party_is_not_the_documents(label: str) -> None:
    fields = read(
        f"Verkäufer\n{label}:      549910\nName:        Beispiel GmbH\n\n\n\nRechnung\nGesamtbetrag   119,00 EUR"
    )

    assert fields.number is None


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212", "\ufe63", "\uff0d"])
def test_whatever_sign_looks_like_a_hyphen_is_one(hyphen: str) -> None:
    fields = read(f"FACTURE\nFacture n° : 2026{hyphen}0147\nDate : 03{hyphen}11{hyphen}2026\nTotal TTC   121,00 EUR")

    assert fields.number is not None
    assert fields.number.value == "2026-0147"
    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 11, 3)


def test_one_date_over_twelve_decides_the_order_of_all() -> None:
    fields = read("INVOICE\nInvoice number: INV-98\nInvoice date: 07/10/2026\nDue date: 07/24/2026\nTotal due  $480.00")

    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 7, 10)
    assert fields.due_date is not None
    assert fields.due_date.value == date(2026, 7, 24)


def test_an_order_that_only_the_sender_suggests_is_not_believed() -> None:
    fields = read("Northfield Tools Inc.\nBoston, MA 02110, USA\nINVOICE\nInvoice date: 07/10/2026\nTotal due  $480.00")

    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 7, 10)
    assert fields.issue_date.confidence < BELIEVED


def test_a_european_paper_keeps_the_day_first() -> None:
    fields = read("FACTURE\nDate de facture : 07/10/2026\nTotal TTC   121,00 EUR")

    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 10, 7)


@pytest.mark.parametrize("label", ["Date d'expiration", "Expiry", "Valid thru", "Exp. date", "Gültig bis"])
def test_the_end_of_a_cards_validity_is_not_the_date_of_the_receipt(label: str) -> None:
    fields = read(
        "STATION\nTVA BE0688.551.233\nTICKET CLIENT\nSuper 98   21,74\nTOT TTC   21,74\nCarte bancaire   21,74\n"
        f"{label}: 31/05/28\nTVA 21,00% Net   17,97   3,77\n07-11-2026 18:49"
    )

    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 11, 7)


@pytest.mark.parametrize("label", ["Total", "Totaal", "Total EUR", "Montant total", "Total for this invoice"])
def test_a_lone_total_is_read_and_not_believed(label: str) -> None:
    fields = read(f"FACTURE\nFacture n° : 2026-0147\nWebspace      34,73\n\n             {label}      34,73")

    assert fields.total_with_vat is not None
    assert fields.total_with_vat.value == Decimal("34.73")
    assert not fields.total_with_vat.sure
    assert fields.total_with_vat.confidence < BELIEVED


@pytest.mark.parametrize(
    "offer",
    [
        "Modes de règlement : carte bancaire (CB) en ligne, ou virement",
        "Paiement par carte bancaire, chèque ou virement",
        "Betaling met bancontact of overschrijving",
    ],
)
def test_ways_to_pay_that_are_offered_say_nothing_of_this_paper(offer: str) -> None:
    state = read(f"FACTURE\nTotal TTC   121,00 EUR\n{offer}").payment_state

    assert state is None or state.value is not PaymentState.CARD


def test_a_clause_on_returned_debits_is_not_a_direct_debit() -> None:
    clause = "Im Falle einer Rücklastschrift berechnen wir 15,00 EUR."

    state = read(
        f"Rechnung\nRechnungsnr. 2026-0147\nGesamtbetrag   121,00 EUR\nZahlungsform Banküberweisung\n{clause}"
    ).payment_state

    assert state is not None
    assert state.value is PaymentState.BANK


@pytest.mark.parametrize("printed", ["November 3 , 2026", "November 3, 2026", "20261103"])
def test_a_date_is_read_in_further_forms(printed: str) -> None:
    fields = read(f"INVOICE\nInvoice number: INV-98\nInvoice date: {printed}\nTotal due  480.00 EUR")

    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 11, 3)


def test_a_structured_communication_may_be_printed_plain() -> None:
    fields = read("FACTURE\nFacture n° : 2026-0147\nTotal TTC   121,00 EUR\nCommunication structurée : 090933755493")

    assert fields.structured_communication is not None
    assert fields.structured_communication.value == "090933755493"


@needs(CASES.is_dir(), otherwise=Skip.FOREIGN_CORPUS)
def test_no_date_or_total_of_a_further_case_is_wrong_and_believed() -> None:
    wrong = [fault for case in sorted(CASES.glob("*.json")) for fault in _believed_faults(case)]

    assert wrong == []


def _believed_faults(case: Path) -> list[str]:
    truth, paper = json.loads(case.read_text(encoding="utf-8")), case.with_suffix(".pdf")
    if not paper.exists():
        return []
    client = ClientIdentity.of(name=None, vat_number="BE0777123418")
    result = read_bytes(paper.read_bytes(), client, Limits()).result
    if not isinstance(result, Extracted):
        return []
    fields = result.fields
    read_as = {"issue_date": fields.issue_date, "due_date": fields.due_date,
               "total_incl": fields.total_with_vat}  # fmt: skip
    return [
        f"{case.stem}: {name} {value.value} for {truth[name]}"
        for name, value in read_as.items()
        if value
        and truth.get(name)
        and str(value.value) != str(truth[name]).lstrip("-")
        and value.confidence >= BELIEVED
    ]
