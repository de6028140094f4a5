"""Discounts and charges on a whole document: read when they and the lines prove each other, else both left out."""

from decimal import Decimal

import pytest

from contracts.fields import AllowanceFields, DocumentFields, VatCategory
from services.ocr_extract.domain.extract import extract
from tests.ocr_extract.builders import THEIR_VAT, US, text_pages

HEAD = f"""
Rivanto Molens BV                                  FACTUUR
Dorpsstraat 61
9700 Oudenaarde                                    Factuurnummer:   VF-004513
BTW BE {THEIR_VAT[2:]}                                   Factuurdatum:    14-10-2026

                                                   Menuiserie Wérisoul SRL
                                                   Place Saint-Aubain 191
                                                   7000 Mons
                                                   BTW BE 0592.348.514
"""
ONE_RATE = """
Omschrijving                    Aantal     Prijs       Bedrag
Roggemeel, zak 25 kg            10         20,00       200,00
Tarwebloem, zak 25 kg           4          25,00       100,00
"""
TWO_RATES = """
Omschrijving                    Aantal     Prijs       BTW     Bedrag
Roggemeel, zak 25 kg            10         20,00       6%      200,00
Broodmand, riet                 2          50,00       21%     100,00
"""
LINES = [("Roggemeel, zak 25 kg", Decimal("200.00")), ("Tarwebloem, zak 25 kg", Decimal("100.00"))]
LINES_OF_TWO_RATES = [("Roggemeel, zak 25 kg", Decimal("200.00")), ("Broodmand, riet", Decimal("100.00"))]


def read(table: str, *below: tuple[str, str]) -> DocumentFields:
    """The fields of an invoice with this table and these labels and amounts under it."""
    totals = "\n".join(f"{'':<30}{label:<35}{amount:>12}" for label, amount in below)
    return extract(text_pages(f"{HEAD}{table}\n{totals}"), US).fields


def taxed(excl: str, vat: str, incl: str) -> tuple[tuple[str, str], ...]:
    """The labels and amounts of totals at one rate."""
    return ("Totaal excl. btw", excl), ("Btw 21 %", vat), ("Te betalen", incl)


def lines(fields: DocumentFields) -> list[tuple[str, Decimal]]:
    return [(line.name, line.net) for line in fields.lines]


def said(fields: DocumentFields) -> list[tuple[bool, str, str | None, str]]:
    """Each allowance as: is it a charge, amount, reason and rate."""
    return [(a.is_charge, str(a.amount), a.reason, str(a.rate)) for a in fields.allowances]


@pytest.mark.feature(133, 146, 156)
@pytest.mark.parametrize(
    ("label", "amount", "reason"),
    [
        *((word, "30,00", word) for word in ("Remise", "Ristourne", "Rabais", "Remise commerciale", "Remise fidélité")),
        *((word, "30,00", word) for word in ("Korting", "Commerciële korting", "Handelskorting", "Klantenkorting")),
        *((word, "30,00", word) for word in ("Discount", "Trade discount", "Volume rebate")),
        *((word, "30,00", word) for word in ("Rabatt", "Nachlass", "Kundenrabatt", "Preisnachlass")),
        ("Korting", "-30,00", "Korting"),
        ("Korting", "30,00-", "Korting"),
        ("Moins : remise", "30,00 EUR", "Moins : remise"),
        ("- Remise", "30,00", "Remise"),
        ("Korting:", "€ 30,00", "Korting"),
    ],
)
def test_a_discount_between_the_lines_and_the_total_is_read_with_the_lines(
    label: str, amount: str, reason: str
) -> None:
    fields = read(ONE_RATE, ("Subtotaal", "300,00"), (label, amount), *taxed("270,00", "56,70", "326,70"))

    assert lines(fields) == LINES
    assert said(fields) == [(False, "30.00", reason, "21")]


@pytest.mark.feature(133, 146, 156)
@pytest.mark.parametrize(
    "label",
    [
        *("Frais de port", "Frais de transport", "Port et emballage", "Transport", "Frais administratifs", "Livraison"),
        *("Frais de dossier", "Participation aux frais d'envoi", "Supplément carburant", "Recupel"),
        *("Verzendkosten", "Transportkosten", "Administratiekosten", "Administratieve kosten", "Brandstoftoeslag"),
        *("Shipping", "Shipping & handling", "Delivery charge", "Administration fee", "Carriage", "Fuel surcharge"),
        *("Versandkosten", "Fracht", "Verpackung", "Bearbeitungsgebühr", "Mindermengenzuschlag"),
    ],
)
def test_a_cost_between_the_lines_and_the_total_is_a_charge(label: str) -> None:
    fields = read(ONE_RATE, ("Subtotaal", "300,00"), (label, "15,00"), *taxed("315,00", "66,15", "381,15"))

    assert lines(fields) == LINES
    assert said(fields) == [(True, "15.00", label, "21")]


@pytest.mark.feature(133, 156)
def test_a_discount_and_a_cost_on_one_document_are_both_read() -> None:
    fields = read(
        ONE_RATE,
        ("Subtotaal", "300,00"), ("Korting", "-30,00"), ("Verzendkosten", "12,50"),
        *taxed("282,50", "59,33", "341,83"),
    )  # fmt: skip

    assert lines(fields) == LINES
    assert sorted(said(fields)) == [(False, "30.00", "Korting", "21"), (True, "12.50", "Verzendkosten", "21")]


@pytest.mark.feature(133, 156)
@pytest.mark.parametrize("label", ["Remise 10 %", "Remise (10,00 %)", "Korting 10%", "Rabatt -10 %"])
def test_a_printed_percentage_counts_when_it_makes_the_discount(label: str) -> None:
    fields = read(ONE_RATE, ("Subtotaal", "300,00"), (label, "30,00"), *taxed("270,00", "56,70", "326,70"))

    (discount,) = fields.allowances
    assert (discount.percentage, discount.base, discount.amount) == (Decimal(10), Decimal("300.00"), Decimal("30.00"))
    assert discount.reason == label.split()[0]


def test_a_percentage_that_does_not_make_the_discount_is_left_out() -> None:
    fields = read(ONE_RATE, ("Subtotaal", "300,00"), ("Frais de port (TVA 21 %)", "15,00"),
                  *taxed("315,00", "66,15", "381,15"))  # fmt: skip

    (cost,) = fields.allowances
    assert (cost.amount, cost.percentage, cost.base) == (Decimal("15.00"), None, None)


@pytest.mark.feature(148, 156)
def test_a_discount_over_two_rates_is_divided_as_the_bases_say() -> None:
    fields = read(
        TWO_RATES,
        ("Subtotaal", "300,00"), ("Korting 10 %", "30,00"), ("Totaal excl. btw", "270,00"),
        ("Btw 6 % op 180,00", "10,80"), ("Btw 21 % op 90,00", "18,90"), ("Te betalen", "299,70"),
    )  # fmt: skip

    assert lines(fields) == LINES_OF_TWO_RATES
    assert {(a.rate, a.amount, a.base, a.percentage) for a in fields.allowances} == {
        (Decimal(6), Decimal("20.00"), Decimal("200.00"), Decimal(10)),
        (Decimal(21), Decimal("10.00"), Decimal("100.00"), Decimal(10)),
    }


@pytest.mark.feature(148, 156)
def test_a_cost_that_one_of_two_rates_bears_has_that_rate() -> None:
    fields = read(
        TWO_RATES,
        ("Subtotaal", "300,00"), ("Verzendkosten", "15,00"), ("Totaal excl. btw", "315,00"),
        ("Btw 6 % op 200,00", "12,00"), ("Btw 21 % op 115,00", "24,15"), ("Te betalen", "351,15"),
    )  # fmt: skip

    assert lines(fields) == LINES_OF_TWO_RATES
    assert said(fields) == [(True, "15.00", "Verzendkosten", "21")]


@pytest.mark.feature(148, 156)
def test_a_charge_at_a_rate_of_its_own_gives_the_rate_of_the_lines() -> None:
    fields = read(
        ONE_RATE,
        ("Subtotaal", "300,00"), ("Transport", "15,00"), ("Totaal excl. btw", "315,00"),
        ("Btw 6 % op 300,00", "18,00"), ("Btw 21 % op 15,00", "3,15"), ("Te betalen", "336,15"),
    )  # fmt: skip

    assert [(line.name, line.rate) for line in fields.lines] == [(name, Decimal(6)) for name, _ in LINES]
    assert said(fields) == [(True, "15.00", "Transport", "21")]


@pytest.mark.feature(148, 156)
def test_of_two_ways_to_divide_a_discount_the_printed_percentage_decides() -> None:
    totals = (
        ("Totaal excl. btw", "285,00"), ("Btw 6 % op 180,00", "10,80"), ("Btw 21 % op 105,00", "22,05"),
        ("Te betalen", "317,85"),
    )  # fmt: skip

    told = read(TWO_RATES, ("Subtotaal", "300,00"), ("Korting 10 %", "30,00"), ("Verzendkosten", "15,00"), *totals)
    untold = read(TWO_RATES, ("Subtotaal", "300,00"), ("Korting", "30,00"), ("Verzendkosten", "15,00"), *totals)

    assert {(a.rate, str(a.amount)) for a in told.allowances} == {
        (Decimal(6), "20.00"), (Decimal(21), "10.00"), (Decimal(21), "15.00"),
    }  # fmt: skip
    assert (untold.lines, untold.allowances) == ((), ()), "30 off the 6 % and 15 over both would do as well"


@pytest.mark.feature(156)
def test_lines_are_left_out_when_nothing_proves_which_rate_bears_the_discount() -> None:
    fields = read(
        TWO_RATES,
        ("Subtotaal", "300,00"), ("Korting", "30,00"), ("Totaal excl. btw", "270,00"),
        ("Btw 6 % op 175,00", "10,50"), ("Btw 21 % op 95,00", "19,95"), ("Te betalen", "300,45"),
    )  # fmt: skip

    assert {row.base for row in fields.vat} == {Decimal("175.00"), Decimal("95.00")}
    assert (fields.lines, fields.allowances) == ((), ())


@pytest.mark.feature(156)
@pytest.mark.parametrize(
    "label",
    [
        *("Escompte 10 %", "Escompte de règlement", "Remise pour paiement comptant", "Remise financière"),
        *("Korting contant", "Contantkorting", "Financiële korting", "Korting bij betaling binnen 8 dagen"),
        *("Skonto 10 %", "Cash discount", "Early payment discount", "Settlement discount"),
    ],
)
def test_a_discount_for_paying_early_is_no_discount_on_the_document(label: str) -> None:
    fields = read(ONE_RATE, ("Subtotaal", "300,00"), (label, "30,00"), *taxed("270,00", "56,70", "326,70"))

    assert (fields.lines, fields.allowances) == ((), ())


@pytest.mark.feature(156)
def test_a_discount_that_the_total_does_not_bear_leaves_the_lines_alone() -> None:
    fields = read(ONE_RATE, *taxed("300,00", "63,00", "363,00"), ("Korting bij betaling binnen 8 dagen", "6,00"))

    assert lines(fields) == LINES
    assert fields.allowances == ()


@pytest.mark.feature(156)
def test_what_the_lines_already_have_off_is_not_taken_off_again() -> None:
    fields = read(
        """
Omschrijving                    Aantal     Prijs       Korting     Bedrag
Roggemeel, zak 25 kg            10         20,00       20,00       180,00
Tarwebloem, zak 25 kg           4          25,00       10,00       90,00
""",
        ("Totale korting", "30,00"), *taxed("270,00", "56,70", "326,70"),
    )  # fmt: skip

    assert [net for _, net in lines(fields)] == [Decimal("180.00"), Decimal("90.00")]
    assert fields.allowances == ()


@pytest.mark.feature(156)
def test_two_explanations_of_one_total_prove_nothing() -> None:
    fields = read(
        ONE_RATE,
        ("Korting", "20,00"), ("Ristorno", "10,00"), ("Actie", "30,00"), *taxed("270,00", "56,70", "326,70")
    )  # fmt: skip

    assert sum(a.amount for a in fields.allowances) == Decimal("30.00"), "the fewest that explain it"

    fields = read(
        ONE_RATE,
        ("Korting", "20,00"), ("Ristorno", "10,00"), ("Actie", "5,00"), ("Promo", "25,00"),
        *taxed("270,00", "56,70", "326,70"),
    )  # fmt: skip

    assert (fields.lines, fields.allowances) == ((), ())


@pytest.mark.feature(133, 156)
def test_a_discount_in_the_table_with_its_percentage_is_no_line() -> None:
    fields = read(
        ONE_RATE + "Korting 10 %                                           -30,00\n",
        *taxed("270,00", "56,70", "326,70"),
    )

    assert lines(fields) == LINES
    assert said(fields) == [(False, "30.00", "Korting", "21")]


@pytest.mark.feature(139, 156)
@pytest.mark.parametrize("discount", ["30,00", "-30,00"])
def test_a_credit_note_that_prints_minus_has_positive_lines_and_discount(discount: str) -> None:
    table = """
Omschrijving                    Aantal     Prijs       Bedrag
Roggemeel, zak 25 kg            -10        20,00       -200,00
Tarwebloem, zak 25 kg           -4         25,00       -100,00
"""

    fields = read(table, ("Subtotaal", "-300,00"), ("Korting", discount), *taxed("-270,00", "-56,70", "-326,70"))

    assert lines(fields) == LINES
    assert said(fields) == [(False, "30.00", "Korting", "21")]


@pytest.mark.feature(148, 156)
def test_without_vat_the_discount_has_the_category_of_the_lines() -> None:
    fields = read(
        ONE_RATE,
        ("Subtotaal", "300,00"), ("Korting", "30,00"), ("Totaal excl. btw", "270,00"), ("Btw 0 %", "0,00"),
        ("Te betalen", "270,00"), ("Btw verlegd", ""),
    )  # fmt: skip

    assert {line.category for line in fields.lines} == {VatCategory.REVERSE_CHARGE}
    assert [(a.category, a.rate) for a in fields.allowances] == [(VatCategory.REVERSE_CHARGE, Decimal(0))]


@pytest.mark.feature(133, 156)
def test_the_totals_side_by_side_are_read_like_those_under_each_other() -> None:
    fields = extract(
        text_pages(
            HEAD
            + ONE_RATE
            + """
Subtotaal      Korting        Totaal excl. btw      Btw 21 %       Te betalen
300,00         30,00          270,00                56,70          326,70
"""
        ),
        US,
    ).fields

    assert lines(fields) == LINES
    assert said(fields) == [(False, "30.00", "Korting", "21")]


@pytest.mark.feature(156)
def test_a_row_of_totals_is_no_table_of_lines() -> None:
    fields = extract(
        text_pages(
            HEAD
            + ONE_RATE
            + """
Total marchandises      Remise         Total H.T.V.A.      TVA        Montant total      Montant à payer
300,00                  30,00          270,00              56,70      326,70             326,70 EUR
"""
        ),
        US,
    ).fields

    assert lines(fields) == LINES
    assert said(fields) == [(False, "30.00", "Remise", "21")]


@pytest.mark.feature(156)
@pytest.mark.parametrize("word", ["Bruto", "Samen", "Optelling"])
def test_the_sum_of_the_lines_and_what_follows_it_are_no_lines_whatever_it_is_called(word: str) -> None:
    in_the_table = f"{word:<55}300,00\n{'Korting':<55}-30,00\n"

    fields = read(ONE_RATE + in_the_table, *taxed("270,00", "56,70", "326,70"))

    assert lines(fields) == LINES
    assert said(fields) == [(False, "30.00", "Korting", "21")]


@pytest.mark.feature(156)
def test_in_a_table_of_two_columns_a_line_as_large_as_the_one_before_is_a_line() -> None:
    table = """
Omschrijving                                           Bedrag
Advies maart                                           150,00
Advies april                                           150,00
"""

    fields = read(table, *taxed("300,00", "63,00", "363,00"))

    assert lines(fields) == [("Advies maart", Decimal("150.00")), ("Advies april", Decimal("150.00"))]


def test_a_discount_is_as_sure_as_what_proves_it() -> None:
    fields = read(ONE_RATE, ("Korting", "30,00"), *taxed("270,00", "56,70", "326,70"))

    assert [type(a) for a in fields.allowances] == [AllowanceFields]
    assert [a.confidence for a in fields.allowances] == [0.97]
