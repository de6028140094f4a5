"""Finds the seller's name as it is set at the top of the first page."""

from functools import reduce

from services.ocr_extract.domain.evidence import Score
from services.ocr_extract.domain.evidence import parties as weights
from services.ocr_extract.domain.fields.candidates import Candidate
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.names import looks_like_name
from services.ocr_extract.domain.layout.blocks import parts_of
from services.ocr_extract.domain.layout.page import Pages


def headlines(pages: Pages, identity: ClientIdentity) -> list[Candidate]:
    """The largest words at the top of the first page when they can be a name.

    A till prints one size only: on its receipts the first line is taken.
    """
    if not pages.pages:
        return []
    page = pages.pages[0]
    parts = [
        part
        for cell in page.cells
        if cell.box.y0 < weights.HEADLINES * page.height
        for part in parts_of(cell)
        if looks_like_name(part) and (len(part.value) > 3 or not part.value.isupper())
    ]
    sizes = sorted(word.size for line in page.lines for word in line.words)
    if not parts or not sizes:
        return []
    largest = reduce(lambda best, part: part if part.size > best.size + weights.LARGER else best, parts)
    if largest.size >= weights.LARGE_HEADLINE * sizes[len(sizes) // 2]:
        return [
            Candidate(
                largest,
                None,
                largest.box,
                1,
                selling=Score.of(weights.LARGEST_WORDS),
                own=identity.is_named(largest.value),
            )
        ]
    first = parts[0]
    if first.line is page.lines[0]:
        return [
            Candidate(
                first, None, first.box, 1, selling=Score.of(weights.FIRST_WORDS), own=identity.is_named(first.value)
            )
        ]
    return []
