"""The bars that reading must clear on generated samples. `accuracy.py` prints the whole table for more seeds."""

import pytest

from tests.ocr_extract.accuracy import batch_samples, measure
from tests.ocr_extract.scoring import Tally

SEED, COUNT = 4711, 60

IDENTIFIERS = ("supplier.vat", "iban", "structured_communication")
TOTALS = ("total_excl", "total_vat", "total_incl", "vat_rows")
DATES_AND_NUMBER = ("issue_date", "due_date", "number")


@pytest.fixture(scope="module")
def tally() -> Tally:
    return measure(batch_samples(SEED, COUNT))[0]


@pytest.mark.feature(133)
@pytest.mark.parametrize(
    ("fields", "bar"),
    [(IDENTIFIERS, 0.99), (TOTALS, 0.97), (DATES_AND_NUMBER, 0.96), (("supplier.name",), 0.95)],
    ids=["identifiers", "totals", "dates and number", "supplier name"],
)
def test_fields_of_born_digital_papers_are_exact(tally: Tally, fields: tuple[str, ...], bar: float) -> None:
    assert {name: tally.share(name, "exact") for name in fields if tally.share(name, "exact") < bar} == {}


@pytest.mark.feature(135)
def test_sales_are_told_from_purchases(tally: Tally) -> None:
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
