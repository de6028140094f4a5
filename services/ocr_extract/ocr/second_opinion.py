"""Reads the pages again with a second engine, when that can confirm or complete what the first one read."""

from services.ocr_extract.domain.extract import Extraction, extract
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.proof.second_opinion import Opinion, answers, open_questions
from services.ocr_extract.files.mupdf import Document
from services.ocr_extract.files.pdf import PageText
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.ocr.scans import pages_of, recognise


def ask_second(
    first: Opinion, document: Document, texts: list[PageText], recogniser: Recogniser, identity: ClientIdentity
) -> tuple[Extraction, str]:
    """The result with the second engine's help, and the name of the reader: `rapidocr`, or `rapidocr+tesseract:iban`.

    Both engines get the same levelled page, so their coordinates are the same. `texts` are the pages as they were
    before the first engine read them.
    """
    if recogniser.second is None or not open_questions(first.said):
        return first.said, recogniser.name
    pages = pages_of(recognise(document, texts, recogniser.second).texts)
    known, answered = answers(first, Opinion(pages, extract(pages, identity)))
    helper = f"+{recogniser.second.name}:{','.join(answered)}" if answered else ""
    return known, recogniser.name + helper
