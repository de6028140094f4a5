"""Photos of overlapping receipts: one's name is never given with the other's total; the user takes another photo."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import cv2
import numpy as np
import pytest

from contracts.fields import DocumentFields, LineFields, Origin, PartyFields, Read, VatCategory, VatRow
from contracts.reason import Reason
from services.ocr_extract.domain.layout.columns import contradict
from services.ocr_extract.domain.proof.doubt import all_doubted
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Image
from services.ocr_extract.ocr.images.overlap import find_boundary
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.texts import TEXTS
from tests.ocr_extract.builders import US
from tests.ocr_extract.scans import clean, on_a_table, worn
from tests.ocr_extract.several_documents import heap, in_shadow, jpeg, photo, receipt, slip

LIGHT_TABLE = (150, 130, 120)
FAN = ((receipt(0), (0.0, 0.0), -12.0), (receipt(1), (0.6, 0.1), 10.0))
BELOW = ((receipt(0), (0.0, 0.0), 4.0), (receipt(1), (0.2, 0.85), -2.0))
BESIDE = ((receipt(0), (0.0, 0.0), 2.0), (receipt(1), (0.85, 0.2), -3.0))
WITH_SLIP = ((receipt(0), (0.0, 0.0), 1.0), (slip("12,10", "10/03/2026"), (0.45, 0.9), -8.0))


def with_thumbs(image: Image) -> Image:
    """The image with a thumb on both sides."""
    held = image.copy()
    high, wide = held.shape[:2]
    for x in (round(0.1 * wide), round(0.9 * wide)):
        cv2.ellipse(held, (x, high // 2), (wide // 8, high // 14), 0, 0, 360, (96, 66, 54), cv2.FILLED)
    return held


@pytest.mark.parametrize("ground", [(70, 52, 40), LIGHT_TABLE], ids=["dark table", "light table"])
@pytest.mark.parametrize("documents", [FAN, BELOW, BESIDE, WITH_SLIP], ids=["fan", "below", "beside", "slip"])
def test_overlapping_documents_are_found_with_the_line_where_they_meet(
    documents: Any, ground: tuple[int, int, int]
) -> None:
    image = heap(*documents, ground=ground)

    boundary = find_boundary(image)

    assert boundary is not None
    for x, y in (boundary.start, boundary.end):
        around = image[round(y) - 12 : round(y) + 12, round(x) - 12 : round(x) + 12].mean(axis=2)
        assert around.min() < around.max() - 60  # a notch is between the document and the table


@pytest.mark.parametrize(
    "image",
    [
        photo([receipt(1)], degrees=(8,)),
        with_thumbs(photo([receipt(1)], degrees=(3,))),
        in_shadow(photo([receipt(1)], degrees=(3,))),
        photo([receipt(0), receipt(1)], degrees=(4, -6)),
        on_a_table(worn(clean())),
        clean(),
        np.full((800, 600, 3), 90, np.uint8),
    ],
    ids=["one receipt", "held by both sides", "in shadow", "apart", "one sheet on a table", "a scan", "nothing"],
)
def test_what_does_not_overlap_has_no_boundary(image: Image) -> None:
    assert find_boundary(image) is None


@pytest.mark.parametrize("documents", [BELOW, BESIDE], ids=["below", "beside"])
def test_two_receipts_over_each_other_are_to_be_photographed_apart(
    read: Callable[[bytes], Outcome], documents: Any
) -> None:
    found = read(jpeg(heap(*documents))).result

    assert isinstance(found, Unreadable)
    assert found.code == "overlapping"


def test_where_nothing_separates_them_nothing_that_was_read_is_trusted(read: Callable[[bytes], Outcome]) -> None:
    found = read(jpeg(heap(*FAN))).result

    assert isinstance(found, Extracted)
    assert Reason(code="overlapping") in found.warnings
    assert found.fields.total_with_vat is not None
    assert (found.fields.total_with_vat.sure, found.fields.total_with_vat.confidence) == (False, 0.3)
    assert found.fields.seller == all_doubted(found.fields.seller)


def test_a_receipt_with_the_slip_of_its_card_is_one_document(read: Callable[[bytes], Outcome]) -> None:
    found = read(jpeg(heap(*WITH_SLIP))).result

    assert isinstance(found, Extracted)
    assert found.warnings == ()
    assert found.fields.total_with_vat is not None
    assert (str(found.fields.total_with_vat.value), found.fields.total_with_vat.confidence > 0.3) == ("12.10", True)


def test_what_the_user_called_one_document_is_read_as_one(recogniser: Recogniser) -> None:
    found = read_bytes(jpeg(heap(*BELOW)), US, Limits(), recogniser, as_one=True).result

    assert isinstance(found, Extracted)


def test_the_hint_is_there_in_three_languages() -> None:
    assert set(TEXTS["overlapping"]) == {"en", "fr", "nl"}


def a(value: Any) -> Read[Any]:
    return Read[Any](value=value, confidence=0.9, origin=Origin.OCR, sure=True)


def fields(total: str | None = None, day: int | None = None, seller: str | None = None) -> DocumentFields:
    return DocumentFields(
        total_with_vat=a(Decimal(total)) if total else None,
        issue_date=a(date(2026, 3, day)) if day else None,
        seller=PartyFields(vat_number=a(seller) if seller else None),
    )


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        (fields("12.10"), fields("8.47"), True),
        (fields("12.10", seller="BE0410000093"), fields("12.10", seller="BE0410000192"), True),
        (fields(day=10), fields("8.47", day=11), True),
        (fields("12.10", day=1), fields("12.10", day=5), False),
        (fields("12.10", day=1, seller="BE0410000093"), fields("12.10"), False),
        (fields(seller="BE0410000093"), fields("12.10"), False),
        (DocumentFields(), fields("12.10", day=1), False),
    ],
    ids=["two totals", "two sellers", "two days", "the slip of a later day", "the slip", "top and foot", "nothing"],
)
def test_what_contradicts_are_two_purchases(one: DocumentFields, other: DocumentFields, two: bool) -> None:
    assert contradict(one, other) is two
    assert contradict(other, one) is two


def test_everything_read_is_doubted_and_what_proves_itself_is_left_out() -> None:
    row = VatRow(category=VatCategory.STANDARD, rate=Decimal(21), base=Decimal("10.00"), vat=Decimal("2.10"))
    line = LineFields(
        name="Brood", unit_price=Decimal(10), net=Decimal(10), category=VatCategory.STANDARD, rate=Decimal(21)
    )
    read = fields("12.10", 1, "BE0410000093").model_copy(update={"vat": (row,), "lines": (line,)})

    doubted = all_doubted(read)

    assert (doubted.vat, doubted.lines) == ((), ())
    for value in (doubted.total_with_vat, doubted.issue_date, doubted.seller.vat_number):
        assert value is not None
        assert (value.sure, value.confidence) == (False, 0.3)
