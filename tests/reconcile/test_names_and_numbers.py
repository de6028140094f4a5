"""How names and document numbers are recognised in the texts of banks and payers."""

import pytest

from services.reconcile.domain.names import alike, name_key, same_brand, same_name
from services.reconcile.domain.numbers import (
    is_long,
    names_a_number,
    names_another_number,
    names_the_end,
    number_forms,
    number_tokens,
)


@pytest.mark.parametrize(
    ("invoice", "bank"),
    [
        ("S.A. Électricité Dubois & Fils", "ELECTRICITE DUBOIS ET FILS"),
        ("Drukkerij Vermeulen BV", "drukkerij vermeulen bvba"),
        ("Verzekeringen Vanderstraeten NV", "VERZEKERINGEN VANDERSTRAE"),
        ("Claes Transport", "TRANSPORT CLAES GENT"),
    ],
)
def test_a_company_is_recognised_as_banks_write_it(invoice: str, bank: str) -> None:
    assert same_name(name_key(invoice), name_key(bank))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bouw Peeters", "Bouw Claes"),
        ("Garage Brussel", "Garage Gent"),
        ("De Post NV", ""),
        ("Services Group Belgium", "Group Services Belgium Consulting"),
    ],
)
def test_words_that_many_companies_share_prove_nothing(one: str, other: str) -> None:
    assert not same_name(name_key(one), name_key(other))


def test_a_misread_letter_does_not_make_a_stranger_but_is_no_proof_either() -> None:
    read, shown = name_key("Schilderwerken Goossens"), name_key("Schilderwerken Goosens")

    assert alike(read, shown)
    assert not same_name(read, shown)


@pytest.mark.parametrize(
    ("company", "terminal"),
    [
        ("Delhaize Le Lion SA", "DELHAIZE IXELLES 1050"),
        ("Delhaize Le Lion SA", "DELHAIZE 4711 LOUVAIN-LA-NEU"),
        ("Colruyt Group", "COLRUYT HALLE BE"),
        ("Action Belgium BV", "ACTION 1234"),
        ("Software De Witte B.V.", "SOFTWARE DE WITT"),
        ("Hoogstraatsma Software B.V.", "HOOGSTRAATSMA SO"),
        ("Boulangerie Leroy", "BOULANGERIE LERO AALST"),
        ("Carwash Broeckx", "CARWASH BROECKX GENT"),
    ],
)
def test_a_till_is_known_by_the_brand_it_shows_first(company: str, terminal: str) -> None:
    assert same_brand(name_key(company), name_key(terminal))


@pytest.mark.parametrize(
    ("company", "terminal"),
    [
        ("Garage Peeters", "GARAGE CLAES"),
        ("Parking Louise", "PARKING GARE DU MIDI"),
        ("Parking Louise", "PARKING GENT"),
        ("Station Total", "STATION TEXACO"),
        ("Slagerij Peeters", "SLAGERIJ MAES"),
        ("Slagerij Peeters", "SLAGERIJ P"),
        ("Carwash Broeckx", "CARWASH GENT"),
        ("Drukkerij Vermeulen", "DRUKKERIJ WILLEMS WAVRE"),
        ("Dubois Fleurs", "DUBOIS TRAITEUR NAMUR"),
    ],
)
def test_a_trade_or_a_family_name_alone_is_no_brand(company: str, terminal: str) -> None:
    assert not same_brand(name_key(company), name_key(terminal))


@pytest.mark.parametrize(
    "communication",
    ["facture INV-2026/0153", "inv 2026 0153", "fact INV20260153 merci", "2026/0153", "betaling 20260153 aub"],
)
def test_a_number_is_recognised_as_payers_type_it(communication: str) -> None:
    assert number_forms("INV-2026/0153") & number_tokens(communication)


@pytest.mark.parametrize(("text", "number"), [("facture 342", "2026-00342"), ("factuur nr. 7 aub", "2026/0007")])
def test_a_payer_may_name_a_number_by_its_end(text: str, number: str) -> None:
    assert names_the_end(text, number)


@pytest.mark.parametrize(
    ("text", "number"), [("client 342", "2026-00342"), ("facture 342", "2026-00343"), ("facture 342", None)]
)
def test_the_end_of_a_number_counts_only_where_the_text_calls_it_one(text: str, number: str | None) -> None:
    assert not names_the_end(text, number)


@pytest.mark.parametrize(
    ("text", "names"), [("factuur V-79", True), ("V20260417", True), ("client 4711 merci", False), ("merci", False)]
)
def test_a_text_names_a_document_or_none(text: str, *, names: bool) -> None:
    assert names_a_number(text) is names


def test_a_long_number_may_be_written_without_its_year() -> None:
    assert number_forms("2026-330085") & number_tokens("facturen 330085, 330090")
    assert not number_forms("2026-0153") & number_tokens("153")


@pytest.mark.parametrize("communication", ["merci", None, "2026", "INV 2026 0154", "client 12"])
def test_another_number_or_none_is_not_this_one(communication: str | None) -> None:
    assert not number_forms("INV-2026/0153") & number_tokens(communication)


@pytest.mark.parametrize("number", ["2026", "12", "A-1", ""])
def test_a_year_or_two_digits_are_too_little_to_prove_a_document(number: str) -> None:
    assert number_forms(number) == frozenset()


def test_a_number_of_the_same_form_is_evidence_for_another_document() -> None:
    assert names_another_number("FACT 2026-0160", "2026-0153")
    assert not names_another_number("client 4711", "2026-0153")
    assert not names_another_number(None, "2026-0153")


@pytest.mark.parametrize(
    "text",
    [
        "BANCONTACT 30/09 04:20",
        "KAART 6703 12XX XXXX 1234 TERMINAL 012345",
        "aankoop 30.09.2026 14h20",
        "BE68 5390 0754 7034",
        "klant 471100",
        "domiciliation 1.234,56 EUR",
    ],
)
def test_dates_times_cards_and_amounts_are_no_other_number(text: str) -> None:
    assert not names_another_number(text, "330015")


@pytest.mark.parametrize("text", ["factuur 330099", "fact.nr 330099", "330099", "N° 330 099"])
def test_another_number_of_the_series_is_one_where_the_text_says_so_or_it_begins_alike(text: str) -> None:
    assert names_another_number(text, "330015")


@pytest.mark.parametrize(
    ("form", "is_enough"),
    [("VF2026330232", True), ("330232", True), ("INV20260042", True), ("20260042", False), ("V20260", False)],
)
def test_a_number_names_its_document_alone_when_it_is_long(form: str, *, is_enough: bool) -> None:
    assert is_long(form) is is_enough
