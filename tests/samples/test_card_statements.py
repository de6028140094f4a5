"""Card statements add up, and all their expected values are printed."""

import random
from decimal import Decimal
from functools import cache

import pytest

from libs.samples import wording
from libs.samples.card_statements import SHARED_STATEMENT, CardStatement, draw_statement, statement_sample
from libs.samples.card_statements.words import WORDS
from libs.samples.companies import CompanyGenerator
from libs.samples.figures import Figures, draw_figures
from libs.samples.text_layer import plain, text_of
from libs.samples.truth import Language, Sample

LANGUAGES: tuple[Language, ...] = ("fr", "nl", "en")
CHOICE = {"sign": "minus", "columns": "day-booked", "summary": "both", "font": "Helvetica"}


@cache
def statement(seed: int) -> CardStatement:
    rng, companies = random.Random(seed), CompanyGenerator(seed)
    issuer, client = companies.company("BE-nl", "insurance"), companies.company("BE-fr", "bakery")
    return draw_statement(rng, issuer, client, WORDS[LANGUAGES[seed % 3]])


def printed(seed: int, **choice: str) -> tuple[Sample, Figures]:
    language, rng = LANGUAGES[seed % 3], random.Random(seed)
    words = wording.pick(rng, language, "BE") | {role: found[0] for role, found in WORDS[language].items()}
    figures = draw_figures(rng, language, "BE", "EUR")
    sample = statement_sample(f"s{seed}", statement(seed), CHOICE | choice, SHARED_STATEMENT, words, figures, language)
    return sample, figures


@pytest.mark.parametrize("seed", range(20))
def test_brought_balance_and_lines_make_the_total(seed: int) -> None:
    drawn = statement(seed)

    spent = sum((line.amount for line in drawn.lines), Decimal(0))

    assert drawn.truth.total == (drawn.brought - spent if drawn.scheme == "prepaid" else drawn.brought + spent)


@pytest.mark.parametrize("seed", range(9))
def test_every_line_is_printed(seed: int) -> None:
    sample, figures = printed(seed)

    text = text_of(sample.content)

    for line in statement(seed).lines:
        assert plain(figures.number(line.amount)) in text
        assert plain(line.merchant) in text
        if line.foreign_amount is not None:
            assert f"{plain(figures.number(line.foreign_amount))} {line.foreign_currency}" in text
    assert plain(figures.number(statement(seed).total)) in text


def test_the_statements_have_every_kind_of_line() -> None:
    drawn = [statement(seed) for seed in range(40)]
    lines = [line for one in drawn for line in one.lines]

    assert {one.scheme for one in drawn} == {"Mastercard", "Visa", "prepaid"}
    assert {len(one.holders) for one in drawn} == {1, 2}
    assert {line.kind for line in lines} == {"purchase", "refund", "fee", "load"}
    assert {line.foreign_currency for line in lines} >= {None, "USD", "GBP"}
    assert any(one.brought for one in drawn)
    assert max(printed(seed)[0].truth.pages for seed in range(9)) >= 2


@pytest.mark.parametrize("axis", SHARED_STATEMENT.names())
def test_every_value_of_every_axis_prints(axis: str) -> None:
    for value in SHARED_STATEMENT.values(axis):
        sample, _ = printed(3, **{axis: value})

        assert sample.truth.kind == "card_statement"
        assert plain(sample.truth.shown["number"]) in text_of(sample.content)
