"""Kinds of paper that our own layouts did not have: what other people's invoices print."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from contracts.fields import DocumentFields, DocumentKind, PaymentState
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
BLANK = "\n" * 48


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


def test_a_title_of_several_words_may_have_its_date_in_the_next_cell() -> None:
    fields = read(
        "Beitragsrechnung zur Kraftfahrtversicherung Nr. 00.123.456.7    11. März 2026\n"
        "Fälligkeitstag: 01.04.2026\n\n             Gesamtbetrag      119,00 EUR"
    )

    assert fields.number is not None
    assert fields.number.value == "00.123.456.7"
    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 3, 11)


def test_a_title_may_break_off_before_its_date() -> None:
    fields = read("Rechnung des Versicherers Nr. 00.123-2026-1 vom\n11.03.2026\n\n     Gesamtbetrag      119,00 EUR")

    assert fields.number is not None
    assert fields.number.value == "00.123-2026-1"
    assert fields.issue_date is not None
    assert fields.issue_date.value == date(2026, 3, 11)


def test_an_order_named_after_the_word_invoice_is_not_its_number() -> None:
    fields = read(
        "Rechnungsnummer     471102\nRechnungsdatum      05.03.2026\n"
        "Rechnung gemäß Bestellung Nr. 2026-471331 vom 01.03.2026\n\n      Gesamtbetrag      119,00 EUR"
    )

    assert fields.number is not None
    assert fields.number.value == "471102"


def test_the_number_of_an_article_of_law_is_not_the_documents() -> None:
    fields = read("RECHNUNG\n\nSteuerfrei nach § 4 Nr. 10a UStG\n\n     Gesamtbetrag      119,00 EUR")

    assert fields.number is None


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


def test_a_stated_due_date_goes_before_one_counted_from_the_term() -> None:
    fields = read(
        "RECHNUNG\nRechnungsdatum: 05.06.2026\nGesamtbetrag   119,00 EUR\n"
        "Zahlbar innerhalb 30 Tagen netto bis 04.07.2026, 3% Skonto innerhalb 10 Tagen bis 15.06.2026"
    )

    assert fields.due_date is not None
    assert fields.due_date.value == date(2026, 7, 4)


def test_a_due_date_before_the_issue_makes_the_one_by_the_terms_doubtful() -> None:
    fields = read(
        "RECHNUNG\nRechnungsdatum: 05.06.2026\nFälligkeit: 05.06.2024\nGesamtbetrag   119,00 EUR\n"
        "Zahlbar innerhalb 30 Tagen netto"
    )

    assert fields.due_date is not None
    assert fields.due_date.value == date(2026, 7, 5)
    assert fields.due_date.confidence < BELIEVED


def test_a_discount_for_early_payment_sets_no_due_date() -> None:
    fields = read(
        "RECHNUNG\nRechnungsdatum: 05.06.2026\nGesamtbetrag   119,00 EUR\n"
        "Bei Zahlung innerhalb 14 Tagen gewähren wir 2,0% Skonto."
    )

    assert fields.due_date is None


def test_the_day_of_a_direct_debit_is_the_due_date() -> None:
    fields = read(
        "RECHNUNG\nRechnungsdatum: 05.03.2026\nGesamtbetrag   529,87 EUR\n"
        "Der Betrag in Höhe von EUR 529,87 wird am 20.03.2026 von Ihrem Konto bei der\n"
        "Deutschen Bundesbank per SEPA-Lastschrift eingezogen."
    )

    assert fields.due_date is not None
    assert fields.due_date.value == date(2026, 3, 20)


def test_the_sum_of_a_column_has_the_label_of_its_heading() -> None:
    fields = read(
        "RECHNUNG\nBeleg-Nr : R876\n\n"
        "Warenwert    Nettobetrag    MwSt-Betrag    MwSt-%    Endbetrag\n"
        "   326,50         326,50          62,04      19,0       388,54\n"
        "   130,70         130,70           9,15       7,0       139,85\n\n"
        "   457,20         457,20          71,19       EUR       528,39"
    )

    assert fields.total_with_vat is not None
    assert fields.total_with_vat.value == Decimal("528.39")
    assert fields.total_without_vat is not None
    assert fields.total_without_vat.value == Decimal("457.20")


def test_a_title_in_capitals_among_the_heads_of_blocks_makes_an_invoice_though_it_names_a_delivery_note() -> None:
    kind = extract(
        text_pages(
            "Lieferant              Käufer              WARENRECHNUNG     Seite   1\n"
            "Muster GmbH            Kunde GmbH          Beleg-Nr          : R876\n"
            "                                           Beleg-Datum       : 06.08.2026\n"
            "                                           Lieferschein-Datum : 05.08.2026\n\n"
            "                                           Gesamtbetrag      119,00 EUR"
        ),
        US,
    ).kind

    assert kind is DocumentKind.PURCHASE_INVOICE


def test_the_total_of_a_year_in_a_sentence_does_not_beat_what_is_to_pay() -> None:
    fields = read(
        "FACTURE\nFacture n° : 2026-0147\n\n          A payer (TTC)      1479,85 €\n\n\n"
        "Montant total facturé sur les douze derniers mois : 759,91 € TTC, dont montant abonnement 59,00 € TTC."
    )

    assert fields.total_with_vat is not None
    assert fields.total_with_vat.value == Decimal("1479.85")


def test_vat_within_the_total_needs_no_printed_base() -> None:
    fields = read(
        "FRITERIE\nTICKET 0042\n2 Frites    7,00\n1 Boulettes   17,20\nTOTAL EUR   24,20\ndont TVA 21%   4,20"
    )

    assert fields.total_vat is not None
    assert fields.total_vat.value == Decimal("4.20")
    assert fields.total_without_vat is not None
    assert fields.total_without_vat.value == Decimal("20.00")


def test_money_back_on_a_receipt_is_a_credit_note_that_a_user_is_asked_about() -> None:
    found = extract(
        text_pages("BRICO\nTICKET 0043\nRETOUR\n1 Perceuse   -121,00\nTOTAL EUR   -121,00\nA rembourser   121,00"), US
    )

    assert found.kind is DocumentKind.PURCHASE_CREDIT_NOTE
    assert found.kind_confidence < BELIEVED


def test_a_seller_in_the_footer_alone_is_named_by_the_line_over_its_address() -> None:
    top = "                                                      "
    fields = read(
        f"{top}FACTURE\n\n\n\n\n\n{top}Atelier du Pont\n{top}Quai de la Meuse 8\n{top}4000 Liège\n\n"
        f"Facture n°     2026-0147\n                Total TVAC    121,00 €{BLANK}"
        "                               ANNONCES MEUSE\n"
        "          Siège social : Rue Mollet 16 - 4020 Liège - BE0727449025"
    )

    assert fields.seller.name is not None
    assert fields.seller.name.value == "ANNONCES MEUSE"


def test_a_name_on_two_lines_is_joined_by_its_initials() -> None:
    fields = read(
        "Verkäufer:\nMVM Musterhafter\nVersicherungsverein Musterstadt a.G.\nMusterstr. 12\n12345 Musterstadt\n\n"
        "RECHNUNG\n     Gesamtbetrag      119,00 EUR"
    )

    assert fields.seller.name is not None
    assert fields.seller.name.value == "MVM Musterhafter Versicherungsverein Musterstadt a.G."


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


HEAD = "Verkäufer:\nBeispiel GmbH\n\nRechnung Nr. 4711 vom 05.03.2026\n"
COLUMNS = "Pos    Beschreibung          Nettopreis     Menge       USt.              Betrag\n"
SUMS = (
    "\n                              Rechnungssumme ohne USt.           473,00\n"
    "                              Umsatzsteuer 7 %     275,00         19,25\n"
    "                              Umsatzsteuer 19 %    198,00         37,62\n"
    "                              Bruttosumme                        529,87"
)


def lines_of(*texts: str) -> list[tuple[str, str, str, str]]:
    fields = extract(text_pages(*texts), US).fields
    return [(line.name, str(line.quantity), str(line.net), str(line.rate)) for line in fields.lines]


LINES = [("Trennblätter", "20", "198.00", "19"), ("Joghurt", "50", "275.00", "7")]


def test_lines_may_print_the_name_of_the_tax_with_their_rate() -> None:
    rows = (
        "1      Trennblätter          9,90           20 Stk      19 % USt (S)      198,00\n"
        "2      Joghurt               5,50           50 Stk      7 % USt (S)       275,00\n"
    )

    assert lines_of(HEAD + COLUMNS + rows + SUMS) == LINES


def test_lines_go_on_after_a_page_without_headings() -> None:
    first = "1      Trennblätter          9,90           20 Stk      19 %              198,00\n"
    second = "2      Joghurt               5,50           50 Stk      7 %               275,00\n"

    assert lines_of(HEAD + COLUMNS + first, second + SUMS) == LINES


def test_an_amount_set_a_line_below_its_name_belongs_to_it() -> None:
    rows = (
        "1      Trennblätter          9,90           20 Stk      19 %\n"
        "                                                                          198,00\n\n"
        "2      Joghurt               5,50           50 Stk      7 %\n"
        "                                                                          275,00\n"
    )

    assert lines_of(HEAD + COLUMNS + rows + SUMS) == LINES


def test_lines_without_a_rate_are_split_by_the_bases_when_one_way_fits() -> None:
    head = "Pos    Beschreibung          Nettopreis     Menge                         Betrag\n"
    rows = (
        "1      Trennblätter          9,90           20 Stk                        198,00\n"
        "2      Joghurt               5,50           50 Stk                        275,00\n"
    )

    assert lines_of(HEAD + head + rows + SUMS) == LINES


def test_discounts_in_a_table_of_their_own_are_no_lines() -> None:
    rows = (
        "1      Trennblätter          9,90           20 Stk      19 %              198,00\n"
        "2      Joghurt               6,00           50 Stk      7 %               300,00\n\n"
        "Art                          Basisbetrag                Steuer            Betrag\n"
        "Abschlag Sondernachlass      300,00                     7 %               -25,00\n"
    )

    assert all("Abschlag" not in name for name, *_ in lines_of(HEAD + COLUMNS + rows + SUMS))


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
