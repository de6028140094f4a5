"""The table from score to precision: it rises, small counts are moved to the mean, and proved values do not use it."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.fields import DocumentFields, Origin, PartyFields, Read
from services.ocr_extract.domain.proof.calibration import calibrated
from services.ocr_extract.domain.proof.calibration_table import PRECISION
from tests.accuracy.calibrate import points, tables


def test_precision_never_falls_while_the_score_rises() -> None:
    values = [(0.5, True)] * 30 + [(0.7, False)] * 30 + [(0.9, True)] * 300

    found = points(values)

    assert found == [(0.5, 0.517), (0.7, 0.517), (0.9, 0.99)]


def test_a_few_lucky_values_are_no_certainty() -> None:
    values = [(0.4, False)] * 50 + [(0.8, True)] * 5

    (_, doubtful), (_, lucky) = points(values)

    assert doubtful < 0.1
    assert lucky < 0.9


def test_a_rare_group_is_counted_with_all_of_its_origin() -> None:
    found = tables([("ocr number", 0.9, True)] * 100 + [("ocr date", 0.9, True)] * 3)

    assert set(found) == {"ocr", "ocr number"}


def test_only_what_nothing_proves_is_calibrated() -> None:
    precision = {"text number": [(0.5, 0.2), (0.9, 0.8)], "text": [(0.6, 0.8)]}
    fields = DocumentFields(
        number=Read(value="F-1", confidence=0.7, origin=Origin.TEXT),
        total_with_vat=Read(value=Decimal(10), confidence=0.7, origin=Origin.TEXT, sure=True),
        issue_date=Read(value=date(2026, 1, 1), confidence=0.7, origin=Origin.EMBEDDED),
        due_date=Read(value=date(2026, 1, 1), confidence=0.7, origin=Origin.OCR),
        seller=PartyFields(name=Read(value="Rivanto", confidence=0.3, origin=Origin.TEXT)),
    )

    found = calibrated(fields, precision)

    assert found.number is not None
    assert found.seller.name is not None
    assert (found.number.confidence, found.seller.name.confidence) == (0.5, 0.4)
    assert (found.total_with_vat, found.issue_date, found.due_date) == (
        fields.total_with_vat,
        fields.issue_date,
        fields.due_date,
    )


@pytest.mark.parametrize("name", PRECISION)
def test_the_table_in_use_rises_and_promises_no_certainty(name: str) -> None:
    scores, found = zip(*PRECISION[name], strict=True)

    assert list(scores) == sorted(scores)
    assert list(found) == sorted(found)
    assert max(found) <= 0.99
