"""The accuracy that reading must reach on generated samples. `accuracy.py` prints the whole table for more seeds."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from contracts.fields import DocumentFields
from libs.samples import Truth
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.files.pdf import open_pdf, read_page
from services.ocr_extract.limits import Limits
from tests.ocr_extract.accuracy import batch_samples, measure
from tests.ocr_extract.scoring import Tally

SEED, COUNT = 4711, 60

IDENTIFIERS = ("seller.vat", "iban", "structured_communication")
TOTALS = ("total_without_vat", "total_vat", "total_with_vat", "vat_rows")
DATES_AND_NUMBER = ("issue_date", "due_date", "number")


@pytest.fixture(scope="module")
def tally() -> Tally:
    return measure(batch_samples(SEED, COUNT))[0]


@pytest.mark.feature(133)
@pytest.mark.parametrize(
    ("fields", "bar"),
    [(IDENTIFIERS, 0.99), (TOTALS, 0.97), (DATES_AND_NUMBER, 0.96), (("seller.name",), 0.95)],
    ids=["identifiers", "totals", "dates and number", "supplier name"],
)
def test_fields_of_born_digital_documents_are_exact(tally: Tally, fields: tuple[str, ...], bar: float) -> None:
    assert {name: tally.share(name, "exact") for name in fields if tally.share(name, "exact") < bar} == {}


@pytest.mark.feature(135)
def test_sales_and_purchases_are_told_apart(tally: Tally) -> None:
    assert tally.share("kind", "exact") >= 0.98


@pytest.mark.feature(140)
def test_the_way_of_payment_is_recognised(tally: Tally) -> None:
    assert tally.share("payment", "exact") >= 0.95


@pytest.mark.feature(156)
def test_nothing_is_sure_and_wrong(tally: Tally) -> None:
    assert [(name, case.field) for name, case in tally.cases if case.sure] == []


@pytest.mark.feature(156)
def test_next_to_nothing_is_made_up(tally: Tally) -> None:
    assert tally.total("made_up") <= 0.002 * max(1, tally.total("exact"))


def misprinted() -> Iterator[tuple[str, DocumentFields, Truth]]:
    """Every document, read once with one digit of one of its amounts changed."""
    rng = random.Random(SEED)
    for sample, identity in batch_samples(SEED, COUNT):
        if sample.media_type != "application/pdf" or sample.truth.total_with_vat is None:
            continue
        document = open_pdf(sample.content, Limits())
        texts = [read_page(document, number + 1) for number in range(document.page_count)]
        words = [word for text in texts for word in text.words]
        chosen = rng.choice([at for at, word in enumerate(words) if re.search(r"\d[.,]\d{2}$", word.text)])
        word = words[chosen]
        digit = rng.choice([at for at, character in enumerate(word.text) if character.isdigit()])
        other = rng.choice([character for character in "0123456789" if character != word.text[digit]])
        words[chosen] = replace(word, text=word.text[:digit] + other + word.text[digit + 1 :])
        pages = read_pages(words, {text.number: (text.width, text.height) for text in texts})
        name = f"{sample.name}: {word.text} as {words[chosen].text}"
        yield name, extract(pages, identity).fields, sample.truth


@pytest.mark.feature(156)
def test_a_total_with_a_misread_digit_is_never_proved() -> None:
    wrong = [
        (name, read.value)
        for name, fields, truth in misprinted()
        for read, right in (
            (fields.total_without_vat, truth.total_without_vat),
            (fields.total_vat, truth.total_vat),
            (fields.total_with_vat, truth.total_with_vat),
        )
        if read is not None and read.sure and read.value != right
    ]

    assert wrong == []
