"""Which value belongs to which label: by the words, by their places, and where the words are unknown."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from contracts.fields import DocumentFields, DocumentKind, Origin, Read
from services.ocr_extract.domain.extract import Extraction, extract
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Pages, Word
from tests.ocr_extract.builders import US, text_pages, words_of

HEAD = """
Rivanto Molens BV                                  {title}
Dorpsstraat 61
9700 Oudenaarde
BTW BE 0727.449.025

{particulars}

Omschrijving                    Aantal     Prijs       BTW     Bedrag
Roggemeel, zak 25 kg            10         20,00       6%      200,00

                                                   Totaal excl. btw   200,00
                                                   Totaal btw          12,00
                                                   Totaal incl. btw   212,00 EUR
"""


def invoice(particulars: str, title: str = "FACTUUR") -> str:
    return HEAD.format(title=title, particulars=particulars.strip("\n"))


def read(particulars: str, title: str = "FACTUUR") -> DocumentFields:
    return extract(text_pages(invoice(particulars, title)), US).fields


def plain(*fields: Read[str] | Read[date] | None) -> list[str | date | None]:
    return [field.value if field else None for field in fields]


def photographed(text: str, moved: Iterable[tuple[str, float]] = ()) -> Pages:
    """The pages as an engine returns them, with some words moved up (negative) or down by points."""
    shift = dict(moved)
    words: list[Word] = []
    for word in words_of(text, 1, 10):
        down = shift.get(word.text, 0.0)
        words.append(replace(word, y0=word.y0 + down, y1=word.y1 + down, origin=Origin.OCR, confidence=0.95))
    return read_pages(words, {1: (595.0, 842.0)})


@pytest.mark.feature(150)
@pytest.mark.parametrize(
    "label",
    ["Fact. n°", "Fct nr", "FA n°", "Doc. nr.", "Volgnr.", "Boekstuknr.", "O/ref.", "Identifiant facture", "Rg.-Nr.",
     "Rechn.-Nr.", "Faktura-Nr.", "Inv. no.", "Billing reference", "N° d'ordre", "Schuldvordering nr."],
)  # fmt: skip
def test_a_number_is_found_under_many_names(label: str) -> None:
    fields = read(f"{label}: VF-004513\nDatum: 14-10-2026")

    assert plain(fields.number) == ["VF-004513"]


@pytest.mark.feature(143)
@pytest.mark.parametrize(
    "label",
    ["En date du", "Éditée le", "Date pièce", "Gedateerd", "Afgiftedatum", "Fact.datum", "Datum uitreiking",
     "Billing date", "Rechn.-Datum", "Rechnungstag", "Ausstellungstag"],
)  # fmt: skip
def test_a_date_of_issue_is_found_under_many_names(label: str) -> None:
    fields = read(f"Factuurnr.: VF-004513\n{label}: 14-10-2026")

    assert plain(fields.issue_date) == [date(2026, 10, 14)]


@pytest.mark.feature(144)
@pytest.mark.parametrize(
    "label",
    ["Éch.", "Payable au", "Dernier délai", "Date ultime de paiement", "Verv.", "Verv.datum", "Te betalen tegen",
     "Graag betalen voor", "Ten laatste op", "Latest payment", "Net due date", "Überweisung bis", "Fällig zum"],
)  # fmt: skip
def test_a_due_date_is_found_under_many_names(label: str) -> None:
    fields = read(f"Factuurnr.: VF-004513\nDatum: 14-10-2026\n{label}: 13-11-2026")

    assert plain(fields.issue_date, fields.due_date) == [date(2026, 10, 14), date(2026, 11, 13)]


@pytest.mark.feature(143, 144, 150)
def test_a_caption_names_the_value_above_it() -> None:
    fields = read("""
VF-004513          14-10-2026         13-11-2026
Nummer             Datum              Vervaldatum

PO-7712            200456
Bestelbon          Klantnummer
""")

    assert plain(fields.number, fields.issue_date, fields.due_date, fields.order_reference) == [
        "VF-004513", date(2026, 10, 14), date(2026, 11, 13), "PO-7712",
    ]  # fmt: skip


@pytest.mark.feature(150)
def test_a_heading_still_names_the_value_below_it() -> None:
    fields = read("""
Nummer             Datum              Vervaldatum
VF-004513          14-10-2026         13-11-2026

Bestelbon          Klantnummer
PO-7712            200456
""")

    assert plain(fields.number, fields.issue_date, fields.due_date, fields.order_reference) == [
        "VF-004513", date(2026, 10, 14), date(2026, 11, 13), "PO-7712",
    ]  # fmt: skip


@pytest.mark.feature(143, 144)
def test_two_labels_in_one_cell_are_answered_in_their_order() -> None:
    fields = read("Datum / Vervaldatum          14-10-2026 / 13-11-2026")

    assert plain(fields.issue_date, fields.due_date) == [date(2026, 10, 14), date(2026, 11, 13)]


def test_a_number_and_a_date_between_strokes_are_two_values() -> None:
    fields = read("Factuurnr. / Datum        VF-004513 / 14-10-2026")

    assert plain(fields.number, fields.issue_date) == ["VF-004513", date(2026, 10, 14)]


@pytest.mark.parametrize("word", ["van", "d.d.", "du", "vom"])
def test_the_day_after_a_number_is_the_date_of_the_document(word: str) -> None:
    fields = read(f"Factuur nr. VF-004513 {word} 14-10-2026")

    assert plain(fields.number, fields.issue_date) == ["VF-004513", date(2026, 10, 14)]


def test_the_day_after_the_number_of_another_document_is_the_date_of_that_one() -> None:
    fields = read("""
Creditnota nr.: CN-204
Datum: 20-10-2026
Betreft factuur VF-004513 van 14-10-2026
""", "CREDITNOTA")  # fmt: skip

    assert plain(fields.number, fields.original_number, fields.issue_date) == [
        "CN-204", "VF-004513", date(2026, 10, 20),
    ]  # fmt: skip


@pytest.mark.feature(156)
def test_our_invoice_is_this_one_on_an_invoice_and_another_on_a_credit_note() -> None:
    invoice = read("Onze factuur nr.: VF-004513\nDatum: 14-10-2026")
    credit = read("Creditnota nr.: CN-204\nDatum: 20-10-2026\nOnze factuur nr.: VF-004513", "CREDITNOTA")

    assert plain(invoice.number) == ["VF-004513"]
    assert plain(credit.number, credit.original_number) == ["CN-204", "VF-004513"]


def test_an_unknown_label_with_a_known_stem_announces_the_number() -> None:
    fields = read("Facturatiecode: VF-004513\nDatum: 14-10-2026", "NOTA")

    assert plain(fields.number) == ["VF-004513"]
    assert fields.number is not None
    told = read("Factuurnummer: VF-004513\nDatum: 14-10-2026", "NOTA").number
    assert told is not None
    assert fields.number.confidence < told.confidence, "a guess"


@pytest.mark.feature(156)
def test_two_numbers_under_unknown_labels_are_both_left_out() -> None:
    fields = read("Facturatiecode: VF-004513\nDocumentsleutel: 88213\nDatum: 14-10-2026", "NOTA")

    assert fields.number is None


def test_a_company_of_telecommunications_hides_no_number() -> None:
    fields = read("Factuurnr.: VF-004513          Lumivox Telecom NV\nDatum: 14-10-2026")

    assert plain(fields.number) == ["VF-004513"]


def test_a_table_may_have_two_columns_only() -> None:
    text = """
Rivanto Molens BV                                  FACTUUR VF-004513
BTW BE 0727.449.025                                Datum: 14-10-2026

Omschrijving                                                    Bedrag
Roggemeel, zak 25 kg                                            200,00
Levering op pallet                                               50,00

                                               Totaal excl. btw  250,00
                                               Btw 21%            52,50
                                               Totaal incl. btw  302,50 EUR
"""

    lines = extract(text_pages(text), US).fields.lines

    assert [line.name for line in lines] == ["Roggemeel, zak 25 kg", "Levering op pallet"]


@pytest.mark.feature(143, 144)
def test_values_that_a_camera_left_a_line_too_high_find_their_labels() -> None:
    text = invoice("""
Factuurnummer        VF-004513
Factuurdatum         14-10-2026
Vervaldatum          13-11-2026
""")

    fields = extract(photographed(text, [("VF-004513", -9), ("14-10-2026", -9), ("13-11-2026", -9)]), US).fields

    assert plain(fields.issue_date, fields.due_date) == [date(2026, 10, 14), date(2026, 11, 13)]


def test_a_legal_form_that_ocr_misread_is_repaired() -> None:
    text = invoice("Factuurnr.: VF-004513").replace("Rivanto Molens BV", "Rivanto S.à r.1.  ")

    fields = extract(photographed(text), US).fields

    assert plain(fields.seller.name) == ["Rivanto S.à r.l."]


def test_two_companies_without_a_gap_between_them_stay_two() -> None:
    text = """
Rivanto Molens BV                                  FACTUUR VF-004513
Dorpsstraat 61                                     Datum: 14-10-2026
9700 Oudenaarde
BTW BE 0727.449.025
Klant:
Menuiserie Wérisoul SRL
Place Saint-Aubain 191
7000 Mons
BTW BE 0592.348.514

Totaal excl. btw  250,00
Btw 21%            52,50
Totaal incl. btw  302,50 EUR
"""

    fields = extract(text_pages(text), US).fields

    assert plain(fields.seller.name, fields.buyer.name) == ["Rivanto Molens BV", "Menuiserie Wérisoul SRL"]


def test_the_names_of_shops_do_not_decide_the_language() -> None:
    shops = "\n".join(f"0{day}/03/2026   BRASSERIE DE LA GARE DU NORD          12,0{day}" for day in range(1, 9))
    text = f"Your card statement\nStatement date 31/03/2026\nBalance carried forward from the previous page\n{shops}\n"

    found: Extraction = extract(text_pages(text), US)

    assert found.language == "en"


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Kündigung", DocumentKind.OTHER), ("Payment reminder", DocumentKind.OTHER), ("Mahnung", DocumentKind.OTHER)],
)
def test_a_letter_is_no_invoice_in_german_and_english_either(title: str, kind: DocumentKind) -> None:
    text = f"""
Rivanto Molens BV
BTW BE 0727.449.025

{title}

Rechnung Nr. VF-004513 vom 14.10.2026 über 272,50 EUR
"""

    assert extract(text_pages(text), US).kind == kind
