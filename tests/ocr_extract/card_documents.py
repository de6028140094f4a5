"""Card statements of the tuning designs, their words, and how a reading differs from what is printed."""

from functools import cache

from contracts.card_statement import CardLine, CardStatementFields
from libs.samples.truth import CardLineTruth, CardStatementTruth
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Pages, Word
from services.ocr_extract.files.mupdf import pymupdf
from tests.accuracy.designs import TUNING
from tests.accuracy.documents import Document, Task, make_document


@cache
def printed(seed: int, number: int) -> Document:
    return make_document(Task("card-statements", seed, number), TUNING)


def words_of(document: Document) -> list[Word]:
    file = pymupdf.open(stream=document.sample.content, filetype="pdf")
    return [
        Word(text, number + 1, x0, y0, x1, y1, y1 - y0)
        for number in range(file.page_count)
        for x0, y0, x1, y1, text, *_ in file[number].get_text("words")
    ]


def pages_with(words: list[Word]) -> Pages:
    return read_pages(words, dict.fromkeys(sorted({word.page for word in words}), (595.0, 842.0)))


def truth_of(document: Document) -> CardStatementTruth:
    truth = document.sample.truth.card_statement
    assert truth is not None
    return truth


def line_of(line: CardLineTruth | CardLine) -> tuple[object, ...]:
    foreign = (line.foreign_amount, line.foreign_currency)
    return (line.card, line.day, line.merchant, line.amount, line.kind, *foreign)


def differences(truth: CardStatementTruth, read: CardStatementFields, *, booked: bool) -> list[object]:
    """The values that differ between truth and reading, as pairs."""
    heads = [
        (truth.scheme.lower(), read.scheme),
        (truth.cards, read.cards),
        (truth.brought, read.carried_over),
        (truth.total, read.total),
        (truth.debit_day, read.debit_date),
        (len(truth.lines), len(read.lines)),
    ]
    lines = [(line_of(one), line_of(other)) for one, other in zip(truth.lines, read.lines, strict=False)]
    days = [(one.booked, other.booked) for one, other in zip(truth.lines, read.lines, strict=False) if booked]
    return [pair for pair in [*heads, *lines, *days] if pair[0] != pair[1]]
