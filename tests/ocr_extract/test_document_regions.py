"""Which images show several documents, and which only look like it: found by light and by gutters, without OCR."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from contracts.fields import Box, DocumentFields, Origin, Read
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.layout.columns import are_different, columns_of, is_whole, stands_alone
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.ocr.engines import Image
from services.ocr_extract.ocr.images.regions import in_reading_order, regions_on
from tests.ocr_extract.builders import INVOICE
from tests.ocr_extract.builders import words_of as words_of_text
from tests.ocr_extract.scans import clean, on_a_table, worn
from tests.ocr_extract.several_documents import in_shadow, photo, receipt, words_of

ALL = [receipt(number) for number in range(3)]
WIDTH = 595.0


@pytest.mark.parametrize(
    ("image", "count"),
    [
        (photo(ALL), 3),
        (photo(ALL[:2], degrees=(4, -6)), 2),
        (photo(ALL, ground=(150, 130, 120)), 3),
        (in_shadow(photo(ALL, degrees=(2, -3, 1))), 3),
        (np.ascontiguousarray(np.rot90(photo(ALL))), 3),
    ],
    ids=["dark table", "turned", "light table", "shadow", "sideways"],
)
def test_each_document_on_a_table_has_a_region(image: Image, count: int) -> None:
    assert len(regions_on(image)) == count


def test_a_region_contains_its_document_and_not_its_neighbour() -> None:
    first, second = regions_on(photo(ALL[:2]))

    wide = ALL[0].shape[1]
    assert first.x0 == pytest.approx(70, abs=14)
    assert first.x1 == pytest.approx(70 + wide, abs=14)
    assert second.x0 > first.x1


@pytest.mark.parametrize(
    "image",
    [
        on_a_table(worn(clean())),
        clean(),
        worn(clean()),
        photo(ALL, ground=(250, 250, 250)),
        photo(ALL[:1]),
        np.full((800, 600, 3), 90, np.uint8),
    ],
    ids=["one sheet on a table", "a scan", "a worn scan", "white on white", "one receipt", "nothing"],
)
def test_an_image_of_one_document_has_no_regions(image: Image) -> None:
    assert regions_on(image) == ()


def test_a_page_with_dark_bands_is_one_document() -> None:
    banded = clean().copy()
    banded[200:260] = 30
    banded[900:960] = 30

    assert regions_on(banded) == ()


def test_regions_are_ordered_by_rows_from_left_to_right() -> None:
    boxes = [Box(x0=x, y0=y, x1=x + 90, y1=y + 200) for x, y in ((300, 20), (10, 40), (150, 300), (400, 310), (200, 5))]

    assert [(box.x0, box.y0) for box in in_reading_order(boxes)] == [
        (10, 40), (200, 5), (300, 20), (150, 300), (400, 310),
    ]  # fmt: skip


def beside(*columns: tuple[str, ...], width: float = 180.0) -> list[Word]:
    """The words of receipts side by side on a white page, as an engine returns them."""
    words = []
    for at, lines in enumerate(columns):
        left = 20 + at * (width + 15)
        for row, line in enumerate(lines):
            x = left
            for part in line.split():
                end = left + width - 10 if part is line.split()[-1] and "  " in line else x + 5.2 * len(part)
                x = end - 5.2 * len(part)
                words.append(Word(part, 1, x, 40 + 16 * row, end, 49 + 16 * row, 9))
                x = end + 5.2
    return words


def is_document(words: tuple[Word, ...]) -> bool:
    return is_whole(extract(read_pages(words, {1: (WIDTH, 842.0)}), ClientIdentity()).fields)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_receipts_on_white_are_separated_by_their_gutters(count: int) -> None:
    words = beside(*(words_of(number) for number in range(count)))

    columns = columns_of(words, WIDTH, is_document)

    assert len(columns) == count
    assert [column[0].text for column in columns] == ["Bakkerij", "Café", "Drukkerij"][:count]


def test_a_receipt_and_the_slip_of_the_card_terminal_are_no_two_documents_in_columns() -> None:
    slip = ("BANCONTACT", "Terminal 4471", "Kaart ****1234", "AID A0000000048002", "Bedrag EUR  12,10", "Goedgekeurd")

    assert len(columns_of(beside(words_of(0), slip), WIDTH, is_document)) == 1


def test_an_invoice_with_wide_columns_is_one_document() -> None:
    words = list(words_of_text(INVOICE, 1, 10.0))
    spread = [Word(w.text, 1, w.x0 + (200 if w.x0 > 200 else 0), w.y0, w.x1 + (200 if w.x0 > 200 else 0), w.y1, 10)
              for w in words]  # fmt: skip

    assert len(columns_of(spread, 800.0, is_document)) == 1


def fields(**values: Any) -> DocumentFields:
    read = {name: Read[Any](value=value, confidence=0.9, origin=Origin.OCR) for name, value in values.items()}
    return DocumentFields.model_validate(read)


DAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        (fields(total_with_vat=Decimal("12.10")), fields(total_with_vat=Decimal("8.47")), True),
        (fields(payable=Decimal("121.00"), issue_date=DAY), fields(payable=Decimal("121.00")), False),
        (fields(total_with_vat=Decimal("3.50"), number="1"), fields(total_with_vat=Decimal("3.50"), number="2"), True),
        (
            fields(total_with_vat=Decimal("3.50"), issue_date=DAY),
            fields(total_with_vat=Decimal("3.50"), issue_date=DAY),
            False,
        ),
    ],
    ids=["two totals", "an invoice and its payment slip", "two tickets of one price", "a receipt and the card's slip"],
)
def test_the_same_amount_twice_is_paid_once_unless_something_else_differs(
    one: DocumentFields, other: DocumentFields, different: bool
) -> None:
    assert are_different(one, other) is different


@pytest.mark.parametrize(
    ("found", "alone"),
    [
        (fields(total_with_vat=Decimal("12.10"), issue_date=DAY), True),
        (fields(payable=Decimal("12.10")), False),
        (fields(issue_date=DAY), False),
        (DocumentFields(), False),
    ],
)
def test_a_document_has_an_amount_to_pay_and_a_day_or_a_name(found: DocumentFields, alone: bool) -> None:
    assert stands_alone(found) is alone
