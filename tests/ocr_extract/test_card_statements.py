"""Card statements: every line and total exactly as printed, or nothing at all and a reason."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contracts.card_statement import CardStatementFields
from contracts.fields import DocumentKind
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.card_statement.statement import NOT_TIED, read_card_statement
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract import card_statement_texts
from tests.ocr_extract.builders import US, pdf, text_pages
from tests.ocr_extract.card_documents import differences, pages_with, printed, truth_of, words_of

D = Decimal
SEEDS, EACH = (1, 2), 36
AMOUNT = re.compile(r"[-+]?\d[\d.,]*[.,]\d\d-?")


@pytest.mark.feature(199, 200, 201)
def test_statements_of_many_designs_are_read_exactly_or_refused() -> None:
    figures: Counter[str] = Counter()
    wrong: list[object] = []
    for document in (printed(seed, number) for seed in SEEDS for number in range(EACH)):
        truth = truth_of(document)

        read = read_card_statement(pages_with(words_of(document))).fields

        faults = differences(truth, read, booked="booked" in document.choice["columns"]) if read else []
        verdict = "refused" if read is None else "wrong" if faults else "exact"
        figures[verdict] += 1
        figures[f"{truth.scheme} {document.sample.truth.language} {verdict}"] += 1
        wrong += [(document.task, document.design, fault) for fault in faults]

    assert wrong == []
    assert figures["exact"] >= 0.98 * len(SEEDS) * EACH, figures
    for scheme in ("Mastercard", "Visa", "prepaid"):
        assert all(figures[f"{scheme} {language} exact"] >= 2 for language in ("fr", "nl", "en")), figures


@pytest.mark.feature(199, 200, 201)
@pytest.mark.parametrize("number", range(6))
def test_the_file_becomes_a_card_statement_with_its_total(number: int) -> None:
    document = printed(3, number)
    client = ClientIdentity.of(name=document.client.name, vat_number=document.client.vat, ibans=(document.client.iban,))

    read = read_bytes(document.sample.content, client, Limits()).result

    truth = document.sample.truth
    assert isinstance(read, Extracted)
    assert (read.kind, read.warnings) == (DocumentKind.CARD_STATEMENT, ())
    assert read.card_statement is not None
    assert [line.amount for line in read.card_statement.lines] == [line.amount for line in truth_of(document).lines]
    assert (read.fields.total_with_vat.value if read.fields.total_with_vat else None) == truth.total_with_vat
    assert (read.fields.number and read.fields.number.value) == truth.number
    assert (read.fields.issue_date and read.fields.issue_date.value) == truth.issue_date
    assert (read.fields.vat, read.fields.lines) == ((), ())


def changed_digits(words: list[Word], rng: random.Random, count: int) -> Iterator[list[Word]]:
    """The same words with one digit of one printed amount changed."""
    amounts = [at for at, word in enumerate(words) if AMOUNT.fullmatch(word.text)]
    for at in rng.sample(amounts, min(count, len(amounts))):
        text = words[at].text
        digit = rng.choice([place for place, character in enumerate(text) if character.isdigit()])
        other = str((int(text[digit]) + rng.randrange(1, 10)) % 10)
        yield [*words[:at], replace(words[at], text=text[:digit] + other + text[digit + 1 :]), *words[at + 1 :]]


def test_a_changed_digit_never_becomes_a_wrong_amount() -> None:
    rng = random.Random(5)
    refused = asked = 0
    for number in range(10):
        document = printed(1, number)
        amounts = [line.amount for line in truth_of(document).lines]
        for words in changed_digits(words_of(document), rng, 12):
            read = read_card_statement(pages_with(words))

            asked += 1
            refused += read.fields is None
            if read.fields:  # the digit was in a foreign amount, which is not part of any sum
                assert [line.amount for line in read.fields.lines] == amounts, (number, document.design)
                assert (read.fields.total, read.fields.carried_over) == (
                    truth_of(document).total,
                    truth_of(document).brought,
                )

    assert refused >= 0.6 * asked


def test_a_statement_without_one_of_its_pages_is_refused() -> None:
    tried = 0
    for number in range(EACH):
        words = words_of(printed(1, number))
        for missing in range(1, 1 + max(word.page for word in words)):
            rest = [word for word in words if word.page != missing]
            if rest:
                tried += 1

                assert read_card_statement(pages_with(rest)).fields is None, (number, missing)

    assert tried >= 10


def read_statement(*texts: str) -> CardStatementFields:
    read = read_card_statement(text_pages(*texts))
    assert read.reason is None
    assert read.fields is not None
    return read.fields


@pytest.mark.feature(200)
def test_days_without_a_year_belong_to_the_period() -> None:
    statement = read_statement(card_statement_texts.NEW_YEAR_FR)

    assert [(line.day, line.booked) for line in statement.lines[:3]] == [
        (date(2025, 12, 18), date(2025, 12, 20)),
        (date(2025, 12, 29), date(2026, 1, 2)),
        (date(2026, 1, 5), date(2026, 1, 7)),
    ]
    assert [line.amount for line in statement.lines] == [D("1234.56"), D("92.24"), D("310.00"), D("-10.00"), D("35.00")]
    assert [line.kind for line in statement.lines] == ["purchase", "purchase", "purchase", "refund", "fee"]
    assert (statement.lines[1].foreign_amount, statement.lines[1].foreign_currency) == (D("100.00"), "USD")
    assert (statement.number, statement.total, statement.debit_date) == ("12/2025", D("1661.80"), date(2026, 1, 26))


@pytest.mark.feature(199)
def test_a_balance_brought_forward_and_paid_ties_out() -> None:
    statement = read_statement(card_statement_texts.OPENING_NL)

    assert (statement.carried_over, statement.total) == (D("200.00"), D("191.65"))
    assert [(line.amount, line.kind) for line in statement.lines] == [
        (D("-200.00"), "load"),
        (D("88.15"), "purchase"),
        (D("100.00"), "cash"),
        (D("3.50"), "fee"),
    ]


def test_columns_of_debit_and_credit_say_which_way_money_goes() -> None:
    statement = read_statement(card_statement_texts.DEBIT_AND_CREDIT_EN)

    assert [line.amount for line in statement.lines] == [D("120.00"), D("1310.00"), D("-310.00")]


def test_headings_in_unknown_words_are_known_by_what_stands_under_them() -> None:
    statement = read_statement(card_statement_texts.UNKNOWN_HEADINGS_EN)

    assert [line.merchant for line in statement.lines][:2] == ["NORDELIA CLOUD DUBLIN", "HOTEL OCTAVIS PARIS"]
    assert [line.amount for line in statement.lines] == [D("120.00"), D("1310.00"), D("-310.00")]


def test_a_foreign_amount_in_a_column_of_its_own_is_not_the_amount() -> None:
    statement = read_statement(card_statement_texts.FOREIGN_COLUMNS_FR)

    line = statement.lines[1]
    assert (line.merchant, line.amount, line.foreign_amount, line.foreign_currency) == (
        "CALDERA BOOKS NEW YORK", D("100.00"), D("108.41"), "USD",
    )  # fmt: skip


def test_sums_carried_over_a_page_are_no_purchases() -> None:
    statement = read_statement(*card_statement_texts.CARRIED_NL)

    assert [(line.merchant, line.amount, line.page) for line in statement.lines] == [
        ("TANKSTATION ZUIDRAND GENT", D("88.15"), 1),
        ("TRANSPORT DE LIJN GENT", D("10.00"), 1),
        ("HANDELSHUIS REPORT", D("1.85"), 2),
    ]


@pytest.mark.feature(201)
def test_loads_of_a_prepaid_card_are_lines_of_their_own() -> None:
    statement = read_statement(card_statement_texts.PREPAID_FR)

    assert (statement.scheme, statement.carried_over, statement.total) == ("prepaid", D("100.00"), D("299.00"))
    assert [(line.amount, line.kind) for line in statement.lines] == [
        (D("-250.00"), "load"),
        (D("50.00"), "purchase"),
        (D("1.00"), "fee"),
    ]


def test_what_can_be_read_in_two_ways_is_refused() -> None:
    read = read_card_statement(text_pages(card_statement_texts.ONE_UNCLEAR_LINE_NL))

    assert read.fields is None
    assert read.reason is not None
    assert read.reason.code == NOT_TIED


def test_a_page_that_the_statement_announces_and_that_is_not_there_is_named() -> None:
    read = read_card_statement(text_pages(card_statement_texts.CARRIED_NL[0]))

    assert read.reason is not None
    assert read.reason.code == ReadingReason.CARD_STATEMENT_INCOMPLETE_PAGE


def test_a_statement_that_does_not_add_up_gives_the_two_amounts_and_no_total() -> None:
    spoiled = card_statement_texts.OPENING_NL.replace("88,15", "88,51")

    read = read_bytes(pdf(spoiled), US, Limits()).result

    assert isinstance(read, Extracted)
    assert (read.kind, read.card_statement, read.fields.total_with_vat) == (DocumentKind.CARD_STATEMENT, None, None)
    assert [(w.code, w.params) for w in read.warnings] == [(NOT_TIED, {"printed": "191.65", "counted": "192.01"})]


def test_balances_under_strange_names_count_when_they_tie_out_in_one_way() -> None:
    result = read_bytes(pdf(card_statement_texts.STRANGE_NAMES_EN), US, Limits()).result

    assert isinstance(result, Extracted)
    assert result.kind == DocumentKind.CARD_STATEMENT
    assert result.card_statement is not None
    assert (result.card_statement.carried_over, result.card_statement.total) == (D("80.00"), D("1500.00"))
    assert result.card_statement.number == "79"


def test_a_balance_under_a_strange_name_that_does_not_tie_out_is_no_total() -> None:
    text = card_statement_texts.STRANGE_NAMES_EN.replace("80.00", "81.00")

    assert read_card_statement(text_pages(text)).fields is None
