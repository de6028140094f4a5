"""Totals by arithmetic: what adds up is taken, what does not is doubtful or left out."""

from decimal import Decimal

import pytest

from contracts.fields import DocumentFields, VatCategory
from services.ocr_extract.domain.extract import extract
from tests.ocr_extract.builders import INVOICE, US, text_pages


def read(text: str) -> DocumentFields:
    return extract(text_pages(text), US).fields


def totals(fields: DocumentFields) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return (
        fields.total_without_vat.value if fields.total_without_vat else None,
        fields.total_vat.value if fields.total_vat else None,
        fields.total_with_vat.value if fields.total_with_vat else None,
    )


def rows(fields: DocumentFields) -> set[tuple[str, str, str, str]]:
    return {(row.category.value, str(row.rate), str(row.base), str(row.vat)) for row in fields.vat}


@pytest.mark.feature(146, 147, 148)
def test_totals_and_rows_that_bear_each_other_out_are_sure() -> None:
    fields = read(INVOICE)

    assert totals(fields) == (Decimal("250.00"), Decimal("22.50"), Decimal("272.50"))
    assert rows(fields) == {("S", "21", "50.00", "10.50"), ("S", "6", "200.00", "12.00")}
    assert fields.total_with_vat is not None
    assert fields.total_with_vat.sure


@pytest.mark.parametrize(
    ("right", "misprinted"),
    [
        ("Te betalen         272,50", "Te betalen         372,50"),
        ("Totaal excl. btw   250,00", "Totaal excl. btw   255,00"),
        ("Totaal btw          22,50", "Totaal btw          23,50"),
    ],
)
@pytest.mark.feature(156)
def test_a_total_that_does_not_add_up_is_never_sure(right: str, misprinted: str) -> None:
    assert right in INVOICE

    fields = read(INVOICE.replace(right, misprinted))

    wrong = [
        (name, read.value)
        for name, read, truth in (
            ("excl", fields.total_without_vat, "250.00"),
            ("vat", fields.total_vat, "22.50"),
            ("incl", fields.total_with_vat, "272.50"),
        )
        if read is not None and read.sure and read.value != Decimal(truth)
    ]
    assert wrong == []


@pytest.mark.feature(156)
def test_amounts_without_any_label_are_no_total() -> None:
    fields = read("Rivanto Molens BV\nRoggemeel   200,00\nVracht   42,00\nSamen   242,00")

    assert totals(fields) == (None, None, None)


def test_one_rate_of_several_is_not_the_total() -> None:
    fields = read("""
FACTUUR 12
        BTW    Maatstaf   Btw     Totaal
        21%    18,84      3,96    22,80
        6%     22,83      1,37    24,20
Totaal incl. btw                  47,00
""")

    assert totals(fields) == (Decimal("41.67"), Decimal("5.33"), Decimal("47.00"))


def test_one_rate_of_a_torn_breakdown_is_not_proved_while_a_larger_amount_is_called_the_total_too() -> None:
    fields = read("""
Leistung             Anzahl      Gesamt brutto
Hausdessert            2            21,90
Espresso               2             8,00
Mineralwasser 50 cl    1             4,55
Total                             € 34,45
Nettobetrag           MwSt. %     MwSt.-Betrag
                      19 %            2,00
20,47                 7 %             1,43
""")

    assert fields.total_with_vat is None or not fields.total_with_vat.sure
    assert (
        fields.total_with_vat is None
        or fields.total_with_vat.value == Decimal("34.45")
        or fields.total_with_vat.confidence < 0.8
    )


def test_a_breakdown_on_its_side_is_read() -> None:
    fields = read("""
FACTUUR 12
BTW %           21%       6%
Maatstaf      17,67   105,74
Btw bedrag     3,71     6,34

Totaal excl. btw      123,41
Totaal btw             10,05
Totaal incl. btw      133,46
""")

    assert rows(fields) == {("S", "21", "17.67", "3.71"), ("S", "6", "105.74", "6.34")}


def test_rows_without_bases_follow_from_the_rates_of_the_lines() -> None:
    fields = read("""
FACTURE n° 7
Désignation            Qté    P.U.      TVA     Montant
Lait entier            40     12,88     6 %      515,20
Bac isotherme          32     14,63     21 %     468,16

Total HTVA     983,36
TVA 21 %        98,31
TVA 6 %         30,91
Total TVAC   1.112,58
""")

    assert totals(fields) == (Decimal("983.36"), Decimal("129.22"), Decimal("1112.58"))
    assert rows(fields) == {("S", "6", "515.20", "30.91"), ("S", "21", "468.16", "98.31")}


def test_amounts_of_vat_prove_the_totals_where_their_bases_cannot_be_known() -> None:
    fields = read("""
FACTURE n° 7
Total HTVA          1.611,48
TVA 21 %                7,44
TVA 6 %                94,56
Total TVAC          1.713,48
""")

    assert totals(fields) == (Decimal("1611.48"), Decimal("102.00"), Decimal("1713.48"))
    assert fields.total_vat is not None
    assert fields.total_vat.sure
    assert fields.vat == ()


def test_what_was_paid_before_and_what_is_left_must_add_up() -> None:
    fields = read("""
FACTURE n° 7
Total HTVA     907,40
TVA 21 %       190,55
Total TVAC   1.097,95
Provision versée le 12/01/2026   -605,00
Solde à payer   492,95
""")

    assert fields.prepaid is not None
    assert fields.payable is not None
    assert (fields.prepaid.value, fields.payable.value) == (Decimal("605.00"), Decimal("492.95"))
    assert fields.payable.sure


@pytest.mark.feature(139)
def test_a_credit_note_is_positive_whatever_sign_the_document_prints() -> None:
    fields = read("""
CREDITNOTA CN-7
Totaal excl. btw   -100,00
Btw 21%             -21,00
Totaal incl. btw   -121,00
""")

    assert totals(fields) == (Decimal("100.00"), Decimal("21.00"), Decimal("121.00"))
    assert rows(fields) == {("S", "21", "100.00", "21.00")}


@pytest.mark.parametrize(
    ("phrase", "category"),
    [
        ("Autoliquidation - TVA à acquitter par le cocontractant", VatCategory.REVERSE_CHARGE),
        ("Btw verlegd", VatCategory.REVERSE_CHARGE),
        ("Steuerschuldnerschaft des Leistungsempfängers", VatCategory.REVERSE_CHARGE),
        ("Exonération : livraison intracommunautaire, article 138", VatCategory.INTRA_COMMUNITY),
        ("Exonéré, exportation hors UE, art. 146", VatCategory.EXPORT),
        ("Régime particulier de franchise des petites entreprises", VatCategory.EXEMPT),
        ("Gemäß § 19 UStG wird keine Umsatzsteuer berechnet", VatCategory.EXEMPT),
    ],
)
@pytest.mark.feature(148)
def test_no_vat_has_a_category_and_a_reason(phrase: str, category: VatCategory) -> None:
    fields = read(f"FACTURE n° 7\nTotal HTVA   340,00\nTVA 0 %   0,00\nTotal TVAC   340,00\n{phrase}")

    (row,) = fields.vat
    assert (row.category, row.base, row.vat) == (category, Decimal("340.00"), Decimal("0.00"))
    assert row.exemption_reason == phrase


@pytest.mark.feature(156)
def test_no_vat_without_a_word_about_it_is_not_sure() -> None:
    fields = read("FACTURE n° 7\nTotal à payer   340,00")

    assert fields.total_with_vat is None or not fields.total_with_vat.sure


def test_lines_are_given_only_when_they_add_up() -> None:
    whole = read(INVOICE)
    broken = read(INVOICE.replace("6%      200,00", "6%      210,00"))

    assert [(line.quantity, line.unit_price, line.net, line.rate) for line in whole.lines] == [
        (Decimal(10), Decimal("20.00"), Decimal("200.00"), Decimal(6)),
        (Decimal(1), Decimal("50.00"), Decimal("50.00"), Decimal(21)),
    ]
    assert broken.lines == ()
