"""Stages that find the type of the file and the text of its pages."""

from dataclasses import replace

from contracts.reason import Reason
from libs.files import FileType, accepted_words, has_foreign_parts, name_of, sniff
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.files.active_content import active_content, attached_documents
from services.ocr_extract.files.pdf import open_pdf, read_page, turn_upright
from services.ocr_extract.reading.state import Reading, Tools

MOST_NAMES = 5
"""At most this many attached files are named in a message."""


def find_file_type(reading: Reading, _: Tools) -> Reading:
    """Finds the type by the first bytes. Raises Refusal for an empty file and for a type that cannot be read."""
    if not reading.data:
        raise Refusal(ReadingReason.EMPTY)
    file_type = sniff(reading.data)
    if file_type == FileType.PDF:
        return replace(reading, file_type=file_type, pdf=reading.data)
    if file_type == FileType.XML or file_type.is_image:
        return replace(reading, file_type=file_type)
    raise Refusal(ReadingReason.UNSUPPORTED, media=name_of(reading.data), readable=accepted_words())


def open_document(reading: Reading, tools: Tools) -> Reading:
    """Opens the PDF within the limits. Raises Refusal when it has a password, is damaged or is too large."""
    return replace(reading, document=open_pdf(reading.pdf, tools.limits)) if reading.pdf else reading


def find_active_content(reading: Reading, _: Tools) -> Reading:
    """Adds warnings of what runs in the PDF and of what is no part of it; then its pages alone are passed on."""
    if reading.document is None or reading.pdf is None or reading.is_einvoice_file:
        return reading
    kinds, more_than_pdf = active_content(reading.document), has_foreign_parts(reading.pdf)
    warnings = []
    if kinds:
        warnings.append(Reason(code=ReadingReason.ACTIVE_CONTENT, params={"kinds": ", ".join(kinds)}))
    if more_than_pdf:
        warnings.append(Reason(code=ReadingReason.FOREIGN_PARTS))
    return replace(reading, is_pages_only=bool(warnings)).warned(warnings)


def warn_of_attached_documents(reading: Reading, _: Tools) -> Reading:
    """Adds a warning that names the PDFs inside a PDF, which nobody would look for; not those of an e-invoice."""
    if reading.document is None or reading.einvoice is not None:
        return reading
    names = attached_documents(reading.document)
    if not names:
        return reading
    shown = ", ".join(names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")
    return reading.warned([Reason(code=ReadingReason.ATTACHED_DOCUMENTS, params={"files": shown})])


def read_text_layers(reading: Reading, _: Tools) -> Reading:
    """Reads the words of every page, the visible ones apart from the hidden ones."""
    document = reading.document
    if document is None:
        return reading
    return replace(reading, texts=tuple(read_page(document, number + 1) for number in range(document.page_count)))


def turn_pages_upright(reading: Reading, _: Tools) -> Reading:
    """Turns pages whose text lies on its side and reads them again; they are shown and passed on as they were read."""
    document = reading.document
    if document is None or reading.einvoice is not None:
        return reading
    turned = [text.number for text in reading.texts if text.is_nearly_empty and turn_upright(document, text.number)]
    if not turned:
        return reading
    texts = tuple(read_page(document, text.number) if text.number in turned else text for text in reading.texts)
    return replace(reading, texts=texts, is_pages_only=True)
