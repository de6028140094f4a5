"""Other companies' words for the same things: each must be understood as a label."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.fields import DocumentKind, VatCategory
from services.ocr_extract.domain.extract import Extraction, extract
from tests.ocr_extract.builders import THEIR_VAT, US, text_pages

HEAD = f"""
Rivanto Molens BV
Dorpsstraat 61
9700 Oudenaarde
BTW BE {THEIR_VAT[2:]}

                                                   Menuiserie Wérisoul SRL
                                                   Place Saint-Aubain 191
                                                   7000 Mons
                                                   BTW BE 0592.348.514
"""
ITEMS = """
Omschrijving                    Aantal     Prijs       BTW     Bedrag
Roggemeel, zak 25 kg            10         20,00       6%      200,00
Levering op pallet              1          50,00       6%      50,00

                                                   Totaal excl. btw   250,00
                                                   Btw 6%              15,00
                                                   Totaal incl. btw   265,00
"""


def read(text: str) -> Extraction:
    return extract(text_pages(text), US)


def particulars(*rows: tuple[str, str], title: str = "FACTUUR", after: str = "") -> Extraction:
    """An invoice with these labels and values between the addresses and the table."""
    lines = "\n".join(f"{label:<40}{value}" for label, value in rows)
    return read(f"{title}\n{HEAD}\n{lines}\n{ITEMS}\n{after}")


@pytest.mark.feature(143)
@pytest.mark.parametrize(
    "label",
    [
        *("Date d'émission", "Établie le", "Facturé le", "Émise le", "Date de création", "Facture du", "Délivrée le"),
        *("Gefactureerd op", "Factuur van", "Uitgereikt op", "Datum document", "Facturatiedatum", "Opgesteld op"),
        *("Invoiced on", "Billing date", "Tax point", "Date raised", "Invoice dated", "Document date"),
        *("Rg.-Datum", "Ausgestellt am", "Erstellt am", "Rechnung vom", "Datum der Ausstellung", "Fakturadatum"),
    ],
)
def test_the_day_of_issue_has_many_names(label: str) -> None:
    found = particulars(("Factuurnummer", "VF-004513"), (label, "14-10-2026"), ("Leverdatum", "12-10-2026"))

    assert found.fields.issue_date
    assert found.fields.issue_date.value == date(2026, 10, 14)


@pytest.mark.feature(144)
@pytest.mark.parametrize(
    "label",
    [
        *("Échéance le", "À payer avant le", "Payable au plus tard le", "À régler pour le", "Date butoir"),
        *(
            "Te voldoen tegen",
            "Te betalen voor",
            "Uiterste betaaldatum",
            "Betalen voor",
            "Ten laatste op",
            "Vervalt op",
        ),
        *("Pay before", "To be paid by", "Payment due by", "Pay no later than", "Payment deadline", "Maturity date"),
        *("Zahlbar bis", "Fällig am", "Fälligkeit", "Zu überweisen bis", "Zahlung erbeten bis", "Zahlungstermin"),
    ],
)
def test_the_day_to_pay_has_many_names(label: str) -> None:
    found = particulars(("Factuurnummer", "VF-004513"), ("Factuurdatum", "14-10-2026"), (label, "13-11-2026"))

    assert found.fields.due_date
    assert found.fields.due_date.value == date(2026, 11, 13)


@pytest.mark.feature(150)
@pytest.mark.parametrize(
    "label",
    [
        *("Votre facture n°", "Réf. facture", "N° pièce", "Numéro de la note", "N° doc."),
        *("Volgnummer", "Factuurnr.", "Factuur-ID", "Factuurkenmerk", "Stuknummer", "Documentreferentie"),
        *("Doc. no.", "Invoice ID", "Our reference", "Inv. no.", "Sales invoice no."),
        *("Rg.-Nr.", "Belegnummer", "Dokument-Nr.", "Rechnungsreferenz", "Re.-Nr."),
    ],
)
def test_the_number_of_the_document_has_many_names(label: str) -> None:
    found = particulars((label, "2026/04513"), ("Factuurdatum", "14-10-2026"), ("Klantnummer", "77120"))

    assert found.fields.number
    assert found.fields.number.value == "2026/04513"


@pytest.mark.feature(150, 156)
@pytest.mark.parametrize(
    "label", ["Reg. no.", "Ond.nr.", "Art. nr.", "Lot", "Référence abonné", "Debiteurnr.", "Kassa"]
)
def test_numbers_of_other_things_are_not_that_of_the_document(label: str) -> None:
    found = particulars((label, "482913"), ("Factuurdatum", "14-10-2026"))

    assert found.fields.number is None


@pytest.mark.feature(150, 156)
def test_a_postcode_or_house_number_under_a_heading_is_no_number() -> None:
    found = read(
        f"FACTUUR\n{HEAD}\nVolgnr bij ons      Factuurdatum        Nummer\n"
        f"Place Rouppe 17     14-10-2026          8500 Kortrijk\n{ITEMS}"
    )

    assert found.fields.number is None


@pytest.mark.feature(150)
def test_headings_so_close_that_they_share_a_cell_are_headings_all_the_same() -> None:
    found = read(
        f"Kredietnota\n{HEAD}\nNummer      Factuurdatum Betreft factuur Debiteurnr.\n"
        f"2026-6348   14-10-2026   2026-4035       646054\n{ITEMS}"
    )

    assert found.fields.original_number
    assert found.fields.original_number.value == "2026-4035"


@pytest.mark.feature(139)
@pytest.mark.parametrize(
    "label", ["Concerne la facture", "Betreft factuur", "Zu Rechnung", "Relating to invoice", "Avoir sur facture"]
)
def test_a_credit_note_names_the_invoice_it_credits(label: str) -> None:
    found = particulars(("Nummer", "CN-77"), ("Datum", "14-10-2026"), (label, "VF-004513"), title="CREDITNOTA")

    assert found.fields.original_number
    assert found.fields.original_number.value == "VF-004513"


@pytest.mark.feature(147)
@pytest.mark.parametrize(
    "label",
    ["Avance perçue", "Ontvangen voorschot", "Geleistete Anzahlung", "Less deposit", "Déjà réglé", "Al betaald"],
)
def test_what_was_paid_before_has_many_names(label: str) -> None:
    gap = " " * 51
    items = ITEMS + f"{gap}{label:<25}65,00\n{gap}{'Te betalen':<25}200,00\n"

    found = read(f"FACTUUR\n{HEAD}\nFactuurnummer   VF-1\nFactuurdatum    14-10-2026\n{items}")

    assert found.fields.prepaid
    assert found.fields.prepaid.value == Decimal("65.00")


@pytest.mark.feature(156)
@pytest.mark.parametrize(
    "heads",
    [
        ("Benaming", "Hvh", "P/E", "BTW", "Lijntotaal"),
        ("Nature", "Nbre", "Prix/u", "TVA", "HTVA"),
        ("Artikel", "Menge", "Einzel", "USt", "Summe"),
        ("Service", "#", "Each", "VAT", "Sum"),
        ("Voorwerp X", "Keer", "Stukw.", "Perc.", "Geheel"),
    ],
)
def test_the_columns_of_the_table_have_many_names(heads: tuple[str, ...]) -> None:
    name, count, price, rate, total = heads
    table = ITEMS.replace(
        "Omschrijving                    Aantal     Prijs       BTW     Bedrag",
        f"{name:<32}{count:<11}{price:<12}{rate:<8}{total}",
    )

    found = read(f"FACTUUR\n{HEAD}\nFactuurnummer   VF-1\nFactuurdatum    14-10-2026\n{table}")

    assert [line.net for line in found.fields.lines] == [Decimal("200.00"), Decimal("50.00")]


@pytest.mark.feature(148)
def test_ten_pieces_and_a_reduction_are_no_rate_of_vat() -> None:
    found = read(f"""FACTUUR
{HEAD}
Factuurnummer   VF-1
Factuurdatum    14-10-2026

Omschrijving                    Aantal     Prijs       Korting     Bedrag
Roggemeel, zak 25 kg            10 st      20,00                   200,00
Levering op pallet              2          50,00       10%         90,00

                                           Totaal excl. btw   290,00
                                           Btw 21%             60,90
                                           Totaal incl. btw   350,90
""")

    assert found.fields.total_with_vat
    assert found.fields.total_with_vat.sure
    assert [line.rate for line in found.fields.lines] == [Decimal(21), Decimal(21)]


@pytest.mark.feature(138)
@pytest.mark.parametrize(
    "title",
    [
        *("FACTURE PRO FORMA", "PRO FORMA FACTUUR", "PROFORMA-RECHNUNG", "Pro forma invoice"),
        *("BON DE LIVRAISON", "LEVERBON", "LIEFERSCHEIN", "Delivery note"),
        *("DEVIS", "OFFERTE", "ANGEBOT", "Quotation", "ORDERBEVESTIGING", "Auftragsbestätigung"),
        *("RAPPEL DE PAIEMENT", "Betalingsherinnering", "MAHNUNG", "Payment reminder"),
    ],
)
def test_a_document_that_only_looks_like_an_invoice_is_not_one(title: str) -> None:
    found = particulars(("Nummer", "2026-7787"), ("Datum", "14-10-2026"), title=title)

    assert found.kind == DocumentKind.OTHER


@pytest.mark.feature(136)
def test_the_order_and_the_delivery_note_that_an_invoice_names_do_not_change_what_it_is() -> None:
    found = particulars(
        ("Factuurnummer", "VF-004513"),
        ("Factuurdatum", "14-10-2026"),
        ("Bestelbon", "PO-9104"),
        after="Leveringsbon 27741\n",
    )

    assert found.kind == DocumentKind.PURCHASE_INVOICE


@pytest.mark.feature(148)
@pytest.mark.parametrize(
    ("phrase", "category", "code"),
    [
        ("Régime particulier - biens d'occasion", VatCategory.EXEMPT, "VATEX-EU-F"),
        ("Bijzondere regeling - gebruikte goederen", VatCategory.EXEMPT, "VATEX-EU-F"),
        ("Differenzbesteuerung nach § 25a UStG", VatCategory.EXEMPT, "VATEX-EU-F"),
        ("Margin scheme - second-hand goods", VatCategory.EXEMPT, "VATEX-EU-F"),
        ("Bijzondere regeling - kunstvoorwerpen", VatCategory.EXEMPT, "VATEX-EU-I"),
        ("Nultarief 0 %", VatCategory.ZERO, None),
        ("Taux zéro 0 %", VatCategory.ZERO, None),
    ],
)
def test_a_document_without_vat_says_why(phrase: str, category: VatCategory, code: str | None) -> None:
    items = ITEMS.replace("6%", "0%").replace(" 15,00", "  0,00").replace("265,00", "250,00")

    found = read(f"FACTUUR\n{HEAD}\nFactuurnummer   VF-1\nFactuurdatum    14-10-2026\n{items}\n{phrase}")

    assert [(row.category, row.exemption_code) for row in found.fields.vat] == [(category, code)]


@pytest.mark.feature(141)
@pytest.mark.parametrize(
    "sender",
    ["Rivanto Molens BV Dorpsstraat 61 9700 Oudenaarde", "Rivanto Molens S.à r.l. 67 avenue de la Gare L-4110 Esch"],
)
def test_the_senders_line_over_the_window_is_not_the_customers(sender: str) -> None:
    found = read(f"""
                                                     FACTUUR
{sender}
Menuiserie Wérisoul SRL
Place Saint-Aubain 191
7000 Mons
BTW BE 0592.348.514

Factuurnummer   VF-1
Factuurdatum    14-10-2026
{ITEMS}
Rivanto Molens BV - Dorpsstraat 61 - 9700 Oudenaarde - BTW BE {THEIR_VAT[2:]}
""")

    assert found.kind == DocumentKind.PURCHASE_INVOICE
    assert found.fields.buyer.name
    assert found.fields.buyer.name.value == "Menuiserie Wérisoul SRL"
    assert found.fields.seller.name
    assert found.fields.seller.name.value.startswith("Rivanto Molens")
