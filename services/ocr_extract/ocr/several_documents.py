"""Finds out whether one image shows several documents, by reading each region on its own."""

import numpy as np

from contracts.fields import Box, DocumentFields, DocumentRegion
from contracts.reason import Reason
from libs.files import FileType
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.amounts import find_amounts
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.layout.columns import (
    FEWEST_WORDS,
    Column,
    are_different,
    columns_of,
    contradict,
    is_whole,
    stands_alone,
)
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Word, around
from services.ocr_extract.files.mupdf import Document, pymupdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.cutting import cut_out
from services.ocr_extract.ocr.images.opening import to_pdf
from services.ocr_extract.ocr.recognise import Recognised, Recogniser, draw
from services.ocr_extract.ocr.scans import Scans

MARGIN = 8.0
"""Points around the words of a column."""


def find_regions(
    document: Document, scans: Scans, recogniser: Recogniser, identity: ClientIdentity, limits: Limits
) -> tuple[DocumentRegion, ...]:
    """The regions of the documents when a single scanned page shows several; empty when it shows one.

    Every region is included, also one that cannot be read: cut out, it becomes a document with an open question.
    """
    if document.page_count != 1 or 1 not in scans.pages:
        return ()
    page = scans.pages[1]
    boxes = _lying_apart(document, page, recogniser, identity, limits) or _in_columns(page, identity)
    return tuple(DocumentRegion(page=1, box=box) for box in boxes)


def overlapping(document: Document, scans: Scans, identity: ClientIdentity) -> list[Reason]:
    """A warning when two documents on a single page seem to overlap, because then no field of it can be trusted.

    Raises Refusal when the two contradict each other: read as one, they would mix one's name with the other's total,
    and cut apart, one would show a part of the other. A receipt with its card slip is no overlap: the amounts agree.
    """
    page = scans.pages.get(1) if document.page_count == 1 else None
    if page is None or page.boundary is None:
        return []
    sides = page.beside(page.boundary)
    first, second = (_fields(side, page.width, page.height, identity) for side in sides)
    if contradict(first, second):
        raise Refusal(ReadingReason.OVERLAPPING)
    same_purchase = _shows(page, sides[1], first) or _shows(page, sides[0], second)
    return [] if same_purchase or min(map(len, sides)) < FEWEST_WORDS else [Reason(code=ReadingReason.OVERLAPPING)]


def _shows(page: Recognised, words: tuple[Word, ...], other: DocumentFields) -> bool:
    """Whether these words contain the amount of the other document."""
    amount, printed = other.payable or other.total_with_vat, read_pages(words, {1: (page.width, page.height)})
    return amount is not None and amount.value in {found.value for found in find_amounts(printed)}


def _lying_apart(
    document: Document, page: Recognised, recogniser: Recogniser, identity: ClientIdentity, limits: Limits
) -> tuple[Box, ...]:
    """The regions on a darker background, when at least two of them, read on their own, are different documents."""
    if not page.regions:
        return ()
    drawn, dpi = draw(document[0])
    upright = np.rot90(drawn, -page.turned)
    found = []
    for box in page.regions:
        try:
            pdf = to_pdf(cut_out(upright, box, dpi), FileType.JPEG, limits)
        except Refusal:
            continue
        alone = recogniser.read(pymupdf.open(stream=pdf, filetype="pdf")[0])
        found.append(_fields(alone.words, alone.width, alone.height, identity))
    return page.regions if _are_several([fields for fields in found if stands_alone(fields)]) else ()


def _in_columns(page: Recognised, identity: ClientIdentity) -> tuple[Box, ...]:
    """The boxes of receipts on a white background, found by the columns of the words that were already read."""

    def fields_of(column: Column) -> DocumentFields:
        return _fields(column, page.width, page.height, identity)

    columns = columns_of(page.words, page.width, lambda column: is_whole(fields_of(column)))
    if len(columns) < 2 or not _are_several([fields_of(column) for column in columns]):
        return ()
    return tuple(page.place(_wider(around(column))) for column in columns)


def _are_several(found: list[DocumentFields]) -> bool:
    """Whether there are at least two documents, and not the same one twice."""
    return any(are_different(found[0], other) for other in found[1:])


def _fields(words: Column, width: float, height: float, identity: ClientIdentity) -> DocumentFields:
    return extract(read_pages(words, {1: (width, height)}), identity).fields


def _wider(box: Box) -> Box:
    return Box(x0=box.x0 - MARGIN, y0=box.y0 - MARGIN, x1=box.x1 + MARGIN, y1=box.y1 + MARGIN)
