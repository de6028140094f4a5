"""Scanned and photographed card statements: what was misread is repaired where the sums prove it, else refused."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contracts.fields import DocumentFields, DocumentKind, Origin, Read
from libs.samples.renderings.photo import photo_with
from libs.samples.renderings.scan import scan_with
from services.ocr_extract.domain.card_statement.scans import amount_mended, day_mended
from services.ocr_extract.domain.card_statement.statement import (
    NOT_TIED,
    CardStatementReading,
    read_card_statement,
    read_with_fields,
)
from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.outcome import Extracted, Outcome
from tests.accuracy.documents import Document
from tests.ocr_extract import builders
from tests.ocr_extract.card_documents import pages_with, printed, truth_of, words_of

D = Decimal
NUMBERS = range(18)
LOOKS_LIKE = {"0": "O", "1": "l", "2": "Z", "5": "S", "8": "B"}
FIGURES = re.compile(r"[-+]?\d[\d.,]*[.,]\d\d|\d\d[./-]\d\d[./-]\d{4}")

DAYS_NL = """
UITGAVENSTAAT VISA nr. 5
Datum 30/04/2026
Kaart 4321 88XX XXXX 1122
Datum         Geboekt       Omschrijving                           Bedrag EUR
03/04/2026    05/04/2026    TANKSTATION ZUIDRAND GENT                   88,15
04/04/2026    07/04/2026    CALDERA BOOKS NEW YORK                     100,00
                            108,41 USD aan koers 1,0841
12/04/2026    13/04/2026    HOTEL OCTAVIS PARIS                         31,85
Totaal kaart 1122                                                      220,00
Totaal te betalen                                                      220,00
"""
SIGNS_FR = """
RELEVE DE CARTE VISA n° 5
Date 30/04/2026
Carte 4321 88XX XXXX 1122
Date          Description                                             Montant
03/04/2026    STATION ZUIDRAND GENT                                    -88,15
04/04/2026    PAPETERIE RIVANTO                                        -20,00
05/04/2026    HOTEL OCTAVIS PARIS                                     -100,00
06/04/2026    TAXI RIVANTO LYON                                        -20,00
07/04/2026    HOTEL OCTAVIS PARIS                                      +10,00
Nouveau solde                                                         -218,15
"""


def scanned(words: list[Word], confidence: float = 0.97) -> list[Word]:
    return [replace(word, origin=Origin.OCR, confidence=confidence) for word in words]


def drawn(text: str) -> list[Word]:
    return scanned(list(builders.words_of(text, 1, 10.0)))


def read_scan(text: str) -> CardStatementReading:
    return read_card_statement(pages_with(drawn(text)))


def what_is_missing(reading: CardStatementReading) -> str | None:
    assert reading.fields is None
    assert reading.reason is not None
    assert reading.reason.code.startswith("card_statement_incomplete_")
    return reading.reason.code.removeprefix("card_statement_incomplete_")


# with the engine


def on_a_scanner(document: Document, fault: str) -> bytes:
    return scan_with(document.sample.content, "card", fault)


def before_a_camera(document: Document, fault: str) -> bytes:
    return photo_with(document.sample.content, "card", tuple(fault.split("+")))


@pytest.mark.parametrize(
    ("number", "photographed", "fault"),
    [
        pytest.param(17, on_a_scanner, "specks", marks=pytest.mark.feature(199), id="Mastercard, dirty scan"),
        pytest.param(12, before_a_camera, "perspective+shadow", marks=pytest.mark.feature(200), id="Visa, photo"),
        pytest.param(10, on_a_scanner, "bilevel", marks=pytest.mark.feature(201), id="prepaid, two faxed pages"),
    ],
)
def test_a_scanned_statement_gives_its_lines_and_total(
    read: Callable[[bytes], Outcome], number: int, photographed: Callable[[Document, str], bytes], fault: str
) -> None:
    document = printed(1, number)

    result = read(photographed(document, fault)).result

    truth = truth_of(document)
    assert isinstance(result, Extracted)
    assert (result.kind, result.warnings) == (DocumentKind.CARD_STATEMENT, ())
    assert result.card_statement is not None
    told = result.card_statement
    assert (told.scheme, told.carried_over, told.total) == (truth.scheme.lower(), truth.brought, truth.total)
    assert [(line.card[-4:], line.day, line.amount, line.kind) for line in told.lines] == [
        (line.card[-4:], line.day, line.amount, line.kind) for line in truth.lines
    ]


# words with typical OCR errors


def misread(words: list[Word], rng: random.Random, fault: Callable[[str, random.Random], str]) -> list[Word]:
    """The words with one to three printed numbers as an engine might misread them."""
    figures = [at for at, word in enumerate(words) if FIGURES.fullmatch(word.text)]
    found = list(words)
    for at in rng.sample(figures, rng.randrange(1, 4)):
        found[at] = replace(words[at], text=fault(words[at].text, rng))
    return found


def a_letter(text: str, rng: random.Random) -> str:
    alike = [at for at, character in enumerate(text) if character in LOOKS_LIKE]
    if not alike:
        return text
    at = rng.choice(alike)
    return text[:at] + LOOKS_LIKE[text[at]] + text[at + 1 :]


def dirt(text: str, rng: random.Random) -> str:
    return rng.choice((f".{text}", f"·{text}", f"{text}.", f"*{text}", f"{text}'"))


def another_mark(text: str, rng: random.Random) -> str:
    return re.sub(r"[.,](?=\d\d$)", rng.choice(";:"), text)


def no_minus(text: str, rng: random.Random) -> str:
    return text.replace("-", rng.choice(("", ".", "=")), 1) if text.startswith("-") else text


def another_figure(text: str, rng: random.Random) -> str:
    at = rng.choice([at for at, character in enumerate(text) if character.isdigit()])
    return text[:at] + str((int(text[at]) + rng.randrange(1, 10)) % 10) + text[at + 1 :]


@pytest.mark.feature(199, 200, 201)
@pytest.mark.parametrize("fault", [a_letter, dirt, another_mark, no_minus])
def test_misread_characters_are_repaired_or_the_statement_is_refused(
    fault: Callable[[str, random.Random], str],
) -> None:
    rng, figures, wrong = random.Random(5), Counter[str](), []
    for number in NUMBERS:
        document = printed(1, number)
        truth = truth_of(document)
        for _ in range(4):
            words = misread(scanned(words_of(document)), rng, fault)

            told = read_card_statement(pages_with(words)).fields

            figures["told" if told else "refused"] += 1
            if told:
                lines = [(line.card, line.day, line.amount) for line in told.lines]
                same = lines == [(line.card, line.day, line.amount) for line in truth.lines]
                wrong += [] if same and told.total == truth.total else [(number, words)]

    assert wrong == []
    assert figures["told"] >= 0.85 * figures.total(), figures


def test_a_misread_digit_never_becomes_a_wrong_amount() -> None:
    rng, figures = random.Random(5), Counter[str]()
    for number in NUMBERS:
        document = printed(1, number)
        truth = truth_of(document)
        for _ in range(4):
            words = misread(scanned(words_of(document)), rng, another_figure)

            told = read_card_statement(pages_with(words)).fields

            figures["told" if told else "refused"] += 1
            if told:
                assert [line.amount for line in told.lines] == [line.amount for line in truth.lines], document.design
                assert (told.total, told.carried_over) == (truth.total, truth.brought), document.design

    assert figures["refused"] >= 0.5 * figures.total(), figures


@pytest.mark.parametrize(
    ("read_as", "mended"),
    [
        ("405;81", "405,81"), ("1O,5O", "10,50"), ("l2.S0", "12.50"), ("B8,15", "88,15"), ("1.11.98", "111.98"),
        ("35,9.5", "35,95"),
        ("^202,24", "202,24"), (".74.67", "±74.67"), ("=41.38", "±41.38"), ("135.01.", "135.01"),
        ("99,52.D", "99,52 D"),
        ("31.35-D", "31.35 D"), ("31.35-", "31.35-"), ("-1.234,56", "-1.234,56"), ("D.", "D"),
        ("SO,lO", "SO,lO"), ("1,0841", "1,0841"), ("2026.", "2026."), ("BE71", "BE71"), ("A1,50", "A1,50"),
    ],
)  # fmt: skip
def test_an_amount_is_mended_only_into_what_it_can_have_been(read_as: str, mended: str) -> None:
    assert amount_mended(read_as) == mended


@pytest.mark.parametrize(
    ("read_as", "mended"),
    [
        (".23.03.2026", "23.03.2026"), ("07709/2026", "07/09/2026"), ("12/Q5/2026", "12/05/2026"),
        ("24/08/2|026", "24/08/2026"), ("202612", "2026 12"), ("1,2026", "1, 2026"), ("l2", "12"), ("20Z6", "2026"),
        ("19.05,2026", "19.05.2026"), ("decembr", "december"), ("Octbęr", "october"), ("Qctober", "october"),
        ("kaart", "kaart"), ("jun", "jun"), ("NAMUR", "NAMUR"), ("07712026", "07712026"),
    ],
)  # fmt: skip
def test_a_day_is_mended_only_into_what_it_can_have_been(read_as: str, mended: str) -> None:
    assert day_mended(read_as, in_a_day=True) == mended


# statements written by hand


@pytest.mark.feature(200)
def test_a_scan_without_faults_is_read_as_a_text_is() -> None:
    told = read_scan(DAYS_NL).fields

    assert told is not None
    assert [(line.day, line.booked) for line in told.lines][:2] == [
        (date(2026, 4, 3), date(2026, 4, 5)), (date(2026, 4, 4), date(2026, 4, 7)),
    ]  # fmt: skip
    assert (told.lines[1].foreign_amount, told.lines[1].foreign_currency) == (D("108.41"), "USD")


def test_the_day_of_booking_never_stands_in_for_a_day_that_was_not_read() -> None:
    text = DAYS_NL.replace("04/04/2026", "0?/?4/202?")

    assert what_is_missing(read_scan(text)) == "date"


def test_under_a_misread_heading_days_are_still_days() -> None:
    text = DAYS_NL.replace("Datum  ", "Dotvm  ")

    told = read_scan(text).fields

    assert told is not None
    assert [line.day for line in told.lines] == [date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 12)]


@pytest.mark.parametrize(
    ("printed_day", "read_as"),
    [("12/04/2026", "15/04/2026"), ("12/04/2026", "12/04/2016"), ("04/04/2026", "4/04/2026")],
)
def test_a_day_that_contradicts_the_others_is_left_out(printed_day: str, read_as: str) -> None:
    text = DAYS_NL.replace(printed_day, read_as.ljust(len(printed_day)))

    assert what_is_missing(read_scan(text)) == "date"


def test_a_day_out_of_order_counts_when_the_engine_is_sure_of_it() -> None:
    words = drawn(DAYS_NL.replace("03/04/2026    05/04/2026", "05/04/2026    06/04/2026"))
    doubted = [replace(word, confidence=0.6) if word.text == "05/04/2026" else word for word in words]

    sure, doubtful = read_card_statement(pages_with(words)), read_card_statement(pages_with(doubted))

    assert sure.fields is not None
    assert what_is_missing(doubtful) == "date"


def test_a_lost_minus_is_found_by_the_sums() -> None:
    told = read_scan(SIGNS_FR.replace("-88,15", " 88,15")).fields

    assert told is not None
    assert [line.amount for line in told.lines] == [D("88.15"), D("20.00"), D("100.00"), D("20.00"), D("-10.00")]


def test_a_minus_that_could_belong_to_either_of_two_lines_is_refused() -> None:
    text = SIGNS_FR.replace("-20,00", ".20,00").replace("-218,15", "-178,15")

    reading = read_scan(text)

    assert reading.fields is None
    assert reading.reason is not None
    assert reading.reason.code == NOT_TIED


def moved(words: list[Word], text: str, down: float) -> list[Word]:
    return [replace(word, y0=word.y0 + down, y1=word.y1 + down) if word.text == text else word for word in words]


def test_a_sum_that_slipped_out_of_its_row_on_bent_paper_goes_back_to_its_name() -> None:
    words = moved(drawn(SIGNS_FR), "-218,15", 7.0)

    told = read_card_statement(pages_with(words)).fields

    assert told is not None
    assert told.total == D("218.15")


def test_a_line_that_lost_its_amount_on_bent_paper_gets_no_other() -> None:
    words = moved(drawn(SIGNS_FR), "-100,00", -6.0)

    assert what_is_missing(read_card_statement(pages_with(words))) == "lines"


@pytest.mark.parametrize(("read_as", "told"), [("108,41 USD", D("108.41")), ("108;41 USD", D("108.41")),
                                               ("103,41 USD", None)])  # fmt: skip
def test_a_foreign_amount_is_given_when_its_rate_agrees(read_as: str, told: Decimal | None) -> None:
    reading = read_scan(DAYS_NL.replace("108,41 USD", read_as))

    assert reading.fields is not None
    assert reading.fields.lines[1].foreign_amount == told
    assert [line.amount for line in reading.fields.lines] == [D("88.15"), D("100.00"), D("31.85")]


def test_a_card_that_its_own_subtotal_calls_otherwise_is_left_out() -> None:
    text = DAYS_NL.replace("Totaal kaart 1122", "Totaal kaart 1172")

    assert what_is_missing(read_scan(text)) == "card"


def test_dirt_is_no_part_of_a_card_or_a_shop() -> None:
    text = DAYS_NL.replace("4321 88XX XXXX 1122", "4321'88XX XXXX ·1122").replace(
        "HOTEL OCTAVIS PARIS ", "· HOTEL OCTAVIS PARIS."
    )

    told = read_scan(text).fields

    assert told is not None
    assert told.cards == ("4321 88XX XXXX 1122",)
    assert told.lines[2].merchant == "HOTEL OCTAVIS PARIS"


@pytest.mark.parametrize("read_as", ["4321 88XX XXX 1122", "4321 88XX X 1122", "432188XXXXXX1122"])
def test_masks_that_the_engine_lost_are_part_of_the_card(read_as: str) -> None:
    told = read_scan(DAYS_NL.replace("4321 88XX XXXX 1122", read_as)).fields

    assert told is not None
    assert [card.replace(" ", "") for card in told.cards] == ["432188XXXXXX1122"]


def test_a_refused_statement_still_has_its_date_and_no_currency_of_a_shop() -> None:
    read = DocumentFields(
        issue_date=Read(value=date(2026, 4, 3), confidence=0.8, origin=Origin.OCR),
        currency=Read(value="USD", confidence=0.8, origin=Origin.OCR),
    )

    fields, statement = read_with_fields(pages_with(drawn(DAYS_NL.replace("88,15", "83,15"))), read)

    assert statement.fields is None
    assert fields.issue_date is not None
    assert (fields.issue_date.value, fields.currency) == (date(2026, 4, 30), None)
